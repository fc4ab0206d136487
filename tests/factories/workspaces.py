"""Workspaces, and partners who are in them."""

from datetime import date

from django.utils import timezone

from entrepreneurs.models import Membership, User, Workspace
from hub.models import Organisation
from tests.factories.people import UserFactory


def make_workspace(key: str = "across") -> Workspace:
    return Workspace.objects.create(key=key, acronym=key.upper(), full_name=f"The programme {key}", starts=date(2026, 1, 1), ends=date(2028, 1, 1))


def make_partner(workspace: Workspace, *, name: str = "A partner", role: str = "member", user: User | None = None, **facts) -> User:
    """Somebody of a verified organisation that is a partner; the organisation is made, if it is not there."""
    verified = {"country": "NO", "verified_at": timezone.now()}
    organisation, _is_new = Organisation.objects.get_or_create(name=name, defaults=verified)
    workspace.partnerships.model.objects.get_or_create(programme_id=workspace.pk, organisation=organisation)
    user = user or UserFactory(**facts)
    Membership.objects.create(organisation=organisation, user=user, role=role, accepted_at=timezone.now())
    return user
