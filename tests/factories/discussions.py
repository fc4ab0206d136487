"""Discussions, and a place for them that belongs to nobody."""

from uuid import uuid4

from django.utils.translation import gettext_lazy

from entrepreneurs import discussing
from entrepreneurs.actions.discussions import answer, contribute
from entrepreneurs.models import Contribution


class Square(discussing.Place):
    """Read by all who have an account, spoken in by those who are not outside; its keys are words, and `closed` is read by nobody."""

    kind = "square"
    kinds = {"reflection": gettext_lazy("A reflection"), discussing.QUESTION: gettext_lazy("A question")}
    readers = "Everybody on the square reads it."
    invitation = "Come in to take part."
    outside: set[int] = set()
    guides: set[int] = set()
    wardens: set[int] = set()

    def __init__(self, key: str = "north"):
        self.key, self.title, self.language, self.url = key, f"The square in the {key}", "en", f"/en/discussions/in/square:{key}/"

    @classmethod
    def found(cls, keys):
        return {key: cls(key) for key in keys if key in {"north", "south", "closed"}}

    def readable_by(self, user):
        return user.is_authenticated and self.key != "closed"

    def speakable_by(self, user):
        return user.pk not in self.outside

    def moderated_by(self, user):
        return user.pk in self.wardens or super().moderated_by(user)

    def facilitators(self):
        return set(self.guides)


def open_square(monkeypatch, **people) -> Square:
    """The place, for one test; `people` are those outside, the guides and the wardens."""
    monkeypatch.setitem(discussing._kinds, "square", Square)
    for name in ("outside", "guides", "wardens"):
        monkeypatch.setattr(Square, name, {user.pk for user in people.get(name, ())})
    return Square()


def say(place: discussing.Place, author, body: str = "Hello", *, to: Contribution | None = None, **facts) -> Contribution:
    facts = {"language": "en", "client_id": uuid4()} | facts
    if to:
        return answer(place, author=author, to=to, body=body, **facts)
    return contribute(place, author=author, body=body, **{"kind": "reflection"} | facts)
