"""axe finds nothing on one page of every template, in three languages, light and dark, wide and narrow; and nothing scrolls sideways at 320 px."""

from pathlib import Path
from shutil import move
from uuid import UUID

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings

from entrepreneurs.people import PASSWORD
from tests.journeys.keyboard import answer, wait_for_state

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
EVERYTHING = {"runOnly": {"type": "tag", "values": TAGS}, "rules": {"target-size": {"enabled": True}}, "resultTypes": ["violations"]}
COLOURS = {"runOnly": ["color-contrast"], "resultTypes": ["violations"]}  # all that a dark page can be wrong in, and the light one is not
LANGUAGES = ["en", "nb", "uk"]
LOOKS = [(1280, "light", EVERYTHING), (1280, "dark", COLOURS), (360, "light", EVERYTHING), (360, "dark", COLOURS)]
ELSEWHERE = [(360, "light", EVERYTHING)]  # in other languages than English: colours are the same there, and words longer
NARROWEST = 320
RUN = """rules => axe.run({...rules, resultTypes: ["violations"], selectors: false}).then(
    ({violations}) => violations.map(one => [one.id, one.nodes.slice(0, 3).map(node => node.html.slice(0, 160))]))"""
IS_WIDE = "document.documentElement.scrollWidth > innerWidth + 1"

