"""Whoever is not meant is told that nothing is there: every address that names something, and every feed, for every role, with what is others'."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.test import override_settings
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone

from entrepreneurs import organisation_tree
from entrepreneurs.actions import circle_invitations, circle_log, decisions, documents, posts, tasks
from entrepreneurs.actions.connections import ask, block, say_adult
from entrepreneurs.actions.conversations import start_group
from entrepreneurs.actions.profiles import change_photo, change_profile
from entrepreneurs.actions.reports import report_message
from entrepreneurs.actions.saying import post_message
from entrepreneurs.attachments import Accepted
from entrepreneurs.models import Attachment, Message, Post, Profile, QuotedFile
from entrepreneurs.photos import portrait
from entrepreneurs.roles import ROLES
from events.actions import chat, groups, hands, notes, polls, questions, rooms
from events.actions.adoptions import adopt, take_up
from events.actions.challenges import raise_in
from events.models import Event, Reach, Recap, Recording
from hub import mail
from hub.live import registry
from learning.actions.methods import copy
from learning.models import Advising, CourseFeedback, Enrolment, Learner, StoryConsent, Submission
from search.models import SavedSearch
from tests.entrepreneurs.test_profiles import picture
from tests.factories import UserFactory, befriend, make_course, make_event, make_event_guest, make_partner, make_post, make_workspace, register
from tests.factories.advising import make_adviser, make_hour
from tests.factories.circles import make_circle, make_people
from tests.factories.events import make_challenge
from tests.factories.networks import make_network, make_step
from tests.factories.organisations import belong, make_organisation
from tests.factories.pages import SiteTree
from tests.factories.portfolio import make_piece
from tests.factories.practices import make_practice, make_publisher
from tests.factories.resources import make_document, make_method, method
from tests.factories.stories import drawing, make_story, signed
from tests.factories.tools import make_budget

pytestmark = pytest.mark.django_db

OURS = {
    "attachment",
    "circles",
    "discussions",
    "events",
    "learning",
    "me",
    "meetings",
    "messages",
    "moderation",
    "networks",
    "organisations",
    "people",
}
OURS |= {"search", "workspaces"}
NOT_ANYBODYS = {
    **{
        f"discussions:{name}": "what is said in a place, for those who read there: tests/entrepreneurs/test_discussions.py"
        for name in ("discussion", "contribute", "thread", "answer", "change", "take_back", "remove")
    },
    "me:section": "the name of a part of one's own profile",
    "people:answer_post": "whoever was meant to read it, and what has ended shows nothing: tests/entrepreneurs/test_posts.py",
    "me:stop_notices": "signed by us: tests/hub/test_notices.py",
    "learning:join": "a course",
    "learning:answer": "a lesson, which everybody may read; answers are found by who asks: tests/learning/test_answers.py",
    "learning:answers": "a lesson",
    "learning:read": "a lesson",
    "learning:share_reflection": "a lesson; answers are found by who asks: tests/learning/test_dialogue.py",
    "learning:facilitators": "a course, for coordinators: tests/learning/test_facilitators.py",
    "learning:step_down": "a course; facilitators are found by who asks: tests/learning/test_facilitators.py",
    "learning:report_mistake": "a lesson, which everybody may read",
    "learning:mistake": "what was reported, for those who may change the lesson: tests/learning/test_mistakes.py",
    "learning:new_sheet": "a kind of tool, which everybody may begin",
    "learning:sheet_in_lesson": "a lesson; sheets are found by who asks: tests/learning/test_tools_lessons.py",
    "events:theme": "a theme, which everybody may read: tests/events/test_themes.py",
    "events:month": "a month",
    "events:series_feed": "what is listed of a series: tests/events/test_calendars.py",
    "events:by_link": "whoever has the key is meant: tests/events/test_leaflets.py",
    "events:prove": "whoever has the key and the code is meant: tests/events/test_guests.py",
    "events:own_feed": "whoever has the key is meant: tests/events/test_calendars.py",
    "circles:join": "a circle that is open to all members: tests/entrepreneurs/test_circles.py",
    "organisations:belong": "an organisation, which everybody may read",
    "organisations:invited": "whoever has the key is meant: tests/entrepreneurs/test_memberships.py",
    "learning:country_cell": "a cell of the comparison, which everybody may read: tests/learning/test_countries_pages.py",
    "learning:write_cell": "a cell, for those who work in the country: tests/learning/test_countries_pages.py",
    "learning:withdraw_cell": "a cell, for those who may publish in it: tests/learning/test_countries_pages.py",
    "learning:translate_cell": "a cell, for those who may publish in it: tests/learning/test_countries_pages.py",
    "learning:statement": "what was handed in, for coordinators: tests/learning/test_countries_pages.py",
    "learning:bring": "a kind of thing",
    "learning:new_template": "a kind of method",
    "learning:decide_resource": "what waits, for coordinators: tests/learning/test_resource_pages.py",
    "learning:decide_story": "what waits, for those who publish it: tests/learning/test_story_pages.py",
    "learning:asked_consent": "whoever has the key is meant: tests/learning/test_story_consents.py",
    "learning:asked_picture": "whoever has the key is meant: tests/learning/test_story_consents.py",
    "learning:decide_practice": "what waits, for those who publish it: tests/learning/test_practice_pages.py",
    "learning:decide_translation": "what is offered, for those who publish it: tests/learning/test_practice_pages.py",
    "learning:endorsements": "a practice, which everybody may read: tests/learning/test_endorsements.py",
    "learning:endorse": "a practice, which everybody may read: tests/learning/test_endorsements.py",
    "learning:count_reading": "a practice, which everybody may read: tests/learning/test_practice_readers.py",
    "learning:shared_portfolio": "whoever has the key is meant: tests/learning/test_portfolio_shares.py",
    "learning:shared_pdf": "whoever has the key is meant: tests/learning/test_portfolio_shares.py",
    "learning:shared_file": "whoever has the key is meant: tests/learning/test_portfolio_shares.py",
    "learning:report_shared": "whoever has the key is meant: tests/learning/test_portfolio_shares.py",
    "learning:feedback": "a course, for coordinators: tests/learning/test_reports.py",
    "learning:hand_in": "a lesson; what is handed in is found by who asks: tests/learning/test_submissions.py",
    "learning:ask_adviser": "an adviser, whom everybody may ask who finds them: tests/learning/test_advising.py",
    "learning:answer_advising": "what waits, for whoever was asked: tests/learning/test_advising.py",
}
OF_COORDINATORS = {"moderation:report", "learning:resource", "learning:resource_file", "learning:change_resource", "learning:lead_resource"}
OF_COORDINATORS |= {
    f"learning:{name}" for name in ("story", "story_picture", "write_story", "story_words", "story_consents", "story_consent", "lead_story")
}
OF_COORDINATORS |= {f"learning:{name}" for name in ("practice", "practice_file", "write_practice", "lead_practice", "translate_practice")}
OF_COORDINATORS |= {f"learning:{name}" for name in ("resource_words", "method", "method_version", "method_translation", "copy_method", "method_file")}
OF_COORDINATORS |= {"learning:practice_readers", "learning:practice_readers_csv", "learning:remove_endorsement"}
BY_MODERATORS = {"moderation:report", "networks:decide", "organisations:decide", "learning:remove_endorsement"}  # what they alone find
OUTSIDERS = ["visitor", "member", "blocked", *ROLES, "superuser"]


@dataclass
class World:
    """Two people who talk, and what there is of them that is nobody else's, by the names of addresses."""

    keys: dict[str, tuple]
    feeds: list[str]
    people: list


