"""The hub's own pages, from hub/content/pages/: the front page in every language, the programmes, the pages of words."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from wagtail.models import Locale, Page, Site

from hub.content_files import ContentFile, pages, to_html
from hub.loading.pages import Load, Telling, find
from hub.loading.shapes import key_of, overlaid, stream
from hub.models import BasePage, HomePage, Programme, ProgrammePage, StandardPage

KINDS = {"home": HomePage, "programme": ProgrammePage, "standard": StandardPage}


def load_site(load: Load) -> None:
    """Locales, the front pages on which the site stands, and all pages below them."""
    make_locales()
    home = load_home(load)
    stand_on(home)
    for source, translations in pages():
        if source.name != "home":
            load_page(load, source, translations, parent=home)


def make_locales() -> None:
    for code, _name in settings.LANGUAGES:
        Locale.objects.get_or_create(language_code=code)


def load_home(load: Load) -> HomePage:
    """The front page, with a path to each of its goals that is there by now."""
    told = next(page for page in pages() if page[0].name == "home")
    load_page(load, *told, parent=Page.objects.get(depth=1))
    return find(HomePage, key_of("pages/home"), settings.LANGUAGE_CODE)


def load_page(load: Load, source: ContentFile, translations: list[ContentFile], *, parent: Page) -> BasePage:
    model = KINDS[source.facts.get("kind", "standard")]
    tellings = [Telling(file.language, fields(model, source, file), file.translated_by) for file in translations if is_offered(file.language)]
    return load.page(
        model, key_of("pages/" + source.name), parent=parent, source=Telling(source.language, fields(model, source, source)), translations=tellings
    )


def is_offered(language: str) -> bool:
    return language in dict(settings.LANGUAGES)


def stand_on(home: HomePage) -> None:
    """The site begins at the front page; Wagtail's own welcome goes."""
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    if site.root_page_id == home.pk:
        return
    welcome = site.root_page if site.root_page_id else None
    address = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    site.hostname, site.port = address.hostname, address.port or {"https": 443}.get(address.scheme, 80)
    site.root_page, site.site_name = home, settings.WAGTAIL_SITE_NAME
    site.save()
    if welcome and welcome.specific_class is Page and not welcome.get_children():
        welcome.delete()


def fields(model: type[BasePage], source: ContentFile, file: ContentFile) -> dict[str, Any]:
    """The page's fields in the file's language; what is not of a language is the source's."""
    facts = overlaid(source.facts, file.facts)
    plain = {name: facts[name] for name in ("title", "slug", "seo_title", "search_description") if name in facts}
    page = f"pages/{file.name}"
    if model is HomePage:
        return plain | {"lead": facts["lead"], "paths": stream(paths(facts["paths"]), page=page)}
    if model is StandardPage:
        return plain | {"lead": facts["lead"], "body": stream(facts["blocks"], page=page), "in_footer": facts["in_footer"]}
    goals = [{"id": goal["id"], "goal": goal} for goal in facts["goals"]]
    return plain | {
        "programme": Programme.objects.get(key=facts["programme"]),
        "tagline": facts["tagline"],
        "aims": to_html(facts["aims"]),
        "goals": stream(goals, page=page),
        "audience": to_html(facts["audience"]),
    }


def paths(told: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Those paths whose page is there already, each to the page as it was first written."""
    keys = [key_of(path["page"]) for path in told]
    found = dict(Page.objects.filter(translation_key__in=keys).order_by("-pk").values_list("translation_key", "pk"))
    return [{"id": path["id"], "path": path | {"page": found[key]}} for key, path in zip(keys, told, strict=True) if key in found]
