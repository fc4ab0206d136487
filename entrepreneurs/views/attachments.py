"""The one door to files that came with messages, and how a file is handed out."""

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404

from entrepreneurs.models import Attachment, QuotedFile
from entrepreneurs.models.attachments import StoredFile


def attachment(request, key):
    """For those who may read the message; a copy of a reported one, for moderators. It is saved and never shown, and no cache keeps it for others."""
    found = Attachment.objects.visible_to(request.user).filter(key=key).first()
    found = found or get_object_or_404(QuotedFile.objects.visible_to(request.user), key=key)
    return handed_out(found)


def handed_out(found: StoredFile) -> FileResponse:
    """As a file to be saved, which no browser opens as a page of ours."""
    try:
        stored = found.file.open("rb")
    except FileNotFoundError as lost:
        raise Http404 from lost
    response = FileResponse(stored, as_attachment=True, filename=found.name, content_type=found.kind)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-cache"
    return response
