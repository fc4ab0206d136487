"""Documents that partners share: versions, room, and who takes one away."""

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile

from entrepreneurs.actions import documents as actions
from entrepreneurs.actions.accounts import erase
from entrepreneurs.actions.attachments import forget_orphans
from entrepreneurs.attachments import Accepted
from entrepreneurs.models import DocumentVersion, SharedDocument
from hub import privacy
from hub.privacy import Person
from tests.factories import UserFactory, make_partner, make_workspace

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    """Where this test's files are, and no others."""
    settings.MEDIA_ROOT = str(tmp_path)
    return tmp_path / "attachments"


@pytest.fixture
def workspace():
    return make_workspace()


@pytest.fixture
def ada(workspace, client):
    ada = make_partner(workspace, name="A partner")
    client.force_login(ada)
    return ada


@pytest.fixture
def document(workspace, ada):
    return share(workspace, ada)


def share(workspace, by, *, content: bytes = b"First the roof") -> SharedDocument:
    return actions.share(workspace, by=by, title="A plan", language="en", note="", file=Accepted("plan.txt", "text/plain", content))


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def stored(folder) -> list[bytes]:
    return sorted(path.read_bytes() for path in folder.glob("*")) if folder.exists() else []


def test_document_is_shared_for_an_organisation_and_handed_out_as_a_file(client, workspace, ada):
    form = {"title": "The plan", "note": "For January", "language": "nb", "file": upload("Plan A.pdf", PDF)}

    response = client.post("/en/workspaces/across/documents/new/", form)

    document = SharedDocument.objects.get()
    assert (response.status_code, response.url) == (302, "/en/workspaces/across/documents/")
    assert (document.title, document.put_by, document.put_for.name, document.language) == ("The plan", ada, "A partner", "nb")
    html = client.get(response.url).text
    assert f'<a href="/en/workspaces/across/documents/{document.pk}/" lang="nb" dir="ltr">The plan</a>' in html
    file = client.get(f"/en/workspaces/across/files/{document.newest.key}/")
    assert file.getvalue() == PDF
    assert file.headers["Content-Disposition"] == 'attachment; filename="Plan A.pdf"'
    assert {"private", "no-store"} <= set(file.headers["Cache-Control"].split(", "))
    assert file.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (("a.svg", b"<svg/>"), "“a.svg” cannot be sent."),
        (("a.pdf", b"x" * (10 * 1024 * 1024 + 1)), "larger than 10 MB"),
        (None, "This field is required."),
    ],
)
def test_file_that_is_not_safe_is_refused_by_its_field_and_the_rest_stays(client, workspace, ada, folder, file, said):
    form = {"title": "The plan", "note": "For January", "language": "en"} | ({"file": upload(*file)} if file else {})

    response = client.post("/en/workspaces/across/documents/new/", form)

    assert response.status_code == 422
    assert said in response.context["form"].errors["file"][0]
    assert 'value="The plan"' in response.text
    assert stored(folder) == []
    assert not SharedDocument.objects.exists()


def test_new_version_stands_first_and_the_earlier_stays(client, document, folder):
    form = {"note": "With a cellar", "file": upload("plan.txt", b"First the cellar")}

    response = client.post(document.get_absolute_url(), form, follow=True)

    assert list(document.versions.values_list("number", "note")) == [(2, "With a cellar"), (1, "")]
    assert stored(folder) == [b"First the cellar", b"First the roof"]
    assert [response.text.index(f"Version {number}<") for number in (2, 1)] == sorted(response.text.index(f"Version {number}<") for number in (2, 1))
    assert [client.get(f"/en/workspaces/across/files/{version.key}/").getvalue() for version in document.versions.all()] == [
        b"First the cellar",
        b"First the roof",
    ]


def test_workspace_that_is_full_says_how_much_is_left(client, workspace, document, monkeypatch, folder):
    monkeypatch.setattr(actions, "ROOM", 20)

    response = client.post(document.get_absolute_url(), {"file": upload("plan.txt", b"First the cellar")})

    assert response.status_code == 422
    assert "The documents of this workspace have 20\xa0bytes in all, and 6\xa0bytes are left." in response.text
    assert stored(folder) == [b"First the roof"]


def test_room_is_each_workspace_s_own(document, monkeypatch):
    monkeypatch.setattr(actions, "ROOM", 20)
    other = make_workspace("other")

    share(other, make_partner(other, name="Another"))

    assert [actions.used(one) for one in (document.workspace, other)] == [14, 14]


def coordinator(workspace):
    user = UserFactory()
    user.groups.add(Group.objects.get(name="Coordinator"))
    return user


WHO_MAY = {
    "whoever put it there": (lambda workspace: SharedDocument.objects.get().put_by, 302),
    "who leads their organisation": (lambda workspace: make_partner(workspace, name="A partner", role="lead"), 302),
    "a coordinator": (coordinator, 302),
    "a colleague": (lambda workspace: make_partner(workspace, name="A partner", role="editor"), 404),
    "who leads another partner": (lambda workspace: make_partner(workspace, name="Another", role="lead"), 404),
}


@pytest.mark.parametrize("who", WHO_MAY)
def test_document_is_taken_away_by_those_who_may(client, workspace, document, folder, who, django_capture_on_commit_callbacks):
    person, status = WHO_MAY[who]
    client.force_login(person(workspace))
    address = f"{document.get_absolute_url()}remove/"
    asked = client.get(address)
    assert asked.status_code == (200 if status == 302 else 404)
    assert SharedDocument.objects.exists()
    assert (address in client.get(document.get_absolute_url()).text) == (status == 302)

    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(address).status_code == status

    assert stored(folder) == ([] if status == 302 else [b"First the roof"])
    assert DocumentVersion.objects.exists() == (status == 404)


def test_files_are_no_orphans(document, folder):
    import os

    for path in folder.iterdir():
        os.utime(path, (0, 0))

    forget_orphans()

    assert stored(folder) == [b"First the roof"]


def test_document_stays_without_a_name_when_an_account_is_erased(client, workspace, ada, document):
    held, files = privacy.export(Person(user=ada))
    assert [file.size for file in files.values()] == [len(b"First the roof")]
    assert "A plan" in str(held)

    erase(Person(user=ada))

    document.refresh_from_db()
    assert (document.put_by, document.versions.get().put_by) == (None, None)
    client.force_login(make_partner(workspace, name="Another"))
    assert "Somebody who is here no more" in client.get(document.get_absolute_url()).text
