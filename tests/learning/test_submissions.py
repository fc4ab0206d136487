"""Practice tasks handed in: versions and comments, all kept, as a dialogue of two."""

from uuid import uuid4

import pytest
from django.urls import reverse

from entrepreneurs import reportable
from entrepreneurs.actions.silences import silence
from hub.models import Notice
from hub.notices.kinds import tell
from hub.privacy import Person, erase, export
from learning.actions import consents, submissions
from learning.actions.answers import save_answer
from learning.models import Advising, Scope, Submission, SubmissionComment, SubmissionVersion
from tests.factories import UserFactory, make_course
from tests.factories.advising import follow, hand_in, make_adviser
from tests.factories.courses import PRACTICE
from tests.factories.tools import learner_of

pytestmark = pytest.mark.django_db
TASK = PRACTICE["id"]
PAGE_QUERIES = 12


@pytest.fixture
def ada():
    return UserFactory(name="Ada")


@pytest.fixture
def olena():
    return make_adviser()


@pytest.fixture
def lesson(site_tree):
    return make_course(site_tree, bodies=[[PRACTICE]]).lesson


def news(user) -> list[str]:
    return [line.text for line in tell(user, Notice.objects.filter(recipient=user, read_at=None, kind__startswith="submission")).values()]


def test_from_the_lesson_to_an_adviser_without_a_script(ada, olena, lesson, client):
    """The lesson's own form sends what stands in it; the page in between says who reads it, and the answer in the lesson is the same."""
    follow(ada, olena, scopes=[])
    client.force_login(ada)
    address, page = reverse("learning:hand_in", args=[lesson.translation_key, TASK]), lesson.get_url()
    assert "Hand in to my adviser" not in client.get(page).text
    assert client.post(address, {"body": "I walked", "language": "en"}).status_code == 422
    consents.choose(Advising.objects.get(), scopes=[Scope.PRACTICE])

    assert f'formaction="{address}"' in client.get(page).text
    between = client.post(address, {"text": "I walked, and am not done"}).text
    assert ("I walked, and am not done" in between, "Olena will read it" in between) == (True, True)
    sent = {"body": "I walked", "language": "en", "client_id": uuid4()}
    first, again = client.post(address, sent), client.post(address, sent)

    submission = Submission.objects.get()
    assert first.url == again.url == submission.get_absolute_url()
    assert list(submission.versions.values_list("number", "body", "author")) == [(1, "I walked", ada.pk)]
    assert submission.enrolment.attempts.get().response == {"text": "I walked"}
    assert "Hand in a new version" in client.get(page).text
    assert news(olena) == ["Ada has handed in a new version"]


def test_dialogue_of_versions_and_comments_in_their_order(ada, olena, lesson, client):
    follow(ada, olena)
    submission = hand_in(lesson, ada, TASK, "I walked through the village")
    client.force_login(olena)
    address = reverse("learning:comment_submission", args=[submission.pk])
    said = {"body": "Whom did you meet?", "language": "en", "client_id": uuid4()}
    client.post(address, said), client.post(address, said)
    assert (news(olena), news(ada)) == ([], ["There is something new about a practice task that you have handed in"])
    client.force_login(ada)
    client.post(address, {"body": "I write it down", "language": "en"})
    version = {"version-body": "I walked through the whole village", "version-language": "en", "version-client_id": uuid4()}
    client.post(reverse("learning:new_version", args=[submission.pk]), version)

    told = client.get(submission.get_absolute_url()).text

    order = ["Version 1", "Whom did you meet?", "I write it down", "Version 2", "<ins>whole "]
    places = [told.index(each) for each in order]
    assert places == sorted(places)
    assert told.count("Whom did you meet?") == 1
    assert (news(ada), sorted(news(olena))) == ([], ["Ada has handed in a new version", "There is something new about what Ada has handed in"])
    assert list(submission.versions.values_list("body", flat=True)) == ["I walked through the village", "I walked through the whole village"]
    client.force_login(olena)
    client.post(address, {"body": "Better", "language": "en"})
    assert list(Submission.objects.open_to(olena).waiting()) == []