@pytest.fixture(scope="module")
def world(kept_for_module, tmp_path_factory):
    with override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media")):
        yield make_world()


def make_world() -> World:
    site_tree = SiteTree.there()
    ada, bo, asker, owner = (UserFactory(name=name) for name in ("Ada", "Bo", "Cem", "Dag"))
    talk = befriend(ada, bo)
    said = post_message(talk, author=ada, body="A secret", language="en", client_id=uuid4(), files=[Accepted("plan.txt", "text/plain", b"Plan")])
    say_adult(asker)
    request = ask(asker, asked=ada, message="Hello", language="en")
    befriend(owner, bo)
    group = start_group(owner, title="A group", members=[bo])
    change_photo(ada, photo=portrait(picture()))
    profile = change_profile(ada, visibility="connections", about="A secret")
    moderator = UserFactory()
    moderator.groups.add(Group.objects.get(name="Coordinator"))
    befriend(moderator, ada)
    report = report_message(said, reporter=bo, reason="fraud", text="", language="en", blocks=False)
    mail.send("welcome", ada)
    course_key = make_course(site_tree).page.translation_key
    enrolment = Enrolment.objects.create(learner=Learner.objects.create(user=ada), course_key=course_key, language="en", completed_at=timezone.now())
    CourseFeedback.objects.create(enrolment=enrolment, helped="A secret", language="en")
    block(bo, blocked=UserFactory())
    keys = {
        "attachment": (Attachment.objects.get().key,),
        "me:letter": (ada.letters.get().pk,),
        "people:person": (ada.pk,),
        "people:ask": (ada.pk,),
        "people:report": (ada.pk,),
        "people:photo": (ada.pk, profile.photo_name),
        "people:dismiss": (ada.pk,),
        "people:bring_back": (ada.pk,),
        **post_keys(ada, reader=bo),
        "messages:request": (request.pk,),
        "messages:report_request": (request.pk,),
        "messages:ask": (uuid4(),),
        "messages:part": (ada.pk,),
        "messages:block": (ada.pk,),
        "messages:unblock": (ada.pk,),
        "messages:conversation": (talk.pk,),
        "messages:people": (group.pk,),
        "messages:say": (talk.pk,),
        "messages:read": (talk.pk,),
        "messages:change": (talk.pk, said.pk),
        "messages:delete": (talk.pk, said.pk),
        "messages:report": (talk.pk, said.pk),
        "moderation:report": (report.pk,),
        "learning:finished": (enrolment.course_key,),
        **organisation_keys(ada),
        **network_keys(ada),
        **resource_keys(ada),
        **practice_keys(ada),
        **tried_keys(ada),
        **story_keys(ada),
        **sheet_keys(ada),
        **portfolio_keys(ada),
        **advising_keys(ada, site_tree),
        "search:stop": (SavedSearch.objects.create(user=ada, asked="q=A+secret", language="en").pk,),
        **event_keys(ada),
        **circle_keys(ada),
        **workspace_keys(ada),
        **(room := make_room(ada)),
    }
    event, written = room["events:group_note"]
    feeds = [
        f"advising:{keys['learning:advising'][0]}",
        talk.feed_key,
        group.feed_key,
        f"person:{ada.pk}",
        f"room:{event}",
        f"hosts:{event}",
        f"group:{written}",
    ]
    return World(keys, feeds, [ada, bo])


