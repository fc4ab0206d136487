"""Rooms: one that the coordinator leads, with something of every kind in it, and one that is not open yet; and focus groups that are over."""

from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from entrepreneurs.models import User
from events.actions import (
    adoptions,
    afterwards,
    challenges,
    chat,
    groups,
    hands,
    hosts,
    notes,
    noting,
    polls,
    questions,
    recaps,
    recordings,
    rooms,
    themes,
    voting,
)
from events.models import AddressProof, Challenge, Event, EventLanguage, EventText, Guest, Host, Item, Registration


def furnish():
    nils, marit = (User.objects.get(email=f"{name}@tvers.example") for name in ("coordinator", "learner"))

    def make(title, *, minutes, host):
        event = Event(language="nb", day=timezone.localdate(), at="18:00", zone="Europe/Athens", state="published", reach="invited")
        event.starts_at = timezone.now() + timedelta(minutes=minutes)
        event.ends_at = event.starts_at + timedelta(hours=9)
        event.save()
        EventText.objects.create(event=event, language="nb", title=title)
        EventLanguage.objects.create(event=event, language="uk")
        Host.objects.create(event=event, user=host)
        return event

    event = make("Et rom", minutes=-5, host=nils)
    Item.objects.create(event=event, titles={"nb": "Skolen som ble et bakeri"})
    inside = rooms.enter(event, who=nils)
    room, mine = inside.room, inside.registration
    theirs = Registration.objects.create(event=event, user=marit, state="coming", language="nb")
    chat.say(room, by=theirs, body="Hei", language="nb", client_id=uuid4())
    asked = questions.ask(room, by=theirs, body="Hvem har nøkkelen?", language="nb", client_id=uuid4())
    questions.answer(asked, text="Vaktmesteren", language="nb")
    rooms.hold_questions(room, holds=True)
    questions.ask(room, by=theirs, body="Hvem betaler?", language="nb", client_id=uuid4(), is_anonymous=True)
    hands.raise_hand(room, by=theirs)
    raised = challenges.raise_in(room, by=theirs, title="Bussen kommer ikke", body="Hver morgen", language="nb", client_id=uuid4())
    challenges.vote_in(room, raised, by=mine)
    adoptions.ask_to_adopt(raised, seat=mine)
    adoptions.take_up(
        Challenge.objects.get(demo_key="school-stands-empty"), user=nils, title="Et kjøkken", text="På prøve", address="", language="nb"
    )
    words = [{"nb": "Ja", "uk": "Так"}, {"nb": "Nei"}]
    for kind, options in [("one", words), ("several", words), ("scale", []), ("text", [])]:
        facts = {"titles": {"nb": "Skal vi?"}, "lows": {"nb": "lite"}, "highs": {"nb": "mye"}, "is_anonymous": kind == "text"}
        poll = polls.save_poll(event, kind=kind, options=options, steps=5 if kind == "scale" else None, **facts)
        polls.open_poll(poll)
    voting.vote(poll, by=theirs, text="Åpne dørene", language="nb")
    groups.save_round(event, way="mixed", titles={"nb": "Hva prøver vi først?"}, groups=[{}, {}], minutes=20)
    talking = groups.save_round(
        event, way="theme", titles={"nb": "Hva må til?"}, groups=[{"nb": "Penger", "uk": "Гроші"}, {"nb": "Folk"}], minutes=20
    )
    groups.open_round(talking)
    money, people = talking.groups.all()
    groups.choose(money, by=theirs)
    groups.choose(people, by=mine)
    notes.set_video(money, video="https://meet.jit.si/penger")
    notes.save_note(money, by=theirs, text="Leie fra tre leiligheter", version=0)
    notes.save_report(money, by=theirs, text="Start med det som tjener penger", language="nb", version=0)
    groups.call_back(talking)
    groups.show_report(talking, group=money)
    past = Event.objects.get(demo_key="closed-school-first")
    recording = recordings.set_recording(past, provider="youtube", film=None, video="aqz-KE-bpKQ", minutes=60, language="nb")
    recordings.set_transcript(recording, language="nb", text="Velkommen. Skolen stengte i fjor.", captions=None, provenance="original")
    recordings.set_chapters(recording, rows=[{"second": 0, "title": "Velkommen"}])
    recordings.publish_recording(recording)
    recaps.publish(recaps.make_draft(past))
    later = make("Et annet rom", minutes=600, host=User.objects.get(email="learner@tvers.example"))
    Registration.objects.create(event=later, user=nils, state="coming", language="en")
    hosts.ask_host(later, user=nils, by="profession")
    for number, state in enumerate(["applied", "waiting", "offered", "declined"]):
        guest = Guest.objects.create(
            email=f"guest{number}@example.org", name="Ordføreren", organisation="En kommune", language="nb", token_hash=state
        )
        Registration.objects.create(event=event, guest=guest, state=state, language="nb", offered_until=event.ends_at if state == "offered" else None)
    event.invitations.create(email="mayor@example.org")
    # Focus groups that are over: one that the coordinator led, and one to which they came.
    talked = make("En fokusgruppe", minutes=-700, host=nils)
    group = make("En annen fokusgruppe", minutes=-700, host=marit)
    Event.objects.filter(pk__in=[talked.pk, group.pk]).update(kind="focus_group")
    said = Registration.objects.create(event=talked, user=marit, state="coming", language="nb")
    Registration.objects.create(event=talked, user=User.objects.get(email="adviser@tvers.example"), state="coming", language="nb")
    Registration.objects.create(event=group, user=nils, state="coming", language="en")
    talked.refresh_from_db()
    noting.say_noting(said, may_be_noted=True)
    afterwards.give_feedback(said, rating=5, helped="Historiene", missing="En pause", language="nb")
    afterwards.set_followed(talked, rows=[{"id": None, "said": "For langt", "did": "En time mindre"}])
    noting.save_note(talked, question="Hva hindrer dere?", text="Husleia, sier Marit.", language="nb")
    for title in ("Hvem betaler husleia?", "Hva gjør vi med skolen?"):
        wanted = themes.propose(marit, title=title, why="Den står tom.", language="nb", event=talked)
        themes.want(wanted, who=nils)
    themes.take(wanted, event=later)
    AddressProof.objects.create(event=Event.objects.get(demo_key="closed-school"), email="mayor@example.org", code_hash="")
