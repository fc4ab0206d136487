"""Files as they are sent: whole, to be saved, or in the range that a player asks for."""

from __future__ import annotations

import re

from django.db.models.fields.files import FieldFile
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase

BYTES = re.compile(r"bytes=(?=.*\d)(\d*)-(\d*)$", flags=re.ASCII)
SAFE = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "sandbox; default-src 'none'"}


def whole(file: FieldFile, *, filename: str) -> FileResponse:
    """All of it, as an attachment."""
    response = FileResponse(file.open("rb"), as_attachment=True, filename=filename, headers=SAFE)
    response["Content-Length"] = file.size
    return response


def in_range(request, file: FieldFile, *, filename: str) -> HttpResponseBase:
    """Film, sound or captions, for the page's own player; 416 for a range that it does not have."""
    size, start, end = file.size, 0, file.size - 1
    asked = BYTES.match(request.headers.get("Range", ""))
    if asked:
        start = int(asked[1]) if asked[1] else max(0, size - int(asked[2]))
        end = min(int(asked[2]), size - 1) if asked[1] and asked[2] else size - 1
        if start > end:
            return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    opened = file.open("rb")
    opened.seek(start)
    response = FileResponse(
        Slice(opened, end - start + 1), filename=filename, status=206 if asked else 200, headers=SAFE | {"Accept-Ranges": "bytes"}
    )
    response["Content-Length"] = end - start + 1
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
