"""Notices: when they are mailed, what of them, and how that is stopped."""

from datetime import UTC, datetime, time
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from django.core import mail as outgoing

from hub.models import Letter, Notice, NoticeChoice, Pace, QuietHours
from hub.notices import Part, Told, actions, close, give, kinds, mailing, wants_mail
from hub.notices.timing import mail_time
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
OSLO, ATHENS, REYKJAVIK = "Europe/Oslo", "Europe/Athens", "Atlantic/Reykjavik"
NIGHT = SimpleNamespace(begins=time(22), ends=time(7))
NOON = SimpleNamespace(begins=time(12), ends=time(13))


@pytest.fixture
def still_new(monkeypatch) -> dict[str, str]:
    """A kind of its own: what is still new, by place."""
    new: dict[str, str] = {}
    monkeypatch.setattr(kinds, "_kinds", {})

    def tell(user, abouts):
        return {about: Told(f"{new[about]} {user.name}", f"/en/{about}/") for about in abouts if about in new}

    kinds.register("thing", Part.PEOPLE, label="A thing", tell=tell)
    kinds.register("other", Part.EVENTS, label="Another", tell=tell, pace=Pace.DAILY)
    return new


@pytest.fixture
def ada():
    return UserFactory(name="Ada", language="nb", time_zone=OSLO)


def at(user, moment: str) -> datetime:
    return datetime.fromisoformat(moment).replace(tzinfo=ZoneInfo(user.time_zone))


def later(notice_of) -> datetime:
    """Once everything that waits for this reader is due."""
    return max(Notice.objects.filter(recipient=notice_of).exclude(mail_at=None).values_list("mail_at", flat=True))


# When


@pytest.mark.parametrize(
    ("pace", "zone", "quiet", "now", "then"),
    [
        (Pace.AT_ONCE, OSLO, None, "2026-11-24 23:00", "2026-11-24 23:02"),
        (Pace.AT_ONCE, OSLO, NIGHT, "2026-11-24 21:57", "2026-11-24 21:59"),
        (Pace.AT_ONCE, OSLO, NIGHT, "2026-11-24 21:58", "2026-11-25 07:00"),
        (Pace.AT_ONCE, OSLO, NIGHT, "2026-11-25 03:00", "2026-11-25 07:00"),
        (Pace.AT_ONCE, OSLO, NIGHT, "2026-11-25 06:59", "2026-11-25 07:01"),
        (Pace.AT_ONCE, OSLO, NOON, "2026-11-25 12:30", "2026-11-25 13:00"),
        (Pace.DAILY, OSLO, None, "2026-11-24 07:59", "2026-11-24 08:00"),
        (Pace.DAILY, OSLO, None, "2026-11-24 08:00", "2026-11-25 08:00"),
        (Pace.DAILY, OSLO, SimpleNamespace(begins=time(22), ends=time(9, 30)), "2026-11-24 12:00", "2026-11-25 09:30"),
        (Pace.WEEKLY, OSLO, None, "2026-11-24 12:00", "2026-11-30 08:00"),
        (Pace.WEEKLY, OSLO, None, "2026-11-30 07:00", "2026-11-30 08:00"),
        (Pace.WEEKLY, OSLO, None, "2026-11-30 09:00", "2026-12-07 08:00"),
        (Pace.DAILY, OSLO, None, "2027-03-27 12:00", "2027-03-28 08:00"),  # the clock goes forward that night
        (Pace.AT_ONCE, OSLO, NIGHT, "2026-10-24 23:30", "2026-10-25 07:00"),  # and back
        (Pace.DAILY, ATHENS, None, "2026-11-24 07:30", "2026-11-24 08:00"),
    ],
    ids=str,
)
def test_mail_goes_out_on_the_readers_clock_and_never_in_their_quiet_hours(pace, zone, quiet, now, then):
    here = ZoneInfo(zone)
    now, then = (datetime.fromisoformat(text).replace(tzinfo=here) for text in (now, then))

    assert mail_time(pace, zone=zone, quiet=quiet, now=now.astimezone(UTC)) == then


def test_nobody_who_wants_none_is_mailed():
    assert mail_time(Pace.NEVER, zone=OSLO, quiet=None, now=datetime.now(UTC)) is None


def test_same_moment_is_morning_in_one_place_and_night_in_another():
    now = datetime(2026, 11, 24, 6, 30, tzinfo=UTC)

    assert mail_time(Pace.DAILY, zone=ATHENS, quiet=None, now=now) == datetime(2026, 11, 25, 6, tzinfo=UTC)
    assert mail_time(Pace.DAILY, zone=REYKJAVIK, quiet=None, now=now) == datetime(2026, 11, 24, 8, tzinfo=UTC)


# What


