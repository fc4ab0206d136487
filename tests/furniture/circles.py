"""Circles: one that the coordinator facilitates, with a meeting that was and one to come, a log, and somebody who would like to join; one that they
are invited to; and one that is open."""

from datetime import time, timedelta
from uuid import uuid4

from django.utils import timezone

from entrepreneurs.actions import circle_invitations, circle_log, circles
from entrepreneurs.models import CircleMember, User
from events.actions import circle_meetings
from events.models import Event, FreeTime


def furnish():
    nils, marit, aoife = (User.objects.get(email=f"{name}@tvers.example") for name in ("coordinator", "learner", "editor"))
    elin, eero, zofia = (User.objects.get(email=f"{name}@tvers.example") for name in ("translator", "eero", "zofia"))
    words = {"purpose": "Vi lærer av hverandre.", "language": "nb", "spoken": ["nb", "uk"], "programme": None}
    words |= {"weeks_between": 2, "weeks": 12, "is_open": True}
    circle = circles.form(nils, name="Hvem henter ungene?", client_id=uuid4(), **words)
    for user in (elin, eero, aoife):
        circles.sit_down(circle, user)
    circles.begin(circle, by=nils)
    User.objects.filter(pk=eero.pk).update(time_zone="Europe/Helsinki")
    CircleMember.objects.filter(user=nils).update(is_facilitator=True, by="profession", thought_of_at=timezone.now())
    circle_invitations.ask_to_join(circle, user=zofia, message="Chętnie posłucham.", language="pl")
    facts = {"by": nils, "zone": "Europe/Oslo", "minutes": 60}
    [past] = circle_meetings.plan(circle, day=timezone.localdate() + timedelta(days=3), at=time(9), **facts)
    begins = timezone.now() - timedelta(days=1)
    Event.objects.filter(pk=past.pk).update(starts_at=begins, ends_at=begins + timedelta(hours=1))
    circle_meetings.plan(circle, day=timezone.localdate() + timedelta(days=5), at=time(9), number=2, **facts)
    circle_log.write(circle, by=aoife, client_id=uuid4(), gave="A rota", learned="Start small", language="en", meeting=past.key)
    circle_log.write(circle, by=nils, client_id=uuid4(), gave="En liste", learned="", language="nb")
    FreeTime.objects.create(user=nils, weekday=0, part="day")
    other = circles.form(marit, name="Who mends the boats?", client_id=uuid4(), **(words | {"language": "en"}))
    circle_invitations.invite(other, by=marit, user=nils, message="Come along.", language="en", as_facilitator=True)
    circles.form(marit, name="Åpent for flere", client_id=uuid4(), **words)
