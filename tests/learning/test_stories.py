"""Stories are shown while everybody in them agrees: refused without, gone at once when somebody withdraws, on every page and for everybody."""

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
from hub.models import Generation, Notice, Provenance
from hub.notices.kinds import tell
from hub.privacy import Person, erase, export
from learning.actions import stories as actions
from learning.actions import story_consents as consents
from learning.actions.practices import NothingWaits, NotTaken
from learning.actions.stories import IsShown, NoPictureWords, NotAgreed
from learning.actions.story_consents import AskedAlready, NotOfAge, OnlyThemselves, SignedBefore
from learning.models import Story, StoryConsent, StoryText
from learning.stories import addresses
from tests.entrepreneurs.test_profiles import picture
from tests.factories import UserFactory
from tests.factories.organisations import belong, make_organisation
from tests.factories.practices import editor_of, make_practice, make_publisher
from tests.factories.resources import adult, coordinator
from tests.factories.stories import WORDS, agreed_here, drawing, make_published, make_story, signed

pytestmark = pytest.mark.django_db
LIST = "/en/learn/stories/"
LIST_QUERIES = 4  # how many by fact, the stories with their words, the footer
PAGE_QUERIES = 3  # the story, its words, the footer
PRACTICE_QUERIES = 9  # of which one is for the stories of it, and one for their words
WAITING_QUERIES, WRITTEN_QUERIES = 12, 10
TODAY = timezone.localdate


@pytest.fixture(autouse=True)
def _place(site_tree, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    organisation_tree.plant()


def pictured(**facts) -> Story:
    return make_story(picture=drawing(), alternative="A pot on a stove", **facts)


def send(story: Story) -> Story:
    return actions.send(story, by=editor_of(story.organisation))


def shown() -> list[Story]:
    return list(Story.objects.listed())


def files(story: Story) -> list[str]:
    storage = story._meta.get_field("picture").storage
    return storage.listdir("stories")[1] if storage.exists("stories") else []


def is_gone(client, story: Story) -> bool:
    """From the list, its page, its practice's page, and what search engines are told."""
    there = [story.get_absolute_url() in client.get(LIST).text, client.get(story.get_absolute_url()).status_code == 200]
    if story.practice:
        there.append(story.get_absolute_url() in client.get(story.practice.get_absolute_url()).text)
    there.append(f"learn/stories/{story.pk}/" in [place for place, _changed_at in addresses()])
    there.append(story.get_absolute_url().removeprefix("/en/") in client.get("/sitemap.xml").text)
    assert len(set(there)) == 1, there
    return not there[0]


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


# Reading


def test_story_is_read_in_the_language_that_serves_best(client):
    story = make_published()
    actions.translate(story, language="nb", by=editor_of(story.organisation), provenance=Provenance.PERSON, title="Suppe", body="Ingen kom.")

    assert "Ingen kom." in client.get(f"/nb/learn/stories/{story.pk}/").text
    assert "Ingen kom." in client.get(f"/sv/learn/stories/{story.pk}/").text
    assert "In March" in client.get(f"/uk/learn/stories/{story.pk}/").text


def test_list_filters_by_country_and_kind(client):
    here, there = make_publisher("Here"), make_publisher("There", country="SE")
    make_published(here, title="Soup")
    make_published(here, title="Bread", kind="case")
    make_published(there, title="Boats")

    def found(**asked):
        return [one.title for one in client.get(LIST, asked).context["listing"].rows]

    assert found() == ["Boats", "Bread", "Soup"]
    assert found(country="NO") == ["Bread", "Soup"]
    assert found(country="NO", kind="case") == ["Bread"]


@pytest.mark.parametrize("number", [1, 3])
def test_list_costs_the_same_for_one_and_for_three(client, number, django_assert_num_queries):
    for each in range(number):
        make_published(title=f"Number {each}", picture=drawing(), alternative="A pot")
    client.get(LIST)

    with django_assert_num_queries(LIST_QUERIES):
        assert client.get(LIST).text.count('<li class="resource') == number


@pytest.mark.parametrize("number", [1, 3])
def test_practice_costs_the_same_with_one_story_and_with_three(client, number, django_assert_num_queries):
    practice = make_practice()
    for each in range(number):
        make_published(practice.organisation, practice=practice, title=f"Number {each}")
    client.get(practice.get_absolute_url())

    with django_assert_num_queries(PRACTICE_QUERIES):
        assert client.get(practice.get_absolute_url()).text.count("Number") == number


@pytest.mark.parametrize("number", [1, 3])
def test_waiting_and_written_cost_the_same_for_one_story_and_for_three(client, number, django_assert_num_queries):
    organisation = make_publisher()
    for each in range(number):
        member = adult()
        belong(organisation, member)
        story = make_story(organisation, by=member, title=f"Number {each}")
        signed(story)
        actions.send(story, by=member)
    client.force_login(editor_of(organisation))
    client.get(reverse("learning:practices_waiting"))

    with django_assert_num_queries(WAITING_QUERIES):
        assert client.get(reverse("learning:practices_waiting")).text.count('<section class="waiting-one"') == number
    with django_assert_num_queries(WRITTEN_QUERIES):
        assert client.get(reverse("learning:my_practices")).text.count("Number") == number


def test_story_costs_few_queries(client, django_assert_num_queries):
    story = make_published()
    client.get(story.get_absolute_url())

    with django_assert_num_queries(PAGE_QUERIES):
        client.get(story.get_absolute_url())


@pytest.mark.parametrize("number", [1, 3])
def test_what_is_asked_of_me_costs_the_same_for_one_and_for_three(client, number, django_assert_num_queries):
    person = adult()
    for each in range(number):
        agreed_here(make_story(title=f"Number {each}"), user=person)
    client.force_login(person)
    client.get(reverse("learning:stories_about_me"))

    with django_assert_num_queries(5):
        assert client.get(reverse("learning:stories_about_me")).text.count("<li>\n    <p><a href") == number


@pytest.mark.parametrize("number", [1, 3])
def test_consents_cost_the_same_for_one_and_for_three(client, number, django_assert_num_queries):
    story = make_story()
    for each in range(number):
        signed(story, name=f"Number {each}")
    client.force_login(editor_of(story.organisation))
    client.get(reverse("learning:story_consents", args=[story.pk]))

    with django_assert_num_queries(12):
        client.get(reverse("learning:story_consents", args=[story.pk]))


# Who sees what


def test_strangers_and_other_organisations_find_nothing(client):
    story = pictured()
    consent = signed(story)
    pages = [story.get_absolute_url(), story.picture_address]
    pages += [reverse(f"learning:{name}", args=[story.pk]) for name in ("write_story", "story_consents")]
    pages += [reverse("learning:story_words", args=[story.pk, "nb"]), reverse("learning:story_consent", args=[story.pk, consent.pk])]
    for user in (UserFactory(), editor_of(make_publisher("Other"))):
        client.force_login(user)
        assert [client.get(page).status_code for page in pages] == [404] * len(pages)
        assert client.post(reverse("learning:lead_story", args=[story.pk]), {"do": "discard"}).status_code == 404
        assert client.post(reverse("learning:decide_story", args=[story.pk]), {"publish": "1"}).status_code == 404

    client.force_login(editor_of(story.organisation))
    assert [client.get(page).status_code for page in pages] == [200] * len(pages)


def test_who_agreed_and_where_it_is_kept_is_not_for_readers(client):
    story = make_story()
    signed(story, name="Somebody unnamed", note="In the blue binder")
    send(story)

    text = client.get(story.get_absolute_url()).text
    assert "Somebody unnamed" not in text
    assert "blue binder" not in text


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
