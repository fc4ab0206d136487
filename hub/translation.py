"""How a page came to be in its language: computed from what its translators did, and shown to its readers."""

import json

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils import timezone
from modelcluster.models import get_serializable_data_for_fields
from wagtail.log_actions import log
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from hub import pagecache
from hub.models.pages import BasePage, Provenance


def strings_of(page: BasePage):
    """The translated strings that stand on a page that was translated with its source; none on an original."""
    source = TranslationSource.objects.filter(object_id=page.translation_key).exclude(locale=page.locale).first()
    if source is None or not source.translations.filter(target_locale=page.locale).exists():
        return StringTranslation.objects.none()
    return StringTranslation.objects.filter(
        locale=page.locale, context__object_id=page.translation_key, translation_of__segments__source=source
    ).distinct()


def record_provenance(page: BasePage) -> None:
    """Machine, until a person has reviewed it since; a person, where no machine wrote; else what the page itself declares."""
    strings = strings_of(page)
    machine = strings.filter(translation_type=StringTranslation.TRANSLATION_TYPE_MACHINE)
    if machine.exists():
        is_reviewed = page.reviewed_at and not machine.filter(updated_at__gt=page.reviewed_at).exists()
        save(page, provenance=Provenance.REVIEWED if is_reviewed else Provenance.MACHINE)
    else:
        save(page, provenance=Provenance.PERSON if strings.exists() else page.declared_provenance)


def mark_reviewed(page: BasePage, *, user=None) -> None:
    """A person has read the whole page and stands for it."""
    save(page, reviewed_at=timezone.now())
    record_provenance(page)
    log(page, "hub.review", user=user)
    transaction.on_commit(pagecache.forget)


def save(page: BasePage, **facts) -> None:
    type(page).objects.filter(pk=page.pk).update(**facts)
    for name, value in facts.items():
        setattr(page, name, value)


def lacking(page: BasePage, required: list[str]) -> list[str]:
    """Those of the `required` languages in which a page is not there or not completely translated, published or not."""
    found = type(page).objects.filter(translation_key=page.translation_key).select_related("locale")
    versions = {other.locale.language_code: other for other in found} | {page.locale.language_code: page}
    return [code for code in required if not is_complete(versions.get(code))]


def is_complete(page: BasePage | None) -> bool:
    """Whether the page exists and, if it is a translation, every one of its source's sentences is translated."""
    if page is None:
        return False
    translation = Translation.objects.filter(source__object_id=page.translation_key, target_locale=page.locale, enabled=True).first()
    if translation is None:
        return not page.alias_of_id
    total, translated = translation.get_progress()
    return total == translated


def is_behind(source: TranslationSource, page: BasePage) -> bool:
    """Whether the source page says something that its translators have not been given yet."""
    given, now = json.loads(source.content_json), json.loads(json.dumps(get_serializable_data_for_fields(page), cls=DjangoJSONEncoder))
    return any(given.get(field.field_name) != now.get(field.field_name) for field in page.translatable_fields)