def test_many_new_things_are_one_mail_in_the_readers_language(still_new, ada, mailoutbox):
    still_new |= {"a": "Epler", "b": "Bær"}
    for about in ("a", "a", "b"):
        give(ada, "thing", about=about)

    assert mailing.send_due(later(ada)) == 1

    [sent] = mailoutbox
    assert (sent.to, sent.subject) == ([ada.email], "2 nye ting på Tvers")
    assert "Epler Ada\n" in sent.body
    assert "Bær Ada\n" in sent.body
    assert "/nb/me/news/how/" in sent.body
    assert not Letter.objects.exists()


def test_nothing_is_mailed_before_it_is_due_and_nothing_twice(still_new, ada, mailoutbox):
    still_new |= {"a": "Apples"}
    give(ada, "thing", about="a")

    assert mailing.send_due() == 0
    assert [mailing.send_due(later(ada)) for _time in range(2)] == [1, 0]
    give(ada, "thing", about="a")
    assert mailing.send_due(later(ada)) == 0
    assert len(mailoutbox) == 1


def test_what_has_been_read_meanwhile_is_not_mailed(still_new, ada, mailoutbox):
    still_new |= {"a": "Apples", "b": "Pears"}
    for about in ("a", "b", "c"):
        give(ada, "thing", about=about)
    due = later(ada)
    close(ada, "thing", about="a")
    del still_new["b"]

    assert mailing.send_due(due) == 0
    assert mailoutbox == []
    assert not Notice.objects.unread().exists()


def test_new_thing_after_reading_is_mailed_anew(still_new, ada, mailoutbox):
    still_new |= {"a": "Apples"}
    give(ada, "thing", about="a")
    mailing.send_due(later(ada))
    close(ada, "thing", about="a")

    give(ada, "thing", about="a")

    assert mailing.send_due(later(ada)) == 1
    assert len(mailoutbox) == 2


def test_nobody_is_mailed_whose_account_is_closed(still_new, ada, mailoutbox):
    still_new |= {"a": "Apples"}
    give(ada, "thing", about="a")
    ada.is_active = False
    ada.save()

    assert mailing.send_due(later(ada)) == 0
    assert mailoutbox == []


def test_trouble_of_one_reader_holds_up_nobody_else(still_new, ada, mailoutbox, caplog):
    still_new |= {"a": "Apples", "b": "Pears"}
    bo = UserFactory(name="Bo")
    give(bo, "thing", about="b")
    give(ada, "thing", about="a")
    whole = kinds.kind_named("thing").tell
    kinds.register("thing", Part.PEOPLE, label="A thing", tell=lambda user, abouts: whole(user, abouts) if user == bo else 1 / 0)

    assert mailing.send_due(later(ada)) == 1
    assert "could not be mailed" in caplog.text
    assert Notice.objects.get(recipient=ada).mailed_at is None


def test_kinds_have_their_own_pace_and_go_out_together_when_due(still_new, ada):
    still_new |= {"a": "Apples", "b": "Pears"}
    give(ada, "thing", about="a")
    give(ada, "other", about="b")
    soon, morning = Notice.objects.order_by("mail_at").values_list("mail_at", flat=True)

    assert morning.astimezone(ZoneInfo(OSLO)).time() == time(8)
    assert soon < morning
    assert mailing.send_due(morning) == 1


# As chosen


def test_choice_holds_for_what_waits_already(still_new, ada, mailoutbox):
    still_new |= {"a": "Apples"}
    give(ada, "thing", about="a")
    due = later(ada)

    actions.choose(ada, paces={"thing": Pace.NEVER, "other": Pace.NEVER}, shown=["thing"], quiet=None)

    assert mailing.send_due(due) == 0
    assert mailoutbox == []
    assert Notice.objects.unread().count() == 1


def choose(client, **data):
    return client.post("/en/me/news/how/", {"pace_thing": "at_once", "pace_other": "weekly", "shown_thing": "on"} | data)


def test_choices_are_saved_and_shown_again(still_new, ada, client):
    client.force_login(ada)

    assert choose(client, begins="22:00", ends="06:30").status_code == 302

    assert list(NoticeChoice.objects.values_list("kind", "pace", "is_shown").order_by("kind")) == [
        ("other", "weekly", False),
        ("thing", "at_once", True),
    ]
    assert str(QuietHours.objects.get()) == "22:00–06:30"
    text = client.get("/en/me/news/how/").text
    assert 'value="22:00"' in text
    assert '<option value="weekly" selected>' in text
    choose(client)
    assert not QuietHours.objects.exists()


def test_kinds_are_chosen_under_what_they_are_about_and_each_once(ada, client):
    client.force_login(ada)
    form = client.get("/en/me/news/how/").context["form"]

    assert list(form.by_part) == list(Part)
    assert sorted(label for asked in form.by_part.values() for label, _fields in asked) == sorted(kind.label for kind in kinds.kinds())


