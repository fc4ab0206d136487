"""The doors that have no language: the root, health, robots, the sitemap, files."""

import re
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.http import FileResponse, Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_request
from django.views.static import serve
from wagtail import hooks
from wagtail.documents import get_document_model
from wagtail.models import Page


def root(request):
    """To the front page in the reader's language."""
    code = get_language_from_request(request)
    response = redirect(f"/{code if code in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE}/")
    patch_vary_headers(response, ["Accept-Language", "Cookie"])
    return response


def health(request):
    """200 when the database answers; what a load balancer asks."""
    try:
        connection.ensure_connection()
    except Exception:  # whatever the driver raises, the answer is the same
        return JsonResponse({"database": "down"}, status=503)
    return JsonResponse({"database": "up"})


def robots(request):
    lines = ["User-agent: *", "Disallow: /admin/", "Disallow: /django-admin/", f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")


def sitemap(request):
    """Every public page in every language, each with its translations; three queries however many pages."""
    pages = Page.objects.live().public().filter(depth__gt=1).select_related("locale").order_by("path")
    offered = [page for page in pages if page.locale.language_code in dict(settings.LANGUAGES)]
    translations: dict = {}
    for page in offered:
        translations.setdefault(page.translation_key, []).append((page.locale.language_code, request.build_absolute_uri(page.get_url(request))))
    entries = [(request.build_absolute_uri(page.get_url(request)), page.last_published_at, translations[page.translation_key]) for page in offered]
    return render(request, "hub/sitemap.xml", {"entries": entries}, content_type="application/xml")


def picture(request, path):
    """A picture as pages show it. Originals and documents have no address of their own: their collections may be closed."""
    response = serve(request, path, document_root=Path(settings.MEDIA_ROOT) / "images")
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


BYTES = re.compile(r"bytes=(?=.*\d)(\d*)-(\d*)$", flags=re.ASCII)


def document(request, pk, filename):
    """A file, whole or in the range asked for; films play in the page, everything else is an attachment."""
    found = get_object_or_404(get_document_model(), pk=pk)
    if found.filename != filename:
        raise Http404
    for guard in hooks.get_hooks("before_serve_document"):
        if isinstance(refusal := guard(found, request), HttpResponse):
            return refusal
    plays = found.file_extension.lower() in {"mp4", "webm", "vtt"}
    size, start, end = found.file.size, 0, found.file.size - 1
    asked = BYTES.match(request.headers.get("Range", "")) if plays else None
    if asked:
        start = int(asked[1]) if asked[1] else max(0, size - int(asked[2]))
        end = min(int(asked[2]), size - 1) if asked[1] and asked[2] else size - 1
        if start > end:
            return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    file = found.file.open("rb")
    file.seek(start)
    response = FileResponse(Slice(file, end - start + 1), as_attachment=not plays, filename=found.filename, status=206 if asked else 200)
    response["Content-Length"] = end - start + 1
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    if plays:
        response["Accept-Ranges"] = "bytes"
    if asked:
        response["Content-Range"] = f"bytes {start}-{end}/{size}"
    return response


class Slice:
    """The next `length` bytes of a file."""

    def __init__(self, file, length: int):
        self.file, self.left = file, length

    def read(self, size: int = -1) -> bytes:
        chunk = self.file.read(self.left if size < 0 else min(size, self.left))
        self.left -= len(chunk)
        return chunk

    def close(self):
        self.file.close()
