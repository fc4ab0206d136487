"""Discussions: said once, read by those who may, answered on one level, and gone where it should be."""

from uuid import uuid4

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils.html import escape

from entrepreneurs.actions import discussions, moderation, silences
from entrepreneurs.actions.accounts import erase
from entrepreneurs.actions.connections import block
from entrepreneurs.actions.discussions import MOST, NothingToAnswer, NotSpeaking, NotTheirs, TooFast
from entrepreneurs.actions.reports import report_said
from entrepreneurs.actions.silences import Silenced
from entrepreneurs.models import Contribution, Report, User
from entrepreneurs.reportable import kind_named
from entrepreneurs.threads import Discussion, contributions_by_id
from hub.live.models import Feed, FeedEvent
from hub.live.reading import read
from hub.live.registry import followable, hidden_from, kind_of
from hub.models import Notice
from hub.notices.kinds import tell
from hub.privacy import Person
from tests.factories import UserFactory
from tests.factories.discussions import Square, open_square, say

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada():
    return UserFactory(name="Ada")


@pytest.fixture
def bo():
    return UserFactory(name="Bo")


@pytest.fixture
def guide():
    return UserFactory(name="Guide")


@pytest.fixture
def square(monkeypatch, guide) -> Square:
    return open_square(monkeypatch, guides=[guide])


def told(user) -> list[tuple[str, str]]:
    found = Notice.objects.filter(recipient=user).unread()
    return [(notice.kind, notice.about) for notice in tell(user, found)]


def announced() -> list[tuple[str, dict]]:
    return list(FeedEvent.objects.values_list("kind", "ids"))


def shown(user, place) -> list[tuple[str, list[str]]]:
    """What somebody reads there: each thread by what it says, empty where it is a trace, with what was answered."""
    return [(thread.said.body, [one.body for one in thread.answers]) for thread in Discussion(place, user).threads]


def test_contribution_sent_twice_is_said_once(square, ada):
    client_id = uuid4()

    first, again = (say(square, ada, client_id=client_id) for _number in range(2))
    answered = [say(square, ada, to=first, client_id=client_id) for client_id in [uuid4()] * 2]

    assert (again, answered[0]) == (first, answered[1])
    assert announced() == [
        ("contribution.made", {"contribution": first.pk}),
        ("contribution.made", {"contribution": answered[0].pk, "thread": first.pk}),
    ]


def test_who_may_not_speak_says_nothing(monkeypatch, ada, bo):
    square = open_square(monkeypatch, outside=[bo])
    said = say(square, ada)
    silences.silence(ada, until=None)
    south = say(Square("south"), bo := UserFactory())

    refusals = [
        (square, UserFactory(is_active=True), {"to": south}, NothingToAnswer),
        (square, ada, {}, Silenced),
        (Square("closed"), bo, {}, NotSpeaking),
    ]
    refusals += [(square, User.objects.get(pk=next(iter(Square.outside))), facts, NotSpeaking) for facts in ({}, {"to": said})]
    for place, author, facts, refusal in refusals:
        with pytest.raises(refusal):
            say(place, author, **facts)
    with pytest.raises(Silenced):
        discussions.change(said, by=ada, body="Louder")
    assert Contribution.objects.count() == 2


def test_too_much_at_once_is_refused(square, ada, bo):
    for _number in range(MOST):
        say(square, ada)

    with pytest.raises(TooFast):
        say(square, ada)

    say(square, bo)
    assert Contribution.objects.count() == MOST + 1


