"""Agreeing to a story and withdrawing: gone at once, on every page and for everybody; export and erasure."""

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from entrepreneurs import organisation_tree
from hub.models import Generation, Notice
from hub.notices.kinds import tell
from hub.privacy import Person, erase, export
from learning.actions import story_consents as consents
from learning.actions.stories import NotAgreed
from learning.actions.story_consents import AskedAlready, NotOfAge, OnlyThemselves, SignedBefore
from learning.models import Story, StoryConsent, StoryText
from tests.factories import UserFactory
from tests.factories.organisations import belong
from tests.factories.practices import editor_of, make_practice, make_publisher
from tests.factories.resources import adult
from tests.factories.stories import WORDS, agreed_here, files, is_gone, make_published, make_story, pictured, send, shown, signed

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture(autouse=True)
def _place(site_tree, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    organisation_tree.plant()


# Withdrawing


def test_withdrawn_it_is_gone_at_once(client, django_capture_on_commit_callbacks):
    practice, person = make_practice(), adult()
    story = make_story(practice.organisation, practice=practice)
    agreed_here(story, user=person)
    send(story)
    assert not is_gone(client, story)
    before = Generation.objects.current()
    client.force_login(person)

    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(reverse("learning:consent", args=[person.story_consents.get().pk]), {"do": "withdraw"})

    client.logout()
    assert response.status_code == 302
    assert is_gone(client, story)
    assert Generation.objects.current() > before  # and from what is kept for all visitors
    assert Notice.objects.get(kind="story_down").recipient == editor_of(story.organisation)


def test_withdrawn_picture_is_deleted(client, django_capture_on_commit_callbacks):
    person, story = adult(), pictured()
    agreed_here(story, user=person)
    send(story)
    address = story.picture_address
    assert (client.get(address).status_code, len(files(story))) == (200, 1)

    with django_capture_on_commit_callbacks(execute=True):
        consents.withdraw(person.story_consents.get())

    assert (client.get(address).status_code, files(story)) == (404, [])
    assert Story.objects.get().picture == ""


def test_picture_is_sent_once_and_asked_for_each_time(client):
    person, story = adult(), pictured()
    agreed_here(story, user=person)
    send(story)
    first = client.get(story.picture_address)
    known = {"If-None-Match": first.headers["ETag"]}
    assert first.headers["Cache-Control"] == "private, no-cache"
    assert client.get(story.picture_address, headers=known).status_code == 304

    consents.withdraw(person.story_consents.get())

    assert client.get(story.picture_address, headers=known).status_code == 404


def test_somebody_in_the_picture_withdraws_and_the_rest_may_be_told_without_it():
    story = pictured()
    signed(story)
    other = signed(story, name="Bo", role="pictured")
    send(story)
    consents.withdraw(other)
    assert shown() == []

    assert send(Story.objects.get()).is_listed


def test_who_has_withdrawn_cannot_be_written_down_from_before():
    story = make_story()
    consent = signed(story)
    consents.withdraw(consent)
    consent.refresh_from_db()

    with pytest.raises(SignedBefore):
        signed(story, consent=consent)
    with pytest.raises(SignedBefore):
        consents.remove(consent)


def test_withdrawn_can_be_given_anew_by_the_person_alone():
    person, story = adult(), make_story()
    consent = agreed_here(story, user=person)
    consents.withdraw(consent)
    with pytest.raises(NotAgreed):
        send(story)
    with pytest.raises(OnlyThemselves):
        signed(story, consent=consent)

    consents.agree(consent, user=person, agrees_to=["words"])

    assert send(story).is_listed


def test_whatever_way_a_consent_goes_the_story_goes_too():
    story = make_story()
    signed(story)
    other = signed(story, name="Bo", role="guardian")
    send(story)

    StoryConsent.objects.filter(pk=other.pk).delete()

    assert (shown(), Story.objects.get().is_listed) == ([], False)


# Asking and answering


def test_link_in_the_mail_is_answered_with_an_account(client):
    story, person = make_story(), UserFactory()
    consents.ask(story, by=editor_of(story.organisation), role="told", name="Ana", email="Ana@example.org", language="nb")
    consent = StoryConsent.objects.get()
    [letter] = mail.outbox
    address = reverse("learning:asked_consent", args=[consent.key])
    assert letter.to == ["ana@example.org"]
    assert address.removeprefix("/en/") in letter.body
    assert client.get(address).status_code == 302
    client.force_login(person)
    assert WORDS["lead"] in client.get(address).text

    refused = client.post(address, {"do": "agree", "agrees_to": ["words"]})
    assert (refused.status_code, StoryConsent.objects.get().agreed_on) == (422, None)  # nobody has said how old they are
    client.post(address, {"do": "agree", "agrees_to": ["words"], "is_adult": "on"})

    consent.refresh_from_db()
    assert (consent.user, consent.email, consent.agreed_on, consent.standing) == (person, "", TODAY(), "given")
    assert send(story).is_listed
    assert "Soup" in client.get(reverse("learning:stories_about_me")).text
    client.force_login(UserFactory())
    assert client.get(address).status_code == 404


def test_whoever_says_no_has_said_it(client):
    story, person = make_story(), UserFactory()
    belong(story.organisation, person)
    consents.ask(story, by=editor_of(story.organisation), role="told", member=person, language="en")
    assert [told.text for told in tell(person, Notice.objects.filter(recipient=person)).values()] == [
        "Of Soup would like to tell a story with you in it"
    ]
    client.force_login(person)

    client.post(reverse("learning:consent", args=[StoryConsent.objects.get().pk]), {"do": "withdraw"})

    assert StoryConsent.objects.get().standing == "withdrawn"
    with pytest.raises(NotAgreed):
        send(story)


def test_nobody_agrees_without_being_of_age_or_for_somebody_else():
    story, person = make_story(), adult()
    asked = consents.ask(story, by=editor_of(story.organisation), role="told", name="Ana", email="a@example.org", language="en")

    with pytest.raises(NotOfAge):
        consents.agree(asked, user=UserFactory(), agrees_to=["words"])
    consents.agree(asked, user=person, agrees_to=["words"])
    with pytest.raises(OnlyThemselves):
        consents.agree(asked, user=adult(), agrees_to=["words"])
    with pytest.raises(AskedAlready):
        consents.ask(story, by=editor_of(story.organisation), role="told", member=person, language="en")


def test_agreeing_to_no_words_is_no_agreeing(client):
    story, person = make_story(), adult()
    consent = agreed_here(story, user=person)
    client.force_login(person)

    response = client.post(reverse("learning:consent", args=[consent.pk]), {"do": "agree", "agrees_to": []})

    assert response.status_code == 422


def test_asking_one_more_takes_it_down_until_they_have_answered():
    story = make_published()

    consents.ask(story, by=editor_of(story.organisation), role="guardian", name="Bo", email="b@example.org", language="en")

    assert (shown(), Story.objects.get().is_listed) == ([], False)


# Export and erasure


def exported(user) -> str:
    return str(export(Person(user=user))[0])


def test_export_says_what_one_agreed_to_and_hides_whom_one_wrote_down():
    person, story = adult(), make_story()
    agreed_here(story, user=person)
    signed(story, name="Somebody unnamed", role="guardian")

    assert "Soup" in exported(person)
    assert "Somebody unnamed" not in exported(person)
    assert "Somebody unnamed" not in exported(editor_of(story.organisation))


def test_erased_person_takes_what_was_told_of_them_along(client, django_capture_on_commit_callbacks):
    practice, person = make_practice(), adult()
    story = pictured(organisation=practice.organisation, practice=practice, person_name="Ana")
    agreed_here(story, user=person)
    send(story)

    with django_capture_on_commit_callbacks(execute=True):
        erase(Person(user=person))

    assert (Story.objects.count(), StoryText.objects.count(), StoryConsent.objects.count(), files(story)) == (0, 0, 0, [])
    assert is_gone(client, story)
    writer = editor_of(practice.organisation)
    assert "the person it told of has erased their account" in str(tell(writer, Notice.objects.filter(recipient=writer)))


def test_erased_guardian_or_somebody_in_the_picture_takes_it_down(django_capture_on_commit_callbacks):
    person, story = adult(), pictured()
    signed(story)
    agreed_here(story, user=person, role="pictured")
    send(story)

    with django_capture_on_commit_callbacks(execute=True):
        erase(Person(user=person))

    assert (shown(), Story.objects.get().picture, files(story)) == ([], "", [])


def test_erased_writer_leaves_what_others_write_on():
    organisation, writer = make_publisher(), adult()
    belong(organisation, writer)
    story = make_story(organisation, by=writer)
    signed(story)
    send(story)

    erase(Person(user=writer))

    assert (Story.objects.get().made_by, shown()) == (None, [story])
