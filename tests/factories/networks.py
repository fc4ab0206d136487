"""Networks, with those who look after them."""

from uuid import uuid4

from django.contrib.auth.models import Group
from django.utils import timezone

from entrepreneurs.actions import network_members, network_steps
from entrepreneurs.actions.connections import say_adult
from entrepreneurs.actions.profiles import change_profile
from entrepreneurs.models import Network, NetworkStep, User
from tests.factories.people import UserFactory


def make_network(name: str = "Food across", *, moderator: User | None = None, is_open: bool = True, **facts) -> Network:
    """A network about food, open, and looked after by somebody."""
    about = {"sector": facts.pop("sectors", ["food"]), "challenge": facts.pop("challenges", [])}
    moderator = moderator or UserFactory(name="Moderator")
    say_adult(moderator)
    opened = timezone.now() if is_open else None
    defaults = {"slug": f"network-{uuid4().hex[:8]}", "kind": "sector", "language": "en", "made_by": moderator, "opened_at": opened}
    network = Network.objects.create(**defaults | facts)
    network.texts.create(language=network.language, author=moderator, name=name, lead="What we share.")
    for kind, some in about.items():
        for value in some:
            network.subjects.create(kind=kind, value=value)
    network.members.create(user=moderator, is_moderator=True)
    return network


def shown(user: User, *, visibility: str = "members", **facts) -> User:
    """Somebody with a profile that others see."""
    change_profile(user, visibility=visibility, is_adult=True, **facts)
    return user


def join(network: Network, *, number: int = 1, visibility: str = "members", **facts) -> list[User]:
    """So many more people, each with a profile."""
    people = [shown(UserFactory(), visibility=visibility, **facts) for _each in range(number)]
    for user in people:
        network_members.join(network, user=user)
    return people


def make_step(network: Network, body: str = "Sums for winter", *, by: User | None = None, **facts) -> NetworkStep:
    return network_steps.write_step(network, author=by or network.made_by, body=body, language="en", client_id=uuid4(), **facts)


def with_role(name: str, **facts) -> User:
    user = UserFactory(**facts)
    say_adult(user)
    user.groups.add(Group.objects.get(name=name))
    return user
