"""People."""

import factory

from entrepreneurs.models import User

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