def test_blocked_people_and_what_answers_them_are_hidden_both_ways(square, ada, bo, guide):
    by_bo, by_ada = say(square, bo, "By Bo"), say(square, ada, "By Ada")
    say(square, guide, "To Bo", to=by_bo)
    say(square, bo, "Bo to Ada", to=by_ada)
    say(square, guide, "To Ada", to=by_ada)
    whole = [("By Ada", ["Bo to Ada", "To Ada"]), ("By Bo", ["To Bo"])]
    assert shown(ada, square) == shown(bo, square) == whole

    block(ada, blocked=bo)

    assert shown(ada, square) == [("By Ada", ["To Ada"])]
    assert shown(bo, square) == [("By Bo", ["To Bo"])]
    assert shown(guide, square) == whole
    batch = read({square.feed_key: 0})[square.feed_key].told(hides=hidden_from(ada))
    assert [row["body"] for row in batch["rows"]["contribution"].values() if row] == ["By Ada", "To Bo", "To Ada"]
    assert {key for key, row in batch["rows"]["thread"].items() if row} == {str(by_ada.pk)}
    with pytest.raises(NothingToAnswer):
        say(square, ada, to=by_bo)


def test_what_is_gone_leaves_a_trace_only_where_somebody_answered(square, ada, bo, guide, client):
    alone, answered, closed, removed = (say(square, author, body) for author, body in [(ada, "1"), (ada, "2"), (bo, "3"), (guide, "4")])
    others = [say(square, guide, "answer", to=one) for one in (answered, closed, removed)]
    for said in (alone, answered):
        discussions.take_back(said, by=ada)
    discussions.remove_reported(removed)
    User.objects.filter(pk=bo.pk).update(is_active=False)

    assert shown(guide, square) == [("", ["answer"]), ("3", ["answer"]), ("", ["answer"])]
    client.force_login(guide)
    text = client.get(square.url).text
    assert [words in text for words in ("Removed by a moderator", "Taken back", "Somebody who is here no more", ">3<")] == [True, True, True, False]
    discussions.take_back(others[0], by=guide)
    assert shown(ada, square) == [("", ["answer"]), ("3", ["answer"])]
    with pytest.raises(NotTheirs):
        discussions.change(answered, by=ada, body="Again")


def test_only_authors_change_and_only_moderators_remove(monkeypatch, ada, bo, client):
    warden, nils = UserFactory(), UserFactory()
    nils.groups.add(Group.objects.get(name="Coordinator"))
    square = open_square(monkeypatch, wardens=[warden])
    said, other = say(square, ada), say(square, ada)
    for user in (bo, warden):
        client.force_login(user)
        assert client.post(reverse("discussions:change", args=[said.pk]), {"body": "x"}).status_code == 404
        assert client.post(reverse("discussions:take_back", args=[said.pk])).status_code == 404
    client.force_login(bo)
    assert client.post(reverse("discussions:remove", args=[said.pk])).status_code == 404
    with pytest.raises(NotTheirs):
        discussions.remove(said, place=square, by=bo)

    for user, gone in ((warden, said), (nils, other)):
        client.force_login(user)
        assert escape(gone.body) in client.get(reverse("discussions:remove", args=[gone.pk])).text
        assert client.post(reverse("discussions:remove", args=[gone.pk])).status_code == 302

    assert list(Contribution.objects.values_list("body", "is_removed")) == [("", True)] * 2


def test_question_is_told_to_facilitators_and_answers_to_those_who_spoke(square, ada, bo, guide):
    stranger = UserFactory()
    block(stranger, blocked=guide)
    say(square, ada, "A thought")
    asked, hidden = say(square, ada, "How?", kind="question"), say(square, stranger, "Why?", kind="question")
    assert told(guide) == [("question_asked", f"contribution:{asked.pk}")]
    assert not Notice.objects.filter(about=f"contribution:{hidden.pk}").exists()

    say(square, guide, "So", to=asked)
    said = say(square, bo, "Or so", to=asked)
    block(ada, blocked=bo)

    news = ("answered", f"contribution:{asked.pk}")
    assert (told(ada), told(bo), told(stranger)) == ([news], [], [])
    assert news in told(guide)
    discussions.take_back(Contribution.objects.get(author=guide, answers_to=asked), by=guide)
    assert told(ada) == []
    discussions.take_back(said, by=bo)
    assert news not in told(guide)


def test_what_is_shown_counts_as_read(square, ada, guide, client):
    asked = say(square, ada, "How?", kind="question")
    say(square, guide, "So", to=asked)
    client.force_login(ada)
    assert told(ada) == [("answered", f"contribution:{asked.pk}")]

    client.get(reverse("discussions:thread", args=[asked.pk]))

    assert told(ada) == []


