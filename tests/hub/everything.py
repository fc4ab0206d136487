"""A person of whom there is something in every model that touches people, with a word of its own in every field that takes text."""

import json
import secrets
import uuid
from dataclasses import dataclass, field

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.db import models
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from wagtail.admin.models import EditingSession, FormState
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import (
    APIToken,
    Comment,
    CommentReply,
    Locale,
    ModelLogEntry,
    Page,
    PageLogEntry,
    PageSubscription,
    ReferenceIndex,
    Revision,
    TaskState,
    UploadedFile,
    Workflow,
    WorkflowState,
)
from wagtail.users.models import UserProfile
from wagtail_localize.models import SegmentOverride, String, StringTranslation, TranslationContext, TranslationSource

from entrepreneurs.models import (
    Attachment,
    Block,
    Circle,
    CircleEntry,
    CircleInvitation,
    CircleMember,
    Connection,
    Contribution,
    Conversation,
    Decision,
    Dismissal,
    EarlierWording,
    Facet,
    Joining,
    Membership,
    Message,
    MessageVersion,
    NetworkMember,
    NetworkOrganisation,
    NetworkStep,
    NetworkText,
    Participant,
    PartnerDecision,
    PartnerTask,
    Post,
    PostAnswer,
    Profile,
    Quote,
    QuotedFile,
    Report,
    SharedDocument,
    Silence,
    Tag,
    Workspace,
)
from events.models import (
    AddressProof,
    Adoption,
    AdviserAbsence,
    AskedAnswer,
    Booking,
    CalendarAddress,
    Challenge,
    ChallengeVote,
    EventFeedback,
    FreeTime,
    Group,
    GroupMember,
    GroupRound,
    HallVote,
    Hand,
    Invitation,
    NetworkChallenge,
    NetworkEvent,
    NotesRelease,
    OfficeHour,
    Option,
    PlanStep,
    Poll,
    Presence,
    Question,
    QuestionVote,
    Recording,
    Registration,
    Room,
    RoomMessage,
    ThemeProposal,
    ThemeVote,
    Venture,
    VentureNote,
    Vote,
    Voted,
    Watch,
)
from hub.live.models import Feed
from hub.live.registry import personal
from hub.models import HomePage, Letter, Notice, NoticeChoice, Organisation, QuietHours, StandardPage
from hub.privacy import Holding, Person, holdings
from hub.privacy.registry import takes_text
from learning.models import (
    Advising,
    AdvisingConsent,
    Attempt,
    CourseFeedback,
    Endorsement,
    Enrolment,
    Facilitator,
    Learner,
    LessonCompletion,
    MethodVersion,
    Mistake,
    OfferedTranslation,
    PortfolioFile,
    PortfolioItem,
    PortfolioShare,
    Practice,
    PracticePage,
    PracticeReader,
    Share,
    Sheet,
    SheetComment,
    SheetVersion,
    Story,
    StoryConsent,
    StoryText,
    Submission,
    SubmissionComment,
    SubmissionVersion,
    Template,
)
from search.models import SavedSearch
from tests.factories import UserFactory, make_post
from tests.factories.countries import make_cell, make_statement
from tests.factories.events import make_challenge, make_event, make_event_guest, register
from tests.factories.networks import make_network
from tests.factories.resources import make_document, method

# How rows are found or told apart: a word in them would make them somebody else's, or another row.
FOUND_BY_ADDRESS = [AddressProof, Invitation, Joining]
KEYS = {"object_id", "parent_object_id", "to_object_id", "session_key", "session_data", "token_hash"}


@dataclass
class Everything:
    """The person, one row of each model, and the words by model and field."""

    person: Person
    rows: dict[type[models.Model], models.Model] = field(default_factory=dict)
    words: dict[tuple[str, str], str] = field(default_factory=dict)

    def word(self, model, name: str) -> str:
        return self.words.setdefault((model._meta.label, name), f"q{secrets.token_hex(4)}")

    def shown(self) -> set[str]:
        """The words that the person may see."""
        return {word for (label, name), word in self.words.items() if not holding_of(label).concealed and name not in holding_of(label).withheld}

    def withheld(self) -> set[str]:
        return set(self.words.values()) - self.shown()


