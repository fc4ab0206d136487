"""Stories are written, handed in and published; refused without everybody's consent, and taken down when it runs out."""

import os
from datetime import timedelta
from io import BytesIO

import pytest
from django.core import mail
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from entrepreneurs import organisation_tree
from entrepreneurs.actions import organisations
from entrepreneurs.actions.connections import NotAdult
from hub.models import Notice, Provenance
from hub.notices.kinds import tell
from learning.actions import stories as actions
from learning.actions.practices import NothingWaits, NotTaken
from learning.actions.stories import IsShown, NoPictureWords, NotAgreed
from learning.models import Story, StoryConsent
from tests.entrepreneurs.test_profiles import picture
from tests.factories import UserFactory
from tests.factories.organisations import belong, make_organisation
from tests.factories.practices import editor_of, make_practice, make_publisher
from tests.factories.resources import adult, coordinator
from tests.factories.stories import WORDS, agreed_here, drawing, files, is_gone, make_published, make_story, pictured, send, shown, signed

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture(autouse=True)
def _place(site_tree, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    organisation_tree.plant()


# Without consent


def test_story_is_a_draft_until_somebody_has_agreed(client):
    story = make_story()

    assert (story.standing, shown()) == ("draft", [])
    with pytest.raises(NotAgreed):
        send(story)
    assert is_gone(client, story)


def test_story_with_consent_is_published_and_found_everywhere(client):
    practice = make_practice()
    story = make_published(practice.organisation, practice=practice)

    assert (story.standing, shown()) == ("listed", [story])
    assert not is_gone(client, story)


def test_form_refuses_what_nobody_agreed_to(client):
    story = make_story()
    client.force_login(editor_of(story.organisation))

    response = client.post(reverse("learning:lead_story", args=[story.pk]), {"do": "send"})

    assert (response.status_code, shown()) == (422, [])
    assert "Not everybody in this story has agreed" in response.text


@pytest.mark.parametrize(
    "facts",
    [
        {"agrees_to": ["name", "picture"]},
        {"agrees_to": ["words", "picture"]},
        {"agrees_to": ["words", "name"]},
        {"until": TODAY() - timedelta(days=1)},
        {"agreed_on": TODAY() + timedelta(days=1)},
        {"role": "pictured"},
    ],
)
def test_consent_to_less_than_is_shown_is_not_enough(facts):
    story = pictured(person_name="Ana")
    signed(story, **facts)

    with pytest.raises(NotAgreed):
        send(story)


def test_what_is_not_shown_needs_no_consent():
    story = make_story()
    signed(story, agrees_to=["words"])

    assert send(story).is_listed


def test_everybody_in_the_picture_agrees_too():
    story = pictured()
    signed(story)
    signed(story, name="Bo", role="pictured", agrees_to=["words"])
    with pytest.raises(NotAgreed):
        send(story)

    signed(story, name="Bo", role="pictured", agrees_to=["words", "picture"], consent=story.consents.get(name="Bo"))

    assert send(story).is_listed


def test_guardian_agrees_for_whom_it_tells_of():
    story = make_story(person_name="Ida")
    signed(story, name="Her mother", role="guardian")

    assert send(story).is_listed


def test_last_day_counts_and_the_next_does_not(client):
    practice = make_practice()
    story = make_story(practice.organisation, practice=practice)
    consent = signed(story, until=TODAY())
    send(story)
    assert not is_gone(client, story)

    StoryConsent.objects.filter(pk=consent.pk).update(until=TODAY() - timedelta(days=1))

    assert Story.objects.get().is_listed  # nobody has looked yet, and still
    assert is_gone(client, story)
    actions.take_down_run_out()
    assert not Story.objects.get().is_listed
    assert Notice.objects.get(kind="story_down").recipient == editor_of(story.organisation)


def test_database_refuses_to_list_what_was_never_published():
    with pytest.raises(IntegrityError), transaction.atomic():
        Story.objects.filter(pk=make_story().pk).update(is_listed=True)


# Writing


def test_picture_without_words_is_refused(client):
    with pytest.raises(NoPictureWords):
        make_story(picture=drawing())
    organisation = make_publisher()
    client.force_login(editor_of(organisation))
    facts = {"organisation": organisation.pk, "language": "en", "kind": "story", "title": "Soup", "country": "NO"} | WORDS

    response = client.post(reverse("learning:new_story"), facts | {"picture": picture(), "alternative": ""})
    assert (response.status_code, "alternative" in response.context["form"].errors) == (422, True)
    response = client.post(reverse("learning:new_story"), facts | {"picture": picture(), "alternative": "A pot"})
    assert response.status_code == 302
    assert Story.objects.filter(organisation=organisation).get().texts.get().alternative == "A pot"


def test_picture_is_drawn_anew_and_anything_else_refused(client):
    story = pictured()
    with story.picture.open("rb") as stored, Image.open(BytesIO(stored.read())) as image:
        assert (image.format, image.getexif()) == ("WEBP", {})
    client.force_login(editor_of(story.organisation))

    facts = {"kind": "story", "title": "Soup", "country": "NO", "alternative": "A pot"} | WORDS
    response = client.post(reverse("learning:write_story", args=[story.pk]), facts | {"picture": ContentFile(b"<svg/>", name="pot.png")})

    assert "picture" in response.context["form"].errors


def test_other_picture_or_name_is_agreed_to_anew(django_capture_on_commit_callbacks):
    story = pictured(person_name="Ana")
    signed(story)
    by = editor_of(story.organisation)
    send(story)

    with django_capture_on_commit_callbacks(execute=True):
        actions.change(story, by=by, picture=drawing())

    assert (shown(), len(files(story))) == ([], 1)
    signed(story, consent=story.consents.get())
    assert send(Story.objects.get()).is_listed
    actions.change(Story.objects.get(), by=by, person_name="Ana Lind")
    assert shown() == []


def test_changed_story_is_told_to_whom_it_tells_of_and_stays():
    person, story = adult(), make_story()
    agreed_here(story, user=person)
    send(story)

    actions.change(story, by=editor_of(story.organisation), body="Otherwise.")

    assert shown() == [story]
    assert [told.text for told in tell(person, Notice.objects.filter(recipient=person)).values()] == ["Of Soup has changed a story with you in it"]


def test_change_by_whoever_may_not_publish_waits():
    lead, chief = adult(), coordinator()
    story = make_story(make_organisation("New", lead=lead, is_verified=False), by=lead)
    signed(story)
    assert actions.send(story, by=lead).standing == "waiting"
    actions.accept(story, by=chief)
    assert shown() == [story]

    actions.translate(story, language="nb", by=lead, provenance=Provenance.PERSON, title="Suppe", body="Ingen kom.")

    assert (shown(), Story.objects.get().standing) == ([], "waiting")


def test_member_hands_in_and_the_organisation_decides():
    organisation, member = make_publisher(), adult()
    belong(organisation, member)
    story = make_story(organisation, by=member)
    with pytest.raises(NotAgreed):
        actions.send(story, by=member)
    signed(story)
    actions.send(story, by=member)
    assert list(Story.objects.waiting_for(editor_of(organisation))) == [story]

    actions.give_back(story, by=editor_of(organisation), because="Whose soup?")
    assert "Whose soup?" in mail.outbox[0].body
    with pytest.raises(NothingWaits):
        actions.accept(story, by=editor_of(organisation))
    actions.send(Story.objects.get(), by=member)
    actions.accept(story, by=editor_of(organisation))

    assert shown() == [story]
    assert mail.outbox[1].to == [member.email]


def test_what_waits_is_not_accepted_once_somebody_has_withdrawn(client):
    organisation, member = make_publisher(), adult()
    belong(organisation, member)
    story = make_story(organisation, by=member)
    consent = signed(story)
    actions.send(story, by=member)
    StoryConsent.objects.filter(pk=consent.pk).update(until=TODAY() - timedelta(days=1))
    client.force_login(editor_of(organisation))
    assert "Soup" in client.get(reverse("learning:practices_waiting")).text

    response = client.post(reverse("learning:decide_story", args=[story.pk]), {"publish": "1"})

    assert (response.status_code, shown()) == (422, [])


def test_writing_is_for_adults_and_where_somebody_decides():
    with pytest.raises(NotAdult):
        make_story(make_publisher(), by=UserFactory())
    with pytest.raises(NotTaken):
        make_story(make_organisation("Nobody here"), by=adult())


def test_practice_of_another_organisation_is_refused(client):
    practice, other = make_practice(), make_publisher("Other")
    client.force_login(editor_of(other))
    facts = {"organisation": other.pk, "language": "en", "kind": "story", "title": "Soup", "country": "NO", "practice": practice.pk} | WORDS

    response = client.post(reverse("learning:new_story"), facts)

    assert list(response.context["form"].errors) == ["practice"]


def test_shown_story_is_taken_away_before_it_is_thrown_away(django_capture_on_commit_callbacks):
    story = pictured()
    signed(story)
    send(story)
    with pytest.raises(IsShown):
        actions.discard(story)

    actions.withdraw(story)
    with django_capture_on_commit_callbacks(execute=True):
        actions.discard(story)

    assert (Story.objects.count(), StoryConsent.objects.count(), files(story)) == (0, 0, [])


def test_merged_organisation_takes_its_stories_along():
    story, into = make_published(), make_publisher("Larger")
    organisations.merge(story.organisation, into=into)

    assert [one.organisation for one in shown()] == [into]


def test_forgotten_files_go():
    story = pictured()
    storage = story.picture.storage
    for name, hours in (("lost", 48), ("just_now", 0)):
        storage.save(f"stories/{name}.webp", ContentFile(b"x"))
        moment = (timezone.now() - timedelta(hours=hours)).timestamp()
        os.utime(storage.path(f"stories/{name}.webp"), (moment, moment))

    actions.forget_orphans()

    assert sorted(files(story)) == sorted(["just_now.webp", f"{story.picture_name}.webp"])
