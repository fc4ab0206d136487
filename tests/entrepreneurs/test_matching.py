"""Whom somebody could meet, and why."""

import pytest

from entrepreneurs.actions.profiles import change_profile
from entrepreneurs.matching import Matching
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def person(name="Ada", *, visibility="members", **facts):
    return change_profile(UserFactory(name=name), is_adult=True, visibility=visibility, **{"language": "en"} | facts).user


def told(viewer):
    return {
        one.profile.user.name: [" ".join([reason.text, *(name for _code, name in reason.told)]) for reason in one.reasons]
        for one in Matching(viewer).suggestions()
    }


def test_first():
    ada = person("Ada", where="NO/Trøndelag", place="Meråker", precision="place", needs=["advice"], offers=["rooms"], languages=["sv", "en"])
    person("Bo", where="SE/Jämtland", place="Åre", precision="place", offers=["advice"], languages=["en", "sv"])
    person("Cem", where="NO/Trøndelag", offers=["advice"], needs=["rooms"])

    assert told(ada) == {}
