"""What search does when the database's tables are about to change, and when they have."""

from django.apps import apps
from django.db.models.signals import post_migrate, pre_migrate
from django.dispatch import receiver

from search import triggers


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