def organisation_keys(lead) -> dict[str, tuple]:
    """One that no coordinator has verified."""
    organisation_tree.plant()
    organisation = make_organisation("A secret village", lead=lead, is_verified=False)
    names = ["desk", "facts", "words", "logo", "invite", "person", "again", "decide"]
    return {f"organisations:{name}": (organisation.slug,) for name in names}


def post_keys(author, *, reader) -> dict[str, tuple]:
    """A post that is closed, and was answered by one; theirs who posted it to change is another."""
    closed = make_post(author, title="A secret", text="A secret")
    posts.answer(closed, by=reader, body="A secret", language="en", client_id=uuid4())
    posts.close_post(closed, outcome="met")
    mine = Post.objects.create(author=author, title="A secret", text="A secret", kind="need", help="advice", language="en", client_id=uuid4())
    Post.objects.filter(pk=mine.pk).update(closed_at=timezone.now(), outcome="met")
    return {"people:post": (closed.pk,)} | {f"people:{name}_post": (mine.pk,) for name in ("change", "close", "prolong")}


def network_keys(user) -> dict[str, tuple]:
    """One that somebody has proposed, and no coordinator has opened."""
    network = make_network("A secret", moderator=user, is_open=False)
    step = make_step(network, "A secret")
    whole = ["network", "belong", "organisation", "decide", "desk", "subjects", "person", "write_step", "end"]
    named = {"words": "nb", "step": step.pk}
    return {f"networks:{name}": (network.slug,) for name in whole} | {f"networks:{name}": (network.slug, key) for name, key in named.items()}


def sheet_keys(owner) -> dict[str, tuple]:
    """A tool that somebody has filled in, shared with an adviser whom nobody else knows, who has said something of it."""
    sheet, reader = make_budget(owner, title="A secret"), UserFactory()
    given = sheet.shares.create(user=reader)
    said = sheet.comments.create(author=owner, body="A secret", language="en")
    heard = sheet.comments.create(author=reader, body="A secret", language="en")
    whole = ["sheet", "delete_sheet", "share", "comment", "versions", "sheet_pdf", "sheet_xlsx"]
    named = {"take_back": given.pk, "take_back_comment": said.pk, "version": 1}
    keys = {f"learning:{name}": (sheet.pk,) for name in whole} | {f"learning:{name}": (sheet.pk, key) for name, key in named.items()}
    return keys | {"me:report": ("comment", heard.pk)}


