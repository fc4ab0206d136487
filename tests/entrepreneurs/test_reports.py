"""Reporting to moderators: what they get to see, who else sees it, and how long it is kept."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.utils import timezone

from entrepreneurs.actions import connections, conversations, moderation, reports, saying, silences
from entrepreneurs.actions.accounts import erase
from entrepreneurs.actions.profiles import change_photo, change_profile
from entrepreneurs.models import Block, Connection, Decision, Message, Quote, QuotedFile, Report
from entrepreneurs.photos import portrait
from hub import privacy
from hub.privacy import Person
from tests.entrepreneurs.test_profiles import picture
from tests.factories import UserFactory, befriend

pytestmark = pytest.mark.django_db

FORM = {"reason": "harassing", "text": "He goes on and on"}


@pytest.fixture
def ada(client):
    ada = UserFactory(name="Ada")
    client.force_login(ada)
    return ada


@pytest.fixture
def bjørn():
    return UserFactory(name="Bjørn", language="nb")


@pytest.fixture
def moderator():
    user = UserFactory(name="Mona")
    user.groups.add(Group.objects.get(name="Coordinator"))
    return user


@pytest.fixture
def talk(ada, bjørn):
    return befriend(ada, bjørn)


@pytest.fixture
def said(talk, bjørn):
    return say(talk, bjørn, "You are a fool")


def say(talk, author, body, **facts) -> Message:
    return saying.post_message(talk, author=author, body=body, language="nb", client_id=uuid4(), **facts)


def report(message, reporter, **facts) -> Report:
    return reports.report_message(message, reporter=reporter, **{"reason": "harassing", "text": "", "language": "en", "blocks": False} | facts)


def request_from(asker, asked, message="Buy my coins") -> Connection:
    for user in (asker, asked):
        connections.say_adult(user)
    return connections.ask(asker, asked=asked, message=message, language="en")


def quoted(found: Report) -> list[tuple[str, str]]:
    return list(found.quotes.values_list("place", "body"))


# What is quoted


def test_report_quotes_the_message_what_it_said_before_and_five_on_each_side(talk, ada, bjørn):
    for number in range(7):
        say(talk, ada, f"before {number}")
    message = say(talk, bjørn, "You fool")
    for number in range(7):
        say(talk, ada, f"after {number}")
    conversations.edit_message(message, by=bjørn, body="You dear")

    found = report(message, ada)

    before = [("around", f"before {number}") for number in range(2, 7)]
    after = [("around", f"after {number}") for number in range(5)]
    assert quoted(found) == [*before, ("earlier", "You fool"), ("reported", "You dear"), *after]


def test_quotes_stay_when_the_message_is_changed_and_taken_back(said, ada, bjørn):
    found = report(said, ada)

    conversations.edit_message(said, by=bjørn, body="Nothing")
    conversations.delete_message(said, by=bjørn)

    assert quoted(found) == [("around", "Hello, it is me"), ("reported", "You are a fool")]


def test_message_that_was_taken_back_can_be_reported(client, talk, said, ada, bjørn):
    conversations.delete_message(said, by=bjørn)

    page = client.get(f"/en/messages/{talk.pk}/{said.pk}/report/")
    client.post(f"/en/messages/{talk.pk}/{said.pk}/report/", FORM)

    assert "Taken back" in page.text
    assert "You are a fool" not in page.text
    assert quoted(Report.objects.get())[1:] == [("earlier", "You are a fool"), ("reported", "")]


def test_what_the_reporter_may_not_read_is_not_quoted(ada, bjørn):
    cai, dag = UserFactory(), UserFactory()
    for member in (bjørn, cai, dag):
        befriend(ada, member)
    group = conversations.start_group(ada, title="Group", members=[bjørn, cai])
    say(group, bjørn, "Before Dag came")
    conversations.add_member(group, by=ada, member=dag)
    say(group, cai, "By whom Dag has blocked")
    taken = say(group, ada, "Taken back")
    conversations.delete_message(taken, by=ada)
    message = say(group, bjørn, "You are all fools")
    connections.block(dag, blocked=cai)

    assert quoted(report(message, dag)) == [("reported", "You are all fools")]


def test_same_thing_reported_twice_is_one_report(client, talk, said, ada, bjørn):
    address = f"/en/messages/{talk.pk}/{said.pk}/report/"
    client.post(address, FORM)
    conversations.edit_message(said, by=bjørn, body="Nothing")

    client.post(address, FORM | {"reason": "fraud"})

    [found] = Report.objects.all()
    assert (found.reason, found.text, quoted(found)[-1]) == ("harassing", "He goes on and on", ("reported", "You are a fool"))
    assert client.get(address).url == "/en/me/reports/"


def test_request_is_reported_and_its_asker_blocked(client, ada, bjørn):
    request = request_from(bjørn, ada)

    response = client.post(f"/en/messages/requests/{request.pk}/report/", {"reason": "fraud", "text": "", "blocks": "on"}, follow=True)

    [found] = Report.objects.all()
    assert (found.reporter, found.person, found.connection, quoted(found)) == (ada, bjørn, None, [("reported", "Buy my coins")])
    assert Block.objects.filter(blocker=ada, blocked=bjørn).exists()
    assert "What Bjørn wrote" in response.text


def test_nobody_reports_themselves(client, talk, ada):
    mine = say(talk, ada, "My own")

    with pytest.raises(reports.CannotBeReported):
        report(mine, ada)
    with pytest.raises(reports.CannotBeReported):
        reports.report_request(Connection.objects.get(), reporter=Connection.objects.get().asker, reason="else", text="", language="en", blocks=False)

    assert client.get(f"/en/messages/{talk.pk}/{mine.pk}/report/").status_code == 404


# The form


@pytest.mark.parametrize("facts", [{"reason": ""}, {"reason": "x"}, {"text": "He goes on and on" + "x" * 1001}])
def test_malformed_report_is_refused_and_keeps_the_text(client, talk, said, facts):
    response = client.post(f"/en/messages/{talk.pk}/{said.pk}/report/", FORM | facts)

    assert response.status_code == 422
    assert "He goes on and on" in response.text
    assert not Report.objects.exists()


def test_too_many_reports_a_day_are_refused_and_keep_the_text(client, talk, ada, bjørn, monkeypatch):
    monkeypatch.setattr(reports, "REPORTS_A_DAY", 1)
    first, second = say(talk, bjørn, "One"), say(talk, bjørn, "Two")
    client.post(f"/en/messages/{talk.pk}/{first.pk}/report/", FORM)

    assert client.post(f"/en/messages/{talk.pk}/{first.pk}/report/", FORM).status_code == 302
    response = client.post(f"/en/messages/{talk.pk}/{second.pk}/report/", FORM)

    assert response.status_code == 422
    assert "He goes on and on" in response.text
    assert Report.objects.count() == 1


def test_page_says_who_will_read_it(client, talk, said):
    html = client.get(f"/en/messages/{talk.pk}/{said.pk}/report/").text

    assert "You are a fool" in html
    assert "up to five messages before and after it that you can read yourself" in html
    assert "Bjørn is not told who it was" in html


def test_message_of_somebody_else_has_a_way_to_report_it(client, talk, said, ada):
    mine = say(talk, ada, "My own")

    html = client.get(f"/en/messages/{talk.pk}/").text

    assert f'href="/en/messages/{talk.pk}/{said.pk}/report/"' in html
    assert f"{mine.pk}/report/" not in html


# Who may open what


def addresses(talk, message, request, found) -> dict[str, str]:
    return {
        "message": f"/en/messages/{talk.pk}/{message.pk}/report/",
        "request": f"/en/messages/requests/{request.pk}/report/",
        "queue": "/en/moderation/",
        "report": f"/en/moderation/{found.pk}/",
    }


def test_everybody_finds_only_what_is_theirs(client, talk, said, ada, bjørn, moderator):
    request = request_from(UserFactory(), ada)
    other = say(talk, bjørn, "Another")
    found = report(other, ada)
    elsewhere, about_them, theirs = UserFactory(), UserFactory(), UserFactory()
    befriend(elsewhere, UserFactory())
    for user in (about_them, theirs):
        user.groups.add(Group.objects.get(name="Administrator"))
    Report.objects.filter(pk=found.pk).update(person=about_them, reporter=theirs)
    opened = {}

    for name, user in {
        "stranger": UserFactory(),
        "in another conversation": elsewhere,
        "the reported": bjørn,
        "reader": ada,
        "moderator": moderator,
        "moderator about whom it is": about_them,
        "moderator who reported it": theirs,
    }.items():
        client.force_login(user)
        for place, address in addresses(talk, said, request, found).items():
            statuses = (client.get(address).status_code, client.post(address, {"kind": "x"}).status_code)
            assert statuses in {(404, 404), (200, 422), (200, 200)}, (name, place)
            if statuses != (404, 404):
                opened.setdefault(name, set()).add(place)

    assert opened == {
        "reader": {"message", "request"},
        "moderator": {"queue", "report"},
        "moderator about whom it is": {"queue"},
        "moderator who reported it": {"queue"},
    }


def test_visitors_are_asked_to_sign_in(client, talk, said, ada):
    places = addresses(talk, said, Connection.objects.get(), report(said, ada)) | {"mine": "/en/me/reports/"}
    client.logout()

    for address in places.values():
        assert client.post(address).url.startswith("/en/account/login/")


def test_message_of_another_conversation_is_not_found(client, talk, ada):
    elsewhere = befriend(UserFactory(), UserFactory()).messages.get()

    for address in (f"/en/messages/{talk.pk}/{elsewhere.pk}/report/", f"/en/messages/{elsewhere.conversation_id}/{elsewhere.pk}/report/"):
        assert client.post(address, FORM).status_code == 404
    assert not Report.objects.exists()


def test_moderators_open_no_conversation(client, talk, said, ada, moderator):
    report(said, ada)
    client.force_login(moderator)

    assert client.get(f"/en/messages/{talk.pk}/").status_code == 404


def test_report_shows_moderators_what_was_said_and_nothing_else(client, talk, ada, bjørn, moderator):
    say(talk, ada, "Far away")
    for _number in range(5):
        say(talk, ada, "Near")
    found = report(say(talk, bjørn, "You fool"), ada, text="He goes on and on")
    client.force_login(moderator)

    html = client.get(f"/en/moderation/{found.pk}/").text

    assert [text in html for text in ("You fool", "Near", "He goes on and on", "Ada", "Bjørn")] == [True] * 5
    assert "Far away" not in html


# One's own reports


def test_reporter_sees_what_became_of_their_reports_and_of_no_others(client, talk, said, ada, bjørn, moderator):
    mine = report(said, ada, text="He goes on and on")
    report(talk.messages.first(), bjørn, text="Her own words")

    waiting = client.get("/en/me/reports/").text
    moderation.decide(mine, by=moderator, kind="dismiss", reason="A quarrel")
    answered = client.get("/en/me/reports/").text

    assert "Moderators have not answered yet" in waiting
    assert "He goes on and on" in waiting
    assert "found nothing to act on" in answered
    assert [text in waiting + answered for text in ("Her own words", "A quarrel", "Mona")] == [False] * 3


def test_reporter_is_told_when_it_is_closed(said, ada, moderator):
    found = report(said, ada)
    moderation.decide(found, by=moderator, kind="warn", reason="Twice", closes=True)

    letter = ada.letters.get()
    assert letter.subject == "What became of your report"
    assert "done something about it" in letter.body
    assert [text in letter.body for text in ("Mona", "Twice", "Bjørn")] == [False] * 3
    assert {message.to[0] for message in mail.outbox} == {ada.email, found.person.email}


@pytest.mark.parametrize("number", [1, 3])
def test_own_reports_cost_the_same_for_one_and_for_three(client, talk, ada, bjørn, number, django_assert_num_queries):
    for _report in range(number):
        report(say(talk, bjørn, "You fool"), ada)

    with django_assert_num_queries(4):
        assert client.get("/en/me/reports/").status_code == 200


# What is kept, and what is not


def test_erased_person_takes_their_words_out_of_open_reports(talk, said, ada, bjørn):
    say(talk, ada, "Please stop")
    found = report(said, ada, text="He goes on and on")

    erase(Person(user=bjørn))

    found.refresh_from_db()
    assert (found.person, found.reporter, found.text, found.closed_at) == (None, ada, "He goes on and on", None)
    assert quoted(found) == [("around", "Hello, it is me"), ("around", "Please stop")]


def test_erased_reporter_leaves_the_report_without_their_words(talk, said, ada, bjørn):
    found = report(said, ada, text="He goes on and on")

    erase(Person(user=ada))

    found.refresh_from_db()
    assert (found.person, found.reporter, found.text, found.reason) == (bjørn, None, "", "harassing")
    assert quoted(found) == [("reported", "You are a fool")]


def test_erased_moderator_leaves_the_decision_to_be_read(said, ada, moderator):
    found = report(said, ada)
    moderation.decide(found, by=moderator, kind="dismiss", reason="A quarrel")

    erase(Person(user=moderator))

    assert list(Decision.objects.values_list("moderator", "kind", "reason")) == [(None, "dismiss", "A quarrel")]


def test_report_is_handed_to_its_reporter_and_not_told_to_the_reported(said, ada, bjørn):
    before = privacy.export(Person(user=bjørn))[0]
    report(said, ada, text="He goes on and on")

    held = {holding["model"]: holding for holding in privacy.export(Person(user=ada))[0]}
    facts = {item["field"]: item["value"] for item in held["entrepreneurs.report"]["rows"][0]}
    assert (facts["reporter"], facts["text"], facts["reason"]) == ("you", "He goes on and on", "It is unwanted, or it harasses somebody")
    assert "You are a fool" not in str(held)
    assert privacy.export(Person(user=bjørn))[0] == before


def test_copies_go_after_ninety_days_and_reports_after_two_years(talk, ada, bjørn):
    now, kept = timezone.now(), {}
    for name, days in [("open", None), ("new", 89), ("old", 91), ("older", 731)]:
        found = report(say(talk, bjørn, name), ada)
        closing = {"closed_at": now - timedelta(days=days), "outcome": "acted"} if days else {"reported_at": now - timedelta(days=999)}
        Report.objects.filter(pk=found.pk).update(**closing)
        kept[found.pk] = name

    reports.forget_reports()

    assert [kept[key] for key in Report.objects.order_by("pk").values_list("pk", flat=True)] == ["open", "new", "old"]
    assert sorted({kept[key] for key in Quote.objects.values_list("report", flat=True)}) == ["new", "open"]


# A profile


@pytest.fixture
def shown(bjørn):
    return change_profile(bjørn, is_adult=True, visibility="everyone", language="nb", about="Send me money")


def test_profile_is_reported_from_its_page_as_it_was_then(ada, bjørn, shown, client):
    assert f'href="/en/people/{bjørn.pk}/report/"' in client.get(shown.get_absolute_url()).text

    assert client.post(f"/en/people/{bjørn.pk}/report/", FORM).url == "/en/me/reports/"
    change_profile(bjørn, about="Nothing of the kind")

    made = Report.objects.get()
    assert (made.reporter, made.person, made.profile) == (ada, bjørn, shown)
    assert [(quote.author, quote.body) for quote in made.quotes.all()] == [(bjørn, "Bjørn\n\nSend me money")]


def test_own_profile_and_one_that_is_not_seen_are_not_reported(ada, bjørn, client):
    change_profile(ada, visibility="connections", language="en")
    change_profile(bjørn, visibility="connections", language="en")

    assert [client.post(f"/en/people/{user.pk}/report/", FORM).status_code for user in (ada, bjørn)] == [404, 404]
    assert not Report.objects.exists()


def test_profile_reported_twice_is_one_report_until_it_is_closed(ada, bjørn, shown, moderator):
    facts = {"reporter": ada, "reason": "fraud", "text": "", "language": "en", "blocks": False}
    first = reports.report_profile(shown, **facts)
    assert reports.report_profile(shown, **facts) == first

    moderation.decide(first, by=moderator, kind="dismiss", reason="Nothing in it")

    assert reports.report_profile(shown, **facts) != first


def test_moderator_hides_a_profile_and_its_owner_is_told(ada, bjørn, shown, moderator, client, mailoutbox):
    made = reports.report_profile(shown, reporter=ada, reason="fraud", text="", language="en", blocks=False)
    assert "hide" in moderation.possible(made)
    assert "remove" not in moderation.possible(made)

    moderation.decide(made, by=moderator, kind="hide", reason="It asks for money")

    assert client.get(shown.get_absolute_url()).status_code == 404
    assert [(one.to, one.subject) for one in mailoutbox] == [([bjørn.email], "Profilen din er skjult")]
    made.refresh_from_db()
    assert "hide" not in moderation.possible(made)


def test_who_may_not_write_shows_no_profile(bjørn, shown):
    silences.silence(bjørn, until=None)

    with pytest.raises(silences.Silenced):
        change_profile(bjørn, about="Send me money, please")
    assert change_profile(bjørn, visibility="nobody").visibility == "nobody"


def test_photo_of_a_reported_profile_is_copied_for_moderators(ada, bjørn, shown, moderator, client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    change_photo(bjørn, photo=portrait(picture()))
    shown.refresh_from_db()
    made = reports.report_profile(shown, reporter=ada, reason="fraud", text="", language="en", blocks=False)
    [copied] = QuotedFile.objects.filter(quote__report=made)

    client.force_login(moderator)
    response = client.get(f"/attachments/{copied.key}/")

    assert response.status_code == 200
    assert b"".join(response.streaming_content)[8:12] == b"WEBP"