def holding_of(label: str) -> Holding:
    return next(holding for holding in holdings() if holding.model._meta.label == label)


def make_user_with_everything(site) -> Everything:
    user = UserFactory()
    made = Everything(Person(user=user))
    for row in [user, *account_rows(user), *editor_rows(user, site.home), *learner_rows(Learner.objects.get_or_create(user=user)[0])]:
        made.rows[model_of(row)] = row
    seal_session(made)
    fill(made)
    return made


def make_guest_with_everything() -> Everything:
    guest = Learner.objects.create(token_hash=secrets.token_hex(32))
    made = Everything(Person(guests=(guest,)))
    for row in learner_rows(guest):
        made.rows[model_of(row)] = row
    fill(made)
    return made


def make_event_guest_with_everything() -> Everything:
    guest = make_event_guest()
    made = Everything(Person(guests=(guest,)))
    room = Room.objects.create(event=make_event(UserFactory()))
    seat = register(room.event, guest)
    said = {"room": room, "by": seat, "language": "en", "client_id": uuid.uuid4()}
    rows = [
        guest,
        *seat_rows(seat, email=guest.email),
        RoomMessage.objects.create(body="x", seq=1, **said),
        Question.objects.create(body="x", **said),
        *challenge_rows_of_guest(seat),
    ]
    made.rows |= {type(row): row for row in rows}
    fill(made)
    return made


def model_of(row: models.Model) -> type[models.Model]:
    """The model that is registered: for a page, the one that all pages share."""
    return Page if isinstance(row, Page) else type(row)


def account_rows(user) -> list[models.Model]:
    address = EmailAddress.objects.create(user=user, email=f"{secrets.token_hex(4)}@example.org", verified=True, primary=True)
    return [
        address,
        EmailConfirmation.objects.create(email_address=address, key=secrets.token_hex(8)),
        Authenticator.objects.create(user=user, type="webauthn", data={}),
        Letter.objects.create(recipient=user, subject="", body="", language="en"),
        APIToken.objects.create(user=user, name="", key_hash=secrets.token_hex(8), prefix=""),
        Notice.objects.create(recipient=user, kind="message", about=""),
        NoticeChoice.objects.create(user=user, kind="message", pace="weekly"),
        QuietHours.objects.create(user=user, begins="22:00", ends="07:00"),
        SavedSearch.objects.create(user=user, asked="", language="en"),
        *profile_rows(user),
        *conversation_rows(user),
        Connection.objects.create(asker=user, asked=UserFactory(), message="", language="en"),
        Block.objects.create(blocker=user, blocked=UserFactory()),
        *match_rows(user),
        *organisation_rows(user),
        *workspace_rows(user),
        *circle_rows(user),
        *network_rows(user),
        *moderation_rows(user),
        *calendar_rows(user),
        *room_rows(user),
        *event_rows(user),
        *challenge_rows(user),
        make_statement(make_cell("NO", secrets.token_hex(4)), author=user),
        *resource_rows(user),
        *practice_rows(user),
        *tried_rows(user),
        *story_rows(user),
        *portfolio_rows(user),
        *advising_rows(user),
        *hour_rows(user),
        Facilitator.objects.create(course_key=uuid.uuid4(), user=user),
        Mistake.objects.create(lesson_key=uuid.uuid4(), language="en", text="x", written_in="en", reporter=user),
        DBTaskResult.objects.create(args_kwargs={}, run_after=timezone.now(), task_path="", traceback="", exception_class_path="", backend_name=""),
    ]


def calendar_rows(user) -> list[models.Model]:
    return [CalendarAddress.objects.create(user=user)]


def event_rows(user) -> list[models.Model]:
    """What they made, lead, speak at, came to, were asked and invited to, and watched."""
    event = make_event(user, made_by=user)
    seat = Registration.objects.create(event=event, user=user, state="coming", language="en")
    return [
        event,
        event.hosts.get(),
        event.speakers.create(name="", user=user),
        *seat_rows(seat, email=user.email),
        Watch.objects.create(recording=Recording.objects.create(event=event, language="en"), user=user),
        NotesRelease.objects.create(event=event, released_by=user),
    ]