@pytest.mark.parametrize("number", [1, 3])
def test_page_of_a_discussion_stands_in_the_same_number_of_queries(square, ada, guide, client, django_assert_num_queries, number):
    for _number in range(number):
        thread = say(square, guide)
        for _answer in range(number):
            say(square, ada, to=thread)
    client.force_login(ada)
    client.get(square.url)

    with django_assert_num_queries(10):  # session, user, feed, blocks, threads, answers, notices, two of permissions, the footer
        client.get(square.url)


def test_long_discussion_is_paged_newest_first(square, ada, client):
    for number in range(12):
        say(square, ada, f"Number {number}")
    client.force_login(ada)

    first = client.get(square.url).text
    oldest = Contribution.objects.order_by("pk")[2]
    earlier = client.get(f"{square.url}?before={oldest.pk}").text

    assert [number for number in range(12) if f">Number {number}<" in first] == list(range(2, 12))
    assert first.index(">Number 11<") < first.index(">Number 2<")
    assert f"?before={oldest.pk}" in first
    assert [number for number in range(12) if f">Number {number}<" in earlier] == [0, 1]
    assert ">Earlier<" in first
    assert ">Earlier<" not in earlier


def test_page_says_what_is_in_another_language_and_who_facilitates(square, ada, guide, client):
    asked = say(square, ada, "<b>Hei</b>, hvordan?", language="nb", kind="question")
    say(square, guide, "Like this: https://example.org/a", to=asked)
    client.force_login(ada)

    text = client.get(reverse("discussions:thread", args=[asked.pk])).text

    assert '<p class="body" lang="nb" dir="auto">&lt;b&gt;Hei&lt;/b&gt;, hvordan?</p>' in text
    assert text.count("<span>Norsk</span>") == 1
    assert text.count('<span class="mark-of">Facilitator</span>') == 1
    assert '<a href="https://example.org/a" rel="nofollow">' in text
    assert "A question" in text


def test_forms_work_without_a_script_and_give_back_what_is_refused(square, ada, guide, client):
    client.force_login(ada)
    words = {"kind": "question", "body": "How?", "language": "sv", "client_id": uuid4()}
    response = client.post(reverse("discussions:contribute", args=[square.name]), words)
    said = Contribution.objects.get()
    assert response.url == f"{square.url}#contribution-{said.pk}"
    response = client.post(reverse("discussions:answer", args=[said.pk]), {"body": "So", "language": "en", "client_id": uuid4()})
    assert response.url == Contribution.objects.last().get_absolute_url()
    assert client.post(reverse("discussions:change", args=[said.pk]), {"body": "How then?"}).status_code == 302
    assert "changed" in client.get(response.url).text
    as_json = client.post(
        reverse("discussions:answer", args=[said.pk]), {"body": "x", "language": "en", "client_id": uuid4()}, headers={"Accept": "application/json"}
    ).json()
    assert (as_json["thread"], as_json["body"], as_json["is_facilitator"]) == (said.pk, "x", False)

    silences.silence(ada, until=None)
    for address, given in [("discussions:contribute", square.name), ("discussions:answer", said.pk)]:
        response = client.post(reverse(address, args=[given]), words | {"body": "My words", "client_id": uuid4()})
        assert response.status_code == 422
        assert "Moderators have stopped you" in response.text
        assert ">\nMy words</textarea>" in response.text
    refused = client.post(reverse("discussions:answer", args=[said.pk]), words | {"client_id": uuid4()}, headers={"Accept": "application/json"})
    assert (refused.status_code, "Moderators have stopped you" in refused.json()["message"]) == (422, True)


