"""A mistake reported in a lesson of whose conversation the demonstration knows; the coordinator has spoken there too."""

from uuid import uuid4

from entrepreneurs.actions.discussions import contribute
from entrepreneurs.discussing import place_named
from entrepreneurs.models import Contribution, User
from learning.actions.facilitators import name_facilitator
from learning.actions.mistakes import report_mistake
from learning.models import CoursePage, LessonPage


def furnish():
    nils = User.objects.get(email="coordinator@tvers.example")
    said = Contribution.objects.threads().last()
    place, facts = place_named(said.place), {"language": "nb", "client_id": uuid4()}
    contribute(place, author=nils, kind="question", body="Hva gjør dere om vinteren?", **facts)
    lesson = LessonPage.objects.filter(translation_key=place.key, live=True).first()
    name_facilitator(CoursePage.objects.get(pk=lesson.course.pk), user=nils, by="profession")
    part = next(block.id for block in lesson.body if block.block_type == "text")
    report_mistake(lesson, reporter=nils, address="", block_id=part, text="Er det tre samtaler?", written_in="nb", client_id=uuid4())