def challenge_rows_of_guest(seat: Registration) -> list[models.Model]:
    raised = Challenge.objects.create(event=seat.event, seat=seat, title="x", language="en", client_id=uuid.uuid4())
    answer = Adoption.objects.create(challenge=raised, seat=seat, name="x", text="x", language="en", answered_at=timezone.now())
    return [raised, ChallengeVote.objects.create(challenge=raised, seat=seat), answer]


def seat_rows(seat: Registration, *, email: str) -> list[models.Model]:
    event = seat.event
    return [
        seat,
        AskedAnswer.objects.create(asked=event.asked.create(texts={"en": "?"}), registration=seat, text=""),
        Invitation.objects.create(event=event, email=email, user=seat.user),
        AddressProof.objects.create(event=event, email=email.lower()),
        EventFeedback.objects.create(event=event, registration=seat, helped="x", language="en"),
        *theme_rows(user=seat.user, guest=seat.guest),
    ]


def theme_rows(**whose) -> list[models.Model]:
    """What they propose, and what of others they would come to."""
    of_others = ThemeProposal.objects.create(title="A theme", language="en", user=UserFactory())
    return [
        ThemeProposal.objects.create(title="", language="en", **whose),
        ThemeVote.objects.create(proposal=of_others, **whose),
    ]


def challenge_rows(user) -> list[models.Model]:
    """One that they raised, and another that they voted for, answered, took up, and do something about."""
    other, now = make_challenge(), timezone.now()
    venture = Venture.objects.create(challenge=other, user=user, title="x", text="x", language="en")
    return [
        make_challenge(user),
        ChallengeVote.objects.create(challenge=other, user=user),
        Adoption.objects.create(challenge=other, user=user, name="x", organisation="x", text="x", language="en", answered_at=now),
        venture,
        VentureNote.objects.create(venture=venture, text="x", language="en"),
        PlanStep.objects.create(challenge=other, what="x", responsible=user, due=now.date(), language="en"),
    ]


def resource_rows(user) -> list[models.Model]:
    """Something that waits for a coordinator, a version that they sent, and a template of their own."""
    resource = make_document(made_by=user, checked_by=user, state="proposed", published_at=None)
    return [resource, MethodVersion.objects.create(resource=resource, number=1, made_by=user), Template.objects.create(owner=user, content=method())]


def practice_rows(user) -> list[models.Model]:
    """A draft for an organisation in whose name nobody writes, and a translation that they offer of somebody else's practice."""
    organisation = Organisation.objects.create(name=secrets.token_hex(4), country="NO")
    facts = {"organisation": organisation, "country": "NO", "language": "en"}
    page = PracticePage(title="x", slug=secrets.token_hex(4), practice=Practice.objects.create(**facts), live=False)
    HomePage.objects.first().add_child(instance=page)
    return [Practice.objects.create(made_by=user, contact=user, **facts), OfferedTranslation.objects.create(page=page, made_by=user)]


def portfolio_rows(user) -> list[models.Model]:
    """A piece of their own with a file, shown to everybody who has the link."""
    item = PortfolioItem.objects.create(owner=user, source="own", key=secrets.token_hex(4), language="en")
    file = PortfolioFile.objects.create(item=item, file=ContentFile(b"", name="x.txt"), name="x.txt", kind="text/plain", size=0)
    return [item, file, PortfolioShare.objects.create(owner=user, item=item, public_key=secrets.token_hex(4))]


def tried_rows(user) -> list[models.Model]:
    """A practice of others that they read, and tried."""
    organisation = Organisation.objects.create(name=secrets.token_hex(4), country="NO")
    practice = Practice.objects.create(organisation=organisation, language="en", country="NO")
    said = Endorsement.objects.create(practice=practice, author=user, country="SE", body="x", language="en")
    return [said, PracticeReader.objects.create(practice=practice, user=user)]


