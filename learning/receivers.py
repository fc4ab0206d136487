"""What learning does when other parts of the hub tell that something happened."""

from allauth.account.signals import user_logged_in
from django.db import transaction
from django.db.models import Q
from django.db.models.signals import m2m_changed, post_delete, post_save
from django.dispatch import receiver
from wagtail.signals import page_published, page_unpublished

from entrepreneurs.models import User
from entrepreneurs.signals import merged
from events.signals import attended, watched
from hub import pagecache
from hub.live.models import Feed
from learning import guests
from learning.actions import challenges, endorsements, meetings, practices, resources, stories
from learning.actions.progress import claim
from learning.activities.meeting import ATTENDED, WATCHED
from learning.models import Advising, Enrolment, LessonPage, PracticeFile, PracticePage, Story, StoryConsent


@receiver(user_logged_in)
def claim_progress(sender, request, user, **kwargs):
    """A guest who signs in, or has just registered, keeps what they did; events that they were at before count for their courses."""
    if guest := guests.guest_of(request):
        claim(guest, user=user)
    for enrolment in Enrolment.objects.filter(learner__user=user).select_related("learner__user"):
        meetings.count_past(enrolment)


@receiver(attended)
def count_attendance(sender, event, user, **kwargs):
    meetings.count_event(event, user=user, way=ATTENDED)


@receiver(watched)
def count_watching(sender, event, user, **kwargs):
    meetings.count_event(event, user=user, way=WATCHED)


@receiver(post_save, sender=Enrolment)
def count_what_was_before(sender, instance, created, **kwargs):
    if created:
        meetings.count_past(instance)


@receiver(page_published, sender=LessonPage)
def note_meetings(sender, instance, **kwargs):
    meetings.note_meetings(instance)


@receiver(page_published, sender=LessonPage)
def note_challenges(sender, instance, **kwargs):
    challenges.note_challenges(instance)


@receiver([page_published, page_unpublished, post_delete], sender=PracticePage)
def settle_practice(sender, instance, **kwargs):
    practices.settle(instance.practice)


@receiver(post_delete, sender=PracticeFile)
def delete_file(sender, instance, **kwargs):
    """However its row went, the file goes too, once that is certain."""
    transaction.on_commit(lambda: instance.file.storage.delete(instance.file.name), robust=True)


@receiver(post_delete, sender=Story)
def delete_picture(sender, instance, **kwargs):
    if instance.picture:
        transaction.on_commit(lambda: instance.picture.storage.delete(instance.picture.name), robust=True)
    transaction.on_commit(pagecache.forget)


@receiver(post_delete, sender=StoryConsent)
def take_down_story(sender, instance, **kwargs):
    """However a consent went, with its story or without: nothing is shown that it is not known whether everybody agrees to."""
    Story.objects.filter(pk=instance.story_id).update(is_listed=False, proposed_at=None)
    transaction.on_commit(pagecache.forget)


@receiver(merged)
def hand_over(sender, organisation, into, **kwargs):
    """What an organisation has published goes over to the one that it has become part of."""
    practices.hand_over(organisation, into=into)
    endorsements.hand_over(organisation, into=into)
    resources.hand_over(organisation, into=into)
    stories.hand_over(organisation, into=into)


@receiver(m2m_changed, sender=User.groups.through)
def let_go_of_pages(sender, instance, action, reverse, pk_set, **kwargs):
    """Whoever loses a role may advise nobody any more: their open pages ask anew."""
    if action in {"post_remove", "post_clear"}:
        ask_anew(Advising.objects.filter(adviser__in=pk_set or [] if reverse else [instance.pk]))


@receiver(post_save, sender=User)
def let_go_of_pages_of(sender, instance, created, update_fields, **kwargs):
    """Somebody's account is closed: so is what their adviser, or those whom they advise, have open."""
    if not created and not instance.is_active and (update_fields is None or "is_active" in update_fields):
        ask_anew(Advising.objects.filter(Q(learner=instance.pk) | Q(adviser=instance.pk)))


def ask_anew(advisings) -> None:
    for advising in sorted(advisings.followed(), key=lambda one: one.feed_key):
        Feed.objects.append(advising.feed_key, "advising.changed", advising=advising.pk)
