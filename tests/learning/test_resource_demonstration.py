"""The demonstration's resources: right as they stand, brought once, and marked as what they are."""

import pytest
import yaml
from django.core.management import CommandError, call_command

from entrepreneurs import places
from entrepreneurs.vocabulary import SPOKEN
from learning import methods
from learning.demonstration import CONTENT, bring_resources, content_of
from learning.models import Resource, ResourceFacet

pytestmark = pytest.mark.django_db
LANGUAGES = {"en", "nb", "sv", "uk"}


def test_all_methods_are_right_and_of_one_shape_in_every_language():
    shapes = {}
    for path in sorted(CONTENT.glob("method-*.json")):
        key, language, _ending = path.name.split(".")
        content = content_of(path)
        assert content["language"] == language
        shapes.setdefault(key, {})[language] = methods.shape(content)

    assert {key: found.keys() for key, found in shapes.items()} == dict.fromkeys(
        ["method-needs-walk", "method-start-up-talk", "method-tandem"], LANGUAGES
    )
    assert [key for key, found in shapes.items() if len(set(found.values())) > 1] == []


def test_brought_once_and_marked_as_demonstration(client):
    made = bring_resources()

    assert (made, bring_resources()) == (Resource.objects.count(), 0)
    for resource in Resource.objects.all():
        assert resource.is_demonstration
        assert (resource.checked_on, resource.link_state) == (None, "unknown")  # nobody says to have looked who has not
        assert {text.language: text.provenance for text in resource.texts.all()} == dict.fromkeys(LANGUAGES, "machine") | {"en": "original"}
    known = {
        "country": {*places.COUNTRIES, "all"},
        "language": SPOKEN.keys(),
        "topic": yaml.safe_load((CONTENT / "challenges.yaml").read_text()).keys(),
    }
    facets = ResourceFacet.objects.values_list("kind", "value")
    assert [(kind, value) for kind, value in facets if value not in known[kind]] == []  # NO is no word for false
    page = client.get(Resource.objects.get(demo_key="tandem").get_absolute_url()).text
    assert "Demonstration material" in page


def test_what_was_taken_out_stays_out():
    bring_resources()
    Resource.objects.filter(demo_key="altinn").update(state="withdrawn")

    assert bring_resources() == 0
    assert not Resource.objects.listed().filter(demo_key="altinn").exists()


def test_not_brought_outside_of_a_demonstration(settings):
    settings.DEMONSTRATION = False

    with pytest.raises(CommandError):
        call_command("load_resources")
