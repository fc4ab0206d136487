"""Methods: copied, adapted, compared, published version by version."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import translation

from hub.models import Notice
from hub.notices.kinds import tell
from learning import methoddifferences
from learning.actions import methods as actions
from learning.actions import resources
from learning.methodfiles import Read
from learning.models import MethodVersion, Resource, Template
from tests.factories import UserFactory
from tests.factories.resources import adult, assessment, coordinator, make_method, make_organisation, method

pytestmark = pytest.mark.django_db
WHOM = {"description": "For groups.", "spoken": ["en"], "countries": [], "topics": [], "level": "educator", "programme": None}


def publish(template, *, organisation=None) -> Resource:
    return actions.publish(template, organisation=organisation, **WHOM)


def told(user) -> list[str]:
    return [one.text for one in tell(user, Notice.objects.filter(recipient=user).unread()).values()]


def numbers(resource) -> list[tuple[int, bool]]:
    return [(version.number, version.published_at is not None) for version in resource.versions.all()]


# Templates


def test_copy_is_ones_own_and_knows_where_it_comes_from():
    version, ada = make_method().versions.get(), UserFactory()

    copied = actions.copy(version, owner=ada, language="nb")
    actions.change(copied, content=copied.content | {"title": "My walk"})

    assert (copied.owner, copied.copied_from, copied.title) == (ada, version, "My walk")
    assert version.text_in("en").content["title"] == "A walk"
    assert list(Template.objects.visible_to(ada)) == [copied]
    assert list(Template.objects.visible_to(coordinator())) == list(Template.objects.visible_to(AnonymousUser())) == []


def test_copy_is_in_the_readers_language_where_there_is_one():
    version = make_method().versions.get()
    actions.translate(version, file=Read(method(language="nb", title="En tur")), provenance="person")

    assert actions.copy(version, owner=UserFactory(), language="nb").title == "En tur"
    assert actions.copy(version, owner=UserFactory(), language="uk").title == "A walk"


def test_what_is_wrong_is_not_kept():
    template = actions.keep(UserFactory(), content=method())

    with pytest.raises(actions.Wrong) as refusal:
        actions.change(template, content=method(title="", steps=[]))

    assert refusal.value.messages == ["title: must not be empty", "steps: a method has at least one step"]
    template.refresh_from_db()
    assert template.title == "A walk"


def test_nobody_has_more_templates_than_somebody_can_use(monkeypatch):
    monkeypatch.setattr(actions, "MOST_TEMPLATES", 2)
    ada = UserFactory()
    for _number in range(2):
        actions.keep(ada, content=method())

    with pytest.raises(actions.TooManyTemplates):
        actions.keep(ada, content=method())
    actions.keep(UserFactory(), content=method())


def test_file_is_believed_only_about_what_its_owner_may_read():
    open_, hidden = make_method().versions.get(), make_method(is_published=False).versions.get()
    ada = UserFactory()

    assert actions.read_in(ada, file=Read(method(), str(open_.key))).copied_from == open_
    assert actions.read_in(ada, file=Read(method(), str(hidden.key))).copied_from is None
    assert actions.read_in(ada, file=Read(method(), "3f2504e0-4f89-41d3-9a0c-0305e82c3301")).copied_from is None


# Publishing


def test_member_proposes_a_template_and_a_coordinator_publishes_it():
    decides, ada = coordinator(), adult()
    template = actions.keep(ada, content=method())

    resource = publish(template)
    assert (resource.state, resource.method_kind, resource.licence, numbers(resource)) == ("proposed", "method", "by", [(1, False)])
    resources.publish(Resource.objects.get(), by=decides)

    template.refresh_from_db()
    assert template.published_as == resource
    assert numbers(resource) == [(1, True)]
    assert told(ada) == ["What you sent is in the bank: A walk"]


def test_those_who_write_for_an_organisation_publish_versions_at_once():
    ada = adult()
    template = actions.keep(ada, content=method())
    resource = publish(template, organisation=make_organisation(ada))
    template.refresh_from_db()
    actions.change(template, content=method(title="A longer walk", licence="by-sa"))

    version = actions.publish_again(template)

    resource = Resource.objects.get()
    assert numbers(resource) == [(1, True), (2, True)]
    assert (version.number, resource.title, resource.licence) == (2, "A longer walk", "by-sa")
    assert resource.versions.first().text_in("en").content["title"] == "A walk"


def test_new_version_of_a_member_waits_while_the_old_one_is_read():
    decides, ada = coordinator(), adult()
    template = actions.keep(ada, content=method())
    resources.publish(publish(template), by=decides)
    template.refresh_from_db()
    actions.change(template, content=method(title="A longer walk"))

    actions.publish_again(template)
    resource = Resource.objects.get()
    assert (numbers(resource), resource.title, list(Resource.objects.waiting())) == ([(1, True), (2, False)], "A walk", [resource])
    with pytest.raises(actions.WaitsAlready):
        actions.publish_again(template)

    resources.publish(resource, by=decides)
    resource = Resource.objects.get()
    assert (numbers(resource), resource.title, list(Resource.objects.waiting())) == ([(1, True), (2, True)], "A longer walk", [])


def test_new_version_is_given_back_and_the_old_one_stays():
    decides, ada = coordinator(), adult()
    template = actions.keep(ada, content=method())
    resources.publish(publish(template), by=decides)
    template.refresh_from_db()
    actions.publish_again(template)

    resources.give_back(Resource.objects.get(), by=decides, because="Nothing has changed.")

    resource = Resource.objects.get()
    assert (resource.state, numbers(resource), resource.returned_because) == ("published", [(1, True)], "Nothing has changed.")
    assert told(ada) == ["What you sent is given back, with a reason: A walk"]
    assert actions.publish_again(template).number == 2


def test_proposal_that_was_given_back_is_sent_again_as_it_is_now():
    decides, ada = coordinator(), adult()
    template = actions.keep(ada, content=method())
    resources.give_back(publish(template), by=decides, because="Say how long.")
    template.refresh_from_db()
    actions.change(template, content=method(title="A walk of an hour"))

    actions.publish_again(template)

    resource = Resource.objects.get()
    assert (resource.state, resource.title, numbers(resource)) == ("proposed", "A walk of an hour", [(1, False)])


def test_nobody_publishes_a_version_of_what_is_others():
    template = actions.keep(adult(), content=method())
    Template.objects.filter(pk=template.pk).update(published_as=make_method(made_by=adult()))
    template.refresh_from_db()

    with pytest.raises(resources.NotYours):
        actions.publish_again(template)
    assert numbers(template.published_as) == [(1, True)]


# Versions and languages


def test_versions_that_wait_are_read_by_those_they_concern():
    ada, decides = adult(), coordinator()
    shown = make_method(made_by=ada)
    waits = shown.versions.create(number=2, made_by=ada)
    hidden = make_method(is_published=False, made_by=ada).versions.get()
    first = shown.versions.first()

    def read(user):
        return set(MethodVersion.objects.readable_by(user))

    assert read(AnonymousUser()) == read(adult()) == {first}
    assert read(ada) == {first, waits, hidden}
    assert read(decides) == {first, waits, hidden}


def test_translation_has_the_shape_of_its_original():
    version = make_method(assessment()).versions.get()
    norwegian = assessment(language="nb", title="En tale")

    for other in (
        method(language="nb"),
        assessment(language="nb", levels=["Nei", "Litt", "Ja"], criteria=[{"title": "x", "descriptions": ["", "", ""]}]),
    ):
        with pytest.raises(actions.AnotherShape):
            actions.translate(version, file=Read(other), provenance="person")
    with pytest.raises(actions.SameLanguage):
        actions.translate(version, file=Read(assessment(title="Another")), provenance="person")

    actions.translate(version, file=Read(norwegian), provenance="machine")
    with translation.override("nb"):
        again = MethodVersion.objects.get()
        assert (again.content["title"], again.text.provenance, again.resource.title) == ("En tale", "machine", "En tale")


# What is different


def changed(before: dict, after: dict) -> list[tuple[str, str, str]]:
    return [(one.label, one.before, one.after) for one in methoddifferences.between(before, after)]


def test_nothing_is_different_from_itself():
    assert changed(method(), method()) == changed(assessment(), assessment()) == []


def test_differences_are_told_part_by_part():
    after = method(title="A ride", minutes=90, licence="zero")

    assert changed(method(), after) == [
        ("Title", "A walk", "A ride"),
        ("Minutes", "", "90 minutes"),
        ("Licence", "CC BY 4.0", "CC0, or in the public domain"),
    ]


def test_step_put_in_does_not_make_all_that_follow_look_different():
    steps = method()["steps"]
    between = {"title": "Draw", "text": "", "minutes": None}

    assert changed(method(), method(steps=[steps[0], between, steps[1]])) == [("Steps", "", "Draw")]
    assert changed(method(), method(steps=steps[1:])) == [("Steps", "Walk\n30 minutes\nSlowly.", "")]
    assert changed(method(), method(steps=[steps[0] | {"minutes": 20}, steps[1]])) == [
        ("Steps", "Walk\n30 minutes\nSlowly.", "Walk\n20 minutes\nSlowly."),
    ]


def test_criteria_are_compared_with_their_levels():
    [criterion] = assessment()["criteria"]

    assert changed(assessment(), assessment(criteria=[criterion | {"descriptions": ["No sum", "Two sums"]}])) == [
        ("Criteria", "Says what it costs\nNot yet: No sum\nWell: A sum", "Says what it costs\nNot yet: No sum\nWell: Two sums"),
    ]
