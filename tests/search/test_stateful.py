"""Whatever is published, hidden, blocked, translated and deleted, in whatever order: what is found is what the database itself allows."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule, run_state_machine_as_test
from wagtail.models import PageViewRestriction

from entrepreneurs.actions.connections import block
from entrepreneurs.actions.profiles import change_profile
from entrepreneurs.models import Block, Post, Profile, User
from events.models import Challenge, Event, Invitation
from learning.models import LessonPage, Resource, ResourceText
from search import indexing
from search.documents import KINDS
from search.documents.base import plain
from search.searching import Seeker
from tests.factories import UserFactory, make_course, make_event, register
from tests.factories.courses import make_lesson, translate_lesson
from tests.factories.events import make_challenge
from tests.factories.pages import SiteTree
from tests.factories.resources import make_resource

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("each_engine")]

WORD = "film"  # the same in all languages
SOME = st.integers(0, 10**6)


class World(RuleBasedStateMachine):
    """Everything that is made has the word in its title, so that whoever asks for it finds all that they may."""

    @initialize()
    def begin(self):
        self.savepoint = transaction.savepoint()
        self.tree = SiteTree.there()
        self.course = make_course(self.tree)
        self.course.page.title = f"{WORD} course"
        self.course.page.save()
        LessonPage.objects.update(title=f"{WORD} lesson")
        self.people = [UserFactory(name=f"{WORD} {name}") for name in ("ada", "bo", "cem")]
        for user in self.people:
            change_profile(user, is_adult=True, visibility="nobody")
        self.number = 10
        indexing.rebuild()

    def teardown(self):
        transaction.savepoint_rollback(self.savepoint)

    def one(self, queryset, number: int):
        rows = list(queryset.order_by("pk"))
        return rows[number % len(rows)] if rows else None

    # Pages

    @rule()
    def publish_lesson(self):
        self.number += 1
        lesson = make_lesson(self.course.page, number=self.number)
        LessonPage.objects.filter(pk=lesson.pk).update(title=f"{WORD} {self.number}")

    @rule(number=SOME, live=st.booleans())
    def publish_or_unpublish_lesson(self, number, live):
        if lesson := self.one(LessonPage.objects.all(), number):
            LessonPage.objects.filter(pk=lesson.pk).update(live=live)

    @rule(number=SOME, language=st.sampled_from(["nb", "uk"]))
    def translate_lesson(self, number, language):
        lesson = self.one(LessonPage.objects.filter(locale__language_code="en"), number)
        if lesson and not lesson.has_translation(self.tree.locales[language]):
            translate_lesson(lesson, site_tree=self.tree, language=language)

    @rule(number=SOME)
    def delete_lesson(self, number):
        if lesson := self.one(LessonPage.objects.all(), number):
            lesson.delete()

    @rule()
    def close_or_open_programme(self):
        page = self.course.programme_page
        if not PageViewRestriction.objects.filter(page=page).delete()[0]:
            PageViewRestriction.objects.create(page=page, restriction_type="login")

    # People

    @rule(number=SOME, visibility=st.sampled_from(["everyone", "members", "connections", "nobody"]))
    def show_or_hide(self, number, visibility):
        if profile := self.one(Profile.objects.all(), number):
            change_profile(profile.user, visibility=visibility)

    @rule(number=SOME, other=SOME)
    def block(self, number, other):
        one, two = self.one(User.objects.filter(pk__in=self.pks), number), self.one(User.objects.filter(pk__in=self.pks), other)
        if one and two and one != two:
            block(one, blocked=two)

    @rule()
    def unblock(self):
        Block.objects.all().delete()

    @rule(number=SOME, is_active=st.booleans())
    def close_account(self, number, is_active):
        if user := self.one(User.objects.filter(pk__in=self.pks), number):
            User.objects.filter(pk=user.pk).update(is_active=is_active)

    @precondition(lambda self: len(self.people) > 1)
    @rule()
    def erase(self):
        self.people.pop().delete()

    @property
    def pks(self):
        return [user.pk for user in self.people]

    # Needs and offers

    @rule(number=SOME, reach=st.sampled_from(["everyone", "members"]))
    def post(self, number, reach):
        if author := self.one(User.objects.filter(pk__in=self.pks), number):
            Post.objects.create(author=author, kind="need", help="money", title=f"A {WORD}", text="x", language="en", reach=reach, client_id=uuid4())

    @rule(number=SOME, days=st.sampled_from([-1, 9]), outcome=st.sampled_from(["", "met"]))
    def end_or_open_post(self, number, days, outcome):
        if post := self.one(Post.objects.all(), number):
            closed_at = timezone.now() if outcome else None
            Post.objects.filter(pk=post.pk).update(until=timezone.localdate() + timedelta(days=days), outcome=outcome, closed_at=closed_at)

    # Events, challenges, the bank

    @rule(reach=st.sampled_from(["everyone", "invited"]), state=st.sampled_from(["published", "draft", "cancelled"]), challenged=st.booleans())
    def make_event(self, reach, state, challenged):
        event = make_event(title=f"{WORD} evening", reach=reach, state=state)
        if challenged:
            make_challenge(title=f"{WORD} is missing", event=event)

    @rule(number=SOME, reach=st.sampled_from(["everyone", "invited"]), state=st.sampled_from(["published", "draft"]))
    def change_event(self, number, reach, state):
        if event := self.one(Event.objects.all(), number):
            Event.objects.filter(pk=event.pk).update(reach=reach, state=state)

    @rule(number=SOME, whom=SOME)
    def invite(self, number, whom):
        event, user = self.one(Event.objects.all(), number), self.people[whom % len(self.people)]
        if event and not event.invitations.filter(user=user).exists():
            Invitation.objects.create(event=event, user=user, email=user.email)

    @rule(number=SOME, whom=SOME)
    def come(self, number, whom):
        event, user = self.one(Event.objects.all(), number), self.people[whom % len(self.people)]
        if event and not event.registrations.filter(user=user).exists():
            register(event, user)

    @rule()
    def take_invitations_back(self):
        Invitation.objects.all().delete()

    @rule(number=SOME)
    def delete_event(self, number):
        if event := self.one(Event.objects.all(), number):
            event.delete()

    @rule(number=SOME, state=st.sampled_from(["open", "hidden", "closed"]), is_public=st.booleans())
    def change_challenge(self, number, state, is_public):
        if challenge := self.one(Challenge.objects.all(), number):
            Challenge.objects.filter(pk=challenge.pk).update(state=state, is_public=is_public)

    @rule(state=st.sampled_from(["published", "proposed"]))
    def bring(self, state):
        make_resource(title=f"A {WORD}", state=state)

    @rule(number=SOME, state=st.sampled_from(["published", "withdrawn"]))
    def change_resource(self, number, state):
        if resource := self.one(Resource.objects.all(), number):
            Resource.objects.filter(pk=resource.pk).update(state=state)
            ResourceText.objects.get_or_create(resource=resource, language="sv", defaults={"title": f"En {WORD}", "description": ""})

    @rule()
    def catch_up(self):
        indexing.catch_up()

    # What must hold

    def readers(self):
        return [AnonymousUser(), *User.objects.filter(pk__in=self.pks, is_active=True)]

    def allowed(self, reader) -> set[tuple[str, str]]:
        """By plain queries: what may stand in the index, and what this reader may see; of what the word stands in."""
        found = set()
        for name, kind in KINDS.items():
            keys = kind.visible_to(reader).filter(pk__in=kind.indexed().values("pk")).values_list(kind.key, flat=True)
            told = kind.documents({plain(key) for key in keys})
            found |= {(name, key) for key, documents in told.items() if any(WORD in document.title for document in documents)}
        return found

    @invariant()
    def nothing_is_found_that_is_not_allowed(self):
        """At once, whether the index has caught up or not."""
        for reader in self.readers() if hasattr(self, "tree") else ():
            assert set(Seeker(reader, language="en").everything(WORD, chosen={})) <= self.allowed(reader)

    @rule()
    def everything_is_found_that_is_allowed(self):
        """Once the index has caught up, and the counts are the same."""
        indexing.catch_up()
        for reader in self.readers():
            allowed, seeker = self.allowed(reader), Seeker(reader, language="en")
            assert set(seeker.everything(WORD, chosen={})) == allowed
            results = seeker.search(WORD, chosen={}, page=1)
            assert results.total == sum(results.counts["kind"].values()) == len(allowed)


def test_what_is_found_is_what_is_allowed():
    quick = settings(max_examples=5, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(World, settings=quick)