def advising_rows(user) -> list[models.Model]:
    """Whom they have asked, what that adviser may see, and what they have handed in and said of it."""
    adviser, now = UserFactory(), timezone.now()
    advising = Advising.objects.create(learner=user, adviser=adviser, question="x", language="en", reply_by=now, accepted_at=now)
    learner = Learner.objects.get_or_create(user=user)[0]
    enrolment = Enrolment.objects.create(learner=learner, course_key=uuid.uuid4(), language="en")
    submission = Submission.objects.create(enrolment=enrolment, lesson_key=uuid.uuid4(), block_id="x")
    version = SubmissionVersion.objects.create(submission=submission, number=1, author=user, body="x", language="en")
    return [
        AdvisingConsent.objects.create(advising=advising, scope="progress"),
        advising,
        SubmissionComment.objects.create(version=version, author=user, body="x", language="en"),
        version,
        submission,
    ]


def hour_rows(user) -> list[models.Model]:
    """An hour that they keep, one of somebody else that they have booked, and that they are away."""
    now, facts = timezone.now(), {"zone": "Europe/Oslo", "language": "en"}
    mine, other = (
        OfficeHour.objects.create(adviser=one, starts_at=now, ends_at=now + timezone.timedelta(minutes=30), **facts) for one in (user, UserFactory())
    )
    away = AdviserAbsence.objects.create(adviser=user, begins=now.date(), ends=now.date(), language="en")
    return [mine, Booking.objects.create(hour=other, user=user, language="en"), away]


def story_rows(user) -> list[models.Model]:
    """A draft of theirs, and what they have agreed to of somebody else's."""
    organisation = Organisation.objects.create(name=secrets.token_hex(4), country="NO")
    mine, other = (Story.objects.create(organisation=organisation, language="en", country="NO", made_by=by) for by in (user, UserFactory()))
    for story in (mine, other):
        StoryText.objects.create(story=story, language="en", title="A story", body="x")
    today = timezone.localdate()
    consent = StoryConsent.objects.create(story=other, user=user, name="x", role="told", how="hub", agreed_on=today, recorded_by=UserFactory())
    return [mine, consent]


def profile_rows(user) -> list[models.Model]:
    profile = Profile.objects.create(user=user, language="en")
    return [profile, Facet.objects.create(profile=profile, kind="sector", value="food"), Tag.objects.create(profile=profile, value="youth")]


def match_rows(user) -> list[models.Model]:
    """What they have posted, an answer to somebody else's post, and a suggestion that they have put off."""
    of_others = make_post(title="Somebody else’s", text="x")
    return [
        Post.objects.create(author=user, kind="need", help="advice", title="x", text="x", language="en", client_id=uuid.uuid4()),
        PostAnswer.objects.create(post=of_others, user=user, conversation=Conversation.objects.create(title="A group")),
        Dismissal.objects.create(user=user, person=UserFactory()),
    ]


def organisation_rows(user) -> list[models.Model]:
    """One that they belong to, and that asks them again."""
    organisation = Organisation.objects.create(name=secrets.token_hex(4), country="NO")
    return [Membership.objects.create(organisation=organisation, user=user), Joining.objects.create(organisation=organisation, email=user.email)]


def workspace_rows(user) -> list[models.Model]:
    """What they put into one, wrote down and wrote anew there, and have to do."""
    today, name = timezone.localdate(), secrets.token_hex(4)
    workspace = Workspace.objects.create(key=name, acronym=name, starts=today, ends=today)
    document = SharedDocument.objects.create(workspace=workspace, title="x", language="en", put_by=user)
    words = {"what": "x", "decided_on": today, "language": "en", "written_by": user}
    decision = PartnerDecision.objects.create(workspace=workspace, **words)
    return [
        document,
        document.versions.create(number=1, file=ContentFile(b"x", name="x"), name="x", kind="text/plain", size=1, put_by=user),
        decision,
        EarlierWording.objects.create(decision=decision, **words),
        PartnerTask.objects.create(workspace=workspace, what="x", language="en", due=today, person=user, made_by=user),
    ]


