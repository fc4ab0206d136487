"""Pages at their addresses."""

from django.utils.translation import get_language
from wagtail.models import Page, Site
from wagtail.url_routing import RouteResult
from wagtail.views import serve as wagtail_serve

from hub.models import HomePage


def serve(request, path):
    """As Wagtail serves pages, but found by the whole address at once: four queries at any depth, where Wagtail takes two for each level."""
    request._wagtail_route_for_request = route(request, path)
    return wagtail_serve(request, path)


def route(request, path) -> RouteResult | None:
    site = Site.find_for_request(request)
    homes = HomePage.objects.filter(translation_key=site.root_page.translation_key) if site else HomePage.objects.none()
    home = homes.select_related("locale").filter(locale__language_code=get_language()).first()
    if home is None:
        return None
    components = [component for component in path.split("/") if component]
    if not components:
        return RouteResult(home) if home.live else None
    page = Page.objects.live().filter(url_path=f"{home.url_path}{'/'.join(components)}/").first()
    return RouteResult(page.specific) if page else None
