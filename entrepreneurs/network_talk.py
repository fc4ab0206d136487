"""What the members of a network talk about, topic by topic: read by everybody with an account, said by those who are in it."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy, pgettext_lazy

from entrepreneurs import discussing
from entrepreneurs.models import Network


@discussing.register
class NetworkPlace(discussing.Place):
    kind = "network"
    kinds = {"topic": pgettext_lazy("in a network", "A topic"), discussing.QUESTION: gettext_lazy("A question")}
    has_titles = True
    heading = gettext_lazy("What they talk about")
    readers = gettext_lazy("Everybody with an account can read it.")
    invitation = gettext_lazy("Those who are in the network write here. Join it, and you can too.")

    def __init__(self, network: Network):
        self.network, self.key = network, str(network.pk)

    @classmethod
    def found(cls, keys: Iterable[str]) -> dict[str, NetworkPlace]:
        numbers = [key for key in keys if key.isdecimal()]
        networks = Network.objects.opened().filter(pk__in=numbers).prefetch_related("texts") if numbers else ()
        return {str(network.pk): cls(network) for network in networks}

    @property
    def title(self) -> str:
        return self.network.name

    @property
    def language(self) -> str:
        return self.network.text.language

    @property
    def url(self) -> str:
        return self.network.get_absolute_url()

    def readable_by(self, user) -> bool:
        return user.is_authenticated

    def speakable_by(self, user) -> bool:
        """A network that has ended is read alone."""
        return self.network.is_open and self.network.members.present().filter(user=user).exists()

    def moderated_by(self, user) -> bool:
        return super().moderated_by(user) or self.network.members.moderating().filter(user=user).exists()

    def facilitators(self) -> set[int]:
        return set(self.network.members.moderating().values_list("user", flat=True))