def test_nothing_is_found_where_somebody_does_not_read(monkeypatch, ada, bo, client):
    square = open_square(monkeypatch)
    hidden = Contribution.objects.create(place="square:closed", author=bo, kind="reflection", body="A secret", language="en", client_id=uuid4())
    lost = Contribution.objects.create(place="nowhere:1", author=bo, kind="reflection", body="A secret", language="en", client_id=uuid4())
    blocked = say(square, bo, "A secret")
    block(bo, blocked=ada)
    addresses = [
        reverse(f"discussions:{name}", args=[one.pk])
        for name in ("thread", "answer", "change", "take_back", "remove")
        for one in (hidden, lost, blocked)
    ]
    addresses += [reverse("me:report", args=["contribution", one.pk]) for one in (hidden, lost, blocked)]
    addresses += [
        reverse(f"discussions:{name}", args=[place]) for name in ("discussion", "contribute") for place in ("square:closed", "nowhere:1", "x")
    ]

    assert {client.get(address).status_code for address in addresses} <= {302, 405}
    client.force_login(ada)
    found = [client.post(address, {"body": "x", "language": "en", "client_id": uuid4()}) for address in addresses]
    assert {response.status_code for response in found if b"secret" not in response.content} <= {404, 405}
    assert all(b"A secret" not in response.content for response in found)
    assert followable(ada, ["discussion:square:closed", "discussion:nowhere:1", "discussion:", square.feed_key]) == {square.feed_key: 0}


def test_whoever_reads_no_more_hears_no_more(square, ada):
    discussions.end_reading(square, ada)

    [(kind, ids)] = announced()
    assert ids == {"user": ada.pk}
    assert kind in kind_of(square.feed_key).revoking


def test_reported_contribution_is_quoted_and_removed(square, ada, bo, client):
    said = say(square, ada, "Buy my pills")
    client.force_login(bo)
    assert "Buy my pills" in client.get(reverse("me:report", args=["contribution", said.pk])).text
    client.force_login(ada)
    assert client.get(reverse("me:report", args=["contribution", said.pk])).status_code == 404
    report = report_said(said, kind=kind_named("contribution"), reporter=bo, reason="fraud", text="", language="en", blocks=False)
    moderator = UserFactory()
    moderator.groups.add(Group.objects.get(name="Coordinator"))

    moderation.decide(Report.objects.get(), by=moderator, kind="remove", reason="Advertising")

    assert Contribution.objects.values_list("body", "is_removed").get() == ("", True)
    assert [quote.body for quote in report.quotes.all()] == ["Buy my pills"]


def test_erasure_takes_words_and_author_and_leaves_the_thread(square, ada, bo):
    asked = say(square, ada, "My story", kind="question")
    say(square, bo, "Thank you", to=asked)
    mine = say(square, ada, "And more", to=asked)

    erase(Person(user=ada))

    assert shown(bo, square) == [("", ["Thank you"])]
    assert list(Contribution.objects.filter(pk__in=[asked.pk, mine.pk]).values_list("author", "body")) == [(None, "")] * 2
    assert [kind for kind, _ids in announced()].count("contribution.deleted") == 2


def test_state_and_events_equal_a_fresh_read_for_every_kind_of_event(square, ada, bo, guide):
    first, second = say(square, ada, "Frist"), say(square, bo, "Second")
    answered = say(square, guide, "So", to=first)
    changes = [
        lambda: say(square, bo, "Third"),
        lambda: say(square, ada, "Or so", to=second),
        lambda: discussions.change(first, by=ada, body="First"),
        lambda: discussions.take_back(first, by=ada),
        lambda: discussions.remove_reported(answered),
        lambda: erase(Person(user=bo)),
    ]
    state, seq = contributions_by_id(Contribution.objects.values_list("pk", flat=True)), Feed.objects.get(pk=square.feed_key).last_seq

    for change in changes:
        change()
        batch = read({square.feed_key: seq})[square.feed_key]
        state, seq = state | batch.rows.get("contribution", {}) | batch.rows.get("thread", {}), batch.seq
        assert state == contributions_by_id(Contribution.objects.values_list("pk", flat=True))

    assert {kind for kind, _ids in announced() if kind.startswith("contribution")} == {
        f"contribution.{what}" for what in ("made", "changed", "deleted")
    }
