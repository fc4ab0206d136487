"""People."""

import factory

from entrepreneurs.actions.connections import accept, ask, say_adult
from entrepreneurs.models import Conversation, User

PASSWORD = "correct horse battery"


class UserFactory(factory.django.DjangoModelFactory):
    """Somebody with a name, an address of their own, and PASSWORD."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    name = factory.Sequence("Person {}".format)
    email = factory.Sequence("person{}@example.org".format)

    @classmethod
    def _create(cls, model_class, *args, **facts):  # noqa: ARG003
        return model_class.objects.create_user(facts.pop("email"), facts.pop("password", PASSWORD), **facts)


def befriend(one: User, other: User) -> Conversation:
    """Two adults who are connected, and the conversation they have."""
    for user in (one, other):
        say_adult(user)
    return accept(ask(one, asked=other, message="Hello, it is me", language="en"), by=other)
