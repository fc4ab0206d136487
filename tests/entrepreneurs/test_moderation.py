"""What moderators do about reports: each act once, with its reason, and by somebody who has no part in it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.auth.models import Group, Permission
from django.core import mail
from django.utils import timezone

from entrepreneurs.actions import connections, conversations, moderation, reports, saying, silences
from entrepreneurs.models import Connection, Conversation, Decision, Message, MessageVersion, Report, Silence, User
from hub.live.models import FeedEvent
from tests.factories import UserFactory, befriend

pytestmark = pytest.mark.django_db

WHY = "Three times in a week"


@pytest.fixture
def ada():
    return UserFactory(name="Ada")


@pytest.fixture
def bjørn():
    return UserFactory(name="Bjørn", language="nb")


@pytest.fixture
def moderator(client):
    user = UserFactory(name="Mona")
    user.groups.add(Group.objects.get(name="Coordinator"))
    client.force_login(user)
    return user


@pytest.fixture
def talk(ada, bjørn):
    return befriend(ada, bjørn)


@pytest.fixture
def found(talk, ada, bjørn):
    return report(say(talk, bjørn), ada)


def say(talk, author, body="You are a fool") -> Message:
    return saying.post_message(talk, author=author, body=body, language="nb", client_id=uuid4())


def report(message, reporter) -> Report:
    return reports.report_message(message, reporter=reporter, reason="harassing", text="", language="en", blocks=False)


def decide(found, by, kind, **facts) -> Decision:
    return moderation.decide(found, by=by, kind=kind, reason=WHY, **facts)


def audit(found) -> list[tuple]:
    return list(found.decisions.values_list("moderator", "kind", "reason"))


# Acts


def test_every_act_is_kept_with_who_did_it_and_why(found, moderator):
    other = UserFactory()
    other.groups.add(Group.objects.get(name="Administrator"))
    for kind in ("warn", "remove", "week", "allow", "silence"):
        decide(found, moderator, kind)
    decide(found, other, "dismiss")
    decide(found, moderator, "reopen")
    decide(found, other, "close")

    kinds = ["warn", "remove", "week", "allow", "silence"]
    theirs = [(moderator.pk, kind, WHY) for kind in kinds]
    assert audit(found) == [*theirs, (other.pk, "dismiss", WHY), (moderator.pk, "reopen", WHY), (other.pk, "close", WHY)]


def test_act_that_settles_it_closes_the_report_as_a_decision_of_its_own(found, moderator):
    decide(found, moderator, "warn", closes=True)

    found.refresh_from_db()
    assert (bool(found.closed_at), found.outcome) == (True, "acted")
    assert audit(found) == [(moderator.pk, "warn", WHY), (moderator.pk, "close", WHY)]


def test_decision_is_never_changed(found, moderator):
    decision = decide(found, moderator, "warn")
    decision.reason = "Something else"

    with pytest.raises(TypeError):
        decision.save()

    assert audit(found) == [(moderator.pk, "warn", WHY)]


def test_closed_report_can_only_be_opened_again(found, moderator):
    decide(found, moderator, "dismiss")

    for kind in ("dismiss", "close", "warn", "remove", "week", "silence", "allow"):
        with pytest.raises(moderation.NotPossible):
            decide(found, moderator, kind)
    decide(found, moderator, "reopen")

    found.refresh_from_db()
    assert (found.closed_at, found.outcome) == (None, "")
    assert [kind for _moderator, kind, _reason in audit(found)] == ["dismiss", "reopen"]


def test_removed_message_says_that_a_moderator_removed_it(client, found, talk, ada, bjørn, moderator):
    before = FeedEvent.objects.filter(feed=talk.feed_key).count()

    decide(found, moderator, "remove")

    message = Message.objects.get(pk=found.message_id)
    assert (message.body, bool(message.deleted_at), message.is_removed) == ("", True, True)
    assert [version.body for version in MessageVersion.objects.all()] == ["You are a fool"]
    assert list(FeedEvent.objects.filter(feed=talk.feed_key).values_list("kind", flat=True))[before:] == ["message.deleted"]
    client.force_login(ada)
    for address in (f"/en/messages/{talk.pk}/", "/en/messages/"):
        html = client.get(address).text
        assert "Removed by a moderator" in html
        assert "You are a fool" not in html
    with pytest.raises(conversations.NotTheirs):
        conversations.edit_message(message, by=bjørn, body="Again")


def test_message_that_is_gone_is_not_offered_to_be_removed(found, bjørn, moderator):
    conversations.delete_message(found.message, by=bjørn)

    with pytest.raises(moderation.NotPossible):
        decide(found, moderator, "remove")

    assert Message.objects.get(pk=found.message_id).is_removed is False


@pytest.mark.parametrize("is_accepted", [True, False])
def test_removed_request_says_nothing_any_more(ada, bjørn, moderator, is_accepted):
    for user in (ada, bjørn):
        connections.say_adult(user)
    request = connections.ask(bjørn, asked=ada, message="Buy my coins", language="en")
    found = reports.report_request(request, reporter=ada, reason="fraud", text="", language="en", blocks=False)
    if is_accepted:
        connections.accept(request, by=ada)

    decide(found, moderator, "remove")

    left = Connection.objects.get()
    assert (left.message, bool(left.accepted_at), bool(left.declined_at)) == ("", is_accepted, not is_accepted)
    assert list(Message.objects.values_list("body", "is_removed")) == [("", True)] * is_accepted


@pytest.mark.parametrize(
    ("kind", "subject"),
    [("warn", "A word from the moderators of Tvers"), ("remove", "A message of yours was removed"), ("week", "You cannot write to others for now")],
)
def test_person_is_told_what_is_wrong_and_not_who_complained(found, bjørn, moderator, kind, subject):
    bjørn.language = "en"
    bjørn.save()

    decide(found, moderator, kind)

    letter = bjørn.letters.get()
    assert letter.subject == subject
    assert "It is unwanted, or it harasses somebody." in letter.body
    assert [text in letter.body for text in ("Ada", "Mona", WHY)] == [False] * 3
    assert [message.to for message in mail.outbox] == [[bjørn.email]]


@pytest.mark.parametrize("reason", ["danger", "else"])
def test_person_is_not_told_that_somebody_feared_for_somebody(found, bjørn, moderator, reason):
    Report.objects.filter(pk=found.pk).update(reason=reason)
    User.objects.filter(pk=bjørn.pk).update(language="en")

    decide(found, moderator, "warn")

    assert "It is against the house rules." in bjørn.letters.get().body
    assert "danger" not in bjørn.letters.get().body


def test_person_is_written_to_in_their_own_language(found, bjørn, moderator):
    decide(found, moderator, "warn")

    assert bjørn.letters.get().language == "nb"


# Being stopped


def test_stopped_person_writes_to_nobody(found, talk, bjørn, moderator):
    message = say(talk, bjørn, "Another")
    other = UserFactory()
    befriend(bjørn, UserFactory())
    decide(found, moderator, "week")

    for write in (
        lambda: say(talk, bjørn),
        lambda: conversations.edit_message(message, by=bjørn, body="Changed"),
        lambda: conversations.start_group(bjørn, title="Group", members=[]),
        lambda: connections.ask(bjørn, asked=other, message="Hello", language="nb"),
    ):
        with pytest.raises(silences.Silenced, match="until"):
            write()

    assert Message.objects.get(pk=message.pk).body == "Another"
    assert not Conversation.objects.filter(title="Group").exists()
    assert conversations.delete_message(message, by=bjørn).deleted_at


def test_stop_ends_after_seven_days(found, talk, bjørn, moderator):
    decide(found, moderator, "week")
    left = Silence.objects.get().until - timezone.now()
    assert timedelta(days=6, hours=23) < left <= timedelta(days=7)
    Silence.objects.update(until=timezone.now())

    assert say(talk, bjørn).body == "You are a fool"


def test_of_two_stops_the_longer_one_holds(bjørn):
    now = timezone.now()

    for until in (now + timedelta(days=7), now + timedelta(days=2), None, now + timedelta(days=7)):
        silences.silence(bjørn, until=until)
        if until == now + timedelta(days=2):
            assert Silence.objects.get().until == now + timedelta(days=7)

    assert Silence.objects.get().until is None
    silences.allow(bjørn)
    assert not Silence.objects.exists()


def test_stopped_person_is_told_so_with_the_text_still_in_the_box(client, talk, bjørn):
    message = say(talk, bjørn)
    silences.silence(bjørn, until=None)
    client.force_login(bjørn)
    form = {"body": "A long thought", "language": "en", "client_id": str(uuid4())}

    said = client.post(f"/en/messages/{talk.pk}/say/", form)
    by_script = client.post(f"/en/messages/{talk.pk}/say/", form, headers={"Accept": "application/json"})
    changed = client.post(f"/en/messages/{talk.pk}/{message.pk}/", {"body": "A long thought"})
    asked = client.post(f"/en/messages/ask/{UserFactory().contact_key}/", {"message": "A long thought", "language": "en"})

    for response in (said, changed, asked):
        assert response.status_code == 422
        assert "Moderators have stopped you from writing to others." in response.text
        assert "A long thought" in response.text
    assert (by_script.status_code, by_script.json()["message"].split(".")[0]) == (422, "Moderators have stopped you from writing to others")
    assert Message.objects.filter(body="A long thought").count() == 0


def test_request_that_was_sent_before_can_still_be_accepted(ada, bjørn):
    for user in (ada, bjørn):
        connections.say_adult(user)
    request = connections.ask(bjørn, asked=ada, message="Hello", language="en")
    silences.silence(bjørn, until=None)

    assert connections.accept(request, by=ada).messages.get().body == "Hello"


# Who decides


def test_nobody_decides_about_a_report_of_theirs_or_about_them(client, found, ada, bjørn, talk):
    group = Group.objects.get(name="Administrator")
    for user in (ada, bjørn):
        user.groups.add(group)
        user = User.objects.get(pk=user.pk)
        client.force_login(user)
        with pytest.raises(moderation.NotTheirs):
            decide(found, user, "dismiss")
        assert client.post(f"/en/moderation/{found.pk}/", {"kind": "dismiss", "reason": WHY}).status_code == 404
        assert list(client.get("/en/moderation/").context["reports"]) == []
    assert audit(found) == []


def test_nobody_decides_who_is_no_moderator(found):
    adviser = UserFactory()
    adviser.groups.add(Group.objects.get(name="Adviser"))

    with pytest.raises(moderation.NotTheirs):
        decide(found, adviser, "dismiss")

    assert audit(found) == []


@pytest.mark.parametrize("role", ["Coordinator", "Administrator"])
def test_moderators_find_the_way_from_their_own_page(client, found, role):
    user = UserFactory()
    user.groups.add(Group.objects.get(name=role))
    client.force_login(user)

    html = client.get("/en/me/").text

    assert 'href="/en/moderation/"' in html
    assert "1 waits" in html


def test_others_find_no_way_to_moderation(client, found, ada):
    client.force_login(ada)

    assert "/moderation/" not in client.get("/en/me/").text


def test_moderator_needs_a_second_factor():
    group = Group.objects.create(name="Moderating only")
    group.permissions.add(Permission.objects.get(codename="moderate"))
    user = UserFactory()
    user.groups.add(group)

    assert list(User.objects.able_to_do_harm()) == [user]


# The pages


def test_decision_is_made_on_the_page_and_shown_there(client, found, moderator):
    address = f"/en/moderation/{found.pk}/"

    response = client.post(address, {"kind": "warn", "reason": WHY, "closes": "on"}, follow=True)

    assert response.redirect_chain == [(address, 302)]
    assert audit(found) == [(moderator.pk, "warn", WHY), (moderator.pk, "close", WHY)]
    assert [text in response.text for text in (WHY, "Mona", "Warn the person", "Open it again")] == [True] * 4
    assert client.post(address, {"kind": "reopen", "reason": "New words"}).status_code == 302
    assert audit(found)[-1] == (moderator.pk, "reopen", "New words")


@pytest.mark.parametrize("facts", [{"reason": ""}, {"kind": ""}, {"kind": "allow"}, {"kind": "reopen"}, {"reason": WHY + "x" * 1001}])
def test_malformed_decision_is_refused_and_keeps_the_text(client, found, moderator, facts):
    form = {"kind": "warn", "reason": WHY} | facts

    response = client.post(f"/en/moderation/{found.pk}/", form)

    assert response.status_code == 422
    assert response.context["form"]["reason"].value() == form["reason"]
    assert audit(found) == []


def test_decision_that_comes_too_late_is_refused_and_keeps_the_text(found, moderator, client):
    page = f"/en/moderation/{found.pk}/"
    decide(found, moderator, "dismiss")

    response = client.post(page, {"kind": "warn", "reason": WHY})

    assert response.status_code == 422
    assert WHY in response.text
    assert len(audit(found)) == 1


def test_oldest_report_stands_first_and_closed_ones_stand_apart(client, talk, ada, bjørn, moderator):
    made = [report(say(talk, bjørn), ada) for _number in range(4)]
    Report.objects.filter(pk=made[2].pk).update(reported_at=timezone.now() - timedelta(days=9))
    decide(made[0], moderator, "dismiss")
    decide(made[1], moderator, "dismiss")

    assert list(client.get("/en/moderation/").context["reports"]) == [made[2], made[3]]
    assert list(client.get("/en/moderation/?closed").context["reports"]) == [made[1], made[0]]


def test_queue_comes_by_pages(client, talk, ada, bjørn, moderator):
    made = [report(say(talk, bjørn), ada) for _number in range(20)]
    made += [report(say(talk, ada), bjørn) for _number in range(20)]

    assert list(client.get("/en/moderation/").context["reports"]) == made[:30]
    assert list(client.get("/en/moderation/?page=2").context["reports"]) == made[30:]
    assert client.get("/en/moderation/?page=x").status_code == 200


@pytest.mark.parametrize("number", [1, 3])
def test_queue_costs_the_same_for_one_report_and_for_three(client, talk, ada, bjørn, moderator, number, django_assert_num_queries):
    for _report in range(number):
        report(say(talk, bjørn), ada)

    with django_assert_num_queries(7):
        assert client.get("/en/moderation/").status_code == 200


@pytest.mark.parametrize("number", [1, 3])
def test_report_costs_the_same_for_one_quote_and_for_three(client, talk, ada, bjørn, moderator, number, django_assert_num_queries):
    found = report(say(talk, bjørn), ada)
    found.quotes.filter(place="around").delete()
    for _number in range(number - 1):
        found.quotes.create(author=UserFactory(), place="around", body="x", language="en", said_at=timezone.now())
        decide(found, moderator, "warn")

    with django_assert_num_queries(12):
        response = client.get(f"/en/moderation/{found.pk}/")

    assert [len(response.context[name]) for name in ("quotes", "decisions")] == [number, number - 1]


def test_other_reports_about_the_same_person_are_counted(client, talk, ada, bjørn, moderator):
    first, second = report(say(talk, bjørn), ada), report(say(talk, bjørn), ada)
    report(say(talk, ada), bjørn)

    assert client.get(f"/en/moderation/{first.pk}/").context["others"] == 1
    assert "1 other report about the same person" in client.get(f"/en/moderation/{second.pk}/").text