# Where each template is shown. {course}, {lesson}, {news} and {standard} stand for the address of such a page, {key} for the course's key.
SIGNED_OUT = {
    "hub/home_page.html": "",
    "hub/programme_page.html": "pomeil/",
    "hub/news_page.html": "{news}",
    "hub/standard_page.html": "{standard}",
    "learning/courses.html": "learn/",
    "learning/course_page.html": "{course}",
    "learning/lesson_page.html": "{lesson}",
    "learning/mistakes/report.html": "learn/mistakes/in/{talked_about}/",
    "learning/countries/compare.html": "learn/countries/?country=NO&country=SE&country=PL",
    "learning/countries/cell.html": "learn/countries/PL/recognition/?old={old}&new={new}",
    "learning/practices/list.html": "learn/practices/?country=SE&topic=services-far-away",
    "learning/practices/practice.html": "learn/practices/{practice}/",
    "learning/resources/bank.html": "learn/resources/?language=en",
    "learning/resources/resource.html": "learn/resources/{link}/",
    "learning/practices/endorsements.html": "learn/practices/{tried}/tried/",
    "learning/stories/list.html": "learn/stories/",
    "learning/stories/story.html": "learn/stories/{bread}/",
    "learning/methods/library.html": "learn/methods/",
    "learning/methods/method.html": "learn/methods/{assessed}/",
    "learning/tools/index.html": "learn/tools/",
    "learning/portfolio/guest.html": "learn/portfolio/",
    "people/directory.html": "people/",
    "search/search.html": "search/?q=school&country=NO",
    "networks/list.html": "people/networks/",
    "people/person.html": "people/{found}/",
    "people/how.html": "people/matches/how/",
    "people/posts/list.html": "people/posts/?kind=offer",
    "people/posts/post.html": "people/posts/{laundry}/",
    "events/list.html": "events/?past=1",
    "events/month.html": "events/{month}/",
    "events/event.html": "events/{event}/",
    "events/themes.html": "events/themes/",
    "events/registration/register.html": "events/{event}/register/",
    "events/registration/code.html": "events/{event}/register/{proof}/",
    "events/challenges/board.html": "events/challenges/",
    "organisations/directory.html": "organisations/?country=NO",
    "organisations/organisation.html": "organisations/carrowmere-shore-co-op/",
    "entrepreneurs/guest.html": "me/",
    "errors/error.html": "nothing-here/",
    "account/login.html": "account/login/",
    "account/request_login_code.html": "account/login/code/",
    "account/signup.html": "account/signup/",
    "account/signup_by_passkey.html": "account/signup/passkey/",
    "account/password_reset.html": "account/password/reset/",
}
SIGNED_IN = {
    "learning/mine.html": "learn/mine/",
    "learning/countries/write.html": "learn/countries/PL/recognition/write/",
    "learning/countries/translate.html": "learn/countries/PL/recognition/in/nb/",
    "learning/countries/withdraw.html": "learn/countries/PL/recognition/withdraw/",
    "learning/countries/waiting.html": "learn/countries/waiting/",
    "learning/countries/decide.html": "learn/countries/waiting/{handed_in}/",
    "learning/finished.html": "learn/mine/{key}/finished/",
    "learning/report.html": "learn/reports/",
    "learning/dialogue/facilitators.html": "learn/facilitating/{sing}/",
    "learning/dialogue/facilitating.html": "learn/facilitating/",
    "learning/mistakes/list.html": "learn/mistakes/",
    "learning/mistakes/mistake.html": "learn/mistakes/{mistake}/",
    "learning/mistakes/mine.html": "learn/mistakes/mine/",
    "entrepreneurs/discussions/page.html": "discussions/in/lesson:{talked_about}/",
    "entrepreneurs/discussions/change.html": "discussions/{own}/change/",
    "entrepreneurs/discussions/remove.html": "discussions/{asked_there}/remove/",
    "learning/feedback.html": "learn/reports/{key}/feedback/",
    "learning/practices/begin.html": "learn/practices/new/?from={practice}",
    "learning/practices/write.html": "learn/practices/{practice}/write/",
    "learning/practices/translate.html": "learn/practices/{practice}/in/nb/",
    "learning/practices/mine.html": "learn/practices/mine/",
    "learning/practices/waiting.html": "learn/practices/waiting/",
    "learning/resources/new.html": "learn/resources/new/",
    "learning/resources/form.html": "learn/resources/new/document/",
    "learning/resources/words.html": "learn/resources/{link}/in/sv/",
    "learning/resources/waiting.html": "learn/resources/waiting/",
    "learning/practices/readers.html": "learn/practices/{tried}/readers/",
    "learning/practices/remove.html": "learn/practices/{tried}/tried/{endorsement}/remove/",
    "learning/stories/write.html": "learn/stories/{bread}/write/",
    "learning/stories/words.html": "learn/stories/{bread}/in/nb/",
    "learning/stories/consents.html": "learn/stories/{bread}/consents/",
    "learning/stories/consent.html": "learn/stories/{bread}/consents/{signed}/",
    "learning/stories/about_me.html": "learn/stories/about-me/",
    "learning/stories/mine.html": "learn/stories/about-me/{consent}/",
    "learning/methods/mine.html": "learn/methods/mine/",
    "learning/methods/template.html": "learn/methods/mine/{template}/",
    "learning/methods/edit.html": "learn/methods/mine/{template}/change/",
    "learning/methods/changes.html": "learn/methods/mine/{template}/changes/",
    "learning/methods/publish.html": "learn/methods/mine/{template}/publish/",
    "learning/methods/publish_again.html": "learn/methods/mine/{published}/publish/",
    "learning/methods/translation.html": "learn/methods/{assessed}/in/",
    "learning/portfolio/mine.html": "learn/portfolio/",
    "learning/portfolio/piece.html": "learn/portfolio/pieces/{piece}/",
    "learning/portfolio/change.html": "learn/portfolio/pieces/{piece}/change/",
    "learning/portfolio/share.html": "learn/portfolio/share/",
    "learning/portfolio/folio.html": "learn/portfolio/shared/{link_key}/",
    "learning/advising/advisers.html": "learn/advisers/",
    "learning/advising/ask.html": "learn/advisers/ask/",
    "learning/advising/mine.html": "learn/advising/{advised}/",
    "learning/advising/request.html": "learn/advising/{wanted}/",
    "learning/advising/learner.html": "learn/advising/{followed}/",
    "learning/advising/desk.html": "learn/advising/",
    "learning/advising/away.html": "learn/advising/away/",
    "learning/advising/together.html": "learn/advising/together/",
    "learning/advising/hand_in.html": "learn/submissions/new/{practical}/",
    "learning/advising/submission.html": "learn/submissions/{submission}/",
    "learning/tools/sheet.html": "learn/sheets/{sheet}/",
    "learning/tools/share.html": "learn/sheets/{sheet}/share/",
    "learning/tools/versions.html": "learn/sheets/{sheet}/versions/",
    "learning/tools/version.html": "learn/sheets/{sheet}/versions/1/",
    "events/subscribe.html": "events/calendar/",
    "entrepreneurs/home.html": "me/",
    "entrepreneurs/facts.html": "me/facts/",
    "entrepreneurs/letters.html": "me/letters/",
    "entrepreneurs/letter.html": "me/letters/{letter}/",
    "entrepreneurs/erase.html": "me/erase/",
    "people/profile.html": "me/profile/",
    "people/matches.html": "people/matches/",
    "people/posts/form.html": "people/posts/new/",
    "people/section.html": "me/profile/help/",
    "search/saved.html": "search/saved/",
    "notices/news.html": "me/news/",
    "notices/choices.html": "me/news/how/",
    "messages/inbox.html": "messages/",
    "messages/conversation.html": "messages/{talk}/",
    "messages/people.html": "messages/{talk}/people/",
    "messages/change.html": "messages/{talk}/{said}/",
    "messages/new_group.html": "messages/new/",
    "messages/request.html": "messages/requests/{asked}/",
    "messages/ask.html": "messages/ask/{key_of_person}/",
    "messages/block.html": "messages/with/{person}/block/",
    "messages/report.html": "messages/{talk}/{reportable}/report/",
    "entrepreneurs/reports.html": "me/reports/",
    "moderation/queue.html": "moderation/",
    "moderation/report.html": "moderation/{report}/",
    "events/room.html": "events/{room}/room/",
    "events/waiting.html": "events/{waiting}/room/",
    "events/polls.html": "events/{room}/polls/",
    "events/groups.html": "events/{room}/groups/",
    "events/projector.html": "events/{room}/room/projector/",
    "events/desk.html": "events/desk/",
    "events/make.html": "events/new/",
    "events/plan.html": "events/{event}/plan/",
    "events/part.html": "events/{event}/plan/part/whom/",
    "events/rows.html": "events/{event}/plan/list/order/",
    "events/words.html": "events/{room}/plan/in/sv/",
    "events/hosts.html": "events/{event}/plan/hosts/",
    "events/recording_edit.html": "events/{recorded}/plan/recording/",
    "events/recording.html": "events/{recorded}/recording/",
    "events/asked.html": "events/{waiting}/host/",
    "events/recap.html": "events/{recorded}/recap/",
    "events/recap_edit.html": "events/{recorded}/plan/recap/",
    "events/afterwards/feedback.html": "events/{group}/feedback/",
    "events/afterwards/given.html": "events/{talked}/plan/feedback/",
    "events/afterwards/notes.html": "events/{talked}/plan/notes/",
    "events/afterwards/note.html": "events/{talked}/plan/notes/{note}/",
    "events/hours/list.html": "events/office-hours/",
    "events/hours/hour.html": "events/office-hours/{hour}/",
    "events/hours/mine.html": "events/office-hours/mine/",
    "events/registration/mine.html": "events/mine/",
    "events/registration/people.html": "events/{room}/people/",
    "events/registration/poster.html": "events/{room}/poster/",
    "events/challenges/challenge.html": "events/challenges/{challenge}/",
    "events/challenges/form.html": "events/challenges/{challenge}/venture/",
    "events/challenges/plan.html": "events/challenges/{challenge}/plan/",
    "circles/list.html": "people/circles/",
    "circles/circle.html": "people/circles/{circle}/",
    "circles/form.html": "people/circles/{circle}/log/",
    "circles/invited.html": "people/circles/invited/{invited}/",
    "circles/plan.html": "people/circles/{circle}/plan/",
    "circles/hours.html": "people/circles/hours/",
    "circles/back.html": "people/circles/{circle}/back/",
    "circles/end.html": "people/circles/{circle}/end/",
    "circles/together.html": "people/circles/{circle}/together/",
    "events/networks.html": "events/{event}/networks/",
    "networks/network.html": "people/networks/houses-that-open-again/",
    "networks/make.html": "people/networks/new/",
    "networks/desk.html": "people/networks/houses-that-open-again/desk/",
    "networks/words.html": "people/networks/houses-that-open-again/desk/words/sv/",
    "networks/subjects.html": "people/networks/houses-that-open-again/desk/subjects/",
    "networks/waiting.html": "people/networks/waiting/",
    "networks/decide.html": "people/networks/omsorg-i-grenda/decide/",
    "organisations/ask.html": "organisations/ask/",
    "organisations/mine.html": "organisations/mine/",
    "organisations/belong.html": "organisations/carrowmere-shore-co-op/belong/",
    "organisations/invited.html": "organisations/invited/a-key-for-the-walk/",
    "organisations/desk.html": "organisations/rastebakken/desk/",
    "organisations/facts.html": "organisations/rastebakken/desk/facts/",
    "organisations/words.html": "organisations/rastebakken/desk/words/",
    "organisations/logo.html": "organisations/rastebakken/desk/logo/",
    "organisations/waiting.html": "organisations/waiting/",
    "organisations/bring.html": "organisations/invite/",
    "organisations/decide.html": "organisations/rastebakken/decide/",
    "workspaces/mine.html": "workspaces/",
    "workspaces/front.html": "workspaces/sing/",
    "workspaces/tasks.html": "workspaces/sing/tasks/",
    "workspaces/decisions.html": "workspaces/sing/decisions/",
    "workspaces/decision.html": "workspaces/sing/decisions/{decision}/",
    "workspaces/documents.html": "workspaces/sing/documents/",
    "workspaces/document.html": "workspaces/sing/documents/{document}/",
    "workspaces/remove.html": "workspaces/sing/documents/{document}/remove/",
    "workspaces/form.html": "workspaces/sing/decisions/{decision}/change/",
    "workspaces/meetings.html": "workspaces/sing/meetings/",
    "workspaces/translations.html": "workspaces/sing/translations/?all",
    "account/email_change.html": "account/email/",
    "account/logout.html": "account/logout/",
    "account/password_change.html": "account/password/change/",
    "account/reauthenticate.html": "account/reauthenticate/",
    "mfa/index.html": "account/2fa/",
    "mfa/totp/activate_form.html": "account/2fa/totp/activate/",
    "mfa/webauthn/authenticator_list.html": "account/2fa/webauthn/",
    "mfa/webauthn/add_form.html": "account/2fa/webauthn/add/",
}
BY_THE_WAY = {  # what is reached by doing something
    "account/base_confirm_code.html",
    "entrepreneurs/gone.html",
    "errors/send_again.html",
    "errors/500.html",
    "people/begin.html",
    "learning/practices/return.html",
    "learning/resources/return.html",
    "learning/practices/endorse.html",
    "learning/stories/decide.html",
    "learning/dialogue/share.html",
    "notices/stop.html",
}
# What the demonstration lacks: news, and a coordinator who has got a letter, finished a course, said what helped, talks with people, has reported
# somebody, and decided about what somebody else reported.
FURNITURE = """
from datetime import date
from uuid import uuid4
from django.utils import timezone
from entrepreneurs.actions.connections import accept, ask, say_adult
from entrepreneurs.actions.conversations import edit_message, start_group
from entrepreneurs.actions.saying import post_message
from entrepreneurs.actions.matches import dismiss
from entrepreneurs.actions.memberships import ask_to_belong
from entrepreneurs.actions.moderation import decide
from entrepreneurs.actions.organisations import ask_to_join
from entrepreneurs.actions.reports import report_message
from entrepreneurs.actions import network_members, networks
from entrepreneurs.attachments import Accepted
from hub import mail
from hub.models import NewsPage, Organisation, ProgrammePage
from entrepreneurs.models import Joining, Membership, Network, User
from learning.actions.methods import change, copy, keep, publish
from learning.actions.resources import bring
from learning.models import CourseFeedback, CoursePage, Enrolment, Learner, LessonCompletion, LessonPage, Resource
from search.actions.saved import save
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
"""
# A workspace with a decision that was worded anew; the demonstration has tasks and a document there.
DECIDED = """
from django.utils import timezone
from entrepreneurs.actions.decisions import reword, write_down
from entrepreneurs.models import User, Workspace
nils, workspace = User.objects.get(email="coordinator@tvers.example"), Workspace.objects.get(key="sing")
words = {"what": "Vi prøver det", "follows": "Nils spør", "decided_on": timezone.localdate(), "meeting": "https://example.org/", "language": "nb"}
decision = write_down(workspace, by=nils, organisations=workspace.partners, **words)
reword(decision, by=nils, edition=1, organisations=workspace.partners, **(words | {"what": "Vi prøver noe annet"}))
"""
# A tool that the coordinator has filled in twice, shared, and that was commented on.
TOOLS_FILLED_IN = """
from learning.actions import shares, tools
from learning.models import Learner, SheetVersion
from learning.tools import TOOLS
from entrepreneurs.models import User
nils, marit = (User.objects.get(email=f"{name}@tvers.example") for name in ("coordinator", "learner"))
learner = Learner.objects.get_or_create(user=nils)[0]
sale = {"what": "Middager til hjemmetjenesten", "price": "125.5", "variable": "55", "units": "2576"}
content = {"frame": {"currency": "NOK", "period": "Et år"}, "sales": [sale], "other": [], "fixed": [{"what": "Leie", "amount": "24000"}]}
budget = tools.make_sheet(TOOLS["budget"], owner=learner, written=tools.Written("Et budsjett å se på", content, "nb"))
SheetVersion.objects.update(begun_at="2026-01-01T00:00Z")
written = tools.Written("Et budsjett å se på", content | {"other": [{"what": "Medlemmer", "amount": "36000"}]}, "nb", 1)
tools.save_sheet(budget, by=learner, written=written)
shares.share(budget, by=nils, whom=f"person:{marit.pk}", can_edit=True)
shares.comment(budget, by=marit, section="sales", body="Er det nok i februar?", language="nb")
from uuid import uuid4
from learning.actions import portfolio, portfolio_shares
kept = portfolio.keep(nils, source="tool", key=str(budget.pk), language="nb")
portfolio.make(nils, client_id=uuid4(), title="Et stykke", text="Noe jeg har laget.", language="nb", note="Fordi det virker.")
portfolio_shares.share(nils, item=None, whom=f"person:{marit.pk}")
portfolio_shares.share(nils, item=None, whom="everyone", is_adult=True)
portfolio.change(kept, by=nils, title="", note="Slik regnet vi.", language="nb")
portfolio.make(nils, client_id=uuid4(), title="Et senere stykke", text="Det kom til etterpå.", language="nb")
"""
# Advising: the coordinator advises, too, and has an adviser; with something that waits, a task handed in twice, and an hour that is booked.
ADVISED = """
from datetime import time, timedelta
from django.contrib.auth.models import Group
from django.utils import timezone
from entrepreneurs.models import User
from events.actions.office_hours import book, keep_hours
from learning.actions.absences import be_away
from learning.actions.advising import accept, ask
from learning.actions.submissions import comment, hand_in
from learning.models import Learner, LessonPage
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
"""
# Rooms: one that the coordinator leads, with something of every kind in it, and one that is not open yet.
ROOMS = """
from datetime import timedelta
from uuid import uuid4
from django.utils import timezone
from entrepreneurs.models import User
from events.actions import adoptions, afterwards, challenges, chat, groups, hands, hosts, notes, noting
from events.actions import polls, questions, recaps, recordings, rooms, themes, voting
from events.models import AddressProof, Challenge, Event, EventLanguage, EventText, Guest, Host, Item, Registration
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
adoptions.take_up(Challenge.objects.get(demo_key="school-stands-empty"), user=nils, title="Et kjøkken", text="På prøve", address="", language="nb")
words = [{"nb": "Ja", "uk": "Так"}, {"nb": "Nei"}]
for kind, options in [("one", words), ("several", words), ("scale", []), ("text", [])]:
    facts = {"titles": {"nb": "Skal vi?"}, "lows": {"nb": "lite"}, "highs": {"nb": "mye"}, "is_anonymous": kind == "text"}
    poll = polls.save_poll(event, kind=kind, options=options, steps=5 if kind == "scale" else None, **facts)
    polls.open_poll(poll)
voting.vote(poll, by=theirs, text="Åpne dørene", language="nb")
groups.save_round(event, way="mixed", titles={"nb": "Hva prøver vi først?"}, groups=[{}, {}], minutes=20)
talking = groups.save_round(event, way="theme", titles={"nb": "Hva må til?"}, groups=[{"nb": "Penger", "uk": "Гроші"}, {"nb": "Folk"}], minutes=20)
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
    guest = Guest.objects.create(email=f"guest{number}@example.org", name="Ordføreren", organisation="En kommune", language="nb", token_hash=state)
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
"""
# The comparison of countries: a cell with two versions, and what waits for a coordinator in another.
COUNTRIES = """
from datetime import date
from django.utils import timezone
from entrepreneurs.models import User
from learning.models import ComparisonCell, Statement
source = {"source_title": "The Act", "source_url": "https://example.org/act", "seen_on": date(2026, 11, 2), "language": "en"}
cell, other = (ComparisonCell.objects.get(country=code, topic__key="recognition") for code in ("PL", "FI"))
marit = User.objects.get(email="learner@tvers.example")
for text, state in [("There is no act.", "replaced"), ("There is an act.", "published")]:
    Statement.objects.create(cell=cell, state=state, published_at=timezone.now(), **source).texts.create(language="en", text=text)
Statement.objects.create(cell=other, state="waiting", author=marit, **source).texts.create(language="en", text="Handed in.")
"""
# Practices: one that is handed in to an organisation which a coordinator has to verify, and a translation that is offered.
PRACTICES = """
from django.utils import timezone
from entrepreneurs.models import Membership, User
from hub.models import Organisation
from learning.actions.practice_translations import translate
from learning.actions.practices import write
answers = dict(problem="Ingen buss.", done="Vi kjører.", changed="Førti turer.", warning="Forsikre dere.", title="Skyss")
other, nils = (User.objects.get(email=f"{name}@tvers.example") for name in ("editor", "coordinator"))
new, known = Organisation.objects.get(slug="rastebakken"), Organisation.objects.get(name="Tårnvika grendelag")
Membership.objects.create(organisation=new, user=other, accepted_at=timezone.now())
write(other, organisation=new, language="nb", wish="send", country="NO", **answers)
shown = write(nils, organisation=known, language="nb", wish="send", country="NO", **answers)
translate(shown, language="uk", by=other, provenance="person", **answers)
"""
# Practices: one that others have tried, and read.
TRIED = """
from entrepreneurs.models import User
from learning.actions.endorsements import endorse
from learning.actions.readings import note_reader
from learning.models import Practice
practice = Practice.objects.get(demo_key="ride-book")
for user in User.objects.filter(email__in=["learner@tvers.example", "editor@tvers.example"]):
    endorse(practice, user=user, country="SE", text="Vi provade i bykiosken.", language="sv")
    note_reader(practice, user=user)
"""
# A story that the coordinator is asked to agree to.
TOLD_OF = """
from entrepreneurs.models import User
from learning.models import Story
nils, story = User.objects.get(email="coordinator@tvers.example"), Story.objects.get(demo_key="thursdays-back")
story.consents.create(user=nils, name="Nils Bakken", role="told", how="hub")
"""
# Circles: one that the coordinator facilitates, with a meeting that was and one to come, a log, and somebody who would like to join; one that they
# are invited to; and one that is open.
CIRCLES = """
from datetime import time, timedelta
from uuid import uuid4
from django.utils import timezone
from entrepreneurs.actions import circle_invitations, circle_log, circles
from entrepreneurs.models import Circle, CircleMember, User
from events.actions import circle_meetings
from events.models import Event, FreeTime
nils, marit, olena, aoife = (User.objects.get(email=f"{name}@tvers.example") for name in ("coordinator", "learner", "adviser", "editor"))
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
other = circles.form(aoife, name="Who mends the boats?", client_id=uuid4(), **(words | {"language": "en"}))
circle_invitations.ask(other, by=aoife, user=nils, message="Come along.", language="en", as_facilitator=True)
circles.form(marit, name="Åpent for flere", client_id=uuid4(), **words)
"""

