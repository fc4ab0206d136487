"""Searches that somebody wants to hear from."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from entrepreneurs.actions.connections import block
from entrepreneurs.actions.profiles import change_profile
from events.models import Event
from hub.models import Notice
from hub.notices.actions import change_pace
from hub.notices.kinds import tell
from hub.notices.mailing import send_due
from search import indexing
from search.actions import saved as actions
from search.models import SavedSearch
from tests.factories import UserFactory, make_event

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada():
    return UserFactory(name="Ada")


@pytest.fixture
def kept(ada) -> SavedSearch:
    make_event(title="The first harbour")
    indexing.rebuild()
    return actions.save(ada, asked="q=harbour", language="en")


def a_day_later(saved: SavedSearch) -> int:
    """How many searches found something new."""
    indexing.catch_up()
    SavedSearch.objects.filter(pk=saved.pk).update(looked_at=timezone.now() - timedelta(days=1))
    return actions.look_again()


def lines(user) -> list[str]:
    return [told.text for told in tell(user, list(Notice.objects.filter(recipient=user).unread())).values()]


def test_what_was_there_when_it_was_saved_is_no_news(kept, ada):
    assert a_day_later(kept) == 0
    assert lines(ada) == []


def test_new_thing_is_told_once_a_day_at_most(kept, ada):
    make_event(title="A second harbour")

    assert a_day_later(kept) == 1
    assert lines(ada) == ["Your saved search “harbour” finds something new"]
    make_event(title="A third harbour")
    indexing.catch_up()
    assert actions.look_again() == 0  # within the same day
    assert a_day_later(kept) == 1
    assert lines(ada) == ["Your saved search “harbour” finds 2 new things"]
    assert Notice.objects.count() == 1


def test_news_is_mailed_in_the_morning_and_can_be_stopped_from_the_mail(kept, ada, client, django_capture_on_commit_callbacks):
    make_event(title="A second harbour")
    a_day_later(kept)

    with django_capture_on_commit_callbacks(execute=True):
        assert send_due(timezone.now()) == 0
        assert send_due(timezone.now() + timedelta(days=2)) == 1

    [sent] = mail.outbox
    assert "Your saved search “harbour” finds something new" in sent.body
    assert "A second harbour" not in sent.body
    stop = sent.extra_headers["List-Unsubscribe"].strip("<>").partition("/en/")[2]
    assert client.post(f"/en/{stop}").status_code == 200
    make_event(title="A third harbour")
    a_day_later(kept)
    with django_capture_on_commit_callbacks(execute=True):
        assert send_due(timezone.now() + timedelta(days=4)) == 0


def test_what_is_not_there_any_more_is_not_told(kept, ada):
    new = make_event(title="A second harbour")
    a_day_later(kept)

    Event.objects.filter(pk=new.pk).update(state="draft")

    assert lines(ada) == []


def test_what_one_may_not_see_is_no_news(ada):
    indexing.rebuild()
    saved = actions.save(ada, asked="q=harbour&kind=person", language="en")
    bo = UserFactory(name="Harbour Bo")
    change_profile(bo, visibility="members", is_adult=True)
    block(bo, blocked=ada)
    make_event(title="A hidden harbour", reach="invited")

    assert a_day_later(saved) == 0


def test_reading_it_is_seeing_what_is_new(kept, ada, client):
    make_event(title="A second harbour")
    a_day_later(kept)
    client.force_login(ada)

    assert "You have saved this search" in client.get(kept.get_absolute_url()).text

    kept.refresh_from_db()
    assert kept.fresh == []
    assert lines(ada) == []


def test_search_is_saved_from_its_page_and_stopped_from_the_list(ada, client):
    indexing.rebuild()
    client.force_login(ada)
    page = client.get("/en/search/?q=harbour&kind=event&page=3")
    assert 'name="asked" value="q=harbour&amp;kind=event"' in page.text

    saved = client.post(reverse("search:saved"), {"asked": "q=harbour&kind=event", "language": "en"})

    kept = SavedSearch.objects.get()
    assert (saved.status_code, saved.url) == (302, "/en/search/?q=harbour&kind=event")
    listed = client.get(reverse("search:saved")).text
    assert "harbour" in listed
    assert "Events ·" in listed
    assert client.post(reverse("search:stop", args=[kept.pk])).url == reverse("search:saved")
    assert not SavedSearch.objects.exists()


def test_same_search_is_saved_once_however_it_is_written(ada):
    one = actions.save(ada, asked="q=harbour&kind=event&kind=course", language="en")
    same = actions.save(ada, asked="kind=course&page=4&kind=event&q=+harbour++", language="en")
    other = actions.save(ada, asked="q=harbour&kind=event&kind=course", language="nb")

    assert one == same
    assert one != other
    assert SavedSearch.objects.count() == 2


def test_nobody_saves_more_than_they_may(ada, client):
    for number in range(actions.MOST):
        SavedSearch.objects.create(user=ada, asked=f"q={number}", language="en")
    client.force_login(ada)

    answer = client.post(reverse("search:saved"), {"asked": "q=harbour", "language": "en"})

    assert answer.status_code == 422
    assert "You have saved thirty searches" in answer.text


def test_visitor_has_to_sign_in_and_others_searches_are_not_found(kept, client):
    assert client.post(reverse("search:saved"), {"asked": "q=x", "language": "en"}).status_code == 302
    client.force_login(UserFactory())
    assert client.post(reverse("search:stop", args=[kept.pk])).status_code == 404
    assert "harbour" not in client.get(reverse("search:saved")).text
    assert SavedSearch.objects.count() == 1


def test_whoever_wants_no_mail_is_told_on_the_page_alone(kept, ada, client):
    change_pace(ada, names=["saved_search"], pace="never")
    make_event(title="A second harbour")
    a_day_later(kept)
    client.force_login(ada)

    assert "finds something new" in client.get(reverse("me:news")).text
    assert send_due(timezone.now() + timedelta(days=2)) == 0
