"""Portfolios: what can be kept, what a piece shows, in which order, and how it is taken home. Who reads it: test_portfolio_shares.py."""

import re
from io import BytesIO
from uuid import uuid4

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone, translation
from PIL import Image
from pypdf import PdfReader

from entrepreneurs import organisation_tree
from entrepreneurs.actions import circle_log
from entrepreneurs.attachments import accept
from events.models import Registration, Venture, VentureNote
from hub.privacy import Person, erase, export
from learning.actions import portfolio as actions
from learning.actions.portfolio import NotThere, TooMany, keep
from learning.actions.tools import Written, delete_sheet, save_sheet
from learning.forms.portfolio import smaller
from learning.models import Attempt, Enrolment, LessonCompletion, PortfolioFile, PortfolioItem, PortfolioShare, Practice, Scope, Story
from learning.portfolio import SOURCES, offers_to, pieces_of
from tests import services
from tests.entrepreneurs.test_profiles import picture
from tests.factories import UserFactory, end, make_course, make_event, make_guest, register
from tests.factories.advising import follow, hand_in, make_adviser
from tests.factories.circles import make_circle, make_people
from tests.factories.courses import PRACTICE, REFLECTION, id_of, translate_lesson
from tests.factories.events import make_challenge
from tests.factories.portfolio import answer, make_piece
from tests.factories.practices import make_practice, make_publisher
from tests.factories.stories import make_published
from tests.factories.tools import BUDGET, learner_of, make_budget

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada():
    return UserFactory(name="Ada")


@pytest.fixture
def course(site_tree):
    return make_course(site_tree, bodies=[[PRACTICE, REFLECTION]])


def kept_by(user) -> list[tuple[str, str]]:
    return [(item.source, item.key) for item in PortfolioItem.objects.owned_by(user)]


def piece(item, reader=None):
    return next((kept.piece for kept in pieces_of([item], reader=reader or item.owner)), None)


def make_something_of_everything(ada, course) -> None:
    """One thing for each source, and beside it something of others."""
    organisation_tree.plant()
    lesson = course.lesson
    lesson.competences = [("competence", "creativity"), ("competence", "vision")]
    lesson.save()
    for user in (ada, UserFactory()):
        answer(user, lesson, "practice", "I walked to the mill and back.")
        make_budget(user)
        enrolment = Enrolment.objects.get(learner=learner_of(user))
        LessonCompletion.objects.get_or_create(enrolment=enrolment, lesson_key=lesson.translation_key)
        Enrolment.objects.filter(pk=enrolment.pk).update(completed_at=timezone.now())
        event = end(make_event(title="A meeting in the hall"))
        register(event, user, may_record_attendance=True, entered_at=event.starts_at)
        register(end(make_event(title="Nobody saw me there")), user)
        make_challenge(user, title="No bus", body="We walk.")
        venture = Venture.objects.create(challenge=make_challenge(), user=user, title="A mill again", text="We grind.", language="en")
        VentureNote.objects.create(venture=venture, text="It turns.", language="en")
        village = make_publisher(f"Village of {user.pk}")
        Practice.objects.filter(pk=make_practice(village, title="Rides for all").pk).update(made_by=user)
        Story.objects.filter(pk=make_published(village).pk).update(made_by=user)
        circle_log.write(make_circle(user, *make_people(3)), by=user, client_id=uuid4(), gave="A rota", learned="", language="en")
        follow(user, make_adviser(), scopes=[Scope.PRACTICE])
        hand_in(lesson, user, PRACTICE["id"], "I walked to the mill and back.")


# What can be kept


def test_everything_one_made_is_offered_once_and_can_be_kept(ada, course, client):
    make_something_of_everything(ada, course)
    offered = {offer.source.name: offer.pieces for offer in offers_to(ada, kept=[])}
    client.force_login(ada)

    assert offered.keys() == SOURCES.keys() - {"own"}
    assert {name: len(pieces) for name, pieces in offered.items()} == dict.fromkeys(offered, 1)
    for name, [one] in offered.items():
        data = {"source": name, "key": one.key}
        first, again = client.post("/en/learn/portfolio/keep/", data), client.post("/en/learn/portfolio/keep/", data)
        assert first.url == again.url
        assert client.get(first.url).status_code == 200
    assert [name for name, _key in kept_by(ada)] == list(offered)
    assert offers_to(ada, kept=PortfolioItem.objects.owned_by(ada)) == []

    page = re.sub(r"\s+", " ", client.get(f"/en/learn/portfolio/of/{ada.pk}/").text)
    said = ["I walked to the mill and back.", "24,000", "A meeting in the hall", "No bus", "We grind.", "It turns.", "Rides for all", "Soup", "Walk."]
    assert [text for text in said if text not in page] == []
    assert "Ideas and opportunities</dt><dd>Creativity, Vision</dd>" in page
    assert "give no credits" in page