# A mistake reported in a lesson of whose conversation the demonstration knows; the coordinator has spoken there too.
TALKED_ABOUT = """
from uuid import uuid4
from entrepreneurs.actions.discussions import answer, contribute
from entrepreneurs.discussing import place_named
from entrepreneurs.models import Contribution, User
from learning.actions.facilitators import name_facilitator
from learning.actions.mistakes import report_mistake
from learning.models import CoursePage, LessonPage
nils, marit = (User.objects.get(email=f"{name}@tvers.example") for name in ("coordinator", "learner"))
said = Contribution.objects.threads().last()
place, facts = place_named(said.place), {"language": "nb", "client_id": uuid4()}
contribute(place, author=nils, kind="question", body="Hva gjør dere om vinteren?", **facts)
lesson = LessonPage.objects.filter(translation_key=place.key, live=True).first()
name_facilitator(CoursePage.objects.get(pk=lesson.course.pk), user=nils, by="profession")
part = next(block.id for block in lesson.body if block.block_type == "text")
report_mistake(lesson, reporter=nils, address="", block_id=part, text="Er det tre samtaler?", written_in="nb", client_id=uuid4())
"""
STOP = """
from entrepreneurs.models import User
from hub.notices.mailing import stop_address
print("/" + stop_address(User.objects.get(email="translator@tvers.example"), ["message", "request"]).split("/", 3)[3])
"""


