"""Recordings: put there by hosts, watched or read by all who see the event."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from events.actions.recordings import LacksTranscript, NotOverYet, publish_recording, remove_recording, set_recording, set_transcript, watch
from events.models import Reach, Recording, Watch
from tests.factories import UserFactory, make_event

pytestmark = pytest.mark.django_db
MP4 = b"\x00\x00\x00\x18ftypisom" + b"x" * 100
VTT = b"WEBVTT\n\n00:00.000 --> 00:02.000\nHei!\n"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def host():
    return UserFactory(name="Olena")


@pytest.fixture
def event(host):
    return make_event(host, days=-2)


def file(name="film.mp4", content=MP4):
    return SimpleUploadedFile(name, content)


def make_recording(event, *, is_published=True, **facts) -> Recording:
    recording = set_recording(event, **({"provider": "here", "film": file(), "video": "", "minutes": 50, "language": "nb"} | facts))
    set_transcript(recording, language="nb", text="Hei.", captions=file("x.vtt", VTT), provenance="original")
    return publish_recording(recording) if is_published else recording


def post(client, event, **facts):
    return client.post(reverse("events:edit_recording", args=[event.pk]), facts)


def test_hosts_put_a_film_what_was_said_and_chapters_and_publish_them(client, host, event, django_capture_on_commit_callbacks):
    client.force_login(host)

    post(client, event, what="film", film=file(), minutes=50, language="nb")
    post(client, event, what="said", language="nb", text="Hei, alle sammen.", captions=file("nb.vtt", VTT), provenance="original")
    post(client, event, what="chapters", rows="12:30 Spørsmål\n0:00 Velkommen\n1:02:03 Slutt")
    post(client, event, what="publish")

    page = client.get(reverse("events:recording", args=[event.pk]))
    assert [(chapter.second, chapter.at, str(chapter.title)) for chapter in page.context["recording"].chapters.all()] == [
        (0, "0:00", "Velkommen"),
        (750, "12:30", "Spørsmål"),
        (3723, "1:02:03", "Slutt"),
    ]
    assert "Hei, alle sammen." in page.text
    film = client.get(reverse("events:film", args=[event.pk]), headers={"range": "bytes=4-7"})
    assert (film.status_code, b"".join(film.streaming_content)) == (206, b"ftyp")
    captions = client.get(reverse("events:captions", args=[event.pk, "nb"]))
    assert (captions["Content-Type"], b"".join(captions.streaming_content)) == ("text/vtt; charset=utf-8", VTT)


@pytest.mark.parametrize(
    ("link", "place"),
    [
        ("https://www.youtube.com/watch?v=abc-DEF_123", ("youtube", "abc-DEF_123")),
        ("https://youtu.be/abc-DEF_123?t=3", ("youtube", "abc-DEF_123")),
        ("https://vimeo.com/123456789", ("vimeo", "123456789")),
    ],
)
def test_film_may_stand_elsewhere(client, host, event, link, place):
    client.force_login(host)

    post(client, event, what="film", link=link, minutes=50, language="nb")

    recording = Recording.objects.get()
    assert (recording.provider, recording.video) == place


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({}, "film"),
        ({"link": "https://example.org/film"}, "link"),
        ({"link": "javascript:alert(1)"}, "link"),
        ({"film": file(content=b"<html>")}, "film"),
        ({"film": file(), "link": "https://vimeo.com/123456789"}, "link"),
    ],
)
def test_what_is_no_film_is_refused_by_its_field(client, host, event, facts, field):
    client.force_login(host)

    response = post(client, event, what="film", minutes=50, language="nb", **facts)

    assert response.status_code == 422
    assert list(response.context["forms"]["film"].errors) == [field]
    assert not Recording.objects.exists()


def test_captions_are_webvtt_and_chapters_have_their_second(client, host, event):
    make_recording(event)
    client.force_login(host)

    said = post(client, event, what="said", language="nb", text="Hei", captions=file("x.vtt", b"1\n00:00"), provenance="original")
    chapters = post(client, event, what="chapters", rows="Velkommen")

    assert [said.status_code, chapters.status_code] == [422, 422]
    assert "Velkommen" in chapters.text


def test_nothing_is_published_that_cannot_be_read(event):
    recording = set_recording(event, provider="youtube", film=None, video="abcdefghijk", minutes=50, language="nb")

    with pytest.raises(LacksTranscript):
        publish_recording(recording)


def test_what_has_not_begun_has_no_recording():
    with pytest.raises(NotOverYet):
        make_recording(make_event(days=2))


def test_unpublished_recording_is_seen_by_hosts_alone(client, host, event):
    make_recording(event, is_published=False)
    names = [("recording", [event.pk]), ("film", [event.pk]), ("captions", [event.pk, "nb"])]

    def statuses():
        responses = [client.get(reverse(f"events:{name}", args=args)) for name, args in names]
        for response in responses:
            if response.streaming:
                b"".join(response.streaming_content)  # which closes the file
        return [response.status_code for response in responses]

    assert statuses() == [404, 404, 404]
    client.force_login(host)
    assert statuses() == [200, 200, 200]


def test_recording_of_an_event_by_invitation_is_for_those_who_see_it(client, host):
    event = make_event(host, days=-2, reach=Reach.INVITED)
    make_recording(event)

    assert client.get(reverse("events:film", args=[event.pk])).status_code == 404


def test_files_go_with_the_recording(event, folder, django_capture_on_commit_callbacks):
    recording = make_recording(event)
    assert len([path for path in folder.rglob("*") if path.is_file()]) == 2

    with django_capture_on_commit_callbacks(execute=True):
        remove_recording(recording)

    assert [path for path in folder.rglob("*") if path.is_file()] == []


def test_other_film_takes_the_place_of_the_first(event, folder, django_capture_on_commit_callbacks):
    make_recording(event)

    with django_capture_on_commit_callbacks(execute=True):
        set_recording(event, provider="vimeo", film=None, video="123456789", minutes=50, language="nb")

    assert [path.suffix for path in folder.rglob("*") if path.is_file()] == [".vtt"]


def test_somebody_watches_once(event):
    recording, user = make_recording(event), UserFactory()

    watch(recording, user=user)
    watch(recording, user=user)

    assert Watch.objects.count() == 1
