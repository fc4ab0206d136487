"""Action plans: who writes them, who reports on their steps, and who is reminded until somebody does."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from events.actions import adoptions, challenges, plans
from events.models import Challenge, PlanStep
from hub.models import Notice
from hub.notices.kinds import tell
from hub.privacy import Person, erase
from tests.events.test_challenges import answer, decider
from tests.factories import UserFactory
from tests.factories.events import make_challenge, make_event

pytestmark = pytest.mark.django_db
State = Challenge.State


@pytest.fixture
def mayor():
    return decider()


@pytest.fixture
def challenge(mayor):
    found = make_challenge()
    answer(found, mayor)
    return found


def step(challenge, *, days: int = 0, **facts) -> PlanStep:
    return challenge.steps.create(**({"what": "Ask the bus company", "due": timezone.localdate() + timedelta(days=days), "language": "en"} | facts))


def row(**facts):
    return {"id": None, "what": "Ask the bus company", "who": "The county", "responsible": None, "due": timezone.localdate()} | facts


def report(found, **facts):
    return plans.report(found, **({"state": "done", "evidence": "It runs.", "address": "", "language": "en"} | facts))


def news_of(user):
    return [told.text for told in tell(user, Notice.objects.filter(recipient=user, read_at=None)).values()]


def formset(*rows, initial: int = 0):
    data = {"row-TOTAL_FORMS": len(rows), "row-INITIAL_FORMS": initial}
    return data | {f"row-{place}-{name}": value for place, each in enumerate(rows) for name, value in each.items()}


def test_state_follows_from_the_steps(challenge):
    def state():
        challenge.refresh_from_db()
        return challenge.state

    plans.set_steps(challenge, rows=[row(), row(what="Print the timetable")], language="en")
    assert state() == State.PLANNED
    one, other = challenge.steps.all()
    report(one)
    assert state() == State.PLANNED
    report(other, state="dropped")
    assert state() == State.DONE
    plans.set_steps(challenge, rows=[], language="en")
    assert state() == State.ADOPTED


def test_plan_keeps_the_steps_that_stay_and_their_reports(challenge):
    kept, gone = step(challenge), step(challenge)
    report(kept, state="under_way")

    plans.set_steps(challenge, rows=[row(id=kept.pk, what="Ask again"), row(what="New"), row(id=999, what="Foreign")], language="nb")

    assert not PlanStep.objects.filter(pk=gone.pk).exists()
    assert list(challenge.steps.order_by("pk").values_list("what", "state", "language")) == [
        ("Ask again", "under_way", "en"),
        ("New", "ahead", "nb"),
        ("Foreign", "ahead", "nb"),
    ]


def test_adopter_hosts_and_moderators_write_the_plan(challenge, mayor, client):
    event = make_event(host := UserFactory())
    challenge.event = event
    challenge.save()
    address = reverse("events:action_plan", args=[challenge.pk])

    for user, status in [(UserFactory(), 404), (challenge.user, 404), (decider(email="x@example.org"), 404), (host, 200), (mayor, 200)]:
        client.force_login(user)
        assert client.get(address).status_code == status
    day = timezone.localdate().isoformat()
    good = {"id": "", "what": "Ask", "who": "Me", "due": day, "responsible": ""}
    assert client.post(address, formset(good | {"due": "soon"})).status_code == 422
    assert client.post(address, formset(good, {"id": "", "what": "", "who": "", "due": "", "responsible": ""})).status_code == 302
    made = challenge.steps.get()
    assert "Ask" in client.get(challenge.get_absolute_url()).text

    assert client.post(address, formset(good | {"id": made.pk, "what": ""}, initial=1)).status_code == 302
    assert not challenge.steps.exists()


def test_responsible_person_reports_and_nobody_else(challenge, client):
    maker = UserFactory()
    found = step(challenge, responsible=maker)
    address = reverse("events:step", args=[challenge.pk, found.pk])
    form = {"state": "done", "evidence": "It runs.", "address": "https://example.org", "language": "en"}

    client.force_login(UserFactory())
    assert client.post(address, form).status_code == 404
    client.force_login(maker)
    assert client.get(reverse("events:step", args=[make_challenge().pk, found.pk])).status_code == 404
    assert client.post(address, form).status_code == 302

    found.refresh_from_db()
    assert (found.state, found.evidence, found.reported_on) == ("done", "It runs.", timezone.localdate())
    assert "It runs." in client.get(challenge.get_absolute_url()).text


@pytest.mark.parametrize(("days", "is_due"), [(-3, True), (0, True), (1, False)])
def test_reminder_comes_when_the_day_has_come_and_once(challenge, mayor, days, is_due):
    step(challenge, days=days)

    plans.remind()
    plans.remind()

    assert news_of(mayor) == (["How far is it? Ask the bus company"] if is_due else [])
    Notice.objects.filter(recipient=mayor).update(read_at=timezone.now())
    plans.remind(timezone.localdate() + timedelta(days=1))
    assert news_of(mayor) == ([] if is_due or days != 1 else ["How far is it? Ask the bus company"])


def test_reminder_comes_again_after_two_weeks_until_something_is_reported(challenge, mayor):
    found, today = step(challenge), timezone.localdate()
    plans.remind()
    Notice.objects.filter(recipient=mayor).update(read_at=timezone.now())

    plans.remind(today + timedelta(days=13))
    assert news_of(mayor) == []
    plans.remind(today + timedelta(days=14))
    assert news_of(mayor) == ["How far is it? Ask the bus company"]
    report(found, state="under_way")
    assert news_of(mayor) == []
    plans.remind(today + timedelta(days=60))
    assert news_of(mayor) == []


def test_responsible_person_is_reminded_or_else_who_answered_or_else_the_hosts(mayor):
    host, maker = UserFactory(), UserFactory()
    at_event = make_challenge(event=make_event(host))
    step(at_event)
    plans.remind()
    assert news_of(host) == ["How far is it? Ask the bus company"]

    answer(at_event, mayor)
    step(at_event, what="Second")
    step(at_event, what="Third", responsible=maker)
    plans.remind()
    assert news_of(mayor) == ["How far is it? Second"]
    assert news_of(maker) == ["How far is it? Third"]


def test_another_day_takes_the_reminder_back(challenge, mayor):
    found = step(challenge)
    plans.remind()

    later = timezone.localdate() + timedelta(days=30)
    plans.set_steps(challenge, rows=[row(id=found.pk, due=later)], language="en")

    assert news_of(mayor) == []
    plans.remind(later)
    assert news_of(mayor) == ["How far is it? Ask the bus company"]


@pytest.mark.parametrize("end", [challenges.hide, challenges.close])
def test_nobody_is_reminded_of_what_is_closed(challenge, mayor, end):
    found = step(challenge)
    end(challenge)

    plans.remind()

    assert news_of(mayor) == []
    with pytest.raises(challenges.NotTaken):
        report(found)


def test_step_stays_when_whoever_does_it_is_erased(challenge, site_tree):
    maker = UserFactory(name="Maker")
    adoptions.take_up(challenge, user=maker, title="A van", text="x", address="", language="en")
    found = step(challenge, responsible=maker, who="Maker")

    erase(Person(user=maker))

    found.refresh_from_db()
    assert (found.what, found.who, found.responsible) == ("Ask the bus company", "", None)