@pytest.fixture(scope="module")
def server(make_server):
    server = make_server().start()
    server.manage("shell", "--command", FURNITURE)
    server.manage("shell", "--command", TOOLS_FILLED_IN)
    server.manage("shell", "--command", ADVISED)
    server.manage("shell", "--command", ROOMS)
    server.manage("shell", "--command", COUNTRIES)
    server.manage("shell", "--command", PRACTICES)
    server.manage("shell", "--command", TRIED)
    server.manage("shell", "--command", DECIDED)
    server.manage("shell", "--command", TOLD_OF)
    server.manage("shell", "--command", CIRCLES)
    server.manage("shell", "--command", TALKED_ABOUT)
    yield server
    server.stop()


def place_of(server, language: str, app: str, model: str) -> str:
    """The address below /<language>/ of a page of this kind: the newest of POMEIL, or else the newest."""
    found = server.rows(
        """
        SELECT p.url_path FROM wagtailcore_page p
        JOIN wagtailcore_locale l ON l.id = p.locale_id JOIN django_content_type t ON t.id = p.content_type_id
        WHERE p.live AND l.language_code = ? AND t.app_label = ? AND t.model = ?
        ORDER BY p.url_path LIKE '%/pomeil/%' DESC, p.id DESC
        """,
        *(language, app, model),
    )
    return found[0][0].split("/", 2)[2]


