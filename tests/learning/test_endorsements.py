"""Those who tried a practice say what happened: who may, what is shown, what goes when it is withdrawn, and what moderators take away."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from entrepreneurs import organisation_tree
from entrepreneurs.actions import moderation, organisations
from entrepreneurs.actions.connections import NotAdult, block
from entrepreneurs.actions.silences import Silenced, silence
from entrepreneurs.models import Report
from hub import privacy
from hub.models import Notice
from hub.notices import kinds
from hub.privacy.registry import Person
from learning.actions import endorsements as actions
from learning.actions import practices
from learning.actions.practices import TooMany
from learning.actions.resources import NotYours
from learning.models import Endorsement, Practice
from tests.factories import UserFactory
from tests.factories.organisations import belong
from tests.factories.practices import editor_of, make_practice, make_publisher
from tests.factories.resources import adult, coordinator

pytestmark = pytest.mark.django_db
LIST_QUERIES = 6  # how many there are by fact and by facet, the practices with their pages and facets, the footer
ALL_QUERIES = 6  # the practice with its pages and facets, how many say something, what they say, the footer


@pytest.fixture(autouse=True)
def _tree(site_tree):
    organisation_tree.plant()


def say(practice, user=None, **facts) -> Endorsement:
    return actions.endorse(practice, user=user or adult(name="Bo"), **{"country": "SE", "text": "It works.", "language": "en"} | facts)


def page(client, practice, name="practice") -> str:
    return client.get(reverse(f"learning:{name}", args=[practice.pk])).text


def given(**facts) -> dict:
    return {"text": "It works here too.", "country": "IE", "language": "en"} | facts


# Saying it


def test_what_somebody_says_is_shown_with_their_name_and_those_who_write_it_are_told(client):
    practice, ours = make_practice(), make_publisher("Shore", country="IE")
    say(practice, editor_of(ours), organisation=ours, country="IE", text="Det gikk bra.", language="nb")

    shown = page(client, practice)

    assert '<blockquote lang="nb" dir="ltr"><p>Det gikk bra.</p></blockquote>' in shown
    assert editor_of(ours).shown_name in shown
    assert "Shore" in shown
    assert "Ireland" in shown
    [notice] = Notice.objects.filter(recipient=editor_of(practice.organisation), kind="practice_endorsed")
    [told] = kinds.tell(notice.recipient, [notice]).values()
    assert told.address == f"{practice.get_absolute_url()}#tried"
    client.force_login(notice.recipient)
    page(client, practice)
    assert Notice.objects.get(pk=notice.pk).read_at


def test_what_came_last_stands_first_and_all_of_it_on_a_page_of_its_own(client):
    practice = make_practice()
    for number in range(11):
        say(practice, text=f"Number {number}.")

    shown, everything = page(client, practice), page(client, practice, "endorsements")

    assert shown.index("Number 10.") < shown.index("Number 1.")
    assert "Number 0." not in shown
    assert reverse("learning:endorsements", args=[practice.pk]) in shown
    assert everything.count('class="reply"') == 11


def test_only_adults_with_a_voice_say_something():
    practice, silent = make_practice(), adult()
    silence(silent, until=None)

    with pytest.raises(NotAdult):
        say(practice, UserFactory())
    with pytest.raises(Silenced):
        say(practice, silent)


def test_those_who_can_change_it_do_not_vouch_for_it(client):
    practice, second = make_practice(), adult()
    belong(practice.organisation, second, role="editor")

    for user in (editor_of(practice.organisation), second, coordinator()):
        with pytest.raises(actions.OwnPractice):
            say(practice, user)
        client.force_login(user)
        assert "<form" not in page(client, practice, "endorse").partition("<main")[2].partition("</main>")[0]


def test_it_is_said_once_and_anew_once_it_is_withdrawn():
    practice, user = make_practice(), adult()
    first = say(practice, user)
    with pytest.raises(actions.SaidAlready):
        say(practice, user)
    with pytest.raises(IntegrityError), transaction.atomic():
        Endorsement.objects.create(practice=practice, author=user, country="NO", body="x", language="en")

    actions.withdraw(first)

    assert say(practice, user, text="Better.") == Endorsement.objects.open().get()


def test_organisation_is_one_in_whose_name_they_write():
    practice, other = make_practice(), make_publisher("Shore")

    with pytest.raises(NotYours):
        say(practice, organisation=other)


def test_what_is_not_shown_cannot_be_vouched_for(client):
    practice, user = make_practice(), adult()
    practices.withdraw(practice, by=editor_of(practice.organisation))

    with pytest.raises(actions.NotShown):
        say(practice, user)
    client.force_login(user)
    for name in ("endorse", "endorsements"):
        assert client.get(reverse(f"learning:{name}", args=[practice.pk])).status_code == 404


def test_there_is_a_limit_a_day(monkeypatch):
    user = adult()
    monkeypatch.setattr(actions, "MOST_A_DAY", 1)
    say(make_practice(), user)

    with pytest.raises(TooMany):
        say(make_practice(title="Other"), user)


# The form


def test_form_says_before_that_the_name_stands_there(client):
    practice = make_practice()
    address = reverse("learning:endorse", args=[practice.pk])
    assert client.get(address).status_code == 302  # to sign in
    client.force_login(UserFactory(name="Bo by the shore"))

    assert "your name (Bo by the shore)" in client.get(address).text
    assert client.post(address, given()).status_code == 422  # nobody said that they are an adult
    assert client.post(address, given(is_adult="on")).url == f"{practice.get_absolute_url()}#tried"
    assert "Withdraw what I said" in client.get(address).text


@pytest.mark.parametrize("wrong", [{"text": "  "}, {"text": "x" * 1001}, {"country": ""}, {"country": "XX"}, {"language": "tlh"}])
def test_wrong_input_is_given_back(client, wrong):
    practice = make_practice()
    client.force_login(adult())

    answer = client.post(reverse("learning:endorse", args=[practice.pk]), given(**wrong))

    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.text
    assert not Endorsement.objects.exists()


def test_organisation_of_others_is_no_choice(client):
    practice, theirs, ours = make_practice(), make_publisher("Theirs"), make_publisher("Ours")
    client.force_login(editor_of(ours))
    address = reverse("learning:endorse", args=[practice.pk])

    assert client.post(address, given(organisation=theirs.pk)).status_code == 422
    assert client.post(address, given(organisation=ours.pk)).status_code == 302
    assert Endorsement.objects.get().organisation == ours


# Withdrawing, and taking away


def test_withdrawn_words_are_gone_at_once(client):
    practice, user = make_practice(), adult(name="Bo by the shore")
    said = say(practice, user, text="A unique word.")
    client.force_login(user)
    address = reverse("learning:withdraw_endorsement", args=[practice.pk, said.pk])
    assert client.get(address).status_code == 405

    client.post(address)
    client.logout()

    said.refresh_from_db()
    assert (said.body, said.country.code, said.organisation) == ("", "", None)
    for name in ("practice", "endorsements"):
        assert "A unique word." not in page(client, practice, name)
        assert "Bo by the shore" not in page(client, practice, name)
    assert Practice.objects.with_words().get().tried is None


def test_nobody_withdraws_what_another_said(client):
    practice = make_practice()
    said = say(practice)

    for user in (adult(), editor_of(practice.organisation), coordinator()):
        client.force_login(user)
        assert client.post(reverse("learning:withdraw_endorsement", args=[practice.pk, said.pk])).status_code == 404
    assert Endorsement.objects.open().exists()


def test_moderator_takes_it_away_with_a_reason(client):
    practice, author = make_practice(), adult()
    said = say(practice, author, text="Buy my coins.")
    address = reverse("learning:remove_endorsement", args=[practice.pk, said.pk])
    for user in (author, editor_of(practice.organisation)):
        client.force_login(user)
        assert client.get(address).status_code == client.post(address, {"because": "No"}).status_code == 404
    client.force_login(coordinator())

    assert client.post(address, {"because": " "}).status_code == 422
    assert client.post(address, {"because": "It sells coins."}).status_code == 302

    assert not Endorsement.objects.open().exists()
    assert mail.outbox[-1].to == [author.email]
    assert "It sells coins." in mail.outbox[-1].body
    assert client.post(address, {"because": "Again"}).status_code == 404


def test_moderator_is_told_when_it_was_withdrawn_meanwhile():
    said = say(make_practice())
    found = Endorsement.objects.get(pk=said.pk)
    actions.withdraw(said)

    with pytest.raises(actions.Gone):
        actions.remove(found, because="It sells coins.")
    assert not mail.outbox


def test_reader_reports_what_was_said_and_moderators_take_it_away(client):
    said, reader, moderator = say(make_practice(), text="Buy my coins."), adult(), coordinator()
    client.force_login(reader)
    address = reverse("me:report", args=["endorsement", said.pk])
    assert address in client.get(said.practice.get_absolute_url()).text
    client.post(address, {"reason": "fraud", "text": ""})
    report = Report.objects.get()
    assert (report.about, report.quotes.get().body) == (f"endorsement:{said.pk}", "Buy my coins.")

    moderation.decide(report, by=moderator, kind="remove", reason="It sells coins.")

    assert not Endorsement.objects.open().exists()


def test_notice_says_nothing_of_what_was_withdrawn():
    practice = make_practice()
    actions.withdraw(say(practice))
    notice = Notice.objects.get(kind="practice_endorsed")

    assert kinds.tell(notice.recipient, [notice]) == {}


def test_traces_go_after_a_day_and_those_of_moderators_after_two_years():
    withdrawn, removed, old, standing = (say(make_practice(title=f"Practice {number}")) for number in range(4))
    actions.withdraw(withdrawn)
    for one in (removed, old):
        actions.remove(one, because="It sells coins.")
    Endorsement.objects.exclude(pk=standing.pk).update(withdrawn_at=timezone.now() - timedelta(days=2))
    Endorsement.objects.filter(pk=old.pk).update(withdrawn_at=timezone.now() - timedelta(days=731))

    actions.forget_withdrawn()

    assert set(Endorsement.objects.all()) == {removed, standing}


# Between people and organisations


def test_between_two_of_whom_one_blocks_the_other_nothing_is_shown(client):
    practice, author, reader = make_practice(), adult(name="Bo"), adult()
    say(practice, author, text="A unique word.")
    client.force_login(reader)
    assert "A unique word." in page(client, practice)

    block(author, blocked=reader)

    assert "A unique word." not in page(client, practice)
    assert "A unique word." not in page(client, practice, "endorsements")
    client.logout()
    assert "A unique word." in page(client, practice)


def test_whoever_blocks_the_writers_tells_them_nothing():
    practice, author = make_practice(), adult()
    block(editor_of(practice.organisation), blocked=author)
    say(practice, author)

    assert not Notice.objects.filter(kind="practice_endorsed").exists()


def test_merged_organisation_takes_what_was_said_in_its_name_along():
    ours, into = make_publisher("Ours"), make_publisher("Larger")
    say(make_practice(), editor_of(ours), organisation=ours)

    organisations.merge(ours, into=into)

    assert Endorsement.objects.get().organisation == into


def test_erased_person_leaves_no_word(client):
    practice, author = make_practice(), adult(name="Bo by the shore")
    say(practice, author, text="A unique word.")
    held, _files = privacy.export(Person(user=author))
    assert "A unique word." in str(held)

    privacy.erase(Person(user=author))

    assert not Endorsement.objects.exists()
    assert "Bo by the shore" not in page(client, practice)


# What it costs


@pytest.mark.parametrize("number", [1, 3])
def test_list_tells_how_many_have_tried_each_at_no_cost(client, django_assert_num_queries, number):
    for one in range(number):
        practice = make_practice(title=f"Practice {one}")
        say(practice)
        say(practice)

    with django_assert_num_queries(LIST_QUERIES):
        assert client.get(reverse("learning:practices")).text.count("2 have tried it") == number


@pytest.mark.parametrize("number", [1, 3])
def test_all_that_is_said_costs_the_same_for_one_and_for_three(client, django_assert_num_queries, number):
    practice = make_practice()
    for one in range(number):
        ours = make_publisher(f"Ours {one}")
        say(practice, editor_of(ours), organisation=ours)

    with django_assert_num_queries(ALL_QUERIES):
        assert page(client, practice, "endorsements").count('class="reply"') == number