def circle_rows(user) -> list[models.Model]:
    """One that they made and are in with somebody else, what they wrote there, whom they invited, and when they can come."""
    circle = Circle.objects.create(name="x", purpose="x", language="en", author=user, conversation=Conversation.objects.create(title="A circle"))
    CircleMember.objects.create(circle=circle, user=UserFactory(), seat=2)
    return [
        CircleEntry.objects.create(circle=circle, author=user, gave="x", learned="x", language="en"),
        CircleInvitation.objects.create(circle=circle, user=UserFactory(), asked_by=user, message="x", language="en"),
        CircleMember.objects.create(circle=circle, user=user, seat=1),
        circle,
        FreeTime.objects.create(user=user, weekday=0, part="day"),
    ]


def network_rows(user) -> list[models.Model]:
    """One that they made, belong to, told of, brought an organisation into, and put an event and a challenge beside."""
    network = make_network(made_by=user)
    place = {"network": network, "organisation": Organisation.objects.create(name=secrets.token_hex(4), country="NO")}
    return [
        network,
        NetworkMember.objects.create(network=network, user=user),
        NetworkText.objects.create(network=network, language="nb", author=user, name="x", lead="x"),
        NetworkStep.objects.create(network=network, author=user, body="x", language="en"),
        NetworkOrganisation.objects.create(brought_by=user, **place),
        NetworkEvent.objects.create(network=network, event=make_event(), linked_by=user),
        NetworkChallenge.objects.create(network=network, challenge=make_challenge(), linked_by=user),
    ]


def conversation_rows(user) -> list[models.Model]:
    conversation = Conversation.objects.create(title="A group")
    message = Message.objects.create(conversation=conversation, author=user, client_id=uuid.uuid4(), seq=1, body="x", language="en")
    said = {"kind": "reflection", "language": "en", "client_id": uuid.uuid4()}
    return [
        Participant.objects.create(conversation=conversation, user=user),
        Contribution.objects.create(place="square:nowhere", author=user, body="x", **said),
        message,
        MessageVersion.objects.create(message=message, body=""),
        Attachment.objects.create(message=message, file=ContentFile(b"x", name="x"), name="", kind="text/plain", size=1),
        Feed.objects.append(personal(user), "session.ended"),
        Feed.objects.get(pk=personal(user)),
    ]


def room_rows(user) -> list[models.Model]:
    """What they did in the room of an event that somebody else leads."""
    event = make_event(UserFactory())
    room, seat = Room.objects.create(event=event), register(event, user)
    poll = Poll.objects.create(event=event, kind="text", titles={"en": "What now?"}, is_anonymous=False)
    option = Option.objects.create(poll=poll, position=1)
    said = {"room": room, "by": seat, "language": "en", "client_id": uuid.uuid4()}
    question = Question.objects.create(body="x", **said)
    return [
        RoomMessage.objects.create(body="x", seq=1, **said),
        question,
        QuestionVote.objects.create(question=question, by=seat),
        Hand.objects.create(room=room, by=seat),
        Presence.objects.create(room=room, registration=seat),
        Vote.objects.create(poll=poll, by=seat, text="x", language="en"),
        Voted.objects.create(poll=poll, by=seat),
        HallVote.objects.create(poll=poll, option=option, entered_by=user),
        *group_rows(event, seat),
    ]


def group_rows(event, seat) -> list[models.Model]:
    """The group they were in, whose report they wrote down."""
    round_ = GroupRound.objects.create(event=event)
    group = Group.objects.create(round=round_, number=1, report="x", report_language="en", reported_by=seat)
    return [group, GroupMember.objects.create(round=round_, group=group, registration=seat)]


def moderation_rows(user) -> list[models.Model]:
    """What they reported, what of theirs is quoted in another's report, what they decided, and that they were stopped from writing."""
    other = Report.objects.create(reporter=UserFactory(), person=user, reason="else", language="en")
    quote = Quote.objects.create(report=other, author=user, place="around", body="", language="en", said_at=timezone.now())
    return [
        Report.objects.create(reporter=user, person=UserFactory(), reason="else", text="", language="en"),
        quote,
        QuotedFile.objects.create(quote=quote, file=ContentFile(b"x", name="x"), name="", kind="text/plain", size=1),
        Decision.objects.create(report=other, moderator=user, kind="warn", reason="Twice"),
        Silence.objects.create(user=user),
    ]