def portfolio_keys(owner) -> dict[str, tuple]:
    """A piece with a file, and the whole, shown to an adviser whom nobody else knows."""
    item = make_piece(owner, title="A secret", text="A secret", document=Accepted("plan.txt", "text/plain", b"A secret"))
    given = owner.portfolio_shares.create(user=UserFactory(), covers_later=True)
    whole = ["piece", "piece_file", "change_piece", "move_piece", "hide_piece", "let_piece_go", "share_piece"]
    keys = dict.fromkeys(whole, (item.pk,)) | dict.fromkeys(["portfolio_of", "portfolio_pdf"], (owner.pk,))
    keys |= dict.fromkeys(["take_portfolio_back", "renew_link"], (given.pk,)) | {"add_to_share": (given.pk, item.pk)}
    return {f"learning:{name}": key for name, key in keys.items()}


def advising_keys(learner, site_tree) -> dict[str, tuple]:
    """A learner whom an adviser follows that nobody else knows, with a task handed in, and an hour booked; and an hour and a holiday of their own."""
    adviser = make_adviser("A secret adviser")
    change_profile(adviser, visibility="nobody")
    now = timezone.now()
    asked = {"question": "A secret", "language": "en", "reply_by": now, "accepted_at": now}
    advising = Advising.objects.create(learner=learner, adviser=adviser, **asked)
    enrolment = Enrolment.objects.create(learner=Learner.objects.get(user=learner), course_key=uuid4(), language="en")
    task = Submission.objects.create(enrolment=enrolment, lesson_key=uuid4(), block_id="x")
    version = task.versions.create(number=1, author=learner, body="A secret", language="en")
    version.comments.create(author=adviser, body="A secret", language="en")
    booking = make_hour(adviser, note="A secret", video="https://example.org/A secret").bookings.create(user=learner, about="A secret", language="en")
    mine, away = make_hour(learner, note="A secret"), {"begins": now.date(), "ends": now.date(), "word": "A secret", "language": "en"}
    whole = dict.fromkeys(["advising", "advising_consent", "release_advising", "end_advising"], (advising.pk,))
    whole |= dict.fromkeys(["submission", "new_version", "comment_submission", "take_back_submission"], (task.pk,))
    whole |= {"advising_back": (learner.absences.create(**away).pk,)}
    hours = {"office_hour": booking.hour_id, "book_hour": booking.hour_id, "cancel_hour": booking.pk, "hour_file": booking.pk}
    hours |= {"take_hour_away": mine.pk}
    return {f"learning:{name}": key for name, key in whole.items()} | {f"events:{name}": (key,) for name, key in hours.items()}


def make_room(host) -> dict[str, tuple]:
    """The room of an event that is under way, with something of every kind in it."""
    event = make_event(host, title="A secret meeting", reach="invited", days=0)
    begins = timezone.now() - timedelta(minutes=5)
    Event.objects.filter(pk=event.pk).update(starts_at=begins, ends_at=begins + timedelta(hours=1))
    presence = rooms.enter(Event.objects.get(pk=event.pk), who=host)
    room, facts = presence.room, {"by": presence.registration, "body": "A secret", "language": "en"}
    said, asked = chat.say(room, client_id=uuid4(), **facts), questions.ask(room, client_id=uuid4(), **facts)
    hand = hands.raise_hand(room, by=presence.registration)
    poll = polls.save_poll(event, kind="text", titles={"en": "A secret"}, lows={}, highs={}, is_anonymous=False)
    polls.open_poll(poll)
    round_ = groups.save_round(event, way="choice", titles={"en": "A secret"}, groups=[{"en": "A secret"}])
    groups.open_round(round_)
    group = notes.save_note(round_.groups.get(), by=presence.registration, text="A secret", version=0)
    raised = raise_in(room, by=presence.registration, title="A secret", body="A secret", language="en", client_id=uuid4())
    whole = ["room", "say", "ask", "hand", "here", "lead", "polls", "rounds", "projector", "room_raise", "room_challenges"]
    whole = dict.fromkeys(whole, (event.pk,))
    polled = dict.fromkeys(["poll", "poll_vote", "poll_lead", "poll_hall", "poll_group"], (event.pk, poll.pk))
    asked_of = dict.fromkeys(["question", "question_vote"], (event.pk, asked.pk))
    grouped = dict.fromkeys(["round", "choose_group", "round_lead"], (event.pk, round_.pk))
    grouped |= dict.fromkeys(["group_note", "group_report", "group_video"], (event.pk, group.pk))
    named = {"remove_message": (event.pk, said.pk), "speaker": (event.pk, hand.pk)}
    named |= dict.fromkeys(["room_challenge_vote", "room_answer", "room_challenge_hide"], (event.pk, raised.pk))
    return {f"events:{name}": key for name, key in (whole | polled | asked_of | grouped | named).items()}


