"""Whoever is not meant is told that nothing is there: every address that names something, and every feed, for every role, with what is others'."""

from dataclasses import dataclass
from uuid import uuid4

import pytest
from django.contrib.auth.models import Group
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone

from entrepreneurs.actions.connections import ask, block, say_adult
from entrepreneurs.actions.conversations import start_group
from entrepreneurs.actions.profiles import change_photo, change_profile
from entrepreneurs.actions.reports import report_message
from entrepreneurs.actions.saying import post_message
from entrepreneurs.attachments import Accepted
from entrepreneurs.models import Attachment, Message, QuotedFile
from entrepreneurs.photos import portrait
from entrepreneurs.roles import ROLES
from hub import mail
from hub.live import registry
from learning.models import CourseFeedback, Enrolment, Learner
from tests.entrepreneurs.test_profiles import picture
from tests.factories import UserFactory, befriend, make_course

pytestmark = pytest.mark.django_db

OURS = {"attachment", "me", "people", "messages", "moderation", "learning"}
NOT_ANYBODYS = {
    "me:section": "the name of a part of one's own profile",
    "me:stop_notices": "signed by us: tests/hub/test_notices.py",
    "learning:join": "a course",
    "learning:answer": "a lesson, which everybody may read; answers are found by who asks: tests/learning/test_answers.py",
    "learning:answers": "a lesson",
    "learning:read": "a lesson",
    "learning:feedback": "a course, for coordinators: tests/learning/test_reports.py",
}
OUTSIDERS = ["visitor", "member", "blocked", *ROLES, "superuser"]


@dataclass
class World:
    """Two people who talk, and what there is of them that is nobody else's, by the names of addresses."""

    keys: dict[str, tuple]
    feeds: list[str]
    people: list


@pytest.fixture
def world(site_tree, settings, tmp_path) -> World:
    settings.MEDIA_ROOT = tmp_path
    ada, bo, asker, owner = (UserFactory(name=name) for name in ("Ada", "Bo", "Cem", "Dag"))
    talk = befriend(ada, bo)
    said = post_message(talk, author=ada, body="A secret", language="en", client_id=uuid4(), files=[Accepted("plan.txt", "text/plain", b"Plan")])
    say_adult(asker)
    request = ask(asker, asked=ada, message="Hello", language="en")
    befriend(owner, bo)
    group = start_group(owner, title="A group", members=[bo])
    change_photo(ada, photo=portrait(picture()))
    profile = change_profile(ada, visibility="connections", about="A secret")
    moderator = UserFactory()
    moderator.groups.add(Group.objects.get(name="Coordinator"))
    befriend(moderator, ada)
    report = report_message(said, reporter=bo, reason="fraud", text="", language="en", blocks=False)
    mail.send("welcome", ada)
    course_key = make_course(site_tree).page.translation_key
    enrolment = Enrolment.objects.create(learner=Learner.objects.create(user=ada), course_key=course_key, language="en", completed_at=timezone.now())
    CourseFeedback.objects.create(enrolment=enrolment, helped="A secret", language="en")
    block(bo, blocked=UserFactory())
    keys = {
        "attachment": (Attachment.objects.get().key,),
        "me:letter": (ada.letters.get().pk,),
        "people:person": (ada.pk,),
        "people:ask": (ada.pk,),
        "people:report": (ada.pk,),
        "people:photo": (ada.pk, profile.photo_name),
        "messages:request": (request.pk,),
        "messages:report_request": (request.pk,),
        "messages:ask": (uuid4(),),
        "messages:part": (ada.pk,),
        "messages:block": (ada.pk,),
        "messages:unblock": (ada.pk,),
        "messages:conversation": (talk.pk,),
        "messages:people": (group.pk,),
        "messages:say": (talk.pk,),
        "messages:read": (talk.pk,),
        "messages:change": (talk.pk, said.pk),
        "messages:delete": (talk.pk, said.pk),
        "messages:report": (talk.pk, said.pk),
        "moderation:report": (report.pk,),
        "learning:finished": (enrolment.course_key,),
    }
    return World(keys, [talk.feed_key, group.feed_key, f"person:{ada.pk}"], [ada, bo])


