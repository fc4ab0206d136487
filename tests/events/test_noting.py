"""Notes of a focus group: nobody is noted who has not consented, and no name stands in them."""

import re

import pytest
from django.urls import reverse
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from events.actions import noting, registrations
from events.guests import hash_of
from events.models import FocusNote, Kind, NotesRelease, Registration
from events.names import looked_for, names_of, without_names
from hub.privacy import Person, erase
from tests.factories import UserFactory, begin, end, make_event, make_event_guest, register

PROVEN = settings(max_examples=200, deadline=None, derandomize=True)
LETTERS = "abdehiklmnorstuvåæøäöšžąćęłńóśźżабвгдежзийклмнопрстухцчшюяєіїґ"
WORD = st.text(LETTERS, min_size=3, max_size=9).map(str.capitalize)
PLAIN = st.lists(st.text("abcdefghijklmnopqrstuvwxyz ,.;:!?()«»-\n0123456789æøåіїє", max_size=20), min_size=2, max_size=6)


def words_in(text: str) -> set[str]:
    return set(re.findall(r"[^\W\d_]+", text.lower()))


def focus_group(*hosts, **facts):
    return make_event(*hosts, kind=Kind.FOCUS_GROUP, **facts)


def save(event, text: str, **facts) -> tuple[FocusNote, int]:
    return noting.save_note(event, **{"question": "", "text": text, "language": "en"} | facts)


# Names


@PROVEN
@given(st.lists(st.lists(WORD, min_size=1, max_size=3).map(" ".join), min_size=1, max_size=4), PLAIN, st.data())
def test_no_registered_name_survives(names, around, data):
    mentioned = names + [name.split()[0] for name in names]
    written = [data.draw(st.sampled_from([name, name.upper(), name.lower(), name + "s", f"{name}'s"])) for name in mentioned]
    text = "".join(f"{piece} {name} " for piece, name in zip(around * len(written), written, strict=False))
    assume("somebody" not in words_in(" ".join(names)))

    cleared, number = without_names(text, looked_for(names))

    parts = {part.lower() for name in names for part in name.split()}
    assert words_in(cleared) & (parts | {f"{part}s" for part in parts}) == set()
    assert number >= 1


@PROVEN
@given(st.lists(WORD, min_size=1, max_size=3).map(" ".join), PLAIN)
def test_what_is_cleared_once_is_clear(name, around):
    names = looked_for([name])
    assume("somebody" not in words_in(name))
    cleared, _number = without_names(f" {name} ".join(around), names)

    assert without_names(cleared, names) == (cleared, 0)


@pytest.mark.parametrize(
    ("text", "cleared"),
    [
        ("Ada said so, and LOVELACE agreed.", "[somebody] said so, and [somebody] agreed."),
        ("ada   lovelace's shop, Lovelaces butikk", "[somebody] shop, [somebody] butikk"),
        ("З Оленою, Олені, Коваль, від Петра й Петрові", "З [somebody], [somebody], [somebody], від [somebody] й [somebody]"),
        ("Мар’яну і Мар'яною", "[somebody] і [somebody]"),
        ("Bo came; Boats did not.", "[somebody] came; Boats did not."),
        ("Canada, adaptable, lovelaced", "Canada, adaptable, lovelaced"),
        ("In Vik kommune, and in another kommune", "In [somebody], and in another kommune"),
        ("Write to x.y+z@post.example.org!", "Write to [somebody]!"),
        ("Ring 900 00 000 or +47 (22) 33-44-55.", "Ring [somebody] or [somebody]."),
        ("On 26.11.2026, 2026-11-26, in 2024-2025, for 25 000 kroner", "On 26.11.2026, 2026-11-26, in 2024-2025, for 25 000 kroner"),
    ],
)
def test_names_go_in_their_forms_and_other_words_stay(text, cleared):
    names = looked_for(["Ada Lovelace", "Олена Коваль", "Петро", "Мар'яна", "Bo"], ["Vik kommune"])

    assert without_names(text, names)[0] == cleared


@pytest.mark.django_db
def test_everybody_who_was_ever_registered_is_looked_for():
    event = focus_group()
    register(event, UserFactory(name="Ada Lovelace", email="ada@example.org"))
    register(event, make_event_guest(name="Olena", organisation="Vik kommune", email="olena@example.org"), state="cancelled")

    assert names_of(event) == {"Ada Lovelace", "Ada", "Lovelace", "ada@example.org", "Olena", "olena@example.org", "Vik kommune"}


@pytest.mark.django_db
def test_host_is_told_how_many_names_went(client):
    host = UserFactory()
    event = focus_group(host)
    register(event, UserFactory(name="Ingeborg Vik"))
    client.force_login(host)
    address = reverse("events:notes", args=[event.pk])
    words = {"write": "1", "question": "What hinders Ingeborg?", "text": "Rent, says Ingeborg Vik (post@example.org).", "language": "en"}

    page = client.post(address, words, follow=True).text

    note = event.notes.get()
    assert (note.question, note.text) == ("What hinders [somebody]?", "Rent, says [somebody] ([somebody]).")
    assert "Saved. 3 names were taken out." in page
    client.post(reverse("events:note", args=[event.pk, note.pk]), words | {"text": "Rent"})
    assert event.notes.get().text == "Rent"
    assert client.post(address, words | {"text": ""}).status_code == 422
    client.post(reverse("events:note", args=[event.pk, note.pk]), {"drop": "1"})
    assert not event.notes.exists()


