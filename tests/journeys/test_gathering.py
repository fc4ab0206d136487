"""A gathering from the first registration to what came of it: two hosts, three who take part, and one who was late.

Marit reads Norwegian in Oslo and has nothing but her keyboard; Taras reads Ukrainian in Kyiv on a poor line; the mayor reads Swedish in Helsinki, has
no account, and comes from the waiting list. Aoife has given up her seat, and watches the recording.
"""

import json
import re
from email import message_from_bytes, policy

import pytest
from playwright.sync_api import expect

from tests.journeys.keyboard import follow, press, write

MAKE = """
import json
from datetime import timedelta
from importlib import import_module
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.utils import timezone
from entrepreneurs.models import User
from events.actions import groups, polls
from events.models import Event, EventLanguage, EventText, Host, Item
from learning.models import CoursePage, Enrolment, Learner, LessonPage
event = Event(language="nb", day=timezone.localdate(), at="18:00", zone="Europe/Oslo", state="published", capacity=3)
event.starts_at, event.ends_at = timezone.now() + timedelta(hours=1), timezone.now() + timedelta(hours=3)
event.save()
for code, title in [("nb", "Hvem kjører den siste bussen?"), ("sv", "Vem kör den sista bussen?"), ("uk", "Хто везе останнім автобусом?")]:
    EventText.objects.create(event=event, language=code, title=title)
    EventLanguage.objects.create(event=event, language=code)
Item.objects.create(event=event, position=1, titles={"nb": "Velkommen", "sv": "Välkomna", "uk": "Вітаємо"})
made = {}
for name, language, zone, country in [
    ("Olena", "uk", "Europe/Kyiv", "UA"), ("Nils", "nb", "Europe/Oslo", "NO"), ("Marit", "nb", "Europe/Oslo", "NO"),
    ("Taras", "uk", "Europe/Kyiv", "UA"), ("Aoife", "en", "Europe/Dublin", "IE"),
]:
    user = User.objects.create_user(f"{name.lower()}@example.org", name=name, language=language, time_zone=zone, country=country)
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session.update({SESSION_KEY: str(user.pk), BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0]})
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    made[name] = session.session_key
    if name in ("Olena", "Nils"):
        Host.objects.create(event=event, user=user, by="experience" if name == "Olena" else "profession")
made_polls = []
words = [{"nb": "En bybuss", "sv": "En buss", "uk": "Автобус"}, {"nb": "Samkjøring", "sv": "Samåkning", "uk": "Спільні поїздки"}]
for kind, title in [("one", "Hva først?"), ("several", "Hva kan vi?"), ("scale", "Hvor viktig?"), ("text", "Hva mangler?")]:
    options, steps = (words if kind in ("one", "several") else []), (5 if kind == "scale" else None)
    poll = polls.save_poll(event, kind=kind, titles={"nb": title}, options=options, steps=steps, lows={}, highs={}, is_anonymous=kind == "text")
    made_polls.append(poll.pk)
groups.save_round(event, way="mixed", titles={"nb": "Hva prøver vi?"}, groups=[{}])
course = CoursePage.objects.live().get(slug="starting-up-in-a-new-country", locale__language_code="en")
asked = {"prompt": "Hear them.", "event": str(event.key), "is_required": True}
task = {"type": "meeting", "id": "1e0e3a9e-6f5b-4a57-9d1c-0f1e2d3c4b5a", "value": asked}
words = {"lead": "x", "minutes": 20, "knowledge": "x", "skill": "x", "competence": "x", "body": json.dumps([task])}
lesson = course.add_child(instance=LessonPage(title="The last bus", slug="the-last-bus", locale=course.locale, **words))
lesson.save_revision().publish()
learner = Learner.objects.create(user=User.objects.get(name="Aoife"))
Enrolment.objects.create(learner=learner, course_key=course.translation_key, language="en")
print(json.dumps({"event": event.pk, "sessions": made, "lesson": str(lesson.translation_key), "polls": made_polls}))
"""
PASS = """
from datetime import timedelta
from events.models import Event
for event in Event.objects.filter(pk={event}):
    begun = event.starts_at - timedelta(hours=4)
    Event.objects.filter(pk=event.pk).update(starts_at=begun, ends_at=begun + timedelta(hours=2))
"""
FINISHED = """
SELECT u.name FROM learning_lessoncompletion c
JOIN learning_enrolment e ON e.id = c.enrolment_id
JOIN learning_learner l ON l.id = e.learner_id
JOIN entrepreneurs_user u ON u.id = l.user_id
WHERE c.lesson_key = ?
"""
THERE = """
SELECT u.name FROM events_registration r JOIN entrepreneurs_user u ON u.id = r.user_id WHERE r.event_id = ? AND r.entered_at IS NOT NULL
"""
POOR = {"offline": False, "latency": 400, "downloadThroughput": 50_000 / 8, "uploadThroughput": 50_000 / 8}