def addresses_that_name_something() -> set[str]:
    return {name for name in names_in(get_resolver()) if name.partition(":")[0] in OURS}


def names_in(resolver, namespace: str = ""):
    for entry in resolver.url_patterns:
        if not isinstance(entry, URLPattern):
            yield from names_in(entry, f"{entry.namespace}:" if entry.namespace else namespace)
        elif entry.pattern.converters:
            yield f"{namespace}{entry.name}"


def outsider(client, world: World, name: str):
    if name == "visitor":
        return None
    user = UserFactory(is_superuser=name == "superuser", is_staff=name == "superuser")
    if name == "blocked":
        for person in world.people:
            block(person, blocked=user)
    user.groups.add(*Group.objects.filter(name=name))
    client.force_login(user)
    return user


def test_every_address_that_names_something_is_tried(world):
    assert addresses_that_name_something() == world.keys.keys() | NOT_ANYBODYS.keys()


def test_those_who_are_meant_find_what_the_others_do_not(world, client):
    """So that nothing is missing only because nothing is there."""
    found = set()
    for user in world.people:
        client.force_login(user)
        for name, key in world.keys.items():
            response = client.get(reverse(name, args=key))
            if response.streaming:
                b"".join(response.streaming_content)  # which closes the file
            found |= {name} if response.status_code != 404 else set()

    assert world.keys.keys() - found == {"messages:ask", "moderation:report"}  # a name that nobody has, and what moderators alone find


@pytest.mark.parametrize("name", OUTSIDERS)
@pytest.mark.parametrize("method", ["get", "post"])
def test_nothing_of_others_is_found(world, client, name, method):
    user = outsider(client, world, name)
    moderates = bool(user and user.has_perm("entrepreneurs.moderate"))
    before = Message.objects.values_list("body", "deleted_at").order_by("pk")

    answered = {}
    for address, key in world.keys.items():
        response = getattr(client, method)(reverse(address, args=key), {"body": "x", "language": "en", "client_id": uuid4(), "seq": 1, "leave": 1})
        assert "A secret" not in response.content.decode(errors="replace") or (address == "moderation:report" and moderates)
        answered[address] = response.status_code

    to_sign_in = {302} if user is None else set()
    allowed = {address: {404, *({405} if method == "get" else ()), *to_sign_in} for address in answered}
    if moderates:
        allowed["moderation:report"] = {200, 422}
    assert {address: status for address, status in answered.items() if status not in allowed[address]} == {}
    assert list(Message.objects.values_list("body", "deleted_at").order_by("pk")) == list(before)


@pytest.mark.parametrize("name", OUTSIDERS)
def test_no_feed_of_others_is_told(world, client, name):
    user = outsider(client, world, name)

    response = client.get("/live/", {"after": [f"{feed}=0" for feed in world.feeds]})

    if user is None:
        assert response.status_code == 403
        return
    assert registry.followable(user, world.feeds) == {}
    assert response.json() == {"feeds": {}, "closed": world.feeds}


@pytest.mark.parametrize("name", [name for name in ROLES if name not in {"Coordinator", "Administrator"}])
def test_copies_of_reported_files_are_for_moderators_alone(world, client, name):
    outsider(client, world, name)

    assert client.get(reverse("attachment", args=[QuotedFile.objects.get().key])).status_code == 404


def test_moderator_decides_nothing_about_what_they_reported_themselves(world, client):
    moderator = UserFactory()
    moderator.groups.add(Group.objects.get(name="Coordinator"))
    talk = befriend(moderator, UserFactory())
    theirs = post_message(talk, author=talk.participants.exclude(user=moderator).get().user, body="x", language="en", client_id=uuid4())
    report = report_message(theirs, reporter=moderator, reason="fraud", text="", language="en", blocks=False)
    client.force_login(moderator)

    assert client.get(reverse("moderation:report", args=[report.pk])).status_code == 404
