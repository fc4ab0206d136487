"""Asking an adviser: whom, until when, with which consent; the desk; being away; group supervision."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from entrepreneurs.actions.connections import block
from entrepreneurs.models import Message
from events.models import AdviserAbsence, Event, Invitation
from hub.live.models import FeedEvent
from hub.models import Notice
from hub.notices.kinds import tell
from hub.privacy import Person, erase, export
from learning import advisers
from learning.actions import advising as actions
from learning.actions.absences import be_away
from learning.advice import AdviceDesk
from learning.advice_demonstration import bring_advising
from learning.models import Advising, AdvisingConsent, Scope, Submission
from tests.factories import UserFactory, befriend, make_course
from tests.factories.advising import ask, follow, hand_in, make_adviser, make_hour
from tests.factories.courses import PRACTICE

pytestmark = pytest.mark.django_db
DESK_QUERIES = 15


@pytest.fixture
def ada():
    return UserFactory(name="Ada")


@pytest.fixture
def olena():
    return make_adviser()


def news(user) -> list[str]:
    return [line.text for line in tell(user, Notice.objects.filter(recipient=user, read_at=None)).values()]


def away(adviser, *, first: int = 0, last: int = 14, **facts) -> AdviserAbsence:
    today = timezone.localdate()
    said = {"word": "By the sea", "language": "en"} | facts
    return be_away(adviser, begins=today + timedelta(days=first), ends=today + timedelta(days=last), **said)


# Asking and answering


def test_asked_twice_is_asked_once_and_waits_a_week(ada, olena):
    asked = ask(ada, olena, scopes=[Scope.PROGRESS])

    assert ask(ada, olena) == asked
    assert asked.state == "waiting"
    assert asked.reply_by - asked.asked_at == pytest.approx(timedelta(days=7), abs=timedelta(seconds=1))
    [line] = news(olena)
    assert line.startswith("Ada asks for an adviser: answer by ")
    assert list(Advising.objects.asked_of(olena)) == [asked]
    assert list(AdvisingConsent.objects.given_to(olena, Scope.PROGRESS)) == []  # nothing is seen before the answer


def test_accepted_begins_a_conversation_with_the_question_and_asks_for_no_connection(ada, olena):
    advising = actions.accept(ask(ada, olena), by=olena)

    assert advising.conversation.pair is None
    assert list(advising.conversation.messages.values_list("author", "body")) == [(ada.pk, "Where do I begin?")]
    assert set(advising.conversation.participants.values_list("user", "is_owner")) == {(ada.pk, False), (olena.pk, False)}
    assert news(ada) == ["Olena has said yes, and follows you from now on"]
    assert news(olena) == []


def test_those_who_are_connected_go_on_in_their_own_conversation(ada, olena):
    talk = befriend(ada, olena)

    assert follow(ada, olena).conversation == talk
    assert talk.messages.count() == 2


def test_declined_with_a_word(ada, olena, client):
    advising = ask(ada, olena, scopes=list(Scope))
    client.force_login(olena)

    client.post(reverse("learning:answer_advising", args=[advising.pk]), {"decline": "", "word": "Ask Bo, he knows boats", "language": "en"})

    advising.refresh_from_db()
    assert (advising.state, advising.consents.standing().count()) == ("released", 0)
    assert news(ada) == ["Olena cannot follow you just now"]
    assert client.get(advising.get_absolute_url()).status_code == 404
    client.force_login(ada)
    assert "Ask Bo, he knows boats" in client.get(advising.get_absolute_url()).text


def test_nobody_waits_for_ever(ada, olena, client):
    advising, other = ask(ada, olena), make_adviser("Siri")
    late = timezone.now() - timedelta(minutes=1)
    Advising.objects.filter(pk=advising.pk).update(reply_by=late)

    assert (actions.release_late(), actions.release_late()) == (1, 0)

    advising.refresh_from_db()
    assert advising.state == "released"
    assert (news(ada), news(olena)) == (["Your adviser has not answered in time. Others can be asked"], [])
    assert list(Advising.objects.visible_to(olena)) == []
    with pytest.raises(actions.NotOpen):
        actions.accept(advising, by=olena)
    client.force_login(ada)
    told = client.get(reverse("learning:advisers")).text
    assert f"Ask {other.name}" in told
    assert "Not answered" in told
    assert news(ada) == []


def test_anybody_who_speaks_the_language_is_asked_and_the_first_follows(ada, olena):
    ukrainian, gone = make_adviser("Taras", languages=["uk"]), make_adviser("Siri", languages=["uk"])
    blocked = make_adviser("Bo", languages=["uk"])
    away(gone)
    block(ada, blocked=blocked)
    advising = ask(ada, None, question="З чого почати?", language="uk")

    assert [user.name for user in advisers.speaking("uk", learner=ada)] == ["Taras"]
    assert [list(Advising.objects.visible_to(user)) for user in (ukrainian, olena, gone, blocked)] == [[advising], [], [], []]
    actions.accept(advising, by=ukrainian)
    advising.refresh_from_db()
    assert (advising.adviser, advising.state) == (ukrainian, "followed")
    with pytest.raises(actions.NotOpen):
        actions.accept(advising, by=make_adviser("Late", languages=["uk"]))


def test_whoever_was_asked_by_name_and_as_anybody_answers_once(ada, olena):
    by_name, anybody = ask(ada, olena), ask(ada, None)

    actions.accept(anybody, by=olena)

    by_name.refresh_from_db()
    assert (by_name.state, list(Advising.objects.visible_to(olena))) == ("released", [anybody])
    again = ask(ada, None)
    assert list(Advising.objects.asked_of(olena)) == []  # who follows them already is not sent to them
    with pytest.raises(actions.NotOpen):
        actions.accept(again, by=olena)


def test_only_those_are_asked_who_advise_are_found_and_are_here(ada, olena):
    closed, hidden, gone = make_adviser("Closed", is_active=False), make_adviser("Hidden"), make_adviser("Gone")
    block(hidden, blocked=ada)
    away(gone)

    assert list(advisers.offered_to(ada)) == [olena]
    for user in (closed, hidden, gone, UserFactory()):
        with pytest.raises(actions.CannotBeAsked):
            ask(ada, user)


# Being away


@pytest.mark.parametrize(("first", "last", "days"), [(3, 10, 11 + 4), (0, 2, 3 + 7), (9, 12, 7)])
def test_holiday_of_an_adviser_does_not_count(ada, olena, first, last, days):
    """Three days are over when they go on the fourth: four are left when they are back. A holiday that begins later changes nothing."""
    advising = ask(ada, olena)
    away(olena, first=first, last=last)

    advising.refresh_from_db()

    assert advising.reply_by - advising.asked_at == pytest.approx(timedelta(days=days), abs=timedelta(days=1))
    assert advising.reply_by <= timezone.now() + timedelta(days=last + 1 + 7)
    assert news(ada) == ["Olena is away for a while. You can wait, or ask somebody else"]


def test_who_is_away_is_not_offered_and_can_be_let_go_at_once(ada, olena, client):
    advising = ask(ada, olena)
    away(olena)
    client.force_login(ada)

    told = client.get(advising.get_absolute_url()).text
    assert "By the sea" in told
    client.post(reverse("learning:release_advising", args=[advising.pk]))

    advising.refresh_from_db()
    assert advising.state == "released"
    assert list(advisers.offered_to(ada)) == []
    client.force_login(olena)
    client.post(reverse("learning:advising_back", args=[olena.absences.get().pk]))
    assert list(advisers.offered_to(ada)) == [olena]


# Consent, and the end of it


def test_consents_are_dated_and_kept(ada, olena, client):
    advising = follow(ada, olena, scopes=[])
    client.force_login(ada)
    address = reverse("learning:advising_consent", args=[advising.pk])

    client.post(address, {"scopes": ["progress", "tools"]})
    client.post(address, {"scopes": ["tools"]})
    client.post(address, {"scopes": ["progress", "tools"]})

    kept = [(one.scope, one.withdrawn_at is None) for one in advising.consents.order_by("scope", "pk")]
    assert kept == [("progress", False), ("progress", True), ("tools", True)]
    kinds = FeedEvent.objects.filter(feed=advising.feed_key).values_list("kind", flat=True)
    assert list(kinds) == ["advising.changed", *["consent.changed"] * 3]
    assert client.get(advising.get_absolute_url()).text.count("<li><p>") == 3
    client.force_login(olena)
    assert client.post(address, {"scopes": ["practice"]}).status_code == 404


def test_ended_by_the_adviser_is_told_and_can_be_asked_anew(ada, olena):
    advising = follow(ada, olena)

    actions.end(advising, by=olena)

    assert news(ada)[-1:] == ["Olena does not follow you any more, and sees nothing of your learning"]
    assert list(Advising.objects.visible_to(olena)) == []
    assert Message.objects.filter(conversation=advising.conversation).exists()
    again = follow(ada, olena)
    assert (again.pk != advising.pk, again.conversation) == (True, advising.conversation)


# The desk


def wanted(adviser, course, number: int) -> None:
    """As many who ask, who are followed with something handed in, and who come in an hour."""
    for each in range(number):
        ask(UserFactory(), adviser)
        learner = UserFactory()
        follow(learner, adviser)
        hand_in(course.lesson, learner, PRACTICE["id"], "I walked")
        make_hour(adviser, hours=24 + each).bookings.create(user=learner, language="en")


@pytest.mark.parametrize("number", [1, 3])
def test_desk_shows_all_that_is_due_in_as_many_queries(site_tree, olena, client, django_assert_num_queries, number):
    wanted(olena, make_course(site_tree, bodies=[[PRACTICE]]), number)
    client.force_login(olena)

    with django_assert_num_queries(DESK_QUERIES):
        told = client.get(reverse("learning:advising_desk")).text

    assert told.count("asks for an adviser") == number
    assert told.count("Waits since") == number
    assert told.count("data-advising=") == number


def test_what_waits_longest_comes_first(site_tree, olena):
    course = make_course(site_tree, bodies=[[PRACTICE]])
    people = [UserFactory(name=name) for name in ("Ada", "Bo", "Cem")]
    for person in people:
        follow(person, olena)
    for person in (people[2], people[1]):
        hand_in(course.lesson, person, PRACTICE["id"], "I walked")

    desk = AdviceDesk(olena)
    assert [one.user.name for one in desk.waiting] == ["Cem", "Bo"]
    assert [one.learner.name for one in desk.followed] == ["Cem", "Bo", "Ada"]


def test_desk_is_for_advisers(ada, client):
    client.force_login(ada)
    for name in ("advising_desk", "advising_away", "together"):
        assert client.get(reverse(f"learning:{name}")).status_code == 404


# Group supervision


def test_those_who_are_followed_come_together_in_one_step_and_nobody_is_told_of_the_others(olena, client):
    ada, bo, stranger = UserFactory(name="Ada"), UserFactory(name="Bertil"), UserFactory(name="Cem")
    for person in (ada, bo):
        follow(person, olena)
    client.force_login(olena)
    day = timezone.localdate() + timedelta(days=9)
    when = {"day": day, "at": "18:00", "minutes": 60, "zone": "Europe/Oslo"}
    form = when | {"people": [ada.pk, bo.pk], "title": "What holds us up?", "language": "en"}

    assert client.post(reverse("learning:together"), form | {"people": [ada.pk, stranger.pk]}).status_code == 422
    client.post(reverse("learning:together"), form)

    event = Event.objects.get()
    assert (event.kind, event.reach, event.state) == ("supervision", "invited", "published")
    assert set(Invitation.objects.values_list("user", "email")) == {(ada.pk, ""), (bo.pk, "")}
    assert ada.email not in client.get(reverse("events:people", args=[event.pk])).text
    assert "You are invited: What holds us up?" in news(ada)
    client.post(reverse("learning:together"), form | {"event": event.pk, "title": ""})
    assert Invitation.objects.count() == 2
    client.force_login(ada)
    told = client.get(event.get_absolute_url()).text
    assert "Group supervision" in told
    assert "Bertil" not in told


# What is kept


def test_export_and_erasure(ada, olena):
    kept, gone = follow(ada, olena), ask(UserFactory(), olena, question="Untold")
    actions.decline(gone, by=olena, word="My own words", language="en")

    def rows(user, model):
        return next((held["rows"] for held in export(Person(user=user))[0] if held["model"] == model), [])

    assert len(rows(ada, "learning.advisingconsent")) == 3
    assert rows(olena, "learning.advisingconsent") == []
    told = str(rows(olena, "learning.advising"))
    assert ("My own words" in told, "Untold" in told) == (True, False)
    erase(Person(user=olena))
    kept.refresh_from_db()
    gone.refresh_from_db()
    assert (kept.state, kept.adviser, kept.consents.standing().count()) == ("ended", None, 0)
    assert (gone.word, gone.adviser) == ("", None)
    erase(Person(user=ada))
    assert not Advising.objects.filter(pk=kept.pk).exists()


def test_demonstration_is_brought_once(site_tree):
    make_adviser(email="adviser@tvers.example", is_demo=True)
    learner = UserFactory(email="learner@tvers.example", is_demo=True, said_adult_at=timezone.now())
    lesson = make_course(site_tree, bodies=[[PRACTICE]]).lesson
    type(lesson).objects.filter(pk=lesson.pk).update(slug="hva-mangler-her")

    assert (bring_advising(), bring_advising()) == (4, 0)  # somebody who is followed, and three hours

    [task] = Submission.objects.owned_by(learner)
    assert [version.comments.count() for version in task.versions.all()] == [1, 0]
