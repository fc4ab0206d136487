"""Files that come with messages: what is let through, who gets it, and how it goes again."""

import os
import struct
import zlib
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from uuid import uuid4
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest
from django.conf import settings as django_settings
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from entrepreneurs.actions import attachments as actions
from entrepreneurs.actions import connections, conversations, moderation, reports, saying
from entrepreneurs.actions.accounts import erase
from entrepreneurs.attachments import MOST_BYTES, Accepted, Refused, accept
from entrepreneurs.feeds import messages_by_id
from entrepreneurs.models import Attachment, Message, QuotedFile
from hub import privacy
from hub.privacy import Person
from tests.factories import UserFactory, befriend

pytestmark = pytest.mark.django_db

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TYPES = f'<Types><Override PartName="/word/document.xml" ContentType="{WORD}.main+xml"/></Types>'
PDF = b"%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path) -> Path:
    """Where this test's files are, and no others."""
    settings.MEDIA_ROOT = str(tmp_path)
    return tmp_path / "attachments"


@pytest.fixture
def ada(client):
    ada = UserFactory(name="Ada")
    client.force_login(ada)
    return ada


@pytest.fixture
def bjørn():
    return UserFactory(name="Bjørn")


@pytest.fixture
def talk(ada, bjørn):
    return befriend(ada, bjørn)


@pytest.fixture
def sent(talk, ada):
    return send(talk, ada)


def send(talk, author, *files, **facts) -> Message:
    files = files or [Accepted("plan.txt", "text/plain", b"First the roof")]
    facts = {"body": "Here it is", "language": "en", "client_id": uuid4()} | facts
    return saying.post_message(talk, author=author, files=files, **facts)


def say(client, talk, *files, **facts):
    form = {"body": "Here it is", "language": "en", "client_id": str(uuid4())} | facts
    return client.post(f"/en/messages/{talk.pk}/say/", form | {"files": files})


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="image/jpeg")  # a browser says anything


def image(format_: str, *, size=(40, 30), mode="RGB", **facts) -> bytes:
    drawn = BytesIO()
    Image.new(mode, size, "teal").save(drawn, format_, **facts)
    return drawn.getvalue()


def packed(parts: dict[str, str | bytes]) -> bytes:
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(ZipInfo(name), content, ZIP_DEFLATED)  # always of the same day: tests are named by it
    return made.getvalue()


def ask(client, user, address: str) -> int:
    """The status; the file is read to its end, which closes it."""
    client.force_login(user) if user else client.logout()
    response = client.get(address)
    response.getvalue()
    return response.status_code


def stored(folder) -> list[bytes]:
    return sorted(path.read_bytes() for path in folder.glob("*")) if folder.exists() else []


# What is let through


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.jpg", image("JPEG"), ("a.jpg", "image/jpeg")),
        ("a.png", image("PNG", mode="RGBA"), ("a.png", "image/png")),
        ("a.webp", image("WEBP"), ("a.webp", "image/webp")),
        ("a.pdf", PDF, ("a.pdf", "application/pdf")),
        ("a", "Først taket".encode(), ("a.txt", "text/plain")),
        ("a.docx", packed({"[Content_Types].xml": TYPES, "word/document.xml": "<w/>"}), ("a.docx", WORD)),
        (
            "a.odt",
            packed({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<o/>"}),
            ("a.odt", "application/vnd.oasis.opendocument.text"),
        ),
        ("picture.txt", image("PNG"), ("picture.png", "image/png")),
        ("page.html", b"Nothing but words", ("page.txt", "text/plain")),
        ("\u202egnp.txt", PDF, ("gnp.pdf", "application/pdf")),
        ("x" * 200, PDF, ("x" * 80 + ".pdf", "application/pdf")),
        ("...", PDF, ("file.pdf", "application/pdf")),
    ],
)
def test_file_is_told_by_its_content_and_called_accordingly(name, content, expected):
    found = accept(upload(name, content))

    assert (found.name, found.kind) == expected


def bomb() -> bytes:
    """A PNG of a few bytes that says it is 60000 by 60000."""
    header = struct.pack(">IIBBBBB", 60000, 60000, 8, 0, 0, 0, 0)

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 99)) + chunk(b"IEND", b"")