def editor_rows(user, home: HomePage) -> list[models.Model]:
    about = {"content_type": ContentType.objects.get_for_model(StandardPage)}
    page = home.add_child(instance=StandardPage(title="A page", slug=secrets.token_hex(4), owner=user, locked_by=user, locale=home.locale))
    comment = Comment.objects.create(page=page, user=user, text="", contentpath="title", position="")
    reply = CommentReply.objects.create(comment=comment, user=user, text="")
    state = WorkflowState.objects.create(
        content_type=about["content_type"],
        base_content_type=ContentType.objects.get_for_model(Page),
        object_id=str(page.pk),
        workflow=Workflow.objects.get_or_create(name="Approval")[0],
        requested_by=user,
    )
    return [
        page,
        comment,
        reply,
        state,
        Revision.objects.create(content_object=page, user=user, content={}, object_str="A page"),
        TranslationSource.get_or_create_from_instance(page)[0],
        PageLogEntry.objects.create(**about, page=page, user=user, label="A page", action="wagtail.edit", timestamp=timezone.now()),
        ModelLogEntry.objects.create(**about, object_id=str(page.pk), user=user, label="A page", action="wagtail.edit", timestamp=timezone.now()),
        LogEntry.objects.create(**about, object_id=str(page.pk), user=user, object_repr="", action_flag=CHANGE, change_message=""),
        FormState.objects.create(**about, object_id=str(page.pk), user=user, data="", last_updated_at=timezone.now()),
        EditingSession.objects.create(**about, object_id=str(page.pk), user=user, last_seen_at=timezone.now()),
        PageSubscription.objects.create(user=user, page=page, comment_notifications=True),
        *file_rows(user),
        *translator_rows(user, page),
        reference_to(user, page),
    ]


def file_rows(user) -> list[models.Model]:
    return [
        UserProfile.objects.create(user=user),
        UploadedFile.objects.create(uploaded_by_user=user, file=ContentFile(b"", name="x.txt")),
        get_image_model().objects.create(title="A picture", file=get_test_image_file(), uploaded_by_user=user),
        get_document_model().objects.create(title="A paper", file=ContentFile(b"x", name="paper.txt"), uploaded_by_user=user),
    ]


def translator_rows(user, page: Page) -> list[models.Model]:
    norwegian = Locale.objects.get(language_code="nb")
    string = String.objects.create(locale=page.locale, data=secrets.token_hex(4), data_hash=uuid.uuid4())
    source, _is_new = TranslationSource.get_or_create_from_instance(page)
    context = TranslationContext.objects.create(object=source.object, path=secrets.token_hex(4))
    return [
        StringTranslation.objects.create(translation_of=string, context=context, locale=norwegian, data="En side", last_translated_by=user),
        SegmentOverride.objects.create(context=context, locale=norwegian, data_json='"x"', last_translated_by=user),
        TaskState.objects.create(
            workflow_state=WorkflowState.objects.get(object_id=str(page.pk)),
            revision=Revision.objects.filter(object_id=str(page.pk)).first(),
            task=apps.get_model("wagtailcore", "Task").objects.get_or_create(
                name="Approve", defaults={"content_type": ContentType.objects.get_for_model(Page)}
            )[0],
            finished_by=user,
        ),
    ]


def reference_to(user, page: Page) -> ReferenceIndex:
    page_type = ContentType.objects.get_for_model(Page)
    return ReferenceIndex.objects.create(
        content_type=page_type,
        base_content_type=page_type,
        object_id=str(page.pk),
        to_content_type=ContentType.objects.get_for_model(user),
        to_object_id=str(user.pk),
        model_path="author",
        content_path="author",
        content_path_hash=uuid.uuid4(),
    )


