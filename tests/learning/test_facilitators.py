"""Facilitators of a course: named by coordinators, shown to those who may see them, and told what waits."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from entrepreneurs.actions.connections import block
from entrepreneurs.actions.profiles import change_profile
from entrepreneurs.discussing import place_named
from hub.models import Notice
from hub.notices.kinds import tell
from learning.actions.facilitators import name_facilitator
from learning.actions.progress import enrol
from learning.models import Facilitator, Learner
from tests.factories import UserFactory, befriend, make_course
from tests.factories.courses import SINGLE
from tests.factories.discussions import say

pytestmark = pytest.mark.django_db


@pytest.fixture
def course(site_tree):
    return make_course(site_tree, bodies=[[SINGLE], [SINGLE]])


@pytest.fixture
def nils():
    nils = UserFactory(name="Nils")
    nils.groups.add(Group.objects.get(name="Coordinator"))
    return nils


def test_coordinators_name_say_by_what_and_let_go(course, nils, client):
    ada = UserFactory(name="Ada")
    befriend(nils, ada)
    address = reverse("learning:facilitators", args=[course.page.translation_key])
    for stranger in (UserFactory(), ada):
        client.force_login(stranger)
        assert client.post(address, {"user": ada.pk, "by": ""}).status_code == 403
    client.force_login(nils)

    assert client.post(address, {"user": UserFactory().pk, "by": ""}).status_code == 422
    assert client.post(address, {"user": ada.pk, "by": "profession"}).status_code == 302
    named = Facilitator.objects.get()
    assert (named.user, named.by, named.course_key) == (ada, "profession", course.page.translation_key)
    assert [told.text for told in tell(ada, Notice.objects.filter(recipient=ada, kind="facilitating")).values()] == [
        "You facilitate a course now: A course"
    ]
    client.post(address, {"facilitator": named.pk, "by": "experience"})
    assert Facilitator.objects.get().by == "experience"
    assert "Ada" in client.get(address).text
    client.post(address, {"facilitator": named.pk, "remove": ""})
    assert not Facilitator.objects.exists()


def test_course_page_names_those_alone_whose_profile_its_reader_may_see(course, client, django_assert_num_queries):
    people = {shown: UserFactory(name=f"Guide for {shown}") for shown in ("everyone", "members", "nobody")}
    for shown, user in people.items():
        change_profile(user, visibility=shown, is_adult=True)
        name_facilitator(course.page, user=user, by="experience")
    closed = UserFactory(name="Guide who left", is_active=False)
    name_facilitator(course.page, user=closed, by="")
    reader = UserFactory()

    def named():
        text = client.get(course.page.url).text
        return [shown for shown, user in people.items() if user.name in text] + (["closed"] if closed.name in text else [])

    assert named() == ["everyone"]
    client.force_login(reader)
    assert named() == ["everyone", "members"]
    assert "by experience" in client.get(course.page.url).text
    block(reader, blocked=people["everyone"])
    assert named() == ["members"]
    with django_assert_num_queries(14):
        client.get(course.page.url)
    Facilitator.objects.filter(user=people["members"]).delete()
    with django_assert_num_queries(14):
        client.get(course.page.url)


@pytest.mark.parametrize("number", [1, 3])
def test_questions_that_nobody_has_answered_wait_for_facilitators(course, client, django_assert_num_queries, number):
    guide, ada = UserFactory(name="Guide"), UserFactory(name="Ada")
    name_facilitator(course.page, user=guide, by="")
    enrol(course.page, learner=Learner.objects.create(user=ada), language="en")
    places = [place_named(f"lesson:{lesson.translation_key}") for lesson in course.lessons]
    waiting = [say(places[0], ada, f"Waiting {one}", kind="question") for one in range(number)]
    say(places[0], ada, "And besides", to=waiting[0])
    answered = say(places[1], ada, "Answered", kind="question")
    say(places[1], guide, "So", to=answered)
    say(places[1], ada, "A thought")
    client.force_login(guide)

    with django_assert_num_queries(13):
        text = client.get(reverse("learning:facilitating")).text

    assert [words in text for words in ("Waiting 0", f"Waiting {number - 1}", "Answered", "A thought")] == [True, True, False, False]
    assert "Facilitator" in client.get(course.lessons[1].url).text
    client.post(reverse("learning:step_down", args=[course.page.translation_key]))
    assert "Waiting 0" not in client.get(reverse("learning:facilitating")).text
    client.force_login(ada)
    assert client.post(reverse("learning:step_down", args=[course.page.translation_key])).status_code == 404
