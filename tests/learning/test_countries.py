"""What may be published in the comparison of countries, by whom, and what stays of it."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from wagtail.models import Locale

from entrepreneurs.roles import ensure_roles
from hub import privacy
from hub.models import Notice
from hub.notices import kinds
from hub.privacy import Person
from learning.actions import countries as actions
from learning.differences import compare
from learning.models import ComparisonCell, Statement, StatementText
from tests.factories import UserFactory
from tests.factories.countries import SOURCE, make_cell, make_statement, make_writer

pytestmark = pytest.mark.django_db


@pytest.fixture
def cell():
    return make_cell("NO")


@pytest.fixture
def ada():
    return make_writer("NO")


@pytest.fixture
def coordinator():
    Locale.objects.get_or_create(language_code="en")
    ensure_roles()
    user = UserFactory()
    user.groups.add(Group.objects.get(name="Coordinator"))
    return user


def facts(author, **changed):
    membership = author.memberships.first()
    organisation = membership.organisation if membership else None
    return {"author": author, "text": "There is none.", "language": "en", "organisation": organisation, "is_named": False} | SOURCE | changed


def states(cell):
    return list(cell.statements.order_by("pk").values_list("state", flat=True))


# The source


@pytest.mark.parametrize("missing", [{"source_title": ""}, {"source_url": ""}, {"seen_on": None}])
def test_publishing_without_a_source_is_refused_by_the_action(cell, ada, missing):
    with pytest.raises(actions.WithoutSource):
        actions.publish(cell, base=None, **facts(ada, **missing))
    with pytest.raises(actions.WithoutSource):
        actions.hand_in(cell, **facts(ada, **missing))

    assert not Statement.objects.exists()


@pytest.mark.parametrize("missing", [{"source_title": ""}, {"source_url": ""}, {"seen_on": None}, {"source_url": "javascript:alert(1)"}])
def test_publishing_without_a_source_is_refused_by_the_database(cell, missing):
    made = make_statement(cell)

    for state in ("published", "replaced", "withdrawn"):
        with pytest.raises(IntegrityError), transaction.atomic():
            Statement.objects.filter(pk=made.pk).update(state=state, **missing)


def test_printed_source_with_its_date_is_one(cell, ada):
    made = actions.publish(cell, base=None, **facts(ada, source_url="", source_print="Oslo 2024, p. 7", seen_on=None, dated_on=date(2024, 1, 1)))

    assert made.state == "published"


def test_draft_may_wait_for_its_source(cell, ada):
    draft = actions.keep_draft(cell, **facts(ada, source_title="", source_url="", seen_on=None))

    assert draft.state == "draft"
    assert list(Statement.objects.visible_to(ada)) == [draft]
    assert list(Statement.objects.visible_to(make_writer("NO"))) == []


# Who writes


def test_those_who_write_for_a_verified_organisation_of_the_country_may_publish(coordinator):
    norway, sweden, finland = (make_cell(code) for code in ("NO", "SE", "FI"))
    everywhere = [norway, sweden, finland]
    unverified, member = make_writer("NO", is_verified=False), make_writer("NO", role="member")

    def editable(user):
        return list(ComparisonCell.objects.editable_by(user))

    assert editable(make_writer("NO", "SE")) == [norway, sweden]
    assert editable(coordinator) == everywhere
    assert [editable(user) for user in (unverified, member, UserFactory(), AnonymousUser())] == [[], [], [], []]
    assert list(ComparisonCell.objects.open_to(unverified)) == [norway]
    assert list(ComparisonCell.objects.open_to(member)) == []


def test_nobody_publishes_in_the_name_of_others(cell, ada):
    swede, unverified = make_writer("SE"), make_writer("NO", is_verified=False)
    theirs = ada.memberships.get().organisation

    for author, organisation in [
        (swede, theirs),
        (swede, swede.memberships.get().organisation),
        (unverified, unverified.memberships.get().organisation),
        (ada, None),
    ]:
        with pytest.raises(actions.NotTheirs):
            actions.publish(cell, base=None, **facts(author, organisation=organisation))
    assert states(cell) == []


def test_coordinator_speaks_for_the_hub_everywhere(cell, coordinator):
    assert actions.publish(cell, base=None, **facts(coordinator)).organisation is None


# Versions


def test_later_version_takes_the_place_of_the_earlier_which_stays(cell, ada):
    first = actions.publish(cell, base=None, **facts(ada))
    second = actions.publish(cell, base=first.pk, **facts(ada, text="Now there is."))

    assert states(cell) == ["replaced", "published"]
    first.refresh_from_db()
    assert first.ended_at is not None
    assert [one.original.text for one in (first, second)] == ["There is none.", "Now there is."]


def test_same_thing_sent_twice_is_one_version(cell, ada):
    first = actions.publish(cell, base=None, **facts(ada))

    assert actions.publish(cell, base=None, **facts(ada)) == first
    assert states(cell) == ["published"]


def test_version_published_meanwhile_is_not_written_over(cell, ada):
    bo = make_writer("NO")
    actions.publish(cell, base=None, **facts(ada))

    with pytest.raises(actions.WrittenMeanwhile):
        actions.publish(cell, base=None, **facts(bo, text="Something else."))

    assert states(cell) == ["published"]


def test_two_published_versions_of_a_cell_are_refused_by_the_database(cell):
    make_statement(cell)

    with pytest.raises(IntegrityError), transaction.atomic():
        make_statement(cell)


def test_withdrawn_version_stays_in_the_history_with_its_reason(cell, ada):
    made = actions.publish(cell, base=None, **facts(ada))

    actions.withdraw(made, reason="The act was repealed.")

    assert list(Statement.objects.published()) == []
    assert list(Statement.objects.public().values_list("state", "reason")) == [("withdrawn", "The act was repealed.")]
    with pytest.raises(actions.NothingToWithdraw):
        actions.withdraw(made, reason="Again")


def test_translation_is_marked_and_never_in_the_original_language(cell, ada):
    made = actions.publish(cell, base=None, **facts(ada))

    actions.translate(made, language="nb", text="Det finnes ingen.", provenance="machine")

    assert list(StatementText.objects.values_list("language", "provenance")) == [("en", "original"), ("nb", "machine")]
    with pytest.raises(ValidationError):
        actions.translate(made, language="en", text="x", provenance="person")


# Handed in


@pytest.fixture
def handed_in(cell):
    return actions.hand_in(cell, **facts(make_writer("NO", is_verified=False)))


def told(user):
    return [line.text for line in kinds.tell(user, Notice.objects.filter(recipient=user)).values()]


def test_what_is_handed_in_is_seen_by_its_author_and_coordinators_alone(handed_in, coordinator, ada):
    found = [list(Statement.objects.visible_to(user)) for user in (handed_in.author, coordinator, ada, AnonymousUser())]

    assert found == [[handed_in], [handed_in], [], []]
    assert list(Statement.objects.to_be_decided_by(coordinator)) == [handed_in]
    assert list(Statement.objects.to_be_decided_by(handed_in.author)) == []


def test_coordinator_publishes_what_was_handed_in_and_its_author_is_told(handed_in, cell):
    actions.accept(handed_in, base=None)

    assert states(cell) == ["published"]
    assert told(handed_in.author) == ["A coordinator has published it: Norway, Tax"]
    with pytest.raises(actions.NotWaiting):
        actions.accept(handed_in, base=handed_in.pk)


def test_what_is_given_back_has_a_reason_and_can_be_handed_in_again(handed_in, cell):
    actions.give_back(handed_in, reason="Which paragraph?")

    handed_in.refresh_from_db()
    assert (handed_in.state, handed_in.reason) == ("returned", "Which paragraph?")
    assert told(handed_in.author) == ["Given back, with a reason: Norway, Tax"]
    again = actions.hand_in(cell, **facts(handed_in.author, text="Paragraph 3."))
    assert (again.pk, again.state, again.reason, again.original.text) == (handed_in.pk, "waiting", "", "Paragraph 3.")
    assert told(handed_in.author) == []


def test_coordinator_does_not_publish_over_what_came_meanwhile(handed_in, cell, ada):
    actions.publish(cell, base=None, **facts(ada))

    with pytest.raises(actions.WrittenMeanwhile):
        actions.accept(handed_in, base=None)


# Erasure


def test_erased_author_leaves_what_was_published_without_a_name_and_no_draft(cell, ada):
    made = actions.publish(cell, base=None, **facts(ada, is_named=True))
    actions.keep_draft(make_cell("NO", "law"), **facts(ada))

    privacy.erase(Person(user=ada))

    [left] = Statement.objects.all()
    assert (left.pk, left.author, left.author_name) == (made.pk, None, "")
    assert left.organisation is not None


def test_export_holds_what_somebody_wrote(cell, ada):
    actions.publish(cell, base=None, **facts(ada))

    held, _files = privacy.export(Person(user=ada))

    assert "There is none." in str(held)


# Differences


def test_differences_are_found_word_by_word():
    before, after = compare("There is no act.", "There is an act.")

    assert [(piece.kind, piece.text) for piece in before] == [("same", "There is "), ("gone", "no "), ("same", "act.")]
    assert [(piece.kind, piece.text) for piece in after] == [("same", "There is "), ("new", "an "), ("same", "act.")]