def test_note_leads_to_nobody():
    assert {field.name for field in FocusNote._meta.get_fields()} == {"id", "event", "question", "text", "language"}


# Consent


@pytest.mark.django_db
def test_consent_is_asked_for_at_registration_and_kept_with_its_moment(client):
    event, other, user = focus_group(), make_event(), UserFactory()
    client.force_login(user)
    address = reverse("events:register", args=[event.pk])
    assert "may_be_noted" in client.get(address).text
    assert "may_be_noted" not in client.get(reverse("events:register", args=[other.pk])).text
    client.post(address, {"may_be_noted": "on"})
    client.post(reverse("events:register", args=[other.pk]), {"may_be_noted": "on"})

    seat, elsewhere = (Registration.objects.get(event=one, user=user) for one in (event, other))
    assert (seat.may_be_noted, seat.noting_said_at is not None) == (True, True)
    assert (elsewhere.may_be_noted, elsewhere.noting_said_at) == (False, None)
    registrations.cancel(seat)
    client.post(address, {"may_be_noted": ""})
    seat.refresh_from_db()
    assert (seat.may_be_noted, seat.noting_said_at is not None) == (False, True)


@pytest.mark.django_db
def test_guest_takes_consent_back_and_hosts_see_it_at_once(client):
    host, guest = UserFactory(), make_event_guest(name="Ingeborg", token_hash=hash_of("secret"))
    event = focus_group(host)
    seat = register(event, guest)
    client.cookies["guest"] = "secret"
    address = reverse("events:say_noting", args=[event.pk])
    client.post(address, {"yes": "1"})
    seat.refresh_from_db()
    assert seat.may_be_noted
    first = seat.noting_said_at
    end(event)
    assert "may be noted, without your name" in client.get(event.get_absolute_url()).text
    client.post(address, {"no": "1"})
    seat.refresh_from_db()
    assert (seat.may_be_noted, seat.noting_said_at > first) == (False, True)

    client.cookies.clear()
    client.force_login(host)
    page = client.get(reverse("events:notes", args=[event.pk]))
    assert [one.pk for one in page.context["refused"]] == [seat.pk]
    assert client.post(address, {"yes": "1"}).status_code == 404


@pytest.mark.django_db
def test_whoever_has_not_said_it_yet_is_asked_in_the_room(client):
    user = UserFactory()
    event = begin(focus_group())
    register(event, user)
    client.force_login(user)
    address = reverse("events:room", args=[event.pk])
    assert "May the hosts write down what you say" in client.get(address).text

    answered = client.post(reverse("events:say_noting", args=[event.pk]), {"room": "1", "no": "1"})

    assert answered["Location"] == address
    assert "May the hosts write down what you say" not in client.get(address).text


@pytest.mark.django_db
def test_only_in_focus_groups_is_anything_noted(client):
    host = UserFactory()
    event = make_event(host)
    client.force_login(host)
    seat = register(event, UserFactory())

    assert client.get(reverse("events:notes", args=[event.pk])).status_code == 404
    with pytest.raises(noting.NotNoted):
        save(event, "Rent")
    with pytest.raises(noting.NotNoted):
        noting.say_noting(seat, may_be_noted=True)


# Showing them


@pytest.mark.django_db
def test_notes_are_shown_once_all_have_consented_or_a_host_confirms(client):
    host = UserFactory()
    event = end(focus_group(host))
    seats = [register(event, UserFactory()) for _number in range(2)]
    client.force_login(host)
    address = reverse("events:notes", args=[event.pk])
    with pytest.raises(noting.LacksNotes):
        noting.release_notes(event, by=host, is_confirmed=True)
    save(event, "The rent is too high")

    assert client.post(address, {"release": "1"}).status_code == 422
    client.post(address, {"release": "1", "is_confirmed": "on"})
    release = NotesRelease.objects.get()
    assert (release.released_by, release.confirmed_at is not None) == (host, True)
    client.logout()
    client.cookies.clear()
    assert "The rent is too high" in client.get(event.get_absolute_url()).text

    for seat in seats:
        noting.say_noting(seat, may_be_noted=True)
    assert noting.release_notes(event, by=host, is_confirmed=False).confirmed_at is None
    noting.say_noting(seats[0], may_be_noted=False)
    assert not NotesRelease.objects.exists()
    assert "The rent is too high" not in client.get(event.get_absolute_url()).text


@pytest.mark.django_db
def test_whoever_registers_after_a_note_was_written_is_in_none_that_is_shown():
    host = UserFactory()
    event = focus_group(host)
    save(event, "Ingeborg will come later")
    register(event, UserFactory(name="Ingeborg"), may_be_noted=True, noting_said_at=event.made_at)

    noting.release_notes(event, by=host, is_confirmed=False)

    assert event.notes.get().text == "[somebody] will come later"


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 3])
def test_hosts_page_costs_the_same_for_one_and_for_three(client, number, django_assert_num_queries):
    host = UserFactory()
    event = focus_group(host)
    for _each in range(number):
        register(event, UserFactory())
        register(event, make_event_guest(), may_be_noted=True, noting_said_at=event.made_at)
        save(event, "Rent")
    client.force_login(host)

    with django_assert_num_queries(12):
        client.get(reverse("events:notes", args=[event.pk]))


@pytest.mark.django_db
def test_host_who_is_erased_is_not_named_as_who_showed_them():
    host = UserFactory()
    event = focus_group(UserFactory(), host)
    save(event, "Rent")
    noting.release_notes(event, by=host, is_confirmed=False)

    erase(Person(user=host))

    assert NotesRelease.objects.get().released_by is None
