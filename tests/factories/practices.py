"""Practices, written and published, and the PDFs in which they are told."""

from django.core.files.uploadedfile import SimpleUploadedFile

from entrepreneurs.actions.connections import say_adult
from entrepreneurs.models import User
from hub.models import Organisation
from learning.actions import practices as actions
from learning.models import Practice
from tests.factories.organisations import make_organisation
from tests.factories.people import UserFactory

ANSWERS = {"problem": "No bus.", "done": "We drive each other.", "changed": "Forty rides a week, counted.", "warning": "Insure the drivers."}


def editor_of(organisation: Organisation) -> User:
    return organisation.memberships.filter(role="lead").last().user


def make_publisher(name="Village", **facts) -> Organisation:
    """A verified organisation with somebody who writes in its name."""
    lead = UserFactory()
    say_adult(lead)
    return make_organisation(name, lead=lead, **facts)


def make_practice(organisation: Organisation | None = None, *, by: User | None = None, title="Rides", **facts) -> Practice:
    """Published at once, unless its `wish` or its writer say otherwise."""
    organisation = organisation or make_publisher(f"Of {title}")
    by = by or editor_of(organisation)
    facts = {"country": organisation.country.code, "language": "en", "wish": "send"} | ANSWERS | facts
    return actions.write(by, organisation=organisation, title=title, **facts)


def pdf(text="No bus comes here any more.", *, title="Rides for all") -> SimpleUploadedFile:
    """A small PDF of one page, with these words on it."""
    stream = f"BT /F1 12 Tf 40 700 Td ({text}) Tj ET".encode("latin-1")
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Title (%s) >>" % title.encode("latin-1"),
    ]
    content, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(parts) + 1
    trailer = b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R /Info 6 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    return SimpleUploadedFile("rides.pdf", content + trailer % (size, table, size, len(content)), content_type="application/pdf")