def test_what_is_others_or_nobodys_cannot_be_kept(ada, course):
    bo = UserFactory()
    make_something_of_everything(bo, course)
    for offer in offers_to(bo, kept=[]):
        with pytest.raises(NotThere):
            keep(ada, source=offer.source.name, key=offer.pieces[0].key, language="en")
    for source, key in [("answer", "x"), ("answer", f"{uuid4()}:x"), ("tool", "-1"), ("tool", "9" * 30), ("own", "x"), ("nothing", "1"), ("", "")]:
        with pytest.raises(NotThere):
            keep(ada, source=source, key=key, language="en")
    assert kept_by(ada) == []


def test_piece_is_what_its_source_is_now(ada, course):
    answer(ada, course.lesson, "practice", "At first.")
    sheet = make_budget(ada)
    key = f"{course.lesson.translation_key}:{id_of('practice')}"
    answered = keep(ada, source="answer", key=key, language="en")
    filled_in = keep(ada, source="tool", key=str(sheet.pk), language="en")

    first = Attempt.objects.get()
    facts = {"enrolment": first.enrolment, "lesson_key": first.lesson_key, "block_id": first.block_id, "kind": first.kind, "criterion": {}}
    Attempt.objects.create(number=2, response={"text": "Then again."}, language="nb", **facts)
    save_sheet(sheet, by=sheet.owner, written=Written("A better year", BUDGET, "en", 1))
    assert [(part.text, part.language) for part in piece(answered).parts] == [("Then again.", "nb")]
    assert piece(filled_in).title.text == "A better year"

    delete_sheet(sheet)
    course.lesson.unpublish()
    assert piece(filled_in) is None
    assert piece(answered).title.text == "A lesson that has been taken down"
    Attempt.objects.all().delete()
    assert piece(answered) is None


def test_one_lesson_is_told_in_the_readers_language_and_the_answer_in_its_own(ada, course, site_tree, client):
    translate_lesson(course.lesson, site_tree=site_tree, language="nb", body=[PRACTICE])
    translated = type(course.lesson).objects.get(translation_key=course.lesson.translation_key, locale__language_code="nb")
    translated.title = "En tur"
    translated.save_revision().publish()
    answer(ada, translated, "practice", "Jeg gikk til møllen.")
    answer(ada, course.lesson, "reflection", "Nobody.")
    item = keep(ada, source="answer", key=f"{course.lesson.translation_key}:{id_of('practice')}", language="en")
    client.force_login(ada)

    assert [len(offer.pieces) for offer in offers_to(ada, kept=[item])] == [1, 1, 1]  # the other answer, the lesson and the course, each once
    assert 'lang="nb" dir="ltr"><p>Jeg gikk til møllen.</p>' in client.get(item.get_absolute_url()).text
    titles = {}
    for language in ("en", "nb", "sv"):
        with translation.override(language):
            titles[language] = piece(item).title
    assert titles == {"en": ("Lesson 1", "en"), "nb": ("En tur", "nb"), "sv": ("En tur", "nb")}


def test_event_by_invitation_is_named_to_those_alone_who_see_it(ada):
    event = end(make_event(title="Behind a door", reach="invited"))
    register(event, ada, may_record_attendance=True, entered_at=event.starts_at)
    item = keep(ada, source="event", key=str(event.pk), language="en")

    assert piece(item).title.text == "Behind a door"
    assert (piece(item, UserFactory()).title.text, piece(item, UserFactory()).address) == ("An event by invitation", "")
    Registration.objects.update(entered_at=None, may_record_attendance=False)
    assert piece(item) is None


# Pieces of one's own


def own(**facts) -> dict:
    return {"title": "A shop", "text": "We opened.", "language": "en", "client_id": str(uuid4())} | facts


