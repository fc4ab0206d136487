"""What search does when something changes: the database's tables, and what editors call the same."""

from django.apps import apps
from django.db import transaction
from django.db.models.signals import post_delete, post_migrate, post_save, pre_migrate
from django.dispatch import receiver

from search import triggers
from search.analysis import synonyms
from search.models import SynonymSet


@receiver(pre_migrate)
def take_down_triggers(sender, **kwargs):
    """A table that is made anew must not be watched meanwhile."""
    if sender.name == "search":
        triggers.take_down()


@receiver(post_migrate)
def put_up_triggers(sender, **kwargs):
    """Once the last app that has models has its tables."""
    if sender == [app for app in apps.get_app_configs() if app.models_module][-1]:
        triggers.put_up()


@receiver([post_save, post_delete], sender=SynonymSet)
def forget_synonyms(sender, **kwargs):
    """At once in this process; others read the sets every two seconds."""
    synonyms.forget()
    transaction.on_commit(synonyms.forget)
