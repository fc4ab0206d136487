"""What accounts do when something else happens."""

from allauth.account.signals import email_confirmed
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models.signals import post_delete, post_migrate, post_save
from django.dispatch import receiver

from entrepreneurs import roles
from entrepreneurs.actions.circle_members import note_closed
from entrepreneurs.models import Attachment, DocumentVersion, QuotedFile, User
from hub import mail
from hub.live.models import Feed
from hub.live.registry import personal


@receiver(email_confirmed)
def welcome(sender, request, email_address, **kwargs):
    """The first time that somebody proves an address, before they have ever signed in."""
    user = email_address.user
    if user.last_login is None:
        mail.send("welcome", user)


@receiver(post_migrate)
def make_roles(sender, **kwargs):
    """Once the last app that has models has made its permissions."""
    if sender == [app for app in apps.get_app_configs() if app.models_module][-1]:
        roles.ensure_roles()


@receiver(post_delete, sender=Session)
def close_sockets_of_session(sender, instance, **kwargs):
    """Signed out: what listens in that session hears no more."""
    if user := User.objects.filter(pk=instance.get_decoded().get("_auth_user_id")).first():
        ask_who_may_listen(user)


@receiver(post_delete, sender=Attachment)
@receiver(post_delete, sender=DocumentVersion)
@receiver(post_delete, sender=QuotedFile)
def delete_file(sender, instance, **kwargs):
    """However its row went, the file goes too, once that is certain."""
    transaction.on_commit(lambda: instance.file.storage.delete(instance.file.name), robust=True)


@receiver(post_save, sender=User)
def close_sockets_of_user(sender, instance, created, update_fields, **kwargs):
    """Put out, or with another password: other sessions may be over."""
    if not created and (update_fields is None or {"is_active", "password"} & set(update_fields)):
        ask_who_may_listen(instance)


@receiver(post_save, sender=User)
def tell_circles_of_closed_account(sender, instance, created, update_fields, **kwargs):
    if not created and not instance.is_active and (update_fields is None or "is_active" in update_fields):
        note_closed(instance)


def ask_who_may_listen(user: User) -> None:
    Feed.objects.append(personal(user), "session.ended", user=user.pk)
