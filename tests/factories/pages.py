"""The smallest site."""

from dataclasses import dataclass

from wagtail.models import Locale, Page, Site

from hub.models import HomePage

LANGUAGES = ["en", "nb", "sv", "uk"]


@dataclass
class SiteTree:
    """Root, site, and by language code: locales and front pages."""

    root: Page
    site: Site
    locales: dict[str, Locale]
    homes: dict[str, HomePage]

    @property
    def home(self) -> HomePage:
        """The source's front page, which the site stands on."""
        return self.homes["en"]


def make_site_tree() -> SiteTree:
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
    return SiteTree(root=Page.objects.get(pk=root.pk), site=site, locales=locales, homes=homes)
