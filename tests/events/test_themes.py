"""Themes that people ask for, and the events that are made of them."""

import pytest
from django.contrib.auth.models import Group
from django.core import mail as outbox
from django.urls import reverse
from django.utils import timezone

from events.actions import events, guests, themes
from events.desk import Desk
from events.guests import hash_of
from events.models import Event, Reach, ThemeProposal, ThemeVote
from hub.models import Notice
from hub.notices.kinds import tell
from hub.privacy import Person, erase
from tests.factories import UserFactory, end, make_event, make_event_guest

pytestmark = pytest.mark.django_db


def propose(who=None, **facts) -> ThemeProposal:
    return themes.propose(who or UserFactory(), **{"title": "What could a closed school become?", "why": "", "language": "en"} | facts)


def adviser() -> UserFactory:
    user = UserFactory(time_zone="Europe/Oslo")
    user.groups.add(Group.objects.get(name="Adviser"))
    return user


def told(user) -> list[str]:
    return [line.text for line in tell(user, Notice.objects.filter(recipient=user, read_at=None)).values()]


def test_theme_is_proposed_wanted_and_read_by_everybody_without_a_name(client):
    event, author, other = end(make_event()), UserFactory(name="Ingeborg"), UserFactory()
    client.force_login(author)
    address = reverse("events:themes")
    assert reverse("events:themes") + f"?event={event.pk}" in client.get(event.get_absolute_url()).text
    assert f'name="event" value="{event.pk}"' in client.get(address, {"event": event.pk}).text
    assert client.post(address, {"title": "", "language": "en"}).status_code == 422
    client.post(address, {"title": "Who pays the rent?", "why": "It rises.", "language": "en", "event": event.pk})
    proposal = ThemeProposal.objects.get()
    assert (proposal.user, proposal.event) == (author, event)

    client.force_login(other)
    for _twice in range(2):
        client.post(reverse("events:theme", args=[proposal.pk]), {"want": "1"})
    assert proposal.upvotes.count() == 2
    assert 'aria-pressed="true"' in client.get(address).text
    client.post(reverse("events:theme", args=[proposal.pk]), {"unwant": "1"})
    assert proposal.upvotes.count() == 1

    client.logout()
    client.cookies.clear()
    page = client.get(address)
    assert page["Cache-Control"].startswith("public")
    assert "Who pays the rent?" in page.text
    assert "Ingeborg" not in page.text
    assert "csrfmiddlewaretoken" not in page.text


def test_guest_proposes_and_wants_and_visitors_are_asked_who_they_are(client):
    guest = make_event_guest(token_hash=hash_of("secret"))
    proposal = propose()
    assert client.post(reverse("events:theme", args=[proposal.pk]), {"want": "1"}).status_code == 302
    assert client.post(reverse("events:themes"), {"title": "Rent", "language": "en"}).status_code == 302
    assert (ThemeVote.objects.count(), ThemeProposal.objects.count()) == (1, 1)

    client.cookies["guest"] = "secret"
    client.post(reverse("events:theme", args=[proposal.pk]), {"want": "1"})
    client.post(reverse("events:themes"), {"title": "Rent", "language": "en"})

    assert list(guest.theme_votes.values_list("proposal__title", flat=True)) == [proposal.title, "Rent"]
    assert guest.theme_proposals.get().title == "Rent"


def test_event_that_the_reader_does_not_see_is_not_taken(client):
    client.force_login(UserFactory())
    hidden = make_event(reach=Reach.INVITED)

    assert client.post(reverse("events:themes"), {"title": "Rent", "language": "en", "event": hidden.pk}).status_code == 422


def test_moderators_hide_a_proposal_and_nobody_else_does(client):
    proposal, moderator = propose(title="Buy my coins"), UserFactory()
    client.force_login(UserFactory())
    assert client.post(reverse("events:theme", args=[proposal.pk]), {"hide": "1"}).status_code == 404
    moderator.groups.add(Group.objects.get(name="Coordinator"))
    client.force_login(moderator)
    client.post(reverse("events:theme", args=[proposal.pk]), {"hide": "1"})

    assert "Buy my coins" not in client.get(reverse("events:themes")).text
    assert client.post(reverse("events:theme", args=[proposal.pk]), {"want": "1"}).status_code == 404


def test_nobody_proposes_without_end():
    user = UserFactory()
    for _number in range(themes.PROPOSALS_A_DAY):
        propose(user)

    with pytest.raises(themes.TooMany):
        propose(user)


def test_what_is_taken_back_stays_as_nobody_s_where_others_want_it(client):
    author, other = UserFactory(), UserFactory()
    alone, wanted = propose(author, title="Alone"), propose(author, title="Wanted", why="My own story")
    themes.want(wanted, who=other)
    client.force_login(author)
    for proposal in (alone, wanted):
        client.post(reverse("events:theme", args=[proposal.pk]), {"drop": "1"})

    left = ThemeProposal.objects.get()
    assert (left.title, left.why, left.user, left.upvotes.get().user) == ("Wanted", "", None, other)
    client.force_login(other)
    client.post(reverse("events:theme", args=[left.pk]), {"drop": "1"})
    assert ThemeProposal.objects.exists()