def learner_rows(learner: Learner) -> list[models.Model]:
    enrolment = Enrolment.objects.create(learner=learner, course_key=uuid.uuid4(), language="en")
    return [
        learner,
        enrolment,
        Attempt.objects.create(enrolment=enrolment, lesson_key=uuid.uuid4(), block_id="b", kind="reflection", number=1, criterion={}, language="en"),
        LessonCompletion.objects.create(enrolment=enrolment, lesson_key=uuid.uuid4()),
        CourseFeedback.objects.create(enrolment=enrolment, helped="x", language="en"),
        *sheet_rows(learner),
    ]


def sheet_rows(learner: Learner) -> list[models.Model]:
    """A tool of theirs, shared; what of it they said themselves, if they have an account."""
    sheet = Sheet.objects.create(owner=learner, kind="budget", title="x", language="en", lesson_key=uuid.uuid4(), block_id="b")
    rows = [sheet, SheetVersion.objects.create(sheet=sheet, number=1, by=learner, title="x"), Share.objects.create(sheet=sheet, user=UserFactory())]
    return [*rows, SheetComment.objects.create(sheet=sheet, author=learner.user, body="x", language="en")] if learner.user else rows


def seal_session(made: Everything) -> None:
    session = SessionStore()
    session.update({"_auth_user_id": str(made.person.user.pk), "note": made.word(Session, "note")})
    session.save()
    made.rows[Session] = Session.objects.get(pk=session.session_key)


# A word in every field


def fill(made: Everything) -> None:
    for model, row in made.rows.items():
        holding = holding_of(model._meta.label)
        for theirs in holding.shown:
            is_key = theirs.primary_key or theirs.name in KEYS or (model in FOUND_BY_ADDRESS and theirs.name == "email")
            if not is_key and theirs.name not in holding.stays and takes_text(theirs) and (theirs.max_length or 100) > 8:
                write(made, model, row, theirs)
                row.refresh_from_db()
    for model in FOUND_BY_ADDRESS:
        write_address(made, model)
    write_comments_where_pages_carry_them(made)


def write_address(made: Everything, model) -> None:
    """What is found by the person's address follows it."""
    if model in made.rows:
        owner = made.person.user or made.person.guests[0]
        owner.refresh_from_db()
        model.objects.filter(pk=made.rows[model].pk).update(email=owner.email.lower())


def write(made: Everything, model, row: models.Model, theirs: models.Field) -> None:
    word = made.word(model, theirs.name)
    if isinstance(theirs, models.FileField):
        getattr(row, theirs.name).save(f"{word}.txt", ContentFile(f"{word} in the file".encode()))
    else:
        model._base_manager.filter(pk=row.pk).update(**{theirs.name: value(made, model, theirs, word)})


def value(made: Everything, model, theirs: models.Field, word: str):
    if isinstance(theirs, models.EmailField):
        return f"{word}@example.org"
    if (model, theirs.name) == (DBTaskResult, "args_kwargs"):
        return {"args": [], "kwargs": {"to": made.person.user.email.upper(), "body": word}}
    return {"words": word} if isinstance(theirs, models.JSONField) else word


def write_comments_where_pages_carry_them(made: Everything) -> None:
    """Wagtail writes the comments on a page down in its revisions, and wagtail-localize in its sources."""
    if made.person.user is None:
        return
    page, key = made.rows[Page], made.person.user.pk
    text = {"user": key, "text": made.words[Comment._meta.label, "text"], "resolved_by": None}
    content = {"owner": key, "locked_by": key, "wagtail_admin_comments": [text | {"replies": []}]}
    Revision.objects.filter(pk=made.rows[Revision].pk).update(content=content)
    TranslationSource.objects.filter(pk=made.rows[TranslationSource].pk).update(content_json=json.dumps({"pk": page.pk} | content))
    FormState.objects.create(
        content_type=ContentType.objects.get_for_model(StandardPage),
        object_id=str(page.pk),
        user=UserFactory(),
        data=f"comments-0-text={text['text']}",
        last_updated_at=timezone.now(),
    )
