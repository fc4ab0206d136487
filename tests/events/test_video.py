"""Links to video meetings: which are, which are shown in the page, and which are no such thing."""

import pytest
from django.core.exceptions import ValidationError

from events.video import Video, validate_video, video_of


@pytest.mark.parametrize(
    ("address", "service"),
    [
        ("https://zoom.us/j/123?pwd=x", "Zoom"),
        ("https://us02web.zoom.us/j/123", "Zoom"),
        ("https://teams.microsoft.com/l/meetup-join/19%3ameeting", "Microsoft Teams"),
        ("https://meet.jit.si/school", "Jitsi"),
        ("https://bbb.example.org/b/ada-abc", "BigBlueButton"),
    ],
)
def test_links_are_known_by_their_service(address, service):
    assert video_of(address) == Video(service, address)
    validate_video(address)


def test_jitsi_on_a_server_of_ours_is_shown_in_the_page(settings):
    settings.VIDEO_SERVERS = ["video.example.org"]

    assert video_of("https://video.example.org/school") == Video("Jitsi", "https://video.example.org/school", is_embedded=True)


@pytest.mark.parametrize(
    "address",
    [
        "http://zoom.us/j/123",
        "https://zoom.us/",
        "https://zoom.us.example.org/j/1",
        "https://example.org/film.mp4",
        "https://ada:secret@zoom.us/j/1",
        "javascript:alert(1)",
        "https://[",
    ],
)
def test_what_is_no_video_meeting_is_refused(address):
    assert video_of(address) is None
    with pytest.raises(ValidationError, match="not the link of a video meeting"):
        validate_video(address)


def test_no_link_is_right_too():
    validate_video("")
