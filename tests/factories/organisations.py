"""Organisations with their people, and their part of the tree."""

from django.utils import timezone

from entrepreneurs import organisation_tree
from entrepreneurs.models import Membership
from hub.models import Organisation


def make_organisation(name="A village", *, country="NO", is_verified=True, lead=None, **facts) -> Organisation:
    organisation = Organisation.objects.create(name=name, country=country, asked_at=timezone.now(), **facts)
    if lead:
        belong(organisation, lead, role="lead")
    if is_verified:
        organisation.verify()
        organisation_tree.show(organisation)
    else:
        organisation_tree.plant_pages(organisation)
    organisation_tree.empower(organisation)
    return organisation


def belong(organisation, user, *, role="member") -> Membership:
    membership = Membership.objects.create(organisation=organisation, user=user, role=role, accepted_at=timezone.now())
    organisation_tree.empower(organisation)
    return membership