def last_code(server) -> str:
    """The six digits in the newest mail, once the worker has sent what waits."""
    server.manage("db_worker", "--batch", "--backend", "background", "--no-reload", "--no-startup-delay")
    newest = max((server.data / "mail").glob("*.log"), key=lambda path: path.stat().st_mtime)
    mail = message_from_bytes(newest.read_bytes().strip(b"-\n"), policy=policy.default)
    return re.search(r"\b\d{6}\b", mail.get_content())[0]


class Gathering:
    def __init__(self, server, open_page):
        self.server, self.open_page = server, open_page
        made = json.loads(server.manage("shell", "--no-imports", "-c", MAKE).splitlines()[-1])
        self.event, self.sessions, self.lesson = made["event"], made["sessions"], made["lesson"]
        self.polls = made["polls"]

    def come(self, name: str, language: str, zone: str):
        page = self.open_page(locale=language, timezone_id=zone)
        if name in self.sessions:
            page.context.add_cookies([{"name": "sessionid", "value": self.sessions[name], "url": self.server.url}])
        page.goto(f"{self.server.url}/{language}/events/{self.event}/")
        return page

    def go(self, page, place: str) -> None:
        page.goto(re.sub(r"(/events/\d+/).*", rf"\g<1>{place}", page.url))


@pytest.fixture
def gathering(own_server, open_page):
    return Gathering(own_server, open_page)


def throttle(page) -> None:
    """A line of 50 kbit/s, and a slow machine."""
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", POOR)
    line.send("Emulation.setCPUThrottlingRate", {"rate": 4})


def register_by_keyboard(page) -> None:
    follow(page, page.locator("main a[href$='/register/']"))
    press(page, page.locator("input[name=may_record_attendance]"), "Space")
    follow(page, page.locator("main form button.main"))
    expect(page.locator(".seat .state.good")).to_be_visible()


def register(page) -> None:
    page.locator("main a[href$='/register/']").click()
    page.locator("main form button.main").click()
    expect(page.locator(".seat .state")).to_be_visible()


def register_as_guest(page, server) -> None:
    page.locator("main a[href$='/register/']").click()
    page.locator("[name=name]").fill("Ordföranden")
    page.locator("[name=email]").fill("mayor@example.org")
    page.locator("[name=organisation]").fill("En kommun")
    assert page.locator("[name=time_zone]").input_value() == "Europe/Helsinki"
    page.locator("main form button.main").click()
    page.locator("[name=code]").fill(last_code(server))
    page.locator("main form button.main").click()
    expect(page.locator(".seat .state.wait")).to_be_visible()


def lead(page, name: str, value: str) -> None:
    """What a host does in the room; the button says what it is for."""
    if not page.locator("[data-part=hosts]").is_visible():
        page.locator("#lead > summary").click()
    page.locator(f"[data-part=hosts] form[action*='{name}'] button[value={value}]").first.click()


@pytest.mark.journey
def test_gathering_from_registration_to_what_came_of_it(gathering, own_server, watch):
    watch.allow("409")
    people = People(gathering)
    throttle(people.taras)

    register_all(people, gathering, own_server)
    come_in(people, gathering)
    ask_and_answer(people)
    for poll in gathering.polls:
        vote_in(poll, people)
    talk_in_groups(people)
    raise_and_adopt(people)
    lead(people.olena, "/lead/", "close")

    own_server.manage("shell", "--no-imports", "-c", PASS.format(event=gathering.event))
    watch.allow("404")  # of rooms that are open still, and say once more that somebody is here
    tell_what_came_of_it(people, gathering)
    record(people.nils, gathering)
    gathering.go(people.aoife, "recording/")
    people.aoife.locator("form[action$='/watched/'] button").click()
    expect(people.aoife.locator("main .notice.good").first).to_be_visible()
    assert own_server.rows(FINISHED, gathering.lesson.replace("-", "")) == [("Aoife",)]
    assert own_server.rows(THERE, gathering.event) == [("Marit",)]


