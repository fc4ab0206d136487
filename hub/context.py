"""What the frame of every page needs."""

from django.conf import settings

from hub.models import StandardPage
from hub.shared import shared


def footer_pages(language: str):
    """Without the fields that a link does not need."""
    return list(StandardPage.objects.live().filter(in_footer=True, locale__language_code=language).only("title", "url_path"))


def place_of(request) -> str:
    """The app whose address it is: the navigation marks its entry on every page of it. Empty on pages of the tree, and where there is no page."""
    return request.resolver_match.app_name if request.resolver_match else ""


def frame(request):
    return {
        "here": place_of(request),
        "languages": settings.LANGUAGES,
        "is_demonstration": settings.DEMONSTRATION,
        "footer_pages": lambda: shared(request, ("footer", request.LANGUAGE_CODE), lambda: footer_pages(request.LANGUAGE_CODE)),
    }
