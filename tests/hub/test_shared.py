"""What all readers share: made once under a generation, never for a request that was told none, and never out of date."""

from types import SimpleNamespace

import pytest

from hub import shared as module
from hub.shared import shared


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch):
    monkeypatch.setattr(module, "_kept", {"generation": None, "until": 0.0, "things": {}})


def request(**scope):
    return SimpleNamespace(scope=scope)


class Maker:
    """Makes a new thing each time it is asked."""

    def __init__(self, *things):
        self.things = list(things)

    def __call__(self):
        return self.things.pop(0)


def test_shared_is_made_once_in_a_generation():
    make = Maker("first", "second")

    assert [shared(request(generation=1), "key", make) for _ in range(3)] == ["first"] * 3
    assert shared(request(generation=2), "key", make) == "second"


def test_request_without_a_generation_shares_nothing():
    make = Maker("first", "second", "third")

    assert shared(SimpleNamespace(), "key", make) == "first"
    assert shared(request(), "key", make) == "second"
    assert shared(request(generation=1), "key", make) == "third"


def test_shared_is_made_again_after_its_lifetime(monkeypatch):
    make = Maker("first", "second")
    shared(request(generation=1), "key", make)
    monkeypatch.setitem(module._kept, "until", 0.0)

    assert shared(request(generation=1), "key", make) == "second"


def test_what_was_not_found_is_looked_for_again():
    make = Maker(None, "found")

    assert shared(request(generation=1), "key", make) is None
    assert shared(request(generation=1), "key", make) == "found"


def test_too_many_things_are_all_forgotten(monkeypatch):
    monkeypatch.setattr(module, "MOST", 2)
    for key in range(3):
        shared(request(generation=1), key, Maker(key))

    assert module._kept["things"] == {2: 2}