@pytest.mark.journey
def test_guest_registers_and_reads_without_script(own_server, open_page):
    page = open_page(java_script_enabled=False)
    [[event]] = own_server.rows("SELECT id FROM events_event WHERE demo_key = 'closed-school'")
    page.goto(f"{own_server.url}/en/events/{event}/")
    page.locator("main a[href$='/register/']").click()
    page.locator("[name=name]").fill("The mayor")
    page.locator("[name=email]").fill("mayor@example.org")
    page.locator("main form button.main").click()
    page.locator("[name=code]").fill(last_code(own_server))
    page.locator("main form button.main").click()
    assert page.locator(".seat .state.good").inner_text() == "You have a seat."

    page.goto(f"{own_server.url}/en/events/mine/")
    assert page.locator("main h3 a").count() == 1
    page.goto(f"{own_server.url}/en/events/challenges/")
    assert page.locator("main ol.rows > li, main ul.rows > li").count() > 0


class People:
    """Their browsers, at the event's page."""

    def __init__(self, gathering: Gathering):
        self.marit = gathering.come("Marit", "nb", "Europe/Oslo")
        self.taras = gathering.come("Taras", "uk", "Europe/Kyiv")
        self.mayor = gathering.come("The mayor", "sv", "Europe/Helsinki")
        self.aoife = gathering.come("Aoife", "en", "Europe/Dublin")
        self.olena, self.nils = gathering.come("Olena", "uk", "Europe/Kyiv"), gathering.come("Nils", "nb", "Europe/Oslo")

    @property
    def participants(self) -> tuple:
        return self.marit, self.taras, self.mayor

    @property
    def inside(self) -> tuple:
        return *self.participants, self.olena, self.nils


def all_see(pages, selector: str, text: str = "") -> None:
    """Each of them, also on the poor line."""
    for page in pages:
        page.locator(selector, has_text=text).first.wait_for(timeout=60_000)


def register_all(people: People, gathering: Gathering, server) -> None:
    """The mayor waits until Aoife gives her seat back."""
    register_by_keyboard(people.marit)
    register(people.aoife)
    register(people.taras)
    register_as_guest(people.mayor, server)
    gathering.go(people.aoife, "register/")
    people.aoife.locator("button[name=cancel]").click()
    expect(people.aoife.locator(".seat a[href$='/register/']")).to_be_visible()
    people.mayor.reload()
    people.mayor.locator("button[name=accept]").click()
    expect(people.mayor.locator(".seat .state.good")).to_be_visible()


def come_in(people: People, gathering: Gathering) -> None:
    """A host opens the room before its time."""
    for host in (people.olena, people.nils):
        gathering.go(host, "room/")
    people.olena.locator("[data-part=hosts] button[value=open]").first.click()
    for page in people.participants:
        gathering.go(page, "room/")
    all_see(people.inside, "[data-line].good")


def ask_and_answer(people: People) -> None:
    """Marit asks by keyboard; Taras would like to know it too; Nils answers."""
    press(people.marit, people.marit.locator("#questions summary.button"))
    write(people.marit, people.marit.locator("#ask_body"), "Hvem betaler?")
    press(people.marit, people.marit.locator("#ask button"))
    all_see(people.inside, "li.ask", "Hvem betaler?")
    people.taras.locator("li.ask", has_text="Hvem betaler?").locator("button.vote").click()
    all_see([people.nils], "[data-questions] [data-slot=votes]", "1")
    people.nils.locator("[data-questions] details.acts > summary").click()
    people.nils.locator("[data-questions] textarea").fill("Fylket, halvparten.")
    people.nils.locator("[data-questions] button[value=answer]").click()
    all_see(people.participants, ".answer", "Fylket, halvparten.")