BAD = {
    "text as jpg, which is a page": ("a.jpg", b"<!doctype html><script>alert(1)</script>"),
    "svg": ("a.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
    "svg after a mark": ("a.txt", "\ufeff <?xml version='1.0'?><svg/>".encode()),
    "html in other letters": ("a.txt", "<html></html>".encode("utf-16")),
    "png bomb": ("a.png", bomb()),
    "just too many pixels": ("a.png", image("PNG", size=(8000, 5001), mode="1")),
    "broken jpeg": ("a.jpg", image("JPEG")[:200]),
    "jpeg in name and magic alone": ("a.jpg", b"\xff\xd8\xff<script>alert(1)</script>"),
    "gif": ("a.gif", image("GIF")),
    "tiff": ("a.jpg", image("TIFF")),
    "pdf that does not end": ("a.pdf", b"%PDF-1.4 <html>"),
    "pdf after something else": ("a.pdf", b"\x00\x01" + PDF),
    "zip": ("a.docx", packed({"a.txt": "Hello"})),
    "zip that holds a document's name": ("a.docx", packed({"word/document.xml": "<w/>", "[Content_Types].xml": "<Types/>"})),
    "macros by type": ("a.docx", packed({"[Content_Types].xml": TYPES.replace(WORD, "x.macroEnabled"), "word/document.xml": "<w/>"})),
    "macros": ("a.docx", packed({"[Content_Types].xml": TYPES, "word/document.xml": "<w/>", "word/vbaProject.bin": b"x"})),
    "a way out": ("a.docx", packed({"[Content_Types].xml": TYPES, "word/document.xml": "<w/>", "../../x": "x"})),
    "zip bomb": ("a.docx", packed({"[Content_Types].xml": TYPES, "word/document.xml": b"\0" * (201 * 1024 * 1024)})),
    "odf with programs": ("a.odt", packed({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "", "Basic/x": "x"})),
    "odf of another kind": ("a.odt", packed({"mimetype": "application/x-sh", "content.xml": ""})),
    "broken zip": ("a.docx", b"PK\x03\x04" + b"x" * 50),
    "program": ("a.txt", b"\x7fELF\x02\x01\x01\0\0\0"),
    "old office": ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 50),
    "nothing": ("a.txt", b""),
    "too large": ("a.txt", b"x" * (MOST_BYTES + 1)),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_not_safe_is_refused(name):
    with pytest.raises(Refused):
        accept(upload(*BAD[name]))


def test_picture_is_drawn_anew_upright_and_without_what_was_in_the_file():
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = 6, "At home, 63.43 N"  # turned on its side; a description
    with_place = image("JPEG", exif=exif, comment=b"At home") + packed({"evil.sh": "rm"}) + b"<script>alert(1)</script>"

    found = accept(upload("a.jpg", with_place)).content

    assert [secret in found for secret in (b"At home", b"script", b"evil")] == [False] * 3
    with Image.open(BytesIO(found)) as drawn:
        assert (drawn.size, dict(drawn.getexif())) == ((30, 40), {})


def test_words_and_colours_hidden_in_a_png_are_gone():
    from PIL.PngImagePlugin import PngInfo

    notes = PngInfo()
    notes.add_text("Comment", "At home")

    found = accept(upload("a.png", image("PNG", pnginfo=notes, icc_profile=b"a profile of my own")))

    assert b"At home" not in found.content
    assert b"profile" not in found.content


# Sending


def test_files_are_sent_with_a_message_and_shown(client, talk, folder):
    response = say(client, talk, upload("Plan A.txt", b"First the roof"), upload("a.pdf", PDF), follow=True)

    assert [(one.name, one.size) for one in Attachment.objects.all()] == [("Plan A.txt", 14), ("a.pdf", len(PDF))]
    assert stored(folder) == sorted([b"First the roof", PDF])
    assert all("lan" not in path.name for path in folder.iterdir())
    assert response.status_code == 302
    html = client.get(f"/en/messages/{talk.pk}/").text
    assert [f'href="/attachments/{one.key}/"' in html for one in Attachment.objects.all()] == [True, True]
    assert "Plan A.txt" in html


def test_file_without_words_is_given_back(client, talk, folder):
    assert say(client, talk, upload("a.pdf", PDF), body="").status_code == 422
    assert stored(folder) == []


@pytest.mark.parametrize("name", ["svg", "png bomb", "zip", "nothing", "too large"])
def test_refused_file_is_told_by_its_field_and_the_text_stays(client, talk, folder, name):
    called, content = BAD[name]

    response = say(client, talk, upload("good.pdf", PDF), upload(called, content))

    assert response.status_code == 422
    assert response.context["form"]["body"].value() == "Here it is"
    [error] = response.context["form"].errors["files"]
    assert error.startswith(f"“{called}” ")
    assert error in response.text.replace("&quot;", '"')
    assert Message.objects.count() == 1
    assert stored(folder) == []


def test_refused_file_is_told_to_a_script(client, talk):
    form = {"body": "Here it is", "language": "en", "client_id": str(uuid4()), "files": [upload("a.svg", b"<svg/>")]}

    response = client.post(f"/en/messages/{talk.pk}/say/", form, headers={"Accept": "application/json"})

    assert response.status_code == 422
    assert response.json()["message"].startswith("“a.svg” cannot be sent.")


def test_more_than_three_files_are_refused(client, talk, folder):
    response = say(client, talk, *(upload(f"{number}.pdf", PDF) for number in range(4)))

    assert response.status_code == 422
    assert "3 files at most go with a message" in response.text
    assert stored(folder) == []


def test_too_many_files_a_day_are_refused_and_the_text_stays(client, talk, settings, folder):
    settings.FILES_A_DAY = 2
    assert say(client, talk, upload("a.pdf", PDF), upload("b.pdf", PDF)).status_code == 302

    response = say(client, talk, upload("c.pdf", PDF))

    assert response.status_code == 422
    assert "Here it is" in response.text
    assert len(stored(folder)) == 2
    assert say(client, talk).status_code == 302


def test_message_sent_twice_has_its_files_once(client, talk, folder):
    client_id = str(uuid4())
    for _time in range(2):
        say(client, talk, upload("a.pdf", PDF), client_id=client_id)

    assert Attachment.objects.count() == 1
    assert stored(folder) == [PDF]


def test_feed_tells_of_files_by_name_size_and_address(sent):
    [row] = messages_by_id([sent.pk]).values()

    assert row["attachments"] == [{"name": "plan.txt", "size": 14, "address": f"/attachments/{sent.attachments.get().key}/"}]


@pytest.mark.parametrize("number", [1, 3])
def test_messages_with_files_cost_the_same_for_one_and_for_three(talk, ada, number, django_assert_num_queries):
    keys = [send(talk, ada).pk for _number in range(number)]

    with django_assert_num_queries(2):
        assert len(messages_by_id(keys)) == number


# Who gets it


def address(message) -> str:
    return f"/attachments/{message.attachments.get().key}/"


def test_file_is_saved_and_never_shown(client, sent):
    response = client.get(address(sent))

    assert b"".join(response.streaming_content) == b"First the roof"
    assert response["Content-Disposition"] == 'attachment; filename="plan.txt"'
    assert response["Content-Type"] == "text/plain"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["Cache-Control"] == "private, no-cache"


def test_file_that_is_lost_is_not_found(client, sent, folder):
    for path in folder.iterdir():
        path.unlink()

    assert client.get(address(sent)).status_code == 404


def test_file_is_for_those_who_may_read_its_message(client, sent, ada, bjørn):
    moderator = UserFactory()
    moderator.groups.add(Group.objects.get(name="Coordinator"))
    befriend(bjørn, UserFactory())
    elsewhere = befriend(UserFactory(), UserFactory()).participants.first().user
    people = {"ada": ada, "bjørn": bjørn, "stranger": UserFactory(), "elsewhere": elsewhere, "moderator": moderator, "visitor": None}

    statuses = {name: ask(client, user, address(sent)) for name, user in people.items()}

    assert statuses == {"ada": 200, "bjørn": 200, "stranger": 404, "elsewhere": 404, "moderator": 404, "visitor": 404}
    assert client.get(f"/attachments/{uuid4()}/").status_code == 404
    assert client.get(f"/media/{sent.attachments.get().file.name}").status_code == 404


def test_whoever_came_later_left_or_hides_its_author_gets_nothing(ada, bjørn):
    cai, dag = UserFactory(), UserFactory()
    for member in (bjørn, cai, dag):
        befriend(ada, member)
    group = conversations.start_group(ada, title="Group", members=[bjørn, cai])
    sent = send(group, ada)
    conversations.add_member(group, by=ada, member=dag)

    def may() -> list[bool]:
        return [Attachment.objects.visible_to(user).filter(message=sent).exists() for user in (ada, bjørn, cai, dag)]

    assert may() == [True, True, True, False]
    connections.block(bjørn, blocked=ada)
    conversations.leave(group, user=cai)
    assert may() == [True, False, False, False]


def test_block_between_two_closes_their_files(sent, ada, bjørn):
    assert list(Attachment.objects.visible_to(bjørn)) == list(sent.attachments.all())

    connections.block(bjørn, blocked=ada)

    assert [list(Attachment.objects.visible_to(user)) for user in (ada, bjørn)] == [[], []]


# How it goes again


def test_file_goes_with_its_message_once_that_is_certain(sent, ada, folder, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        conversations.delete_message(sent, by=ada)
        assert len(stored(folder)) == 1

    assert not Attachment.objects.exists()
    assert stored(folder) == []


def test_changed_message_keeps_its_files(sent, ada, folder, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        conversations.edit_message(sent, by=ada, body="Here it is, at last")

    assert stored(folder) == [b"First the roof"]


def test_erased_person_takes_their_files_with_them(talk, ada, bjørn, folder, django_capture_on_commit_callbacks):
    reported = send(talk, ada, Accepted("mine.txt", "text/plain", b"Mine"))
    send(talk, bjørn, Accepted("theirs.txt", "text/plain", b"Theirs"))
    report(reported, bjørn)
    assert stored(folder) == [b"Mine", b"Mine", b"Theirs"]

    with django_capture_on_commit_callbacks(execute=True):
        erase(Person(user=ada))

    assert (list(Attachment.objects.values_list("name", flat=True)), QuotedFile.objects.count()) == (["theirs.txt"], 0)
    assert stored(folder) == [b"Theirs"]


def test_own_files_are_handed_out_and_nobody_elses(talk, ada, bjørn):
    send(talk, ada, Accepted("mine.txt", "text/plain", b"Mine"))
    send(talk, bjørn, Accepted("theirs.txt", "text/plain", b"Theirs"))

    held, files = privacy.export(Person(user=ada))

    assert [file.read() for file in files.values()] == [b"Mine"]
    for file in files.values():
        file.close()
    assert "theirs.txt" not in str(held)


def test_file_that_belongs_to_nothing_goes_after_an_hour(sent, folder):
    for name, age in [("new.pdf", 0), ("old.pdf", 2)]:
        (folder / name).write_bytes(name.encode())
        moment = (timezone.now() - timedelta(hours=age)).timestamp()
        os.utime(folder / name, (moment, moment))
    os.utime(sent.attachments.get().file.path, (0, 0))

    actions.forget_orphans()

    assert stored(folder) == [b"First the roof", b"new.pdf"]


def test_nothing_to_forget_is_nothing_wrong(folder):
    actions.forget_orphans()

    assert not folder.exists()
    assert Path(django_settings.MEDIA_ROOT) == folder.parent


# Reported


def report(message, reporter):
    return reports.report_message(message, reporter=reporter, reason="else", text="", language="en", blocks=False)


def test_moderators_get_a_copy_of_a_reported_file_that_stays(client, sent, ada, bjørn, folder, django_capture_on_commit_callbacks):
    moderator = UserFactory()
    moderator.groups.add(Group.objects.get(name="Coordinator"))
    found = report(sent, bjørn)
    with django_capture_on_commit_callbacks(execute=True):
        conversations.delete_message(sent, by=ada)
    copy = QuotedFile.objects.get()
    people = {"reporter": bjørn, "the reported": ada, "stranger": UserFactory(), "moderator": moderator}

    statuses = {name: ask(client, user, f"/attachments/{copy.key}/") for name, user in people.items()}

    assert statuses == {"reporter": 404, "the reported": 404, "stranger": 404, "moderator": 200}
    assert f"/attachments/{copy.key}/" in client.get(f"/en/moderation/{found.pk}/").text
    assert stored(folder) == [b"First the roof"]


def test_copy_of_a_reported_file_goes_with_the_quote(sent, bjørn, folder, django_capture_on_commit_callbacks):
    found = report(sent, bjørn)
    type(found).objects.update(closed_at=timezone.now() - timedelta(days=91), outcome="acted")

    with django_capture_on_commit_callbacks(execute=True):
        reports.forget_reports()

    assert (QuotedFile.objects.count(), len(stored(folder))) == (0, 1)


def test_removed_message_loses_its_files(sent, bjørn, folder, django_capture_on_commit_callbacks):
    moderator = UserFactory()
    moderator.groups.add(Group.objects.get(name="Coordinator"))
    found = report(sent, bjørn)

    with django_capture_on_commit_callbacks(execute=True):
        moderation.decide(found, by=moderator, kind="remove", reason="Not for here")

    assert (Attachment.objects.count(), QuotedFile.objects.count(), len(stored(folder))) == (0, 1, 1)
