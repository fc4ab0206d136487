"""Topics: the challenges that courses, and later events and people, share across languages."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.models import TranslatableMixin
from wagtail.snippets.models import register_snippet
from wagtail_localize.fields import SynchronizedField, TranslatableField


@register_snippet
class Topic(TranslatableMixin, models.Model):
    slug = models.SlugField(_("slug"), max_length=60)
    name = models.CharField(_("name"), max_length=80)

    translatable_fields = [SynchronizedField("slug"), TranslatableField("name")]

    class Meta(TranslatableMixin.Meta):
        ordering = ["name"]
        verbose_name = _("challenge")
        verbose_name_plural = _("challenges")

    def __str__(self):
        return self.name


def names_of(slugs) -> dict[str, str]:
    """Of these challenges, by slug: in the active language where there is one, else in another. One query, none without slugs."""
    found = Topic.objects.filter(slug__in=slugs).values_list("slug", "name", "locale__language_code") if slugs else ()
    active = get_language()
    return {slug: name for slug, name, code in sorted(found, key=lambda topic: topic[2] == active)}
