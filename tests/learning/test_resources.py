"""Bringing something into the resource bank, who may change it, and what coordinators decide."""

import os
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import connections
from django.utils import timezone, translation

from entrepreneurs.actions.connections import NotAdult
from entrepreneurs.actions.silences import Silenced, silence
from entrepreneurs.attachments import Accepted
from entrepreneurs.models import Membership
from hub.models import Notice
from hub.notices.kinds import tell
from learning.actions import resources as actions
from learning.models import Resource, ResourceFile
from tests.factories import UserFactory
from tests.factories.resources import adult, coordinator, make_document, make_method, make_organisation, make_resource

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def link(**facts):
    whom = {"spoken": ["nb", "en"], "countries": ["NO"], "topics": ["meeting-places"], "level": "beginner", "licence": "reserved"}
    words = {"title": "Start here", "description": "For those who begin.", "language": "en"}
    return {"kind": "link", "address": "https://example.org/start/", "programme": None, "organisation": None} | whom | words | facts


def told(user) -> list[str]:
    return [one.text for one in tell(user, Notice.objects.filter(recipient=user).unread()).values()]


def values_of(resource, kind) -> list[str]:
    return list(resource.facets.filter(kind=kind).values_list("value", flat=True))


# Bringing


def test_member_proposes_and_coordinators_are_told():
    decides, member = coordinator(), adult()

    resource = actions.bring(member, **link())

    assert (resource.state, resource.published_at, resource.checked_by, resource.checked_on) == ("proposed", None, member, timezone.localdate())
    assert [values_of(resource, kind) for kind in ("language", "country", "topic")] == [["nb", "en"], ["NO"], ["meeting-places"]]
    assert told(decides) == ["Something waits to be looked at for the resource bank"]
    assert told(member) == []


def test_about_no_country_is_about_everywhere():
    assert values_of(actions.bring(adult(), **link(countries=[])), "country") == ["all"]


@pytest.mark.parametrize(("role", "state"), [("lead", "published"), ("editor", "published"), ("member", None)])
def test_those_who_write_for_a_verified_organisation_publish_at_once(role, state):
    user = adult()
    organisation = make_organisation(user)
    Membership.objects.filter(user=user).update(role=role)

    if state is None:
        with pytest.raises(actions.NotYours):
            actions.bring(user, **link(organisation=organisation))
        assert not Resource.objects.exists()
    else:
        assert actions.bring(user, **link(organisation=organisation)).state == state


def test_nobody_publishes_for_an_organisation_that_is_not_verified():
    user = adult()

    with pytest.raises(actions.NotYours):
        actions.bring(user, **link(organisation=make_organisation(user, is_verified=False)))


def test_coordinator_publishes_at_once():
    assert actions.bring(coordinator(), **link()).is_published


def test_those_who_may_not_bring_nothing():
    with pytest.raises(NotAdult):
        actions.bring(UserFactory(), **link())
    silenced = adult()
    silence(silenced, until=None)
    with pytest.raises(Silenced):
        actions.bring(silenced, **link())
    make_resource(address="https://example.org/start/")
    with pytest.raises(actions.KnownAlready):
        actions.bring(adult(), **link())
    assert Resource.objects.count() == 1


def test_only_so_many_are_brought_in_a_day():
    user = adult()
    for number in range(actions.MOST_A_DAY):
        actions.bring(user, **link(address=f"https://example.org/{number}/"))

    with pytest.raises(actions.TooMany):
        actions.bring(user, **link())


# Who sees and changes what


def test_what_is_not_in_the_bank_is_seen_by_those_who_have_to_do_with_it():
    maker, editor, decides, stranger = adult(), adult(), coordinator(), adult()
    proposed = make_resource(state="proposed", made_by=maker)
    withdrawn = make_resource(state="withdrawn", organisation=make_organisation(editor))
    listed = make_resource()

    def seen(user):
        return set(Resource.objects.visible_to(user))

    assert seen(AnonymousUser()) == seen(stranger) == {listed}
    assert seen(maker) == {listed, proposed}
    assert seen(editor) == {listed, withdrawn}
    assert seen(decides) == {listed, proposed, withdrawn}
    assert list(Resource.objects.listed()) == [listed]


