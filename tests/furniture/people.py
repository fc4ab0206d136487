"""What the demonstration lacks of people: news, and a coordinator who has got a letter, finished a course, said what helped, talks with people, has
reported somebody, and decided about what somebody else reported."""

from datetime import date
from uuid import uuid4

from django.utils import timezone

from entrepreneurs.actions import network_members, networks
from entrepreneurs.actions.connections import accept, ask, say_adult
from entrepreneurs.actions.conversations import edit_message, start_group
from entrepreneurs.actions.matches import dismiss
from entrepreneurs.actions.memberships import ask_to_belong
from entrepreneurs.actions.moderation import decide
from entrepreneurs.actions.organisations import ask_to_join
from entrepreneurs.actions.reports import report_message
from entrepreneurs.actions.saying import post_message
from entrepreneurs.attachments import Accepted
from entrepreneurs.models import Joining, Membership, Network, User
from hub import mail
from hub.models import NewsPage, Organisation, ProgrammePage
from learning.actions.methods import change, copy, keep, publish
from learning.actions.resources import bring
from learning.models import CourseFeedback, CoursePage, Enrolment, Learner, LessonCompletion, Resource
from search.actions.saved import save


def furnish():
    for programme in ProgrammePage.objects.filter(programme__key="pomeil"):
        page = NewsPage(title="News", slug="news", day=date(2026, 11, 2), lead="A day.", body="<p>It was cold.</p>", locale=programme.locale)
        programme.add_child(instance=page).save_revision().publish()
    nils = User.objects.get(email="coordinator@tvers.example")
    mail.send("welcome", nils)
    course = CoursePage.objects.live().get(slug="starting-up-in-a-new-country")
    learner = Learner.objects.create(user=nils)
    enrolment = Enrolment.objects.create(learner=learner, course_key=course.translation_key, language="en", completed_at=timezone.now())
    for lesson in course.lessons:
        LessonCompletion.objects.create(enrolment=enrolment, lesson_key=lesson.translation_key)
    CourseFeedback.objects.create(enrolment=enrolment, helped="The sums.", unclear="The doors.", language="en")
    for person in User.objects.all():
        say_adult(person)
    nils.refresh_from_db()
    marit, olena, aoife = (User.objects.get(email=f"{name}@tvers.example") for name in ("learner", "adviser", "editor"))
    talk = accept(ask(nils, asked=marit, message="Hei, har du tid?", language="nb"), by=marit)
    plan = Accepted("En ganske lang plan for taket.txt", "text/plain", b"Taket")
    post_message(talk, author=marit, body="Ja! Se https://example.org", language="nb", client_id=uuid4(), files=[plan])
    accept(ask(nils, asked=olena, message="Добрий день", language="uk"), by=olena)
    group = start_group(nils, title="Three of us", members=[marit, olena])
    for number, author in enumerate([marit, olena, marit, olena]):
        said = post_message(group, author=author, body=f"Number {number}", language="en", client_id=uuid4())
    edit_message(said, by=olena, body="Something else")
    report = report_message(said, reporter=marit, reason="fraud", text="She sells coins.", language="en", blocks=False)
    decide(report, by=nils, kind="week", reason="The third time.")
    mine = post_message(talk, author=marit, body="Kjøp myntene mine", language="nb", client_id=uuid4())
    report_message(mine, reporter=nils, reason="else", text="What is this?", language="en", blocks=False)
    ask(aoife, asked=nils, message="Hello from Ireland", language="en")
    own = ask_to_join(nils, name="Rastebakken", kind="civil", country="NO", website="", language="nb")
    ask_to_belong(Organisation.objects.get(name="Fjällnäs grannskap"), user=nils)
    Membership.objects.create(organisation=own, user=marit)
    Joining.objects.create(organisation=own, email="mayor@example.org", key="a-key-for-the-walk")
    proposed = {"name": "Omsorg i grenda", "lead": "Vi hjelper hverandre.", "language": "nb"}
    networks.make(marit, kind="sector", sectors=["care"], **proposed)
    network_members.offer(Network.objects.get(slug="houses-that-open-again"), user=marit)
    whom = {"spoken": ["nb"], "countries": ["NO"], "topics": ["few-customers"], "level": "beginner", "programme": None, "organisation": None}
    words = {"title": "Hva koster det?", "description": "En side om husleie.", "language": "nb"}
    bring(marit, kind="link", address="https://example.org/", licence="reserved", **words, **whom)
    assessed = Resource.objects.get(demo_key="start-up-talk").versions.get()
    mine = copy(assessed, owner=nils, language="nb")
    changed = mine.content | {"title": "En annen samtale", "levels": [*mine.content["levels"][:2], "Helt klart"]}
    change(mine, content=changed | {"steps": mine.content["steps"][1:]})
    publish(keep(nils, content=mine.content), description="En samtale.", **whom)
    save(nils, asked="q=school&country=NO&kind=event", language="en")
    dismiss(nils, person=User.objects.get(email="eero@tvers.example"))