def places(server, language: str) -> dict[str, str]:
    [[key, letter]] = server.rows(
        "SELECT e.course_key, l.id FROM learning_enrolment e, hub_letter l WHERE e.completed_at IS NOT NULL ORDER BY l.id LIMIT 1"
    )
    [[talk, said]] = server.rows("SELECT conversation_id, id FROM entrepreneurs_message WHERE body LIKE 'Hei, %'")
    [[asked, person]] = server.rows("SELECT id, asker_id FROM entrepreneurs_connection WHERE accepted_at IS NULL")
    [[reportable]] = server.rows("SELECT id FROM entrepreneurs_message WHERE body LIKE 'Ja!%'")
    [[report]] = server.rows("SELECT id FROM entrepreneurs_report WHERE reason = 'fraud'")
    [[contact]] = server.rows("SELECT contact_key FROM entrepreneurs_user WHERE id = ?", person)
    [[found]] = server.rows("SELECT id FROM entrepreneurs_user WHERE email LIKE 'eero@%'")
    [[laundry]] = server.rows("SELECT id FROM entrepreneurs_post WHERE demo_key = 'weeks-in-the-laundry'")
    [[event, day]] = server.rows("SELECT id, day FROM events_event WHERE demo_key = 'closed-school'")
    [[room]] = server.rows("SELECT event_id FROM events_eventtext WHERE title = 'Et rom'")
    [[waiting]] = server.rows("SELECT event_id FROM events_eventtext WHERE title = 'Et annet rom'")
    [[talked]] = server.rows("SELECT event_id FROM events_eventtext WHERE title = 'En fokusgruppe'")
    [[group]] = server.rows("SELECT event_id FROM events_eventtext WHERE title = 'En annen fokusgruppe'")
    [[note]] = server.rows("SELECT id FROM events_focusnote")
    [[proof]] = server.rows("SELECT key FROM events_addressproof")
    [[challenge]] = server.rows("SELECT id FROM events_challenge WHERE demo_key = 'school-stands-empty'")
    [[decision]] = server.rows("SELECT id FROM entrepreneurs_partnerdecision")
    [[document]] = server.rows("SELECT d.id FROM entrepreneurs_shareddocument d JOIN hub_programme p ON p.id = d.workspace_id WHERE p.key = 'sing'")
    [[tried]] = server.rows("SELECT id FROM learning_practice WHERE demo_key = 'ride-book'")
    [[endorsement]] = server.rows("SELECT min(id) FROM learning_endorsement")
    [[link]] = server.rows("SELECT id FROM learning_resource WHERE demo_key = 'merse'")
    [[practice]] = server.rows("SELECT id FROM learning_practice WHERE demo_key = 'ride-book-across'")
    [[assessed]] = server.rows("SELECT id FROM learning_resource WHERE demo_key = 'start-up-talk'")
    [[bread]] = server.rows("SELECT id FROM learning_story WHERE demo_key = 'bread-that-did-not-add-up'")
    [[signed]] = server.rows("SELECT id FROM learning_storyconsent WHERE story_id = ? AND how = 'paper'", bread)
    [[consent]] = server.rows("SELECT id FROM learning_storyconsent WHERE agreed_on IS NULL")
    [[template]] = server.rows("SELECT id FROM learning_template WHERE published_as_id IS NULL")
    [[published]] = server.rows("SELECT id FROM learning_template WHERE published_as_id IS NOT NULL")
    [[recorded]] = server.rows("SELECT event_id FROM events_recording")
    [[old], [new]] = server.rows("SELECT id FROM learning_statement WHERE source_title = 'The Act' AND state != 'waiting' ORDER BY id")
    [[handed_in]] = server.rows("SELECT id FROM learning_statement WHERE state = 'waiting'")
    [[circle]] = server.rows("SELECT id FROM entrepreneurs_circle WHERE name = 'Hvem henter ungene?'")
    [[invited]] = server.rows("SELECT id FROM entrepreneurs_circleinvitation WHERE message = 'Come along.'")
    [[sheet]] = server.rows("SELECT id FROM learning_sheet WHERE title = 'Et budsjett å se på'")
    [[link_key]] = server.rows("SELECT public_key FROM learning_portfolioshare WHERE public_key IS NOT NULL")
    [[piece]] = server.rows("SELECT id FROM learning_portfolioitem WHERE note = 'Slik regnet vi.'")
    [[advised]] = server.rows("SELECT id FROM learning_advising WHERE question = 'Hvem kan hjelpe?'")
    [[followed]] = server.rows("SELECT id FROM learning_advising WHERE question = 'Hva nå?'")
    [[wanted]] = server.rows("SELECT id FROM learning_advising WHERE question = 'Where to begin?'")
    [[submission, lesson_key, block_id]] = server.rows("SELECT id, lesson_key, block_id FROM learning_submission")
    [[hour]] = server.rows("SELECT h.id FROM events_officehour h JOIN events_booking b ON b.hour_id = h.id WHERE h.zone = 'Europe/Athens'")
    [[mistake]] = server.rows("SELECT id FROM learning_mistake")
    [[own, there]] = server.rows("SELECT id, place FROM entrepreneurs_contribution WHERE body LIKE 'Hva gjør dere%'")
    [[asked_there]] = server.rows("SELECT id FROM entrepreneurs_contribution WHERE body LIKE 'Hvor mange%'")
    [[sing]] = server.rows("SELECT DISTINCT course_key FROM learning_facilitator")
    return {
        "piece": piece,
        "link_key": link_key,
        "advised": advised,
        "followed": followed,
        "wanted": wanted,
        "submission": submission,
        "practical": f"{UUID(str(lesson_key))}/{block_id}",
        "hour": hour,
        "mistake": mistake,
        "own": own,
        "asked_there": asked_there,
        "talked_about": there.partition(":")[2],
        "sing": UUID(str(sing)),
        "old": old,
        "new": new,
        "handed_in": handed_in,
        "event": event,
        "sheet": sheet,
        "circle": circle,
        "invited": invited,
        "challenge": challenge,
        "decision": decision,
        "document": document,
        "recorded": recorded,
        "tried": tried,
        "endorsement": endorsement,
        "link": link,
        "practice": practice,
        "assessed": assessed,
        "bread": bread,
        "signed": signed,
        "consent": consent,
        "template": template,
        "published": published,
        "proof": UUID(str(proof)),
        "month": f"{int(day[:4])}/{int(day[5:7])}",
        "room": room,
        "waiting": waiting,
        "talked": talked,
        "group": group,
        "note": note,
        "found": found,
        "laundry": laundry,
        "talk": talk,
        "said": said,
        "reportable": reportable,
        "report": report,
        "asked": asked,
        "person": person,
        "key_of_person": UUID(contact),
        "course": place_of(server, language, "learning", "coursepage"),
        "lesson": place_of(server, language, "learning", "lessonpage"),
        "news": place_of(server, language, "hub", "newspage"),
        "standard": place_of(server, language, "hub", "standardpage"),
        "key": UUID(key),
        "letter": letter,
    }