def test_changed_by_its_organisation_its_maker_until_published_and_coordinators():
    maker, editor, decides, stranger = adult(), adult(), coordinator(), adult()
    organisation = make_organisation(editor)
    ours, theirs = make_resource(organisation=organisation), make_resource(organisation=make_organisation(adult()))
    proposed, published = make_resource(state="proposed", made_by=maker), make_resource(made_by=maker)

    def editable(user):
        return set(Resource.objects.editable_by(user))

    assert editable(AnonymousUser()) == editable(stranger) == set()
    assert editable(maker) == {proposed}
    assert editable(editor) == {ours}
    assert editable(decides) == {ours, theirs, proposed, published}


def test_changing_is_looking_at_it_again():
    editor = adult()
    organisation = make_organisation(editor)
    resource = make_resource(organisation=organisation, checked_on="2026-01-01", failures=2, failing_since=timezone.now(), link_state="gone")
    kind = link(organisation=organisation, language="nb", title="Begynn her")
    del kind["kind"]

    changed = actions.change(resource, by=editor, **kind)

    assert (changed.checked_by, changed.checked_on, changed.state) == (editor, timezone.localdate(), "published")
    assert (changed.failures, changed.failing_since, changed.link_state) == (0, None, "unknown")  # another address has not failed yet
    assert list(changed.texts.values_list("language", "title", "provenance")) == [("nb", "Begynn her", "original")]


def test_nobody_moves_something_into_an_organisation_that_is_not_theirs():
    editor = adult()
    resource = make_resource(organisation=make_organisation(editor))
    facts = link(organisation=make_organisation(adult()))
    del facts["kind"]

    with pytest.raises(actions.NotYours):
        actions.change(resource, by=editor, **facts)


def test_it_is_told_in_the_readers_language_or_the_nearest():
    resource = make_resource(title="Start here")
    actions.translate(resource, language="nb", title="Begynn her", description="For nye.", provenance="machine")

    with translation.override("sv"):
        assert Resource.objects.get().title == "Begynn her"
    with translation.override("uk"):
        assert Resource.objects.get().title == "Start here"
    actions.translate(resource, language="nb", title="", description="", provenance="person")
    assert list(resource.texts.values_list("language", flat=True)) == ["en"]


# Deciding


def test_coordinator_publishes_and_the_proposer_is_told():
    decides, member = coordinator(), adult()
    resource = actions.bring(member, **link())

    actions.publish(resource, by=decides)

    assert Resource.objects.get().is_published
    assert told(member) == ["What you sent is in the bank: Start here"]
    assert told(decides) == []  # nothing waits any more


def test_coordinator_gives_back_with_a_reason_and_it_is_sent_again():
    decides, member = coordinator(), adult()
    resource = actions.bring(member, **link())

    actions.give_back(resource, by=decides, because="Say for whom.")
    assert (Resource.objects.get().state, Resource.objects.get().returned_because) == ("returned", "Say for whom.")
    assert told(member) == ["What you sent is given back, with a reason: Start here"]
    facts = link(description="For those who have no plan yet.")
    del facts["kind"]
    again = actions.change(resource, by=member, **facts)

    assert (again.state, again.returned_because) == ("proposed", "")
    assert told(decides) == ["Something waits to be looked at for the resource bank"]
    assert told(member) == []


def test_what_one_coordinator_has_decided_another_does_not_decide_again():
    first, second, member = coordinator(), coordinator(), adult()
    published, returned = (actions.bring(member, **link(address=f"https://example.org/{one}/")) for one in (1, 2))
    actions.accept(published, by=first)
    actions.give_back(returned, by=first, because="Say for whom.")

    for resource in (published, returned):  # as the second read them
        with pytest.raises(actions.NothingWaits):
            actions.accept(resource, by=second)
        with pytest.raises(actions.NothingWaits):
            actions.give_back(resource, by=second, because="Something else.")

    assert {one.pk: (one.state, one.returned_because) for one in Resource.objects.all()} == {
        published.pk: ("published", ""),
        returned.pk: ("returned", "Say for whom."),
    }
    assert told(second) == []