def test_piece_of_ones_own_has_a_picture_drawn_anew(ada, client, settings, tmp_path, django_capture_on_commit_callbacks):
    settings.MEDIA_ROOT = tmp_path
    client.force_login(ada)
    data = own(alternative="A door", document=picture())

    refused = client.post("/en/learn/portfolio/new/", own(document=picture()))
    assert (refused.status_code, PortfolioItem.objects.count()) == (422, 0)
    assert "Say in words what is to be seen" in refused.text
    made = client.post("/en/learn/portfolio/new/", data)
    item = PortfolioItem.objects.get()
    assert made.url == item.get_absolute_url()
    assert 'alt="A door"' in client.get(made.url).text
    drawn = Image.open(BytesIO(b"".join(client.get(f"{made.url}file/").streaming_content)))
    assert (drawn.format, max(drawn.size) <= 800, dict(drawn.getexif())) == ("WEBP", True, {})
    stored = item.document.file.name

    with django_capture_on_commit_callbacks(execute=True):
        changed = client.post(f"{made.url}change/", {"title": "A shop", "text": "We closed.", "language": "en", "no_file": "on"})
    assert changed.status_code == 302
    assert (PortfolioFile.objects.count(), default_storage.exists(stored)) == (0, False)
    assert client.get(f"{made.url}file/").status_code == 404


def test_piece_of_ones_own_is_made_once_and_says_something(ada, client):
    client.force_login(ada)
    data = own()
    assert client.post("/en/learn/portfolio/new/", data).url == client.post("/en/learn/portfolio/new/", data).url
    program = SimpleUploadedFile("plan.pdf", b"MZ\x00\x01 a program", content_type="application/pdf")
    for wrong in (own(text=""), own(title=""), own(address="javascript:alert(1)"), own(document=program), own(text="x" * 6001)):
        assert client.post("/en/learn/portfolio/new/", wrong).status_code == 422
    assert PortfolioItem.objects.count() == 1


def test_nobody_keeps_without_end(ada, monkeypatch):
    monkeypatch.setattr(actions, "MOST_ITEMS", 2)
    make_piece(ada), make_piece(ada)
    with pytest.raises(TooMany):
        make_piece(ada)
    assert PortfolioItem.objects.count() == 2


# In one's own order


def test_pieces_are_moved_hidden_and_taken_out_without_a_script(ada, client):
    items = [make_piece(ada, title=title) for title in ("One", "Two", "Three")]
    client.force_login(ada)

    def titles() -> list[str]:
        return list(PortfolioItem.objects.owned_by(ada).values_list("title", flat=True))

    for item, way in [(items[2], "up"), (items[2], "up"), (items[2], "up"), (items[1], "down")]:
        client.post(f"/en/learn/portfolio/pieces/{item.pk}/move/", {way: 1})
    assert titles() == ["Three", "One", "Two"]
    client.post(f"/en/learn/portfolio/pieces/{items[0].pk}/hide/", {"hide": 1})
    assert "Hidden: nobody but you sees it" in client.get("/en/learn/portfolio/").text
    assert "One" not in client.get(f"/en/learn/portfolio/of/{ada.pk}/").text
    client.post(f"/en/learn/portfolio/pieces/{items[0].pk}/hide/", {"show": 1})
    assert "One" in client.get(f"/en/learn/portfolio/of/{ada.pk}/").text
    client.post(f"/en/learn/portfolio/pieces/{items[0].pk}/remove/")
    assert titles() == ["Three", "Two"]


def test_what_was_deleted_where_it_was_made_says_so_to_its_owner(ada, client):
    sheet = make_budget(ada)
    item = keep(ada, source="tool", key=str(sheet.pk), language="en")
    delete_sheet(sheet)
    client.force_login(ada)

    assert "What stood here has been deleted" in client.get("/en/learn/portfolio/").text
    assert "not there any more" in client.get(item.get_absolute_url()).text
    assert client.get(f"/en/learn/portfolio/of/{ada.pk}/").status_code == 200


# From where it was made


