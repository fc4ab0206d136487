"""Topics and cells of the comparison, what is said in them, and those who write."""

from datetime import date

from django.utils import timezone

from entrepreneurs.models import Membership, User
from hub.models import Organisation
from learning.models import ComparisonCell, ComparisonTopic, Statement
from learning.models.countries import PUBLIC
from tests.factories.people import UserFactory

SOURCE = {
    "source_title": "The Act",
    "source_url": "https://example.org/act",
    "source_print": "",
    "dated_on": None,
    "seen_on": date(2026, 11, 2),
}


def make_topic(key: str = "tax") -> ComparisonTopic:
    facts = {"position": ComparisonTopic.objects.count(), "names": {"en": key.title(), "nb": f"{key} på norsk"}, "questions": {"en": f"{key}?"}}
    return ComparisonTopic.objects.get_or_create(key=key, defaults=facts)[0]


def make_cell(country: str = "NO", topic: str = "tax") -> ComparisonCell:
    return ComparisonCell.objects.get_or_create(country=country, topic=make_topic(topic))[0]


def make_statement(cell: ComparisonCell, *, text: str = "There is none.", state: str = "published", **facts) -> Statement:
    published = {"published_at": timezone.now()} if state in PUBLIC else {}
    statement = Statement.objects.create(cell=cell, state=state, **{"language": "en"} | SOURCE | published | facts)
    statement.texts.create(language=statement.language, text=text)
    return statement


def make_writer(*countries: str, is_verified: bool = True, role: str = Membership.Role.EDITOR, **facts) -> User:
    """Somebody who writes in the name of an organisation that works in these countries, Norway unless others are named."""
    first, *others = countries or ("NO",)
    number, now = Organisation.objects.count(), timezone.now()
    place = Organisation.objects.create(name=f"Place {number}", country=first, works_in=others, verified_at=now if is_verified else None)
    return Membership.objects.create(organisation=place, user=UserFactory(**facts), role=role, accepted_at=now).user
