"""What the frame of every page needs."""

from django.conf import settings

from hub.models import StandardPage


def frame(request):
    return {
        "languages": settings.LANGUAGES,
        "is_demonstration": settings.DEMONSTRATION,
        "footer_pages": lambda: StandardPage.objects.live().filter(in_footer=True, locale__language_code=request.LANGUAGE_CODE),
    }
