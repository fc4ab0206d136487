"""The doors that have no language: the root, health, robots, the sitemap, files."""

from pathlib import Path

from django.conf import settings
from django.db import connection
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_request
from django.views.static import serve
from wagtail import hooks
from wagtail.documents import get_document_model
from wagtail.models import Page

from hub import health as health_notes
from hub.ranges import in_range, whole
from hub.sitemap import places


def root(request):
    """To the front page in the reader's language."""
    code = get_language_from_request(request)
    response = redirect(f"/{code if code in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE}/")
    patch_vary_headers(response, ["Accept-Language", "Cookie"])
    return response


def health(request):
    """200 when the database answers; what a load balancer asks. What else is not as it should be is said beside it."""
    try:
        connection.ensure_connection()
        notes = health_notes.told()
    except Exception:  # whatever the driver raises, the answer is the same
        return JsonResponse({"database": "down"}, status=503)
    return JsonResponse({"database": "up"} | notes)


def robots(request):
    lines = ["User-agent: *", "Disallow: /admin/", "Disallow: /django-admin/", f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")


def sitemap(request):
    """Every public page in every language, each with its translations, and what apps add; as many queries however many pages."""
    pages = Page.objects.live().public().filter(depth__gt=1).select_related("locale").order_by("path")
    offered = [page for page in pages if page.locale.language_code in dict(settings.LANGUAGES)]
    translations: dict = {}
    for page in offered:
        translations.setdefault(page.translation_key, []).append((page.locale.language_code, request.build_absolute_uri(page.get_url(request))))
    entries = [(request.build_absolute_uri(page.get_url(request)), page.last_published_at, translations[page.translation_key]) for page in offered]
    return render(request, "hub/sitemap.xml", {"entries": entries + added(request)}, content_type="application/xml")


def added(request) -> list[tuple]:
    """What apps add stands in every language at the same place."""
    found = []
    for path, changed_at in places():
        tongues = [(code, request.build_absolute_uri(f"/{code}/{path}")) for code, _name in settings.LANGUAGES]
        found += [(address, changed_at, tongues) for _code, address in tongues]
    return found


def picture(request, path):
    """A picture as pages show it. Originals and documents have no address of their own: their collections may be closed."""
    response = serve(request, path, document_root=Path(settings.MEDIA_ROOT) / "images")
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


def document(request, pk, filename):
    """A file, whole or in the range asked for; films play in the page, everything else is an attachment."""
    found = get_object_or_404(get_document_model(), pk=pk)
    if found.filename != filename:
        raise Http404
    for guard in hooks.get_hooks("before_serve_document"):
        if isinstance(refusal := guard(found, request), HttpResponse):
            return refusal
    plays = found.file_extension.lower() in {"mp4", "webm", "vtt"}
    return in_range(request, found.file, filename=found.filename) if plays else whole(found.file, filename=found.filename)