def test_kind_that_is_a_mail_of_its_own_is_wanted_or_not_and_stands_on_no_page(still_new, ada, client):
    kinds.register("receipt", Part.EVENTS, label="A receipt")
    client.force_login(ada)
    assert wants_mail(ada, "receipt")

    assert choose(client, pace_receipt="daily").status_code == 422
    assert choose(client, pace_receipt="never").status_code == 302

    assert not wants_mail(ada, "receipt")
    assert "shown_receipt" not in client.get("/en/me/news/how/").text


@pytest.mark.parametrize(
    "data",
    [{"begins": "22:00"}, {"ends": "07:00"}, {"begins": "25:00", "ends": "07:00"}, {"begins": "07:00", "ends": "07:00"}, {"pace_thing": "hourly"}],
)
def test_choice_that_is_none_changes_nothing(still_new, ada, client, data):
    client.force_login(ada)
    choose(client, begins="22:00", ends="06:00")

    response = choose(client, **data)

    assert response.status_code == 422
    assert response.context["form"].errors
    assert str(QuietHours.objects.get()) == "22:00–06:00"


# The page


def test_page_says_what_is_new_and_no_mail_is_sent_of_it(still_new, ada, client, mailoutbox):
    still_new |= {"a": "Apples", "b": "Pears"}
    for about in ("a", "b"):
        give(ada, "thing", about=about)
    due = later(ada)
    client.force_login(ada)

    text = client.get("/en/me/news/").text

    assert ["Apples Ada" in text, "Pears Ada" in text, text.count(">new</span>")] == [True, True, 2]
    assert client.get("/en/me/news/").text.count(">new</span>") == 0
    assert mailing.send_due(due) == 0
    assert mailoutbox == []


def test_page_leaves_out_what_is_not_wanted_there_and_what_is_others(still_new, ada, client):
    still_new |= {"a": "Apples", "b": "Pears", "c": "Plums"}
    give(ada, "thing", about="a")
    give(ada, "other", about="b")
    give(UserFactory(), "thing", about="c")
    actions.choose(ada, paces={"thing": Pace.DAILY, "other": Pace.DAILY}, shown=["thing"], quiet=None)
    client.force_login(ada)

    text = client.get("/en/me/news/").text

    assert [word in text for word in ("Apples", "Pears", "Plums")] == [True, False, False]


@pytest.mark.parametrize("number", [1, 3])
def test_page_costs_the_same_for_one_and_for_three(still_new, ada, client, django_assert_num_queries, number):
    for about in range(number):
        still_new[str(about)] = "Apples"
        give(ada, "thing", about=str(about))
    client.force_login(ada)
    client.get("/en/me/news/")

    with django_assert_num_queries(4):
        client.get("/en/me/news/")


# Stopping it from within the mail


def stop_link(sent) -> str:
    address = sent.extra_headers["List-Unsubscribe"].strip("<>")
    assert address in sent.body
    assert sent.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    return "/" + address.split("/", 3)[3]


@pytest.fixture
def link(still_new, ada, mailoutbox) -> str:
    still_new |= {"a": "Apples"}
    give(ada, "thing", about="a")
    mailing.send_due(later(ada))
    return stop_link(mailoutbox[0])


def paces(user) -> dict[str, str]:
    return dict(NoticeChoice.objects.filter(user=user).values_list("kind", "pace"))


def test_following_the_link_changes_nothing_yet(link, ada, client):
    response = client.get(link)

    assert (response.status_code, paces(ada)) == (200, {})
    assert "A thing" in response.text


def test_one_click_in_a_mail_program_stops_these_mails_and_no_others(link, ada, client):
    client.enforce_csrf_checks = client.handler.enforce_csrf_checks = True

    response = client.post(link, {"List-Unsubscribe": "One-Click"})

    assert (response.status_code, paces(ada)) == (200, {"thing": "never"})


def test_nothing_is_lost_by_stopping(link, still_new, ada, client, mailoutbox):
    client.post(link)
    still_new |= {"z": "Plums"}
    give(ada, "thing", about="z")

    assert Notice.objects.get(about="z").mail_at is None
    client.force_login(ada)
    assert "Plums Ada" in client.get("/en/me/news/").text


def test_once_a_week_is_offered_instead(link, ada, client):
    client.post(link, {"pace": "weekly"})

    assert paces(ada) == {"thing": "weekly"}


@pytest.mark.parametrize("token", ["x", "eyJ1c2VyIjoxfQ:1abc:def", "é"])
def test_link_that_we_did_not_write_stops_nothing(ada, client, token):
    assert client.post(f"/en/me/news/stop/{token}/").status_code == 404


def test_mail_to_be_delivered_keeps_its_headers(link):
    assert outgoing.outbox[0].extra_headers["Auto-Submitted"] == "auto-generated"