def complaints(page) -> dict[tuple, list]:
    """What axe finds on the page as it is now, by look; and the widths at which it scrolls sideways."""
    found = {}
    page.evaluate(Axe().axe_script)
    for width, scheme, rules in LOOKS if page.locator("html").get_attribute("lang") == "en" else ELSEWHERE:
        show(page, width, scheme)
        found[width, scheme] = page.evaluate(RUN, rules) + (["scrolls sideways"] if page.evaluate(IS_WIDE) else [])
    show(page, NARROWEST, "light")
    found[NARROWEST, "light"] = ["scrolls sideways"] if page.evaluate(IS_WIDE) else []
    return {look: what for look, what in found.items() if what}


def show(page, width: int, scheme: str) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")


def sign_in(page, server, language: str, *, name: str = "coordinator") -> None:
    page.goto(f"{server.url}/{language}/account/login/")
    page.locator("input[name=login]").first.fill(f"{name}@tvers.example")
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("input[name=password]").press("Enter")
    page.wait_for_url("**/learn/mine/")


def prove_again(page, server, language: str) -> None:
    """As those do who are about to change how they sign in, or to erase everything."""
    page.goto(f"{server.url}/{language}/account/reauthenticate/?next=/{language}/me/erase/")
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("input[name=password]").press("Enter")
    page.wait_for_url("**/me/erase/")


