"""Practices: one that is handed in to an organisation which a coordinator has to verify, a translation that is offered, and one that others have
tried, and read."""

from django.utils import timezone

from entrepreneurs.models import Membership, User
from hub.models import Organisation
from learning.actions.endorsements import endorse
from learning.actions.practice_translations import translate
from learning.actions.practices import write
from learning.actions.readings import note_reader
from learning.models import Practice


def furnish():
    hand_in()
    try_out()


def hand_in():
    answers = {"problem": "Ingen buss.", "done": "Vi kjører.", "changed": "Førti turer.", "warning": "Forsikre dere.", "title": "Skyss"}
    other, nils = (User.objects.get(email=f"{name}@tvers.example") for name in ("editor", "coordinator"))
    new, known = Organisation.objects.get(slug="rastebakken"), Organisation.objects.get(name="Tårnvika grendelag")
    Membership.objects.create(organisation=new, user=other, accepted_at=timezone.now())
    write(other, organisation=new, language="nb", wish="send", country="NO", **answers)
    shown = write(nils, organisation=known, language="nb", wish="send", country="NO", **answers)
    translate(shown, language="uk", by=other, provenance="person", **answers)


def try_out():
    practice = Practice.objects.get(demo_key="ride-book")
    for user in User.objects.filter(email__in=["learner@tvers.example", "editor@tvers.example"]):
        endorse(practice, user=user, country="SE", text="Vi provade i bykiosken.", language="sv")
        note_reader(practice, user=user)
