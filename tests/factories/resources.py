"""What stands in the resource bank, those who see to it, and methods."""

from copy import deepcopy
from secrets import token_hex

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.utils import timezone

from entrepreneurs.actions.connections import say_adult
from entrepreneurs.models import Membership, User
from entrepreneurs.roles import ensure_roles
from hub.models import Organisation
from learning.models import MethodText, MethodVersion, Resource, ResourceFacet, ResourceFile, ResourceText
from tests.factories.people import UserFactory

METHOD = {
    "kind": "method",
    "language": "en",
    "licence": "by",
    "title": "A walk",
    "aim": "To see what is missing.",
    "when": "At the beginning.",
    "group": "4 to 12",
    "minutes": None,
    "materials": ["Paper"],
    "steps": [{"title": "Walk", "text": "Slowly.", "minutes": 30}, {"title": "Talk", "text": "", "minutes": 15}],
    "signs": "People point.",
    "levels": [],
    "criteria": [],
    "online": "With photos.",
    "few_languages": "Point.",
    "source": "Our own.",
    "author": "Ada",
}


def method(**parts) -> dict:
    return deepcopy(METHOD) | parts


def assessment(**parts) -> dict:
    table = {"levels": ["Not yet", "Well"], "criteria": [{"title": "Says what it costs", "descriptions": ["No sum", "A sum"]}]}
    return method(kind="assessment", title="A talk", steps=[], **table) | parts


def adult(**facts) -> User:
    user = UserFactory(**facts)
    say_adult(user)
    return user


def coordinator(**facts) -> User:
    ensure_roles()
    user = adult(**facts)
    user.groups.add(Group.objects.get(name="Coordinator"))
    return user


def make_organisation(*editors: User, is_verified: bool = True) -> Organisation:
    organisation = Organisation.objects.create(name=f"Organisation {token_hex(4)}", country="NO")
    if is_verified:
        organisation.verify()
    for user in editors:
        Membership.objects.create(organisation=organisation, user=user, role=Membership.Role.EDITOR, accepted_at=timezone.now())
    return organisation


def make_resource(*, title: str = "How to begin", facets: tuple[tuple[str, str], ...] = (("language", "en"), ("country", "NO")), **facts) -> Resource:
    """A link in the bank."""
    defaults = {"kind": "link", "state": "published", "language": "en", "licence": "reserved", "level": "beginner", "published_at": timezone.now()}
    if facts.get("kind", "link") == "link":
        defaults["address"] = f"https://example.org/{token_hex(4)}/"
    resource = Resource.objects.create(**(defaults | {"checked_on": timezone.localdate()} | facts))
    ResourceText.objects.create(resource=resource, language=resource.language, title=title, description="A page for those who begin.")
    ResourceFacet.objects.bulk_create(ResourceFacet(resource=resource, kind=kind, value=value) for kind, value in facets)
    return resource


def make_document(*, content: bytes = b"What it costs", **facts) -> Resource:
    resource = make_resource(kind="document", **({"licence": "by"} | facts))
    stored = ContentFile(content, name="costs.txt")
    ResourceFile.objects.create(resource=resource, file=stored, name="costs.txt", kind="text/plain", size=len(content), is_accessible=True)
    return resource


def make_method(content: dict | None = None, *, is_published: bool = True, **facts) -> Resource:
    """With its first version."""
    content = content or method()
    state = {"state": "published" if is_published else "proposed"}
    resource = make_resource(kind="method", method_kind=content["kind"], title=content["title"], **(state | {"licence": "by"} | facts))
    version = MethodVersion.objects.create(resource=resource, number=1, published_at=timezone.now() if is_published else None)
    MethodText.objects.create(version=version, language=content["language"], content=content)
    return resource
