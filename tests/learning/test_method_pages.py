"""The method library on screen, without a script."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from learning.actions import methods as actions
from learning.methodfiles import to_json
from learning.models import MethodText, Resource, Template
from tests.factories import UserFactory
from tests.factories.resources import adult, assessment, coordinator, make_method, make_organisation, make_resource, method

pytestmark = pytest.mark.django_db
METHOD_QUERIES = 7  # the resource, its texts and facets, its versions with their texts, the list of versions, the footer


def give(client, content, **more):
    return client.post(reverse("learning:read_template"), {"file": SimpleUploadedFile("x.json", content)} | more)


def rows(prefix: str, *given: dict, known: int = 0) -> dict:
    fields = {f"{prefix}-{number}-{name}": value for number, row in enumerate(given) for name, value in row.items()}
    return fields | {f"{prefix}-TOTAL_FORMS": len(given), f"{prefix}-INITIAL_FORMS": known}


def written(**parts) -> dict:
    plain = {name: value for name, value in method().items() if isinstance(value, str) and name != "kind"}
    return plain | {"materials": "Paper\n\nPens"} | rows("steps", {"title": "Walk", "minutes": "30", "text": "Slowly."}) | parts


# Reading


def test_method_is_read_whole_with_its_version(client, django_assert_num_queries):
    resource = make_method()

    with django_assert_num_queries(METHOD_QUERIES):
        page = client.get(resource.get_absolute_url())

    for told in ("A walk", "To see what is missing.", "version 1", "45 minutes", "4 to 12", "Slowly.", "With photos.", "Sign in to copy it"):
        assert told in page.text
    assert page["Cache-Control"] == "public, max-age=60"


@pytest.mark.parametrize("number", [1, 3])
def test_method_costs_the_same_with_one_version_and_with_three(client, django_assert_num_queries, number):
    user = adult()
    template = actions.keep(user, content=method())
    resource = actions.publish(
        template, description="x", spoken=["en"], countries=[], topics=[], level="educator", programme=None, organisation=make_organisation(user)
    )
    template.refresh_from_db()
    for _version in range(number - 1):
        actions.publish_again(template)

    with django_assert_num_queries(METHOD_QUERIES):
        assert f"version {number}" in client.get(resource.get_absolute_url()).text


def test_assessment_is_a_table_that_a_phone_reads_as_a_list(client):
    page = client.get(make_method(assessment()).get_absolute_url()).text

    assert '<th scope="col">Not yet</th><th scope="col">Well</th>' in page
    assert '<td data-label="Well"><span>A sum</span></td>' in page


def test_what_somebody_writes_is_no_markup(client):
    page = client.get(make_method(method(aim="<script>alert(1)</script>")).get_absolute_url()).text

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert" not in page


def test_earlier_version_says_that_it_is_one(client):
    resource = make_method()
    second = resource.versions.create(number=2, published_at=resource.published_at)
    MethodText.objects.create(version=second, language="en", content=method(title="A longer walk"))

    assert "A longer walk" in client.get(resource.get_absolute_url()).text
    page = client.get(reverse("learning:method_version", args=[resource.pk, 1])).text
    assert "This is version 1, as it was once." in page
    assert "<h1 lang" in page
    assert client.get(reverse("learning:method_version", args=[resource.pk, 3])).status_code == 404


def test_version_that_waits_is_read_by_those_it_concerns(client):
    resource = make_method()
    waits = resource.versions.create(number=2)
    MethodText.objects.create(version=waits, language="en", content=method(title="A secret"))
    address = reverse("learning:method_version", args=[resource.pk, 2])

    assert client.get(address).status_code == 404
    assert client.get(reverse("learning:method_file", args=[resource.pk, 2, "json"])).status_code == 404
    client.force_login(coordinator())
    assert "This version waits for a coordinator" in client.get(address).text


def test_each_kind_of_thing_has_its_own_address(client):
    one, link = make_method(), make_resource()

    assert client.get(reverse("learning:resource", args=[one.pk]))["Location"] == one.get_absolute_url()
    assert client.get(reverse("learning:method", args=[link.pk]))["Location"] == link.get_absolute_url()


def test_version_is_saved_as_a_file(client):
    resource = make_method()

    told = client.get(reverse("learning:method_file", args=[resource.pk, 1, "json"]))
    assert json.loads(told.content)["copied_from"]["version"] == 1
    assert (told["Content-Disposition"], told["X-Content-Type-Options"]) == ('attachment; filename="a-walk.json"', "nosniff")
    assert client.get(reverse("learning:method_file", args=[resource.pk, 1, "md"])).content.startswith(b"# A walk\n")
    assert client.get(reverse("learning:method_file", args=[resource.pk, 1, "exe"])).status_code == 404


# Templates


@pytest.mark.parametrize("number", [1, 3])
def test_my_templates_cost_the_same_for_one_and_for_three(client, django_assert_num_queries, number):
    user = UserFactory()
    client.force_login(user)
    for _number in range(number):
        actions.copy(make_method().versions.get(), owner=user, language="en")

    with django_assert_num_queries(4):  # who asks, in two; the templates with what they come from; the footer
        assert client.get(reverse("learning:templates")).text.count("talk-link") == number


def test_whole_way_of_a_template(client):
    user = UserFactory()
    resource = make_method()
    client.force_login(user)

    made = client.post(reverse("learning:copy_method", args=[resource.pk, 1]))
    template = Template.objects.get()
    assert made["Location"] == template.get_absolute_url()
    assert "version 1" in client.get(template.get_absolute_url()).text

    change = reverse("learning:change_template", args=[template.pk])
    assert client.get(change).context["editor"].form["title"].value() == "A walk"
    steps = rows(
        "steps", {"title": "Talk", "minutes": "", "text": "", "ORDER": 2}, {"title": "Walk", "minutes": "20", "text": "", "ORDER": 1}, {"title": ""}
    )
    assert client.post(change, written(**steps))["Location"] == template.get_absolute_url()
    template.refresh_from_db()
    assert template.content["steps"] == [{"title": "Walk", "text": "", "minutes": 20}, {"title": "Talk", "text": "", "minutes": None}]
    assert template.content["materials"] == ["Paper", "Pens"]

    changes = client.get(reverse("learning:template_changes", args=[template.pk])).text
    assert "Nothing: it is still the newest version." in changes
    assert "30 minutes" in changes
    assert "20 minutes" in changes

    saved = client.get(reverse("learning:template_file", args=[template.pk, "json"]))
    assert client.get(reverse("learning:template_file", args=[template.pk, "md"])).content.startswith(b"# A walk\n")
    client.post(reverse("learning:delete_template", args=[template.pk]))
    assert not Template.objects.exists()
    assert give(client, saved.content).status_code == 302
    again = Template.objects.get()
    assert (again.content, again.copied_from) == (template.content, resource.versions.get())


def test_what_has_changed_in_the_original_is_shown(client):
    user = UserFactory()
    resource = make_method()
    template = actions.copy(resource.versions.get(), owner=user, language="en")
    second = resource.versions.create(number=2, published_at=resource.published_at)
    MethodText.objects.create(version=second, language="en", content=method(aim="To see what is there."))
    client.force_login(user)

    assert "There is a version 2 now" in client.get(template.get_absolute_url()).text
    page = client.get(reverse("learning:template_changes", args=[template.pk])).text
    assert "To see what is there." in page
    assert "Nothing yet." in page


def test_method_is_written_from_nothing(client):
    user = UserFactory(name="Ada")
    client.force_login(user)
    address = reverse("learning:new_template", args=["method"])
    assert client.get(address).context["editor"].form["author"].value() == "Ada"

    client.post(address, written())

    assert Template.objects.get().content == method(materials=["Paper", "Pens"], steps=[{"title": "Walk", "text": "Slowly.", "minutes": 30}])
    assert client.get(reverse("learning:new_template", args=["poem"])).status_code == 404


def test_more_rows_are_given_after_saving(client):
    client.force_login(UserFactory())

    made = client.post(reverse("learning:new_template", args=["method"]), written(more="1"))

    assert made["Location"] == reverse("learning:change_template", args=[Template.objects.get().pk])


def test_assessment_has_a_description_for_each_level(client):
    client.force_login(UserFactory())
    address = reverse("learning:new_template", args=["assessment"])
    assert client.get(address).context["editor"].form["levels"].value() == "Not yet\nOn the way\nWell"
    criterion = {"title": "Says what it costs", "description_0": "No sum", "description_1": "A sum"}
    said = written(levels="Not yet\nWell", **rows("criteria", criterion), **rows("steps"))

    client.post(address, said)

    kept = Template.objects.get().content
    assert (kept["levels"], kept["steps"]) == (["Not yet", "Well"], [])
    assert kept["criteria"] == [{"title": "Says what it costs", "descriptions": ["No sum", "A sum"]}]
    change = reverse("learning:change_template", args=[Template.objects.get().pk])
    client.post(change, said | {"levels": "Not yet\nNearly\nWell"})
    assert Template.objects.get().content["criteria"] == [{"title": "Says what it costs", "descriptions": ["No sum", "A sum", ""]}]


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ({"title": ""}, "This field is required"),
        (rows("steps", {"title": "", "text": "Slowly."}), "Give it a title, or empty the whole row."),
        (rows("steps", {"title": "Walk", "minutes": "many"}), "Enter a whole number"),
        (rows("steps"), "a method has at least one step"),
        ({"minutes": "-1"}, "greater than or equal to 1"),
        ({"materials": "x" * 201}, "materials 1: is 201 characters long"),
        ({"licence": "reserved"}, "not one of the available choices"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(client, parts, told):
    client.force_login(UserFactory())

    refused = client.post(reverse("learning:new_template", args=["method"]), written(aim="A long text", **parts))

    assert refused.status_code == 422
    assert told in refused.text
    assert refused.context["editor"].form["aim"].value() == "A long text"
    assert not Template.objects.exists()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "There is no file in it yet"),
        (b"MZ\x90\x00", "This file is not text"),
        (to_json(method(steps=[{"title": "", "text": "", "minutes": None}])).encode(), "steps 1, title: must not be empty"),
        (b"x" * (1024 * 1024 + 1), "larger than 1 MB"),
    ],
)
def test_wrong_file_says_what_is_wrong(client, content, told):
    client.force_login(UserFactory())

    refused = give(client, content)

    assert refused.status_code == 422
    assert told in refused.text
    assert not Template.objects.exists()


# Publishing


def test_template_is_proposed_published_and_published_again(client):
    user, decides = adult(), coordinator()
    template = actions.keep(user, content=method())
    client.force_login(user)
    address = reverse("learning:publish_template", args=[template.pk])
    assert client.get(address).context["form"]["description"].value() == "To see what is missing."
    assert client.post(address, {"description": "", "spoken": ["en"], "level": "educator"}).status_code == 422

    client.post(address, {"description": "For groups.", "spoken": ["en"], "level": "educator"})
    resource = Resource.objects.get()
    assert (resource.state, resource.title, resource.text.description) == ("proposed", "A walk", "For groups.")
    assert "Slowly." in client.get(resource.get_absolute_url()).text

    client.force_login(decides)
    client.post(reverse("learning:decide_resource", args=[resource.pk]), {"publish": "1"})
    client.force_login(user)
    assert "The versions before it can still be read" in client.get(address).text
    client.post(address)
    client.force_login(decides)
    assert "Version 2, not published yet" in client.get(reverse("learning:resources_waiting")).text
    client.post(reverse("learning:decide_resource", args=[resource.pk]), {"publish": "1"})
    client.logout()
    assert "version 2" in client.get(resource.get_absolute_url()).text


def test_templates_of_others_are_not_there(client):
    template = actions.copy(make_method().versions.get(), owner=adult(), language="en")
    client.force_login(coordinator())

    for name in ("template", "change_template", "template_changes", "publish_template"):
        assert client.get(reverse(f"learning:{name}", args=[template.pk])).status_code == 404
    assert client.get(reverse("learning:template_file", args=[template.pk, "json"])).status_code == 404
    assert client.post(reverse("learning:delete_template", args=[template.pk])).status_code == 404
    assert Template.objects.exists()


def test_translation_comes_from_a_file(client):
    editor = adult()
    resource = make_method(organisation=make_organisation(editor))
    address = reverse("learning:method_translation", args=[resource.pk])
    said = {"provenance": "machine"}

    def file(content):
        return {"file": SimpleUploadedFile("x.json", to_json(content).encode())}

    client.force_login(adult())
    assert client.get(address).status_code == 404
    client.force_login(editor)
    assert client.post(address, said | file(method(language="nb", steps=[{"title": "Gå", "text": "", "minutes": 1}]))).status_code == 422
    assert client.post(address, said | file(method(language="nb", title="En tur"))).status_code == 302
    page = client.get(f"/nb/learn/methods/{resource.pk}/").text
    assert '<h1 lang="nb" dir="ltr">En tur</h1>' in page