@pytest.mark.django_db(transaction=True)
def test_two_coordinators_do_not_decide_at_the_same_moment(site_tree):
    member = adult()
    resource = actions.bring(member, **link())

    def decide(act):
        try:
            act()
        except actions.NothingWaits:
            return False
        finally:
            connections.close_all()
        return True

    acts = [
        lambda: actions.accept(resource, by=coordinator()),
        lambda: actions.give_back(resource, by=coordinator(), because="Say for whom."),
    ]
    with ThreadPoolExecutor(2) as crowd:
        decided = list(crowd.map(decide, acts))

    assert sorted(decided) == [False, True]
    found = Resource.objects.get()
    assert (found.state, found.returned_because) == (("published", "") if decided[0] else ("returned", "Say for whom."))
    assert len(told(member)) == 1


def test_new_version_of_a_method_is_decided_once():
    member, decides = adult(), coordinator()
    method = make_method(made_by=member)
    method.versions.create(number=2)
    actions.accept(method, by=decides)

    with pytest.raises(actions.NothingWaits):
        actions.give_back(method, by=decides, because="Nothing has changed.")

    assert method.versions.published().count() == 2


def test_what_is_taken_out_while_it_waits_is_not_published_by_whoever_reads_it_still():
    decides, member = coordinator(), adult()
    resource = actions.bring(member, **link())
    actions.withdraw(Resource.objects.get())

    with pytest.raises(actions.NothingWaits):
        actions.accept(resource, by=decides)

    assert not Resource.objects.listed().exists()


def test_what_waits_longest_is_decided_first():
    made_by = adult()
    late = make_resource(state="proposed", made_by=made_by, changed_at=timezone.now())
    early = make_resource(state="proposed", made_by=made_by, changed_at=timezone.now() - timedelta(days=2))
    make_resource(state="returned")
    method = make_method()
    method.versions.create(number=2)

    assert list(Resource.objects.waiting())[:1] == [early]
    assert set(Resource.objects.waiting()) == {early, late, method}


def test_what_is_withdrawn_comes_back_by_those_who_may():
    editor = adult()
    resource = make_resource(organisation=make_organisation(editor))
    published_at = resource.published_at

    actions.withdraw(resource)
    assert not Resource.objects.listed().exists()
    actions.bring_back(resource, by=editor)

    assert list(Resource.objects.listed().values_list("published_at", flat=True)) == [published_at]


# Files


def test_new_file_takes_the_place_of_the_old(files, django_capture_on_commit_callbacks):
    decides = coordinator()
    resource = make_document(made_by=decides)
    facts = link(licence="by", alternative="A plan")
    del facts["kind"], facts["address"]

    with django_capture_on_commit_callbacks(execute=True):
        actions.change(resource, by=decides, document=Accepted("plan.pdf", "application/pdf", b"%PDF-1.4 %%EOF"), is_accessible=False, **facts)

    [kept] = ResourceFile.objects.all()
    assert (kept.name, kept.kind, kept.is_accessible, kept.needs_alternative) == ("plan.pdf", "application/pdf", False, True)
    assert [path.name for path in (files / "resources").iterdir()] == [kept.file.name.rpartition("/")[2]]


def test_files_without_a_row_are_forgotten(files):
    kept = make_document().document
    orphan = files / "resources" / "orphan.pdf"
    orphan.write_bytes(b"x")
    actions.forget_orphans()
    assert orphan.exists()  # it may be on its way

    os.utime(orphan, (0, 0))
    os.utime(kept.file.path, (0, 0))
    actions.forget_orphans()

    assert [path.name for path in (files / "resources").iterdir()] == [kept.file.name.rpartition("/")[2]]


def test_a_link_needs_an_address():
    with pytest.raises(ValidationError):
        actions.bring(adult(), **link(address=""))
