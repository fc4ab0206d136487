"""What the hub does when Wagtail tells that something changed."""

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.models import Site
from wagtail.signals import page_published, page_unpublished, post_page_move

from hub import pagecache, translation
from hub.models import BasePage, OfficialText, Organisation, OrganisationAlias, Partnership, Programme, RelatedProject, Topic


@receiver([page_published, page_unpublished, post_page_move])
def forget_cached_pages(sender, **kwargs):
    transaction.on_commit(pagecache.forget)


@receiver([post_save, post_delete])
def forget_cached_facts(sender, **kwargs):
    if sender in {Programme, Partnership, OfficialText, Organisation, OrganisationAlias, RelatedProject, Topic, Site}:
        transaction.on_commit(pagecache.forget)


@receiver(page_published)
def record_provenance(sender, instance, **kwargs):
    if issubclass(sender, BasePage):
        translation.record_provenance(instance)