def workspace_keys(user) -> dict[str, tuple]:
    """The workspace of a programme in which an organisation of theirs is a partner, with something of every kind in it."""
    workspace = make_workspace()
    make_partner(workspace, name="A secret", user=user)
    facts, file = {"by": user, "language": "en"}, Accepted("plan.txt", "text/plain", b"A secret")
    document = documents.share(workspace, title="A secret", note="A secret", file=file, **facts)
    words = {"what": "A secret", "follows": "", "meeting": "", "decided_on": timezone.localdate(), "organisations": []}
    decision = decisions.write_down(workspace, **words, **facts)
    task = tasks.set_task(workspace, what="A secret", due=timezone.localdate(), **facts)
    whole = ["front", "documents", "share", "decisions", "write_down", "tasks", "set_task", "meetings", "translations"]
    named = {"document": document.pk, "remove": document.pk, "file": document.versions.get().key}
    named |= {"decision": decision.pk, "reword": decision.pk, "task": task.pk, "done": task.pk}
    return {f"workspaces:{name}": (workspace.key,) for name in whole} | {f"workspaces:{name}": (workspace.key, one) for name, one in named.items()}


def circle_keys(user) -> dict[str, tuple]:
    """A circle of theirs with something of every kind in it; what they are invited to; and one that is open to them, and to others."""
    circle = make_circle(user, *make_people(3), name="A secret", purpose="A secret")
    entry = circle_log.write(circle, by=user, client_id=uuid4(), gave="A secret", learned="A secret", language="en")
    other = make_circle(name="A secret", purpose="A secret")
    befriend(other.author, user)
    asked = circle_invitations.invite(other, by=other.author, user=user, message="A secret", language="en")
    whole = ["circle", "change", "lead", "invite", "log", "back", "leave", "end", "together", "renew"]
    keys = {f"circles:{name}": (circle.pk,) for name in whole} | {"meetings:plan": (circle.pk,)}
    return keys | {"circles:entry": (circle.pk, entry.pk), "circles:invited": (asked.pk,)}


def is_of_moderators(address: str) -> bool:
    is_asked = address.startswith("events:asked_to") or address.endswith(("_hour", "hour_file", "hour_away"))
    return address in OF_COORDINATORS or (address.startswith(("events:", "networks:", "organisations:", "workspaces:")) and not is_asked)


def event_keys(host) -> dict[str, tuple]:
    """A focus group by invitation with a challenge, seen by its host, and by moderators, should the host be gone."""
    Profile.objects.filter(user=host).update(role="decision_maker")
    event = make_event(host, title="A secret", reach=Reach.INVITED, days=-1, kind="focus_group")
    register(event, host)
    recording = Recording.objects.create(event=event, film=ContentFile(b"A secret", name="film.mp4"), language="en", published_at=timezone.now())
    recording.transcripts.create(language="en", text="A secret", captions=ContentFile(b"A secret", name="captions.vtt"))
    challenge = make_challenge(host, title="A secret", event=event)
    adopt(challenge, who=host, name="A secret", organisation="A secret", text="A secret", language="en")
    take_up(challenge, user=host, title="A secret", text="A secret", address="", language="en")
    step = challenge.steps.create(what="A secret", due=timezone.localdate(), language="en")
    make_network("Known to all", moderator=host)
    raised = ["challenge", "challenge_networks", "challenge_vote", "answer", "venture", "venture_note", "merge", "challenge_lead", "action_plan"]
    whole = [
        "event",
        "event_networks",
        "file",
        "plan",
        "publish",
        "cancel_event",
        "again",
        "series",
        "hosts",
        "recording",
        "film",
        "watch",
        "edit_recording",
    ]
    Recap.objects.create(event=event, published_at=timezone.now()).texts.create(language="en", text="A secret")
    whole += ["recap", "edit_recap", "feedback", "feedback_given", "everything", "notes", "say_noting"]
    whole += ["event_networks", "register", "come_back", "change_seat", "people", "people_csv", "poster"]
    guest = make_event_guest(name="A secret", email="secret@example.org")
    invited = event.invitations.create(email="secret@example.org")
    named = {
        "person": register(event, guest).pk,
        "withdraw": invited.pk,
        "words": "nb",
        "translate_recap": "nb",
        "note": event.notes.create(text="A secret", language="en").pk,
        "part": "words",
        "rows": "order",
        "captions": "en",
    }
    return {
        **{f"events:{name}": (event.pk,) for name in whole},
        **{f"events:{name}": (event.pk, which) for name, which in named.items()},
        **{f"events:{name}": (challenge.pk,) for name in raised},
        "events:step": (challenge.pk, step.pk),
        "events:raise_before": (event.pk,),
        **asked_keys(host),
    }