def test_guest_who_makes_an_account_keeps_what_they_ask_for():
    user, guest = UserFactory(), make_event_guest()
    user.emailaddress_set.create(email=guest.email, verified=True, primary=True)
    both, one = propose(), propose(guest)
    themes.want(both, who=user)
    themes.want(both, who=guest)

    guests.claim(user)

    assert set(user.theme_votes.values_list("proposal", flat=True)) == {both.pk, one.pk}
    assert ThemeProposal.objects.get(pk=one.pk).user == user


def test_adviser_makes_an_event_of_it_and_those_who_asked_are_told_once(client):
    author, guest, host = UserFactory(), make_event_guest(language="nb"), adviser()
    proposal = propose(author, title="Hva gjør vi med skolen?", language="nb", why="Den står tom.")
    themes.want(proposal, who=guest)
    themes.want(proposal, who=host)
    client.force_login(host)
    address = reverse("events:make") + f"?theme={proposal.pk}"
    assert address in client.get(reverse("events:desk")).text
    page = client.get(address).text
    assert 'value="Hva gjør vi med skolen?"' in page
    assert "Den står tom." in page

    facts = {"title": "Hva gjør vi med skolen?", "day": "2027-03-01", "at": "18:00", "minutes": 90, "zone": "Europe/Oslo", "kind": "network"}
    made = client.post(address, facts | {"spoken": ["nb"], "language": "nb", "theme": proposal.pk})

    assert made.status_code == 302
    event = Event.objects.get()
    proposal.refresh_from_db()
    assert (proposal.state, proposal.taken_as) == ("taken", event)
    assert (told(author), outbox.outbox) == ([], [])
    for _twice in range(2):
        events.publish(event)
    assert told(author) == ["A theme that you asked for is taken up: Hva gjør vi med skolen?"]
    assert told(host) == []
    [mail] = outbox.outbox
    assert (mail.to, f"/events/by/{event.key}/" in mail.body) == ([guest.email], True)
    shown = client.get(reverse("events:themes")).text
    assert event.get_absolute_url() in shown


def test_draft_that_is_deleted_gives_its_theme_back():
    host, proposal = adviser(), propose()
    event = make_event(host, state="draft")
    themes.take(proposal, event=event)
    with pytest.raises(themes.NotOpen):
        themes.take(proposal, event=make_event())

    events.cancel(event, because="")

    proposal.refresh_from_db()
    assert (proposal.state, proposal.taken_as) == ("open", None)


def test_desk_tells_who_asks_only_from_five_on():
    host, proposal, other = adviser(), propose(UserFactory(country="NO")), propose(UserFactory(country="UA"), title="Other")
    for country in ["NO"] * 5 + ["UA"] * 2 + ["PL"]:
        themes.want(proposal, who=UserFactory(country=country))

    first, second = Desk(host).wanted

    assert (first.proposal, first.proposal.votes, first.countries, first.roles) == (proposal, 9, [("Norway", 6)], [])
    assert (second.proposal, second.countries) == (other, [])


@pytest.mark.parametrize("number", [1, 3])
def test_desk_costs_the_same_for_one_and_for_three_of_everything(client, number, django_assert_num_queries):
    from uuid import uuid4

    from events.actions import afterwards
    from events.models import Question, Room
    from tests.factories import register

    host = adviser()
    for _each in range(number):
        event = end(make_event(host))
        room = Room.objects.create(event=event, closed_at=timezone.now())
        for state in ("held", "open", "answered"):
            Question.objects.create(room=room, body="Who pays?", language="en", state=state, client_id=uuid4())
        afterwards.give_feedback(register(event, UserFactory()), rating=5, helped="", missing="", language="en")
        propose()
    client.force_login(host)

    with django_assert_num_queries(21):
        page = client.get(reverse("events:desk"))

    assert [(event.held, event.left) for event in page.context["desk"].unanswered] == [(1, 1)] * number
    assert [event.said for event in page.context["desk"].feedback] == [1] * number
    assert page.text.count("1 person has said how it was") == number


def test_questions_still_open_in_an_open_room_are_not_left():
    from uuid import uuid4

    from events.models import Question, Room
    from tests.factories import begin

    host = adviser()
    room = Room.objects.create(event=begin(make_event(host)))
    Question.objects.create(room=room, body="Who pays?", language="en", client_id=uuid4())

    assert Desk(host).unanswered == []


@pytest.mark.parametrize("number", [1, 3])
def test_page_costs_the_same_for_one_and_for_three(client, number, django_assert_num_queries):
    for _each in range(number):
        propose()
        themes.take(propose(), event=make_event())
    client.force_login(UserFactory())

    with django_assert_num_queries(8):
        client.get(reverse("events:themes"))


def test_erased_author_leaves_nothing_that_nobody_else_wants():
    author = UserFactory()
    propose(author)
    wanted = propose(author, title="Wanted")
    themes.want(wanted, who=UserFactory())

    erase(Person(user=author))

    assert list(ThemeProposal.objects.values_list("title", "user", "upvotes")) == [("Wanted", None, wanted.upvotes.get().pk)]