def vote_in(poll: int, people: People) -> None:
    """In three languages, by keyboard, on the poor line, as a guest; the host closes it and shows what came of it."""
    lead(people.olena, f"/polls/{poll}/", "open")
    vote_by_keyboard(people.marit, poll)
    for page in (people.taras, people.mayor):
        vote(page, poll)
    expect(people.olena.locator(f"#poll-{poll} [data-voted]")).to_have_text("3", timeout=60_000)
    lead(people.olena, f"/polls/{poll}/", "close")
    lead(people.olena, f"/polls/{poll}/", "show")
    all_see(people.participants, f"#poll-{poll}[data-state=closed][data-counted]")


def talk_in_groups(people: People) -> None:
    """Marit writes the note, which the others see; the mayor the report, which everybody reads."""
    lead(people.nils, "/rounds/", "open")
    all_see(people.participants, ".group [data-write=note]")
    write(people.marit, people.marit.locator("[data-write=note] textarea"), "Samkjøring fra skolen")
    press(people.marit, people.marit.locator("[data-write=note] button"))
    expect(people.taras.locator("[data-write=note] textarea")).to_have_value("Samkjøring fra skolen", timeout=60_000)
    people.mayor.locator("[data-write=report] textarea").fill("Vi börjar med samåkning.")
    people.mayor.locator("[data-write=report] button").click()
    people.mayor.locator("[data-write=report] [data-saved]").wait_for()
    lead(people.nils, "/rounds/", "back")
    all_see(people.inside, ".reports .body", "Vi börjar med samåkning.")


def raise_and_adopt(people: People) -> None:
    """Taras raises a challenge; the mayor has it too, is asked by a host, and answers in public."""
    people.taras.locator("#challenges > details > summary").click()
    people.taras.locator("#raise_title").fill("Автобус не їде після шостої")
    people.taras.locator("#raise button").click()
    all_see([people.mayor], "#challenges li", "Автобус не їде після шостої")
    people.mayor.locator("#challenges button.vote").click()
    people.nils.locator("[data-adopting] > summary").click(timeout=30_000)
    people.nils.locator("#asked_seat").select_option(label="Ordföranden")
    people.nils.locator("[data-adopting] button").click()
    answer = people.mayor.locator("#challenges li form.notice")
    answer.locator("textarea").fill("Vi kör till nio från våren.")
    answer.locator("input[name=organisation]").fill("En kommun")
    answer.locator("input[name=consents]").check()
    answer.locator("button").click()
    all_see(people.participants, "#challenges .answer", "Vi kör till nio från våren.")


def tell_what_came_of_it(people: People, gathering: Gathering) -> None:
    """Drafted by the hub, gone over by a host, read by somebody who was not there."""
    gathering.go(people.nils, "plan/recap/")
    people.nils.locator("button[name=draft]").click()
    draft = people.nils.locator("textarea[name=text]").input_value()
    told = ["Fylket, halvparten.", "Hva først?", "Vi börjar med samåkning.", "Автобус не їде після шостої", "Vi kör till nio från våren."]
    assert [words for words in told if words not in draft] == []
    people.nils.locator("button[name=publish]").click()
    reader = gathering.come("A reader", "sv", "Europe/Stockholm")
    reader.locator("a[href$='/recap/']").click()
    all_see([reader], ".recap li", "Vi kör till nio från våren.")


def vote_by_keyboard(page, poll: int) -> None:
    form = page.locator(f"#poll-{poll} form")
    form.wait_for(timeout=30_000)
    if form.locator("input[name=text]").count():
        write(page, form.locator("input[name=text]"), "En fast rute")
    else:
        press(page, form.locator("input[name=options]").first, "Space")
    press(page, form.locator("button"))


def vote(page, poll: int) -> None:
    form = page.locator(f"#poll-{poll} form")
    form.wait_for(timeout=60_000)
    if form.locator("input[name=text]").count():
        form.locator("input[name=text]").fill("Графік")
    else:
        form.locator("input[name=options]").first.check()
    form.locator("button").click()


def record(host, gathering) -> None:
    """A link to the film, what was said, and published."""
    gathering.go(host, "plan/recording/")
    host.locator("input[name=link]").fill("https://www.youtube.com/watch?v=aqz-KE-bpKQ")
    host.locator("form:has(input[name=link]) button").click()
    host.locator("form:has([value=said]) textarea[name=text]").fill("Velkommen. Hvem kjører den siste bussen?")
    host.locator("form:has([value=said]) button").click()
    host.locator("form:has([value=publish]) button").click()
    expect(host.locator(".state.good").first).to_be_visible()