def resource_keys(user) -> dict[str, tuple]:
    """What waits for a coordinator, and a template: seen by whoever made them."""
    document = make_document(title="A secret", content=b"A secret", state="proposed", made_by=user)
    proposed = make_method(method(title="A secret"), is_published=False, made_by=user)
    template = copy(proposed.versions.get(), owner=user, language="en")
    named = {"resource": document, "resource_file": document, "change_resource": document, "lead_resource": document, "method": proposed}
    whole = {name: (thing.pk,) for name, thing in named.items()}
    whole |= {"method_translation": (proposed.pk,), "resource_words": (document.pk, "nb"), "method_version": (proposed.pk, 1)}
    whole |= {"copy_method": (proposed.pk, 1), "method_file": (proposed.pk, 1, "md"), "template_file": (template.pk, "md")}
    names = ["template", "change_template", "template_changes", "publish_template", "delete_template"]
    return {f"learning:{name}": key for name, key in (whole | dict.fromkeys(names, (template.pk,))).items()}


def practice_keys(user) -> dict[str, tuple]:
    """A draft of theirs with a PDF, in an organisation to which they belong."""
    there = make_publisher("A secret place")
    belong(there, user)
    practice = make_practice(there, by=user, title="A secret", wish="draft", document=Accepted("plan.pdf", "application/pdf", b"A secret"))
    whole = ["practice", "practice_file", "write_practice", "lead_practice"]
    return {f"learning:{name}": (practice.pk,) for name in whole} | {"learning:translate_practice": (practice.pk, "nb")}


def tried_keys(user) -> dict[str, tuple]:
    """What only those who write a practice see of one that everybody reads, and what somebody said of another."""
    theirs = make_practice(make_organisation("Ours", lead=user), title="Shared")
    other = make_practice(title="Other")
    said = other.endorsements.create(author=user, country="SE", body="A secret", language="en")
    whole = dict.fromkeys(["practice_readers", "practice_readers_csv"], (theirs.pk,))
    named = dict.fromkeys(["withdraw_endorsement", "remove_endorsement"], (other.pk, said.pk))
    return {f"learning:{name}": key for name, key in (whole | named).items()}


def story_keys(user) -> dict[str, tuple]:
    """A draft of theirs with a picture, to which somebody has agreed on paper; and what they are asked to agree to themselves."""
    there = make_publisher("Another secret place")
    belong(there, user)
    facts = {"title": "A secret", "body": "A secret", "picture": drawing(), "alternative": "A secret"}
    story, other = make_story(there, by=user, **facts), make_story(there, title="A secret", body="A secret")
    consent = signed(story, name="A secret", note="A secret")
    asked = StoryConsent.objects.create(story=other, user=user, name="A secret", role="told", how="hub")
    keys = {f"learning:{name}": (story.pk,) for name in ("story", "write_story", "story_consents", "lead_story")}
    named = {"story_picture": story.picture_name, "story_words": "nb", "story_consent": consent.pk}
    return keys | {f"learning:{name}": (story.pk, key) for name, key in named.items()} | {"learning:consent": (asked.pk,)}


def asked_keys(user) -> dict[str, tuple]:
    """Another event by invitation, which somebody was asked to lead and to speak at."""
    event = make_event(title="A secret", reach=Reach.INVITED)
    event.hosts.create(user=user, since=None)
    return {"events:asked_to_host": (event.pk,), "events:asked_to_speak": (event.speakers.create(name="Ada", user=user).pk,)}


