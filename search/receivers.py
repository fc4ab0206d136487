"""What search does when something changes."""

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from search.analysis import synonyms
from search.models import SynonymSet


@receiver([post_save, post_delete], sender=SynonymSet)
def forget_synonyms(sender, **kwargs):
    """At once in this process; others read the sets every two seconds."""
    synonyms.forget()
    transaction.on_commit(synonyms.forget)
