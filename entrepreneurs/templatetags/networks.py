"""Networks in templates."""

from django import template

from entrepreneurs.models import Network, NetworkOrganisation
from hub.models import Organisation

register = template.Library()


@register.simple_tag
def networks_of(organisation: Organisation) -> list[Network]:
    """Those that an organisation is in, as everybody sees it; a query, and one for what these are called."""
    there = NetworkOrganisation.objects.present().filter(organisation=organisation).values("network")
    return list(Network.objects.open().filter(pk__in=there).prefetch_related("texts"))
