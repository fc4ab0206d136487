"""The smallest site."""

from __future__ import annotations

from dataclasses import dataclass

from wagtail.models import Locale, Page, Site

from hub.models import HomePage

LANGUAGES = ["en", "nb", "sv", "uk"]


@dataclass
class SiteTree:
    """Root, site, and by language code: locales and front pages, which are translations of each other."""

    root: Page
    site: Site
    locales: dict[str, Locale]
    homes: dict[str, HomePage]

    @classmethod
    def there(cls) -> SiteTree:
        """That stands in the database of every test."""
        locales = {code: Locale.objects.get(language_code=code) for code in LANGUAGES}
        homes = {page.locale.language_code: page for page in HomePage.objects.select_related("locale").order_by("path")}
        return cls(root=Page.objects.get(depth=1), site=Site.objects.get(is_default_site=True), locales=locales, homes=homes)

    @property
    def home(self) -> HomePage:
        """The source's front page, which the site stands on."""
        return self.homes["en"]


def make_site_tree() -> None:
    """In a database that has just been migrated."""
    locales = {code: Locale.objects.get_or_create(language_code=code)[0] for code in LANGUAGES}
    root = Page.objects.get(depth=1)
    homes = {"en": root.add_child(instance=HomePage(title="Tvers", slug="tvers", lead="Learn together", locale=locales["en"]))}
    for code in LANGUAGES[1:]:
        homes[code] = root.add_child(
            instance=HomePage(
                title=f"Tvers ({code})",
                slug=f"tvers-{code}",
                lead="Learn together",
                locale=locales[code],
                translation_key=homes["en"].translation_key,
            )
        )
    site = Site.objects.get(is_default_site=True)
    site.root_page = homes["en"]
    site.save()
    Page.objects.filter(depth=2).exclude(pk__in=[home.pk for home in homes.values()]).first().specific.delete()
