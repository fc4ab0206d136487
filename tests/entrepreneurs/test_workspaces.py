"""Who is in a workspace, and that nobody else learns anything of it."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.urls import URLPattern, reverse
from django.utils import timezone
from wagtail.models import ReferenceIndex

from entrepreneurs.actions import decisions, documents, tasks
from entrepreneurs.attachments import Accepted
from entrepreneurs.models import (
    Attachment,
    DocumentVersion,
    EarlierWording,
    Membership,
    PartnerDecision,
    PartnerTask,
    SharedDocument,
    Workspace,
)
from entrepreneurs.urls.workspaces import urlpatterns
from hub.models import Organisation
from tests.factories import UserFactory, make_event, make_partner, make_workspace

pytestmark = pytest.mark.django_db
SECRET = "Lingonberry"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)
    return tmp_path / "attachments"


@pytest.fixture
def workspace():
    return make_workspace()


@pytest.fixture
def ada(workspace):
    return make_partner(workspace)


def coordinator():
    user = UserFactory()
    user.groups.add(Group.objects.get(name="Coordinator"))
    return user


# Who is in it


def test_members_of_partners_are_in_their_workspaces_and_coordinators_in_all(workspace, ada):
    other = make_workspace("other")

    assert list(Workspace.objects.visible_to(ada)) == [workspace]
    assert {workspace, other} <= set(Workspace.objects.visible_to(coordinator()))


def test_people_are_those_who_can_enter(workspace, ada):
    nils = coordinator()
    make_partner(make_workspace("other"), name="Another")

    assert list(workspace.people.order_by("pk")) == [ada, nils]
    assert [membership.user for membership in workspace.memberships] == [ada]


def leave(user) -> None:
    Membership.objects.filter(user=user).delete()


def ask_only(user) -> None:
    Membership.objects.filter(user=user).update(accepted_at=None)


def change(**facts):
    return lambda user: Organisation.objects.filter(memberships__user=user).update(**facts)


def end_partnership(user) -> None:
    Organisation.objects.get(memberships__user=user).partnerships.all().delete()


def merge(user) -> None:
    Organisation.objects.filter(memberships__user=user).update(merged_into=Organisation.objects.create(name="Bigger", country="NO"))


def close_account(user) -> None:
    type(user).objects.filter(pk=user.pk).update(is_active=False)


WAYS_OUT = [leave, ask_only, change(verified_at=None), change(left_at=timezone.now()), end_partnership, merge]


@pytest.mark.parametrize("go", WAYS_OUT)
def test_whoever_leaves_in_whatever_way_is_out_at_once(client, workspace, ada, go):
    task = tasks.set_task(workspace, by=ada, what="Write", person=ada, due=timezone.localdate() + timedelta(days=30), language="en")
    client.force_login(ada)
    assert client.get(workspace.get_absolute_url()).status_code == 200

    go(ada)

    assert client.get(workspace.get_absolute_url()).status_code == 404
    assert list(workspace.people) == []
    assert tasks.those_who_do(task) == []


def test_closed_account_is_nobody_in_it(workspace, ada):
    close_account(ada)

    assert list(workspace.people) == []


# Nothing is told to others


@pytest.fixture
def full(workspace, ada):
    """With a secret word in everything that can hold one."""
    facts = {"by": ada, "language": "en"}
    file = Accepted(f"{SECRET}.txt", "text/plain", SECRET.encode())
    document = documents.share(workspace, title=SECRET, note=SECRET, file=file, **facts)
    written = {"what": SECRET, "follows": SECRET, "meeting": SECRET, "decided_on": timezone.localdate()}
    decision = decisions.write_down(workspace, organisations=workspace.partners, **written, **facts)
    task = tasks.set_task(workspace, what=SECRET, note=SECRET, organisation=workspace.partners.get(), due=timezone.localdate(), **facts)
    make_event(ada, title=SECRET, reach="invited", programme_id=workspace.pk)
    version = document.versions.get()
    keys = {"document": document.pk, "remove": document.pk, "decision": decision.pk, "reword": decision.pk, "task": task.pk, "done": task.pk}
    return keys | {"file": version.key}


def addresses(workspace, full) -> dict[str, str]:
    """Every address of the workspace."""
    found = {}
    for entry in urlpatterns:
        assert isinstance(entry, URLPattern)
        if entry.name != "mine":
            names = set(entry.pattern.converters) - {"key"}
            found[entry.name] = reverse(f"workspaces:{entry.name}", kwargs={"key": workspace.key} | dict.fromkeys(names, full.get(entry.name)))
    return found


def former_member(workspace):
    user = make_partner(workspace, name="A former partner")
    leave(user)
    return user


def of_unverified(workspace):
    user = make_partner(workspace, name="Not verified")
    change(verified_at=None)(user)
    return user


def of_one_that_left(workspace):
    user = make_partner(workspace, name="Gone")
    change(left_at=timezone.now())(user)
    return user


def who_has_asked(workspace):
    user = make_partner(workspace)
    ask_only(user)
    return user


def with_role(name: str):
    def person(workspace):
        user = make_partner(make_workspace("other"), name="Another")
        user.groups.add(Group.objects.get(name=name))
        return user

    person.__name__ = name
    return person


STRANGERS = [
    lambda workspace: UserFactory(),
    lambda workspace: make_partner(make_workspace("other"), name="Another", role="lead"),
    former_member,
    of_unverified,
    of_one_that_left,
    who_has_asked,
    *(with_role(name) for name in ("Learner", "Adviser", "Partner editor", "Translator")),
]


def told(response) -> str:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return content.decode() + str(response.headers)


@pytest.mark.parametrize("stranger", STRANGERS)
@pytest.mark.parametrize("method", ["get", "post"])
def test_strangers_find_nothing_and_change_nothing(client, workspace, ada, full, stranger, method):
    client.force_login(stranger(workspace))

    answers = {name: getattr(client, method)(address) for name, address in addresses(workspace, full).items()}

    assert {name: answer.status_code for name, answer in answers.items() if answer.status_code != 404} == {}
    assert [name for name, answer in answers.items() if SECRET in told(answer)] == []
    assert workspace.tasks.get().state == "open"
    assert workspace.documents.count() == 1


@pytest.mark.parametrize("method", ["get", "post"])
def test_visitors_are_sent_to_sign_in_whether_or_not_it_exists(client, workspace, full, method):
    real, unreal = addresses(workspace, full), addresses(Workspace(key="no-such"), full)

    for name, address in (*real.items(), *unreal.items()):
        answer = getattr(client, method)(address)
        assert (name, answer.status_code, answer.url) == (name, 302, f"/en/account/login/?next={address}")
        assert "no-store" in answer.headers["Cache-Control"]


def test_members_find_everything_and_no_cache_and_no_search_engine_keeps_it(client, workspace, ada, full):
    client.force_login(ada)

    for name, address in addresses(workspace, full).items():
        answer = client.get(address)
        assert (name, answer.status_code) == (name, 405 if name == "done" else 200)
        said = told(answer)
        assert "no-store" in answer.headers["Cache-Control"]
        assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
        assert name in {"file", "done"} or '<meta name="robots" content="noindex">' in said
    assert SECRET in told(client.get(workspace.get_absolute_url()))


def test_what_is_of_another_workspace_is_not_found_in_ones_own(client, workspace, full):
    other = make_workspace("other")
    client.force_login(make_partner(other, name="Another"))
    theirs = addresses(other, full)

    assert {
        name: client.post(theirs[name]).status_code for name in ("document", "remove", "file", "decision", "reword", "task", "done")
    } == dict.fromkeys(("document", "remove", "file", "decision", "reword", "task", "done"), 404)


def test_public_places_say_nothing_of_it(client, site_tree, workspace, full, settings):
    """The sitemap, feeds, the calendar, the media folder, and the list of those who are not in one."""
    public = ["/sitemap.xml", "/en/", "/en/events/", "/en/people/", "/robots.txt", "/en/learn/"]
    stored = workspace.documents.get().versions.get().file.name
    client.force_login(UserFactory())
    mine = client.get("/en/workspaces/").text

    client.logout()
    said = [client.get(address).text for address in public]
    assert [text for text in (*said, mine) if SECRET in text or "/workspaces/across" in text] == []
    assert [client.get(f"/media/{path}").status_code for path in (stored, f"images/{stored}")] == [404, 404]


@pytest.mark.parametrize("model", [SharedDocument, DocumentVersion, PartnerDecision, EarlierWording, PartnerTask])
def test_admin_notes_nowhere_what_it_refers_to(model):
    """Else the page of an organisation in the admin would list it among what the organisation is used in, by its title."""
    assert ReferenceIndex.model_is_indexable(Membership)
    assert not ReferenceIndex.model_is_indexable(model)


def test_attachments_of_messages_are_no_way_to_a_document(client, workspace, ada, full):
    client.force_login(ada)

    assert client.get(reverse("attachment", args=[full["file"]])).status_code == 404
    assert not Attachment.objects.exists()


# How one comes to it


def test_it_is_found_from_me_and_from_the_programme_s_page_by_those_who_are_in_it(client, site_tree, workspace, ada):
    from hub.models import ProgrammePage

    page = ProgrammePage(
        title="Across", slug="across", tagline="x", aims="x", audience="x", programme_id=workspace.pk, locale=site_tree.locales["en"]
    )
    site_tree.home.add_child(instance=page).save_revision().publish()
    ways = ["/en/me/", "/en/across/"]

    visitor = [client.get(way) for way in ways]
    client.force_login(UserFactory())
    stranger = [client.get(way) for way in ways]
    client.force_login(ada)
    member = [client.get(way) for way in ways]

    link = f'href="{workspace.get_absolute_url()}"'
    assert [[link in answer.text for answer in answers] for answers in (visitor, stranger, member)] == [[False] * 2, [False] * 2, [True] * 2]
    assert "public" in visitor[1].headers["Cache-Control"]
    assert "public" not in member[1].headers.get("Cache-Control", "")


@pytest.mark.parametrize("number", [1, 3])
def test_front_costs_the_same_with_one_and_with_three_of_everything(client, workspace, ada, number, django_assert_num_queries):
    fill(workspace, ada, number)
    client.force_login(ada)

    with django_assert_num_queries(21):
        assert client.get(workspace.get_absolute_url()).status_code == 200


def fill(workspace, by, number: int) -> None:
    for count in range(number):
        user = make_partner(workspace, name=f"Partner {count}")
        facts = {"by": user, "language": "en"}
        document = documents.share(workspace, title="x", note="", file=Accepted("x.txt", "text/plain", b"x"), **facts)
        documents.add_version(document, by=by, note="", file=Accepted("x.txt", "text/plain", b"x"))
        words = {"what": "x", "follows": "", "meeting": "", "decided_on": timezone.localdate(), "organisations": workspace.partners}
        written = decisions.write_down(workspace, **words, **facts)
        decisions.reword(written, edition=1, **(words | {"what": "y"}), **facts)
        tasks.set_task(workspace, what="x", person=user, due=timezone.localdate(), **facts)
        tasks.finish(tasks.set_task(workspace, what="y", person=user, due=timezone.localdate(), **facts), by=by)
        make_event(by, title="A meeting", programme_id=workspace.pk)


COSTS = {"mine": 6, "tasks": 10, "decisions": 10, "documents": 10, "meetings": 10}


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize("name", COSTS)
def test_lists_cost_the_same_with_one_and_with_three_rows(client, workspace, ada, number, name, django_assert_num_queries):
    fill(workspace, ada, number)
    client.force_login(ada)

    with django_assert_num_queries(COSTS[name]):
        assert client.get(reverse(f"workspaces:{name}", args=[] if name == "mine" else [workspace.key])).status_code == 200
