"""The one door to files that came with messages."""

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404

from entrepreneurs.models import Attachment, QuotedFile


def attachment(request, key):
    """For those who may read the message; a copy of a reported one, for moderators. It is saved and never shown, and no cache keeps it for others."""
    found = Attachment.objects.visible_to(request.user).filter(key=key).first()
    found = found or get_object_or_404(QuotedFile.objects.visible_to(request.user), key=key)
    try:
        stored = found.file.open("rb")
    except FileNotFoundError as lost:
        raise Http404 from lost
    response = FileResponse(stored, as_attachment=True, filename=found.name, content_type=found.kind)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-cache"
    return response
