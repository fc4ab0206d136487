"""Video meetings: which service a link leads to. Video is the organiser's own; the hub only shows the way."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# Who a link belongs to: hosts (and what is below them), and how the path of a meeting looks.
SERVICES = [
    ("Zoom", r"(.+\.)?zoom\.(us|com)", r"/(j|my|w|s|wc/join)/\S+"),
    ("Microsoft Teams", r"teams\.(microsoft|live)\.com", r"/(l/meetup-join|meet)/\S+"),
    ("Jitsi", r"meet\.jit\.si", r"/[^/\s]+/?"),
    ("BigBlueButton", r".+", r"/(b|rooms|bigbluebutton|playback)/\S+"),
]


@dataclass(frozen=True)
class Video:
    """Where the meeting is. `is_embedded`: on a server of the organisers', and shown in the page on a click."""

    service: str
    address: str
    is_embedded: bool = False


def video_of(address: str) -> Video | None:
    """What a link leads to; None for one that is no video meeting."""
    try:
        link = urlsplit(address)
        host, has_password = link.hostname or "", bool(link.username or link.password)
    except ValueError:
        return None
    if link.scheme != "https" or has_password or not host:
        return None
    if link.netloc.lower() in settings.VIDEO_SERVERS:
        return Video("Jitsi", address, is_embedded=True) if re.fullmatch(r"/[^/\s]+/?", link.path) else None
    for service, hosts, paths in SERVICES:
        if re.fullmatch(hosts, host) and re.fullmatch(paths, link.path):
            return Video(service, address)
    return None


def validate_video(address: str) -> None:
    """For forms: refuses a link that is no video meeting."""
    if address and video_of(address) is None:
        raise ValidationError(
            _("This is not the link of a video meeting that we know. It begins with https:// and leads to Jitsi, BigBlueButton, Zoom or Teams.")
        )
