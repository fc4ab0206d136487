"""Enrolment and completion for coordinators: nobody can be found in them."""

import csv
import io

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.utils import timezone

from learning.actions.progress import give_feedback
from learning.models import Enrolment, Learner
from learning.reports import rows, suppress
from tests.factories import UserFactory, make_course

pytestmark = pytest.mark.django_db


def enrol(course, many, *, language="en", country="NO", finished=0):
    for index in range(many):
        learner = Learner.objects.create(user=UserFactory(country=country))
        completed_at = timezone.now() if index < finished else None
        Enrolment.objects.create(learner=learner, course_key=course.page.translation_key, language=language, completed_at=completed_at)


@pytest.fixture
def course(site_tree):
    return make_course(site_tree)


@pytest.fixture
def coordinator(client):
    user = UserFactory()
    user.user_permissions.add(Permission.objects.get(codename="view_enrolment"))
    client.force_login(user)
    return client


def counts():
    return [(row.language, row.country, row.enrolled, row.finished) for row in rows()]


def test_rows_count_by_language_and_country(course):
    enrol(course, 6, finished=5)
    enrol(course, 7, language="nb", country="SE", finished=6)

    assert counts() == [("all languages", "all countries", 13, 11), ("English", "Norway", 6, 5), ("Norsk", "Sweden", 7, 6)]


def test_small_count_is_suppressed_together_with_what_would_reveal_it(course):
    enrol(course, 12)
    enrol(course, 6, country="SE")
    enrol(course, 4, country="FI")

    assert [row[2] for row in counts()] == [22, None, 12, None]


def test_small_total_is_suppressed(course):
    enrol(course, 4)

    assert counts() == [("all languages", "all countries", None, None), ("English", "Norway", None, None)]


def test_two_gaps_need_no_third():
    assert suppress({("en", "NO"): 9, ("en", "SE"): 2, ("en", "FI"): 0}) == {("en", "NO"): 9, ("en", "SE"): None, ("en", "FI"): None}


def test_guests_are_counted_without_country(course):
    for index in range(5):
        learner = Learner.objects.create(token_hash=str(index))
        Enrolment.objects.create(learner=learner, course_key=course.page.translation_key, language="en")

    assert counts()[1] == ("English", "not said", 5, None)


def test_report_is_closed_to_others(course, client):
    enrol(course, 6)
    assert client.get("/en/learn/reports/").status_code == 302
    client.force_login(UserFactory())
    assert client.get("/en/learn/reports/").status_code == 403
    assert client.get("/en/learn/reports/report.csv").status_code == 403


def test_report_as_page_and_as_csv(course, coordinator):
    course.page.title = "=A course"
    course.page.save()
    enrol(course, 6)

    page = coordinator.get("/en/learn/reports/")
    lines = list(csv.reader(io.StringIO(coordinator.get("/en/learn/reports/report.csv").text.lstrip("\ufeff"))))

    assert "=A course" in page.text
    assert lines == [
        ["Course", "Language", "Country", "Enrolled", "Finished"],
        ["'=A course", "all languages", "all countries", "6", "under 5, or kept back"],
        ["'=A course", "English", "Norway", "6", "under 5, or kept back"],
    ]


@pytest.mark.parametrize("many", [1, 30])
def test_report_costs_the_same_queries_for_few_and_many(course, many, django_assert_num_queries):
    enrol(course, many)

    with django_assert_num_queries(2):
        rows()


def test_feedback_is_read_without_names(course, coordinator):
    learner = Learner.objects.create(user=UserFactory(name="Ada Lovelace"))
    enrolment = Enrolment.objects.create(learner=learner, course_key=course.page.translation_key, language="en", completed_at=timezone.now())
    give_feedback(enrolment, helped="The <walk>", unclear="", language="en")

    page = coordinator.get(f"/en/learn/reports/{course.page.translation_key}/feedback/").text

    assert "The &lt;walk&gt;" in page
    assert "Ada" not in page
    assert learner.user.email not in page


def test_course_is_validated_by_those_who_took_it(course):
    course.page.status = course.page.Status.VALIDATED
    with pytest.raises(ValidationError, match="5 have to say"):
        course.page.full_clean()
    for index in range(5):
        learner = Learner.objects.create(token_hash=str(index))
        enrolment = Enrolment.objects.create(learner=learner, course_key=course.page.translation_key, language="en", completed_at=timezone.now())
        give_feedback(enrolment, helped="All", unclear="", language="en")

    course.page.full_clean()
