"""What accounts do when something else happens."""

from allauth.account.signals import email_confirmed
from django.apps import apps
from django.db.models.signals import post_migrate
from django.dispatch import receiver

from entrepreneurs import roles
from hub import mail


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
