"""Two founders in two countries reflect on one lesson, find each other by a reason, and learn in a circle; one of them asks an adviser.

Marit reads Norwegian in Norway, Elin Swedish in Sweden. Ola and Zofia come with them; Olena advises.
"""

import json
import re

import pytest

from tests.journeys.test_dialogue import answer, thread_with

MAKE = """
import json
from importlib import import_module
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from entrepreneurs.actions.profiles import change_profile
from entrepreneurs.models import Connection, User
from django.utils import timezone
from learning.actions.progress import enrol
from learning.models import CoursePage, Learner, LessonPage
people = {
    "Marit": ("nb", "NO", "NO/Trøndelag", {"languages": ["nb"], "sectors": ["trade"], "needs": ["experience"], "offers": ["rooms"]}),
    "Elin": ("sv", "SE", "SE/Jämtland", {"languages": ["sv", "nb"], "sectors": ["trade"], "offers": ["experience"]}),
    "Ola": ("nb", "NO", "", {}),
    "Zofia": ("en", "PL", "", {}),
}
made, users = {}, {}
for name, (language, country, where, facts) in people.items():
    user = User.objects.create_user(f"{name.lower()}@example.org", name=f"{name} Tverr", language=language, country=country)
    change_profile(user, visibility="members", language=language, is_adult=True, where=where, role="entrepreneur", **facts)
    users[name] = user
users["Olena"] = User.objects.get(email="adviser@tvers.example")
for name, user in users.items():
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session.update({SESSION_KEY: str(user.pk), BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0]})
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    made[name] = session.session_key
for one, other in (("Marit", "Ola"), ("Elin", "Zofia")):
    Connection.objects.create(asker=users[one], asked=users[other], message="x", language="en", accepted_at=timezone.now())
course = next(one for one in CoursePage.objects.live() if one.programme.key == "sing" and one.language == "nb")
for name in ("Marit", "Elin"):
    enrol(course, learner=Learner.objects.create(user=users[name]), language=users[name].language)
pages = {one.language: one.url for one in LessonPage.objects.filter(translation_key=course.lessons[0].translation_key, live=True)}
print(json.dumps({"sessions": made, "lesson": pages, "people": {name: user.pk for name, user in users.items()}}))
"""
BEGIN = """
from datetime import timedelta
from django.utils import timezone
from events.models import Event
now = timezone.now()
Event.objects.filter(pk={event}).update(starts_at=now - timedelta(minutes=5), ends_at=now + timedelta(minutes=25))
"""
END = """
from datetime import timedelta
from django.utils import timezone
from events.models import Event
now = timezone.now()
Event.objects.filter(pk={event}).update(starts_at=now - timedelta(hours=2), ends_at=now - timedelta(hours=1))
"""
LANGUAGES = {"Marit": "nb", "Elin": "sv", "Ola": "nb", "Zofia": "en", "Olena": "uk"}


class People:
    """Each with a browser of their own, on one server."""

    def __init__(self, server, open_page):
        self.server = server
        made = json.loads(server.manage("shell", "--no-imports", "-c", MAKE).splitlines()[-1])
        self.lesson, self.keys, self.pages = made["lesson"], made["people"], {}
        for name, session in made["sessions"].items():
            page = open_page(locale=LANGUAGES[name])
            page.context.add_cookies([{"name": "sessionid", "value": session, "url": server.url}])
            self.pages[name] = page

    def go(self, name: str, path: str):
        page = self.pages[name]
        page.goto(f"{self.server.url}/{LANGUAGES[name]}/{path}")
        return page

    def read(self, name: str):
        page = self.pages[name]
        page.goto(self.server.url + self.lesson[LANGUAGES[name]])
        return page


def send(page, **fields: str) -> None:
    """Fill in the page's form, and send it."""
    form = page.locator("main form").filter(has=page.locator(".button.main")).first
    for name, text in fields.items():
        form.locator(f"[name={name}]").first.fill(text)
    with page.expect_navigation():
        form.locator(".button.main").click()


@pytest.fixture
def people(own_server, open_page):
    return People(own_server, open_page)


def reflect(people) -> None:
    """Marit answers a reflection for herself, and shares it with a press; Elin reads it in her lesson, and answers."""
    marit = people.read("Marit")
    task = marit.locator("[data-task]", has=marit.locator("a[href*='/share/']")).first
    task.locator("textarea").fill("Jeg har ikke spurt dem som flyttet.")
    task.locator("[data-status].good").wait_for()
    task.locator("a[href*='/share/']").click()
    send(marit)

    elin = people.read("Elin")
    said = thread_with(elin, "Jeg har ikke spurt dem som flyttet.")
    assert said.locator(".body[lang=nb]").count() == 1
    answer(elin, said, "Det har jag. Fråga mig.")
    heard = thread_with(marit, "Jeg har ikke spurt dem som flyttet.")
    heard.locator(".answers .body[lang=sv]", has_text="Det har jag").wait_for()