@pytest.mark.parametrize("number", [1, 3])
def test_page_takes_as_many_queries_for_three_versions_as_for_one(ada, olena, lesson, client, django_assert_num_queries, number):
    follow(ada, olena)
    for each in range(number):
        submission = hand_in(lesson, ada, TASK, f"I walked {each}")
        submissions.comment(submission, by=olena, body="Well", language="en")
    client.force_login(olena)
    with django_assert_num_queries(PAGE_QUERIES):
        client.get(submission.get_absolute_url())


def test_same_text_is_no_new_version_and_many_are_too_many(ada, olena, lesson):
    follow(ada, olena)
    hand_in(lesson, ada, TASK, "I walked")

    with pytest.raises(submissions.NothingNew):
        hand_in(lesson, ada, TASK, "I walked")
    SubmissionVersion.objects.update(number=submissions.MOST_VERSIONS)
    with pytest.raises(submissions.TooMany):
        hand_in(lesson, ada, TASK, "I ran")


def test_several_advisers_read_it_and_nobody_else(ada, olena, lesson, client):
    siri, third, stranger = make_adviser("Siri"), make_adviser("Third"), make_adviser("Stranger")
    follow(ada, olena)
    follow(ada, siri, scopes=[Scope.PRACTICE])
    follow(ada, third, scopes=[Scope.PROGRESS, Scope.TOOLS])
    submission = hand_in(lesson, ada, TASK, "I walked")
    assert [len(news(user)) for user in (olena, siri, third, stranger)] == [1, 1, 0, 0]

    seen = {}
    for user in (olena, siri, third, stranger):
        client.force_login(user)
        seen[user.name] = client.get(submission.get_absolute_url()).status_code

    assert seen == {"Olena": 200, "Siri": 200, "Third": 404, "Stranger": 404}
    submissions.comment(submission, by=olena, body="Well", language="en")
    assert news(siri) == ["There is something new about what Ada has handed in"]  # answered: that it waits is no news any more


def test_answers_to_other_tasks_are_never_seen(ada, olena, lesson, client):
    follow(ada, olena)
    save_answer(lesson, learner=learner_of(ada), block_id=TASK, response={"text": "Only mine"})
    client.force_login(olena)

    for name in ("advising_desk", "courses", "tools"):
        assert "Only mine" not in client.get(reverse(f"learning:{name}")).text
    assert "Only mine" not in client.get(Advising.objects.get().get_absolute_url()).text


def test_what_is_said_is_reported_and_removed_and_its_place_stays(ada, olena, lesson, client):
    follow(ada, olena)
    submission = hand_in(lesson, ada, TASK, "Buy my coins")
    said = submissions.comment(submission, by=olena, body="You are hopeless", language="en")
    client.force_login(ada)
    assert client.get(reverse("me:report", args=["remark", said.pk])).status_code == 200
    assert client.get(reverse("me:report", args=["version", submission.versions.get().pk])).status_code == 404  # one's own
    client.force_login(olena)
    assert client.get(reverse("me:report", args=["version", submission.versions.get().pk])).status_code == 200

    reportable.remove(f"remark:{said.pk}")
    reportable.remove(f"version:{submission.versions.get().pk}")

    told = client.get(submission.get_absolute_url()).text
    assert told.count("A moderator has removed this.") == 2
    assert ("hopeless" in told, "coins" in told) == (False, False)


def test_silenced_hand_in_nothing_and_say_nothing(ada, olena, lesson, client):
    follow(ada, olena)
    submission = hand_in(lesson, ada, TASK, "I walked")
    for user in (ada, olena):
        silence(user, until=None)
        client.force_login(user)
        assert client.post(reverse("learning:comment_submission", args=[submission.pk]), {"body": "x", "language": "en"}).status_code == 422
    assert not SubmissionComment.objects.exists()


def test_export_and_erasure(ada, olena, lesson):
    follow(ada, olena)
    submission = hand_in(lesson, ada, TASK, "I walked")
    submissions.comment(submission, by=olena, body="Well done", language="en")

    ours, theirs = (str(export(Person(user=user))[0]) for user in (ada, olena))
    assert ("I walked" in ours, "Well done" in ours) == (True, False)
    assert ("I walked" in theirs, "Well done" in theirs) == (False, True)
    erase(Person(user=olena))
    assert (SubmissionComment.objects.count(), SubmissionVersion.objects.count()) == (0, 1)
    erase(Person(user=ada))
    assert not Submission.objects.exists()