def test_answers_and_tools_are_kept_with_one_press_by_those_with_an_account(ada, course, client):
    make_guest("a secret")
    client.cookies["learner"] = "a secret"
    address = course.lesson.get_url()
    assert "data-keep" not in client.get(address).text
    assert "comes along, and can be kept" in client.get("/en/learn/portfolio/").text

    client.force_login(ada)
    assert client.get(address).text.count("data-keep hidden>") == 2
    answer(ada, course.lesson, "practice", "I walked.")
    page = client.get(address).text
    assert (page.count("data-keep hidden>"), page.count("data-keep>")) == (1, 1)
    source, key = re.search(r'data-keep>.*?name="source" value="(\w+)".*?name="key" value="([^"]+)"', page).groups()
    client.post("/en/learn/portfolio/keep/", {"source": source, "key": key})
    assert kept_by(ada) == [("answer", key)]
    assert 'value="tool"' in client.get(make_budget(ada).get_absolute_url()).text


@pytest.mark.parametrize("number", [1, 3])
def test_pages_take_as_many_queries_for_many_pieces_as_for_one(ada, client, number, django_assert_num_queries):
    bo = UserFactory()
    for _one in range(number):
        make_piece(ada)
        keep(ada, source="tool", key=str(make_budget(ada).pk), language="en")
        make_budget(ada)
        make_challenge(ada)
        PortfolioShare.objects.create(owner=ada, item=make_piece(ada), user=UserFactory())
    for item in PortfolioItem.objects.all():
        PortfolioShare.objects.create(owner=ada, item=item, user=bo)
    client.force_login(ada)
    client.get("/en/learn/portfolio/")

    with django_assert_num_queries(24):
        assert client.get("/en/learn/portfolio/").text.count('id="piece-') == 3 * number
    client.force_login(bo)
    client.get(f"/en/learn/portfolio/of/{ada.pk}/")
    with django_assert_num_queries(12):
        assert client.get(f"/en/learn/portfolio/of/{ada.pk}/").text.count('id="piece-') == 3 * number


# Taken home


@pytest.mark.parametrize("language", ["en", "nb"])
def test_pdf_holds_what_the_page_shows(ada, course, client, language):
    services.require_library("pango-1.0")
    make_something_of_everything(ada, course)
    for offer in offers_to(ada, kept=[]):
        keep(ada, source=offer.source.name, key=offer.pieces[0].key, language="en")
    make_piece(ada, title="Млин", text="Ми мелемо.", language="uk", note="So that I remember.")
    hidden = make_piece(ada, title="A secret")
    actions.hide(hidden)
    client.force_login(ada)

    answered = client.get(f"/{language}/learn/portfolio/of/{ada.pk}/portfolio.pdf")
    assert answered["Content-Disposition"] == 'attachment; filename="ada.pdf"'
    pages = [page.extract_text() for page in PdfReader(BytesIO(answered.content)).pages]
    text = re.sub(r"\s+", "", " ".join(pages))
    said = ["Ada", "I walked to the mill and back.", "Ми мелемо.", "So that I remember.", "It turns.", "A meeting in the hall", "Rent"]
    said += {"en": ["Creativity", "give no credits"], "nb": ["Kreativitet"]}[language]
    assert [words for words in said if re.sub(r"\s+", "", words) not in text] == []
    assert "Asecret" not in text


def test_all_of_it_is_exported_and_erased(ada, settings, tmp_path, django_capture_on_commit_callbacks):
    settings.MEDIA_ROOT = tmp_path
    bo = UserFactory(name="Bo")

    upload = picture()
    item = make_piece(ada, title="A door", alternative="A door", document=smaller(upload, accept(upload)))
    PortfolioShare.objects.create(owner=ada, user=bo).covered.add(item)
    theirs, _files = export(Person(user=ada))
    told, _files = export(Person(user=bo))

    assert "A door" in str(theirs)
    [share] = [holding for holding in theirs if holding["model"] == "learning.portfolioshare"]
    assert f"{timezone.now():%Y}" in str(share)
    assert "A door" not in str(told)
    with django_capture_on_commit_callbacks(execute=True):
        erase(Person(user=ada))
    assert (PortfolioItem.objects.count(), PortfolioShare.objects.count(), PortfolioFile.objects.count()) == (0, 0, 0)
    assert list(tmp_path.rglob("*.webp")) == []


def test_words_that_are_too_long_are_refused_and_nothing_is_lost(ada, client):
    item = make_piece(ada)
    client.force_login(ada)
    answered = client.post(f"{item.get_absolute_url()}change/", own(note="x" * 1001))
    assert answered.status_code == 422
    assert "x" * 1001 in answered.text
