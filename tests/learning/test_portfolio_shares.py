"""Who reads what of a portfolio: every way to share, every reader, and everything that can come between them."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from django.core.cache import cache
from django.db import transaction
from django.utils import timezone

from entrepreneurs.actions.connections import NotAdult, block, say_adult
from entrepreneurs.actions.conversations import start_group
from entrepreneurs.actions.profiles import change_profile
from entrepreneurs.actions.silences import Silenced, silence
from entrepreneurs.models import Quote, User
from hub.models import Notice
from hub.notices.kinds import tell
from learning.actions import portfolio as pieces
from learning.actions.portfolio_shares import TakenAway, add_to, remove, renew, share, take_back
from learning.actions.shares import OutOfReach
from learning.models import PortfolioItem, PortfolioShare
from tests.factories import UserFactory, befriend
from tests.factories.portfolio import make_piece
from tests.factories.tools import make_budget

pytestmark = pytest.mark.django_db

VISITOR = AnonymousUser()
LEFT = "2026-01-01T00:00Z"


@pytest.fixture
def ada():
    user = UserFactory(name="Ada")
    say_adult(user)
    return user


@pytest.fixture
def bo(ada):
    """Connected with Ada, and in a group with her and Cem."""
    person = UserFactory(name="Bo")
    befriend(ada, person)
    return person


@pytest.fixture
def group(ada, bo):
    cem = UserFactory(name="Cem")
    befriend(ada, cem)
    return start_group(ada, title="A circle", members=[bo, cem])


@pytest.fixture
def people(ada, bo, group) -> dict:
    return {"bo": bo, "cem": User.objects.get(name="Cem"), "stranger": UserFactory(name="Dag"), "visitor": VISITOR}


def news(user) -> list[str]:
    return [told.text for told in tell(user, Notice.objects.filter(recipient=user, kind="portfolio_shared", read_at=None)).values()]


def piece_page(item: PortfolioItem) -> str:
    return f"/en/learn/portfolio/pieces/{item.pk}/"


# Every way, every reader, and everything that can come between

REACHED = {"person": {"bo"}, "group": {"bo", "cem"}, "everyone": {"bo", "cem", "stranger", "visitor"}}


def nothing(ada, people, given, item, group): ...


def ada_blocks(ada, people, given, item, group):
    block(ada, blocked=people["bo"])


def bo_blocks(ada, people, given, item, group):
    block(people["bo"], blocked=ada)


def bo_leaves(ada, people, given, item, group):
    group.participants.filter(user=people["bo"]).update(left_at=LEFT)


def ada_leaves(ada, people, given, item, group):
    group.participants.filter(user=ada).update(left_at=LEFT)


def taken_back(ada, people, given, item, group):
    take_back(given)


def hidden(ada, people, given, item, group):
    pieces.hide(item)


def removed(ada, people, given, item, group):
    remove(item)


def run_out(ada, people, given, item, group):
    PortfolioShare.objects.update(until=timezone.localdate() - timedelta(days=1))


def closed(ada, people, given, item, group):
    User.objects.filter(pk=ada.pk).update(is_active=False)


def reader_closed(ada, people, given, item, group):
    User.objects.filter(pk=people["bo"].pk).update(is_active=False)
    people["bo"].is_active = False


def renewed(ada, people, given, item, group):
    renew(given)


HAPPENINGS = [nothing, ada_blocks, bo_blocks, bo_leaves, ada_leaves, taken_back, hidden, removed, run_out, closed, reader_closed, renewed]


def meant(way: str, happening) -> set[str]:
    """Who should read it, told independently of how it is found."""
    reached = REACHED[way]
    if happening in {taken_back, hidden, removed, run_out, closed} or (happening is ada_leaves and way == "group"):
        return set()
    if happening is renewed and way == "everyone":
        return set()
    if happening in {ada_blocks, bo_blocks, reader_closed} or (happening is bo_leaves and way == "group"):
        return reached - {"bo"}
    return reached


@pytest.mark.parametrize("is_whole", [False, True], ids=["piece", "whole"])
def test_those_who_are_meant_read_and_nobody_else(ada, bo, group, people, is_whole):
    item, other = make_piece(ada), make_piece(ada, title="Another")
    whom = {"person": f"person:{bo.pk}", "group": f"group:{group.pk}", "everyone": "everyone"}
    found, expected = {}, {}
    for way, target in whom.items():
        for happening in HAPPENINGS:
            with transaction.atomic():
                cache.clear()
                given = share(ada, item=None if is_whole else item, whom=target)
                later = make_piece(ada, title="Later")
                happening(ada, people, given, item, group)
                key = given.public_key or ""
                seen = {name: set(PortfolioItem.objects.visible_to(who, key=key)) for name, who in people.items()}
                unkeyed = {name for name, who in people.items() if PortfolioItem.objects.visible_to(who).exists()}
                found[way, happening.__name__] = {name for name, theirs in seen.items() if item in theirs}
                expected[way, happening.__name__] = meant(way, happening)
                assert not any(later in theirs for theirs in seen.values())
                assert is_whole or not any(other in theirs for theirs in seen.values())
                assert way != "everyone" or not unkeyed
                assert set(PortfolioItem.objects.visible_to(ada)) == {item, other, later}
                transaction.set_rollback(True)
            bo.is_active = True
    assert found == expected


def test_nobody_reads_what_is_not_shared(ada, bo, group, people, client):
    item = make_piece(ada)
    for name, who in people.items():
        assert not PortfolioItem.objects.visible_to(who).exists()
        client.logout()
        if name != "visitor":
            client.force_login(who)
        assert client.get(piece_page(item)).status_code == (404 if name != "visitor" else 302)
        assert client.get(f"/en/learn/portfolio/of/{ada.pk}/").status_code == (404 if name != "visitor" else 302)


# What is kept later


def test_later_pieces_are_shown_when_their_owner_says_so(ada, bo, client):
    make_piece(ada)
    given = share(ada, item=None, whom=f"person:{bo.pk}")
    later = make_piece(ada, title="Later")
    client.force_login(ada)

    assert "Bo sees your portfolio without this piece." in client.get("/en/learn/portfolio/").text
    client.post(f"/en/learn/portfolio/shares/{given.pk}/add/{later.pk}/")
    assert later in PortfolioItem.objects.visible_to(bo)
    assert "without this piece" not in client.get("/en/learn/portfolio/").text

    share(ada, item=None, whom=f"person:{bo.pk}", covers_later=True)
    last = make_piece(ada, title="Last")
    assert last in PortfolioItem.objects.visible_to(bo)
    share(ada, item=None, whom=f"person:{bo.pk}")
    assert make_piece(ada) not in PortfolioItem.objects.visible_to(bo)
    assert PortfolioShare.objects.count() == 1


# With whom


def test_strangers_and_foreign_groups_are_out_of_reach_and_advisers_are_not(ada, bo, group, client):
    item, cem = make_piece(ada), User.objects.get(name="Cem")
    befriend(bo, cem)
    foreign = start_group(bo, title="Not Ada's", members=[cem])
    for whom in (f"person:{UserFactory().pk}", f"group:{foreign.pk}", f"person:{ada.pk}", "person:x", "", "everybody"):
        with pytest.raises(OutOfReach):
            share(ada, item=item, whom=whom)
    olena = UserFactory(name="Olena")
    olena.groups.add(Group.objects.get(name="Adviser"))
    change_profile(olena, is_adult=True, visibility="members")
    client.force_login(ada)

    answered = client.post(f"{piece_page(item)}share/", {"whom": f"person:{olena.pk}", "until": str(timezone.localdate())})
    assert answered.status_code == 302
    client.force_login(olena)
    assert "We opened on a Tuesday." in client.get(piece_page(item)).text


def test_others_change_nothing_and_add_nothing(ada, bo, client):
    item, theirs = make_piece(ada), make_piece(bo)
    given = share(ada, item=None, whom=f"person:{bo.pk}")
    client.force_login(bo)
    for name in ("change", "move", "hide", "remove", "share"):
        assert client.post(f"{piece_page(item)}{name}/", {"whom": "everyone"}).status_code == 404
    for name in ("back/", "renew/", f"add/{theirs.pk}/"):
        assert client.post(f"/en/learn/portfolio/shares/{given.pk}/{name}").status_code == 404
    client.force_login(ada)
    assert client.post(f"/en/learn/portfolio/shares/{given.pk}/add/{theirs.pk}/").status_code == 404


def test_silenced_show_nothing_more_and_change_nothing_that_is_read(ada, bo, client):
    item, other = make_piece(ada), make_piece(ada)
    share(ada, item=item, whom=f"person:{bo.pk}")
    silence(ada, until=None)
    with pytest.raises(Silenced):
        share(ada, item=other, whom=f"person:{bo.pk}")
    client.force_login(ada)
    assert client.post(f"{piece_page(item)}change/", {"title": "x", "text": "Buy", "language": "en"}).status_code == 422
    assert not PortfolioItem.objects.filter(text="Buy").exists()


def test_shared_is_told_once_and_as_long_as_it_is(ada, bo, group, client):
    item = make_piece(ada)
    for _again in range(2):
        given = share(ada, item=item, whom=f"person:{bo.pk}")
        share(ada, item=None, whom=f"group:{group.pk}")
    client.force_login(bo)
    assert "Portfolio of Ada" in client.get("/en/learn/portfolio/").text
    assert sorted(news(bo)) == ["Ada shows you a piece of their portfolio", "Ada shows you their portfolio"]
    assert news(User.objects.get(name="Cem")) == ["Ada shows you their portfolio"]
    client.force_login(bo)
    client.get(f"/en/learn/portfolio/of/{ada.pk}/")
    assert news(bo) == []

    take_back(given)
    pieces.hide(item)
    assert news(User.objects.get(name="Cem")) == []


# Everyone


def test_public_page_is_for_all_who_have_its_link_until_there_is_another(ada, client):
    item, other = make_piece(ada, address="https://example.org/shop"), make_piece(ada, title="Another")
    with pytest.raises(NotAdult):
        share(UserFactory(), item=None, whom="everyone")
    given = share(ada, item=item, whom="everyone")
    address = given.get_absolute_url()

    page = client.get(address)
    assert "We opened on a Tuesday." in page.text
    assert other.title not in page.text
    assert '<meta name="robots" content="noindex">' in page.text
    assert (page["X-Robots-Tag"], page["Referrer-Policy"], "no-store" in page["Cache-Control"]) == ("noindex", "no-referrer", True)
    share(ada, item=item, whom="everyone", may_be_found=True)
    found = client.get(address)
    assert "noindex" not in found.text
    assert "X-Robots-Tag" not in found
    renew(given)
    assert client.get(address).status_code == 404
    given.refresh_from_db()
    assert client.get(given.get_absolute_url()).status_code == 200
    take_back(given)
    assert client.get(given.get_absolute_url()).status_code == 404
    assert client.get("/en/learn/portfolio/shared/None/").status_code == 404


def test_deleted_source_vanishes_for_readers(ada, bo, client):
    sheet = make_budget(ada, title="A year")
    item = pieces.keep(ada, source="tool", key=str(sheet.pk), language="en")
    share(ada, item=item, whom=f"person:{bo.pk}")
    client.force_login(bo)
    assert "24,000" in client.get(piece_page(item)).text
    assert client.get(sheet.get_absolute_url()).status_code == 404
    sheet.delete()
    assert client.get(piece_page(item)).status_code == 404


# Reported


def test_what_is_read_is_reported_and_taken_away_from_readers(ada, bo, client):
    item = make_piece(ada, text="Send me money.")
    given = share(ada, item=None, whom="everyone")
    share(ada, item=item, whom=f"person:{bo.pk}")
    facts = {"reason": "fraud", "text": ""}
    stranger = UserFactory()
    client.force_login(stranger)
    assert client.get(f"/en/me/reports/portfolio/{item.pk}/").status_code == 404
    assert "Send me money." in client.get(f"{given.get_absolute_url()}{item.pk}/report/").text
    assert client.post(f"{given.get_absolute_url()}{item.pk}/report/", facts).status_code == 302
    client.force_login(bo)
    assert client.post(f"/en/me/reports/portfolio/{item.pk}/", facts).status_code == 302
    client.force_login(ada)
    assert client.get(f"/en/me/reports/portfolio/{item.pk}/").status_code == 404
    assert ["Send me money." in quote.body for quote in Quote.objects.all()] == [True, True]

    remove(item)
    assert "A moderator has taken this away" in client.get("/en/learn/portfolio/").text
    item.refresh_from_db()
    for again in (lambda: share(ada, item=item, whom=f"person:{bo.pk}"), lambda: add_to(given, item=item)):
        with pytest.raises(TakenAway):
            again()
    assert not PortfolioItem.objects.visible_to(bo, key=given.public_key).exists()
