"""Everything stored about a person, as one file to take home: to be read by people, and by programs."""

import json
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from django.template.loader import render_to_string
from django.utils import timezone

from hub import privacy
from hub.privacy import Person


def pack(person: Person) -> bytes:
    """A ZIP with a page in the active language, the same as JSON, and the files."""
    held, files = privacy.export(person)
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        archive.writestr("everything.html", render_to_string("entrepreneurs/everything.html", {"held": held, "packed_at": timezone.now()}))
        archive.writestr("everything.json", json.dumps(held, ensure_ascii=False, indent=2))
        for name, file in files.items():
            with file.open("rb") as stored:
                archive.writestr(name, stored.read())
    return packed.getvalue()