def look_at(page, server, language: str, shown: dict[str, str]) -> dict[str, dict]:
    """What axe finds, by template, on the page where each is shown."""
    known, found = places(server, language), {}
    for template, path in shown.items():
        address = f"{server.url}/{language}/{path.format(**known)}"
        page.goto(address)
        assert page.url == address
        found[template] = complaints(page)
    return {template: what for template, what in found.items() if what}


def page_templates() -> set[str]:
    """Our templates that make a whole page; allauth's own are drawn by templates/allauth/."""
    top = Path(settings.BASE_DIR) / "templates"
    texts = {str(path.relative_to(top)): path.read_text() for path in top.rglob("*.html")}
    bases = {"base.html", "account/base_entrance.html", "account/base_manage.html", "account/base_manage_email.html", "mfa/base_manage.html"}
    starts = [f'{{% extends "{base}" %}}' for base in (*bases, "mfa/webauthn/base.html")]
    return {name for name, text in texts.items() if any(text.startswith(start) for start in starts) and not name.startswith("allauth/")}


def test_every_template_of_a_page_is_looked_at():
    assert page_templates() - SIGNED_OUT.keys() - SIGNED_IN.keys() - BY_THE_WAY == set()


@pytest.mark.journey
@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing(server, open_page, watch, language):
    watch.allow("404")
    page = open_page(locale=language)

    assert look_at(page, server, language, SIGNED_OUT) == {}