def addresses_that_name_something() -> set[str]:
    return {name for name in names_in(get_resolver()) if name.partition(":")[0] in OURS}


def names_in(resolver, namespace: str = ""):
    for entry in resolver.url_patterns:
        if not isinstance(entry, URLPattern):
            yield from names_in(entry, f"{entry.namespace}:" if entry.namespace else namespace)
        elif entry.pattern.converters:
            yield f"{namespace}{entry.name}"


def outsider(client, world: World, name: str):
    if name == "visitor":
        return None
    user = UserFactory(is_superuser=name == "superuser", is_staff=name == "superuser")
    if name == "blocked":
        for person in world.people:
            block(person, blocked=user)
    user.groups.add(*Group.objects.filter(name=name))
    client.force_login(user)
    return user


def test_every_address_that_names_something_is_tried(world):
    assert addresses_that_name_something() == world.keys.keys() | NOT_ANYBODYS.keys()


def test_those_who_are_meant_find_what_the_others_do_not(world, client):
    """So that nothing is missing only because nothing is there."""
    found = set()
    for user in world.people:
        client.force_login(user)
        for name, key in world.keys.items():
            response = client.get(reverse(name, args=key))
            if response.streaming:
                b"".join(response.streaming_content)  # which closes the file
            found |= {name} if response.status_code != 404 else set()

    assert world.keys.keys() - found == {"messages:ask", *BY_MODERATORS}  # a name that nobody has


@pytest.mark.parametrize("name", OUTSIDERS)
@pytest.mark.parametrize("method", ["get", "post"])
def test_nothing_of_others_is_found(world, client, name, method):
    user = outsider(client, world, name)
    moderates = bool(user and user.has_perm("entrepreneurs.moderate"))
    before = Message.objects.values_list("body", "deleted_at").order_by("pk")

    answered = {}
    for address, key in world.keys.items():
        response = getattr(client, method)(reverse(address, args=key), {"body": "x", "language": "en", "client_id": uuid4(), "seq": 1, "leave": 1})
        told = b"".join(response.streaming_content if response.streaming else [response.content])
        assert b"A secret" not in told or (is_of_moderators(address) and moderates)
        answered[address] = response.status_code

    to_sign_in = {302} if user is None else set()
    allowed = {address: {404, *({405} if method == "get" else ()), *to_sign_in} for address in answered}
    if moderates:
        allowed["moderation:report"] = {200, 422}
        allowed |= {address: {200, 302, 404, 405, 409, 422} for address in world.keys if is_of_moderators(address)}  # as leaders of rooms
    assert {address: status for address, status in answered.items() if status not in allowed[address]} == {}
    assert list(Message.objects.values_list("body", "deleted_at").order_by("pk")) == list(before)


@pytest.mark.parametrize("name", OUTSIDERS)
def test_no_feed_of_others_is_told(world, client, name):
    user = outsider(client, world, name)

    response = client.get("/live/", {"after": [f"{feed}=0" for feed in world.feeds]})

    if user is None:
        assert response.status_code == 403
        return
    led = {feed for feed in world.feeds if feed.startswith(("room:", "hosts:", "group:"))} if user.has_perm("entrepreneurs.moderate") else set()
    assert registry.followable(user, world.feeds).keys() == led
    assert response.json()["feeds"].keys() == led
    assert response.json()["closed"] == [feed for feed in world.feeds if feed not in led]


@pytest.mark.parametrize("name", [name for name in ROLES if name not in {"Coordinator", "Administrator"}])
def test_copies_of_reported_files_are_for_moderators_alone(world, client, name):
    outsider(client, world, name)

    assert client.get(reverse("attachment", args=[QuotedFile.objects.get().key])).status_code == 404


def test_moderator_decides_nothing_about_what_they_reported_themselves(world, client):
    moderator = UserFactory()
    moderator.groups.add(Group.objects.get(name="Coordinator"))
    talk = befriend(moderator, UserFactory())
    theirs = post_message(talk, author=talk.participants.exclude(user=moderator).get().user, body="x", language="en", client_id=uuid4())
    report = report_message(theirs, reporter=moderator, reason="fraud", text="", language="en", blocks=False)
    client.force_login(moderator)

    assert client.get(reverse("moderation:report", args=[report.pk])).status_code == 404