def find_each_other(people) -> None:
    """By what one needs and the other offers, across the border; Elin says yes."""
    marit = people.go("Marit", "people/matches/")
    match = marit.locator(".match", has_text="Elin Tverr")
    reasons = " ".join(match.locator(".reasons li").all_inner_texts())
    assert "Erfaring" in reasons, reasons
    match.locator("a.button").click()
    send(marit, message="Vi tar det samme kurset.")

    elin = people.go("Elin", "messages/")
    elin.locator("main a", has_text="Marit Tverr").first.click()
    send(elin)


def form_circle(people) -> str:
    """Marit forms it, each invites one more, and it begins with four; its address."""
    marit = people.go("Marit", "people/circles/new/")
    marit.locator("input[name=spoken][value=nb]").check()
    send(marit, name="Tomme hus", purpose="Hva gjør vi med dem?")
    address = re.search(r"people/circles/\d+/", marit.url)[0]
    for inviter, name in (("Marit", "Elin"), ("Marit", "Ola"), ("Elin", "Zofia")):
        page = people.go(inviter, f"{address}invite/")
        page.locator(f"input[name=user][value='{people.keys[name]}']").check()
        send(page)
        page = people.go(name, "people/circles/")
        page.locator("a[href*='/invited/']").click()
        send(page)
    marit = people.go("Marit", address)
    marit.locator("button[name=begin]").click()
    marit.locator("a[href$='/plan/']").first.wait_for()
    return address


def meet(people, address: str) -> None:
    """At an hour that suits all four; they come into its room, and an hour later it is over."""
    marit = people.go("Marit", f"{address}plan/")
    suiting = marit.locator(".proposed-hours .choice", has=marit.locator(".state.good")).first
    suiting.locator("input").check()
    send(marit)
    [[event]] = people.server.rows(
        "SELECT event_id FROM events_circlemeeting m JOIN entrepreneurs_circle c ON c.id = m.circle_id WHERE c.name = 'Tomme hus'"
    )
    for name in ("Elin", "Ola", "Zofia"):
        send(people.go(name, address))
    people.server.manage("shell", "--no-imports", "-c", BEGIN.format(event=event))
    for name in ("Marit", "Elin", "Ola", "Zofia"):
        people.go(name, f"events/{event}/room/").locator("[data-line].good").first.wait_for()
    people.server.manage("shell", "--no-imports", "-c", END.format(event=event))


def log(people, address: str) -> None:
    """What each gave and learned, in their own languages, read by all."""
    said = {
        "Marit": ("Et regneark", "Å spørre"),
        "Elin": ("Min lista", "Att vänta"),
        "Ola": ("En tilhenger", "Litt svensk"),
        "Zofia": ("A soup", "Patience"),
    }
    for name, (gave, learned) in said.items():
        page = people.go(name, address)
        page.locator("a[href*='/log/?meeting=']").click()
        send(page, gave=gave, learned=learned)
    whole = people.go("Elin", address).locator("ol.log").inner_text()
    assert all(text in whole for both in said.values() for text in both)


def be_advised(people) -> None:
    """Marit lets Olena see the practice tasks that she hands in; a comment, and a new version, in which what is new is marked."""
    marit = people.go("Marit", f"learn/advisers/ask/{people.keys['Olena']}/")
    marit.locator("input[name=scopes][value=practice]").check()
    send(marit, question="Hvordan spør jeg dem som flyttet?")
    olena = people.go("Olena", "learn/advising/")
    olena.locator("main a", has_text="Marit Tverr").first.click()
    olena.locator("button[name=accept]").click()

    marit = people.read("Marit")
    marit.locator("[formaction*='/submissions/new/']").first.click()
    send(marit, body="Jeg ringte to.")
    task = re.search(r"/submissions/\d+/", marit.url)[0]
    olena = people.go("Olena", "learn/advising/")
    olena.locator(f"main a[href*='{task}']").first.click()
    send(olena, body="Що вони сказали?")

    marit.reload()
    assert marit.locator(".opinions [lang=uk]").inner_text() == "Що вони сказали?"
    marit.locator("details.more summary").click()
    marit.locator("details.more textarea").fill("Jeg ringte to, og de savner butikken.")
    with marit.expect_navigation():
        marit.locator("details.more .button.main").click()
    olena.reload()
    assert olena.locator("#version-2 ins").count() >= 1
    assert "Jeg ringte to" in olena.locator("#version-1 .says").inner_text()


@pytest.mark.journey
def test_two_founders_learn_with_each_other_and_one_with_an_adviser(people):
    reflect(people)
    find_each_other(people)
    address = form_circle(people)
    meet(people, address)
    log(people, address)
    be_advised(people)