@pytest.mark.journey
@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_for_those_signed_in(server, open_page, language):
    page = open_page(locale=language)
    sign_in(page, server, language)
    prove_again(page, server, language)

    assert look_at(page, server, language, SIGNED_IN) == {}


@pytest.mark.journey
@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_by_the_way(server, open_page, watch, language):
    """A code asked for, a form that was open too long, answers erased, and a database that is away."""
    watch.allow("403", "503")
    page = open_page(locale=language)
    found = {}

    page.goto(f"{server.url}/{language}/account/login/code/")
    page.locator("input[name=email]").fill(f"{language}@example.org")
    page.locator("input[name=email]").press("Enter")
    page.locator("input[name=code]").wait_for()
    found["account/base_confirm_code.html"] = complaints(page)

    page.goto(f"{server.url}/{language}/{place_of(server, language, 'learning', 'lessonpage')}")
    page.locator("textarea").first.fill("In winter, nobody passes.")
    page.locator("[data-status].good").first.wait_for()
    page.goto(f"{server.url}/{language}/me/erase/")
    page.locator("input[name=csrfmiddlewaretoken]").first.evaluate("input => { input.value = 'x' }")
    page.locator("input[name=word]").fill({"en": "erase", "nb": "slett", "uk": "стерти"}[language])
    page.locator("button.danger").click()
    page.locator("input[name=word][type=hidden]").wait_for(state="attached")
    found["errors/send_again.html"] = complaints(page)

    page.locator("main .button.main").click()
    page.locator(".button.main[href*=learn]").wait_for()
    found["entrepreneurs/gone.html"] = complaints(page)

    sign_in(page, server, language, name="administrator")
    page.goto(f"{server.url}/{language}/people/")
    page.locator(".button.main[href*=begin]").click()
    page.locator("input[name=languages]").first.wait_for()
    found["people/begin.html"] = complaints(page)

    assert not any(found.values()), found


@pytest.mark.journey
def test_axe_finds_nothing_where_somebody_says_what_happened(server, open_page, watch):
    """By somebody who neither writes the practice nor coordinates; first with what is wrong."""
    watch.allow("422")
    page = open_page()
    sign_in(page, server, "en", name="translator")
    page.goto(f"{server.url}/en/learn/practices/{places(server, 'en')['tried']}/tried/new/")
    page.locator("main .button.main").click()
    page.locator("[aria-invalid=true]").first.wait_for()
    assert complaints(page) == {}

    page.locator("textarea").fill("It works here too.")
    page.locator("select[name=country]").select_option("IE")
    page.locator("main .button.main").click()
    page.locator("figure form .button").wait_for()
    assert complaints(page) == {}


@pytest.mark.journey
def test_axe_finds_nothing_where_mails_are_stopped(server, open_page):
    """Reached from a mail, without signing in; asked first, then done."""
    page = open_page()
    page.goto(server.url + server.manage("shell", "--no-imports", "-c", STOP).splitlines()[-1])

    assert complaints(page) == {}
    page.locator(".button.main").click()
    page.locator("button[name=pace]").wait_for()
    assert complaints(page) == {}


@pytest.mark.journey
@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_while_the_database_is_away(own_server, open_page, watch, language):
    watch.allow("503")
    away = own_server.data / "away"
    own_server.status(f"/{language}/me/")
    move(own_server.data / "tvers.sqlite3", away)

    page = open_page(locale=language)
    assert page.goto(f"{own_server.url}/{language}/learn/mine/").status == 503
    assert page.locator("html").get_attribute("lang") == language
    assert complaints(page) == {}


@pytest.mark.journey
def test_axe_finds_nothing_in_answered_tasks(server, open_page, watch):
    """Saved, refused and checked tasks of all kinds, and the page at the end of a course."""
    watch.allow("422")
    page = open_page()
    page.goto(f"{server.url}/en/merse/business-models-where-people-are-few/")
    lessons = [server.url + link.get_attribute("href") for link in page.locator(".way h3 a").all()]
    for lesson in lessons:
        page.goto(lesson)
        for task in page.locator("[data-task]").all():
            if task.locator("button[name=check]").count():
                task.locator("button[name=check]").click()
                wait_for_state(task, "bad")
        assert complaints(page) == {}
        for id_ in [task.get_attribute("id") for task in page.locator("[data-task]").all()]:
            task = page.locator(f"#{id_}")
            answer(page, task)
            wait_for_state(task, "good")
            if task.locator("button[name=check]").count():
                task.locator("button[name=check]").click()
                page.locator(f"#{id_} [data-feedback]").wait_for()
        assert complaints(page) == {}

    page.goto(server.url + page.locator(".next .button.main").get_attribute("href"))
    assert complaints(page) == {}


@pytest.mark.journey
def test_right_to_left_mirrors_the_page(server, open_page):
    """A page told to run from right to left has its mark at the right, its menu at the left, and still fits."""
    page = open_page(viewport={"width": 360, "height": 800})
    page.goto(f"{server.url}/en/")
    page.evaluate("document.documentElement.dir = 'rtl'")

    mark, menu = page.locator(".mark").bounding_box(), page.locator("details.tongue").bounding_box()
    assert mark["x"] > menu["x"]
    assert not page.evaluate(IS_WIDE)
