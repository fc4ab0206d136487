"""Pages at their addresses."""

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import get_language
from wagtail.models import Page, Site
from wagtail.url_routing import RouteResult
from wagtail.views import serve as wagtail_serve

from hub.models import HomePage
from hub.shared import shared


def serve(request, path):
    """As Wagtail serves pages, but found by the whole address at once: four queries at any depth, where Wagtail takes two for each level.

    The page is shared with all who read it: what it has fetched once (its translations, its course) is there for the next reader too.
    """
    know_site(request)
    request._wagtail_route_for_request = shared(request, ("route", get_language(), path), lambda: route(path))
    return wagtail_serve(request, path)


def know_site(request) -> None:
    """Wagtail chooses among sites by a query that costs as much as three others; with one site there is nothing to choose."""
    sites = shared(request, "sites", lambda: list(Site.objects.select_related("root_page")[:2]))
    if len(sites) == 1:
        request._wagtail_site = sites[0]


def route(path) -> RouteResult | None:
    homes = HomePage.objects.filter(locale__language_code=get_language(), translation_key__in=Site.objects.values("root_page__translation_key"))
    components = [component for component in path.split("/") if component]
    if not components:
        home = homes.live().select_related("locale").first()
        return RouteResult(home) if home else None
    start = homes.values_list("url_path", flat=True).first()
    found = Page.objects.live().filter(url_path=f"{start}{'/'.join(components)}/").values_list("pk", "content_type").first()
    return RouteResult(whole(*found)) if found else None


def whole(pk: int, content_type: int) -> Page:
    """The page as what it is, with its locale; one query, for Django remembers content types."""
    model = ContentType.objects.get_for_id(content_type).model_class()
    return model._default_manager.select_related("locale").get(pk=pk)
