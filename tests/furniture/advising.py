"""The coordinator advises, too, and has an adviser; with something that waits, a task handed in twice, and an hour that is booked."""

from datetime import time, timedelta

from django.contrib.auth.models import Group
from django.utils import timezone

from entrepreneurs.models import User
from events.actions.office_hours import book, keep_hours
from learning.actions.absences import be_away
from learning.actions.advising import accept, ask
from learning.actions.submissions import comment, hand_in
from learning.models import Learner, LessonPage


def furnish():
    nils, marit, olena, aoife = (User.objects.get(email=f"{name}@tvers.example") for name in ("coordinator", "learner", "adviser", "editor"))
    nils.groups.add(Group.objects.get(name="Adviser"))
    nils = User.objects.get(pk=nils.pk)
    facts = {"language": "nb", "scopes": ["progress", "practice", "tools"]}
    accept(ask(nils, adviser=olena, question="Hvem kan hjelpe?", **facts), by=olena)
    accept(ask(marit, adviser=nils, question="Hva nå?", **facts), by=nils)
    ask(aoife, adviser=nils, question="Where to begin?", **(facts | {"language": "en"}))
    lesson = LessonPage.objects.live().get(slug="hva-mangler-her")
    task = next(id_ for id_, kind, _value in lesson.activities() if kind.name == "practice")
    for body in ("Jeg gikk en tur", "Jeg gikk en lang tur"):
        handed = hand_in(lesson, learner=Learner.objects.get_or_create(user=marit)[0], block_id=task, body=body, language="nb")
        comment(handed, by=nils, body="Hvem traff du?", language="nb")
    told = {"spoken": ["nb", "uk"], "language": "nb", "place": "Biblioteket", "video": "", "note": "Ta med regnskapet", "is_for_all": True}
    day = timezone.localdate() + timedelta(days=3)
    mine = keep_hours(nils, day=day, at=time(9), zone="Europe/Athens", minutes=30, weeks=2, **told)
    book(mine[0], by=marit, about="Husleia", language="nb")
    book(olena.office_hours.first(), by=nils, about="Husleia", language="nb")
    be_away(nils, begins=day + timedelta(days=20), ends=day + timedelta(days=30), word="Ferie", language="nb")
