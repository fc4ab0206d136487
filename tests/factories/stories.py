"""Stories, and who has agreed to them."""

from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from entrepreneurs import photos
from entrepreneurs.models import User
from hub.models import Organisation
from learning.actions import stories as actions
from learning.actions import story_consents as consents
from learning.models import Story, StoryConsent
from learning.stories import addresses
from tests.entrepreneurs.test_profiles import picture
from tests.factories.practices import editor_of, make_publisher
from tests.factories.resources import adult

WORDS = {"lead": "She began with soup.", "body": "In March nobody came.\n\nIn May there was a queue."}


def drawing() -> ContentFile:
    return photos.logo(picture())


def make_story(organisation: Organisation | None = None, *, by: User | None = None, title="Soup", **facts) -> Story:
    """A draft to which nobody has agreed."""
    organisation = organisation or make_publisher(f"Of {title}")
    facts = {"country": organisation.country.code, "language": "en", "kind": "story"} | WORDS | facts
    return actions.write(by or editor_of(organisation), organisation=organisation, title=title, **facts)


def signed(story: Story, *, name="Ana", role="told", agrees_to=("words", "name", "picture"), **facts) -> StoryConsent:
    """What somebody without an account has signed, to all of it."""
    facts = {"how": "paper", "agreed_on": timezone.localdate(), "until": None, "note": "In the blue binder"} | facts
    return consents.record(story, by=editor_of(story.organisation), name=name, role=role, agrees_to=list(agrees_to), **facts)


def agreed_here(story: Story, *, user: User | None = None, role="told", agrees_to=("words", "name", "picture")) -> StoryConsent:
    """What somebody has answered with their own account, asked by mail."""
    user = user or adult()
    asked = consents.ask(story, by=editor_of(story.organisation), role=role, name=user.name, email=f"to-{user.email}", language="en")
    consents.agree(asked, user=user, agrees_to=list(agrees_to))
    return StoryConsent.objects.get(pk=asked.pk)


def make_published(organisation: Organisation | None = None, **facts) -> Story:
    """With the consent of the one whom it tells of, on paper."""
    story = make_story(organisation, **facts)
    signed(story)
    return actions.send(story, by=editor_of(story.organisation))


def pictured(**facts) -> Story:
    return make_story(picture=drawing(), alternative="A pot on a stove", **facts)


def send(story: Story) -> Story:
    return actions.send(story, by=editor_of(story.organisation))


def shown() -> list[Story]:
    return list(Story.objects.listed())


def files(story: Story) -> list[str]:
    """The pictures that are stored."""
    storage = story._meta.get_field("picture").storage
    return storage.listdir("stories")[1] if storage.exists("stories") else []


def is_gone(client, story: Story) -> bool:
    """From the list, its page, its practice's page, and what search engines are told."""
    there = [story.get_absolute_url() in client.get(reverse("learning:stories")).text, client.get(story.get_absolute_url()).status_code == 200]
    if story.practice:
        there.append(story.get_absolute_url() in client.get(story.practice.get_absolute_url()).text)
    there.append(f"learn/stories/{story.pk}/" in [place for place, _changed_at in addresses()])
    there.append(story.get_absolute_url().removeprefix("/en/") in client.get("/sitemap.xml").text)
    assert len(set(there)) == 1, there
    return not there[0]
