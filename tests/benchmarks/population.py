"""Fills a hub with people who show themselves and talk: `python -m tests.benchmarks.population PEOPLE MESSAGES`, on the data of its environment.

Says as JSON who reads, where their long conversation is, and how many SQL queries each page takes.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

import django
from django.utils import timezone

ACQUAINTANCES = 60  # of the reader, each with a conversation of two
IN_THE_GROUP = 50


def people(number: int) -> list:
    """Everybody somewhere, most of them seen by members, each with a few languages, sectors, offers and needs."""
    from entrepreneurs import places, vocabulary
    from entrepreneurs.models import Facet, Profile, User

    keys = sorted(key for key in places.gazetteer().by_key if key.count("/") == 2)
    users = User.objects.bulk_create([User(email=f"{one}@people.example", name=f"Person {one}") for one in range(number)], batch_size=500)
    profiles = Profile.objects.bulk_create([profile(user, random.choice(keys)) for user in users], batch_size=300)
    words = {"language": vocabulary.SPOKEN, "sector": vocabulary.SECTORS, "offer": vocabulary.HELP, "need": vocabulary.HELP}
    chosen = [
        Facet(profile=profile, kind=kind, value=value, found_in=profile.found_in)
        for profile in profiles
        for kind, choices in words.items()
        for value in random.sample(list(choices), random.randint(1, 3))
    ]
    Facet.objects.bulk_create(chosen, batch_size=1000)
    return users


def profile(user, key: str):
    from entrepreneurs.models import Profile, Visibility
    from entrepreneurs.vocabulary import ROLES

    country, region, place = key.split("/")
    shown = [country, region, place][: random.randint(1, 3)]
    return Profile(
        user=user,
        visibility=random.choice([Visibility.EVERYONE, Visibility.MEMBERS, Visibility.MEMBERS, Visibility.CONNECTIONS]),
        language="en",
        role=random.choice(list(ROLES)),
        sentence="We mend what others throw away, and teach those who come by.",
        about="More of it. " * 50,
        where=f"{country}/{region}",
        place=place,
        shown_country=country,
        shown_region=region if len(shown) > 1 else "",
        shown_place=place if len(shown) > 2 else "",
        shown_key="/".join(shown),
    )


def conversations(users: list, messages: int) -> int:
    """The reader knows some, and is in one long conversation, which holds half of all messages; the others' hold the rest. Its number."""
    from entrepreneurs.models import Connection, Conversation, Participant
    from entrepreneurs.models.conversations import pair_of

    reader, known = users[0], users[1 : ACQUAINTANCES + 1]
    pairs = [(reader, other) for other in known] + list(zip(users[ACQUAINTANCES + 1 :: 2], users[ACQUAINTANCES + 2 :: 2], strict=False))
    now = timezone.now()
    Connection.objects.bulk_create([Connection(asker=one, asked=other, message="Hello", language="en", accepted_at=now) for one, other in pairs], 500)
    talks = Conversation.objects.bulk_create([Conversation(pair=pair_of(one, other)) for one, other in pairs], batch_size=500)
    group = Conversation.objects.create(title="A long one")
    members = [(talk, user) for talk, pair in zip(talks, pairs, strict=True) for user in pair]
    members += [(group, user) for user in users[:IN_THE_GROUP]]
    Participant.objects.bulk_create([Participant(conversation=talk, user=user) for talk, user in members], batch_size=500)
    say([(group, users[:IN_THE_GROUP])], messages // 2)
    say([(talk, pair) for talk, pair in zip(talks, pairs, strict=True)], messages // 2)
    return group.pk


def say(places: list, messages: int) -> None:
    from entrepreneurs.models import Conversation, Message
    from hub.models import Feed

    for part in range(0, messages, 10_000):
        Message.objects.bulk_create(said(places, range(part, min(part + 10_000, messages))), batch_size=1000)
    for place, (talk, _users) in enumerate(places):
        last = len(range(place, messages, len(places)))
        Conversation.objects.filter(pk=talk.pk).update(said_seq=last)
        Feed.objects.create(key=talk.feed_key, last_seq=last)


def said(places: list, numbers: range) -> Iterator:
    from entrepreneurs.models import Message

    begun = timezone.now() - timedelta(days=90)
    for number in numbers:
        talk, users = places[number % len(places)]
        facts = {"client_id": uuid4(), "seq": number // len(places) + 1, "language": "en", "created_at": begun + timedelta(seconds=number)}
        yield Message(conversation=talk, author=users[number % len(users)], body="When the ferry does not go, we do it like this. " * 3, **facts)


def queries(client, path: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        if client.get(path).status_code != 200:
            raise RuntimeError(f"{path} is not served")
    return len(captured)


def main(number: int, messages: int) -> None:
    from django.db import connection, transaction
    from django.test import Client

    random.seed(number)
    with transaction.atomic():
        users = people(number)
        group = conversations(users, messages)
    connection.cursor().execute("ANALYZE")
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(users[0])
    paths = {
        "directory": "/en/people/",
        "directory, one country": "/en/people/?where=NO",
        "directory, by two choices": "/en/people/?language=en&sector=food",
        "list of conversations": "/en/messages/",
        "one long conversation": f"/en/messages/{group}/",
    }
    found = {name: (path, queries(client, path)) for name, path in paths.items()}
    json.dump({"cookie": f"sessionid={client.cookies['sessionid'].value}", "pages": found}, sys.stdout)


if __name__ == "__main__":
    django.setup()
    main(*map(int, sys.argv[1:]))
