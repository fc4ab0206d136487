"""The resource bank on screen, without a script."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from hub.models import Notice, Programme
from learning.models import Resource, ResourceFile
from tests.factories import UserFactory
from tests.factories.resources import adult, coordinator, make_document, make_method, make_organisation, make_resource
from tests.learning.test_links import elsewhere, server  # noqa: F401 (fixtures)

pytestmark = pytest.mark.django_db
BANK_QUERIES = 7  # how many there are by fact and by facet, challenges by their names, the resources with their texts and facets, the footer
PAGE_QUERIES = 5  # the resource, its texts, facets and challenges, the footer
FACETS = (("language", "en"), ("country", "NO"), ("topic", "meeting-places"))
PDF = b"%PDF-1.4 a plan %%EOF"
# ruff: noqa: F811


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def link(**facts) -> dict:
    whom = {"spoken": ["nb"], "countries": ["NO"], "level": "beginner", "licence": "reserved", "is_checked": "on"}
    return {"title": "Start here", "description": "For those who begin.", "language": "en"} | whom | facts


def paper(content: bytes = PDF, name: str = "plan.pdf", **facts) -> dict:
    return link(document=SimpleUploadedFile(name, content), licence="by", is_accessible="yes", **facts)


def picture() -> bytes:
    drawn = BytesIO()
    Image.new("RGB", (20, 20)).save(drawn, "PNG")
    return drawn.getvalue()


# The list


@pytest.mark.parametrize("number", [1, 3])
def test_bank_costs_the_same_for_one_and_for_three(client, django_assert_num_queries, number):
    for _number in range(number):
        make_resource(organisation=make_organisation(), facets=(("language", "nb"), ("language", "en"), ("country", "NO"), ("topic", "x")))

    with django_assert_num_queries(BANK_QUERIES):
        assert client.get(reverse("learning:resources")).text.count('<li class="resource') == number


@pytest.mark.parametrize("number", [1, 3])
def test_library_costs_the_same_for_one_and_for_three(client, django_assert_num_queries, number):
    for _number in range(number):
        make_method(organisation=make_organisation(), facets=(("language", "nb"), ("language", "en")))

    with django_assert_num_queries(BANK_QUERIES):
        assert client.get(reverse("learning:methods")).text.count('<li class="resource') == number


@pytest.mark.parametrize("number", [1, 3])
def test_waiting_list_costs_the_same_for_one_and_for_three(client, django_assert_num_queries, number):
    client.force_login(coordinator())
    for _number in range(number):
        make_resource(state="proposed", made_by=adult())
    client.get(reverse("learning:resources_waiting"))  # which closes the notice

    with django_assert_num_queries(10):  # who asks, in four; the notice; those that wait with texts, facets and versions; the footer
        assert client.get(reverse("learning:resources_waiting")).text.count('class="waiting-one"') == number


def test_bank_is_narrowed_by_several_filters_and_several_values(client):
    make_resource(title="Norway", facets=(("language", "nb"), ("country", "NO"), ("topic", "x")))
    make_resource(title="Sweden", facets=(("language", "sv"), ("country", "SE")), level="ongoing")
    make_resource(title="Everywhere", facets=(("language", "en"), ("language", "nb"), ("country", "all")), licence="by")
    make_document(title="Paper", facets=(("language", "uk"), ("country", "NO")))
    make_resource(title="Hidden", state="proposed")

    def found(**chosen):
        return {one.title for one in client.get(reverse("learning:resources"), chosen).context["listing"].rows}

    assert found() == {"Norway", "Sweden", "Everywhere", "Paper"}
    assert found(country="NO") == {"Norway", "Paper"}
    assert found(country=["NO", "SE"]) == {"Norway", "Sweden", "Paper"}
    assert found(country=["NO", "SE"], kind="link") == {"Norway", "Sweden"}
    assert found(language="nb") == {"Norway", "Everywhere"}
    assert found(language="nb", country="all") == {"Everywhere"}
    assert found(topic="x") == {"Norway"}
    assert found(level="ongoing") == {"Sweden"}
    assert found(licence="by") == {"Everywhere", "Paper"}
    assert found(language="nb", kind="document") == set()
    assert found(country="XX", level="' OR 1=1") == {"Norway", "Sweden", "Everywhere", "Paper"}  # what nothing has filters nothing


def test_filters_say_how_many_and_each_can_be_taken_away(client):
    make_resource(facets=(("language", "nb"), ("country", "NO")))
    make_resource(facets=(("language", "nb"), ("country", "SE")))
    make_resource(facets=(("language", "uk"), ("country", "NO")))

    listing = client.get(reverse("learning:resources"), {"language": ["nb", "uk"], "country": "NO"}).context["listing"]

    assert {each.name: [(one.label, one.number, one.is_chosen) for one in each.choices] for each in listing.filters} == {
        "language": [("Norsk", 2, True), ("Українська", 1, True)],
        "country": [("Norway", 2, True), ("Sweden", 1, False)],
    }
    assert listing.total == 2
    assert listing.marks == [
        ("Norsk", "?language=uk&country=NO"),
        ("Українська", "?language=nb&country=NO"),
        ("Norway", "?language=nb&language=uk"),
    ]


def test_bank_is_paged_and_kept_for_all_visitors(client):
    for number in range(25):
        make_resource(title=f"Number {number}", level="ongoing" if number else "beginner")
    address = reverse("learning:resources")

    first = client.get(address, {"level": ["ongoing", "beginner"]})
    last = client.get(address + first.context["listing"].next)

    assert first.context["listing"].next == "?level=ongoing&level=beginner&page=2"
    assert [one.title for one in last.context["listing"].rows] == ["Number 0"]
    assert last.context["listing"].next == ""
    assert "The list ends before this page" in client.get(address, {"page": 9}).text
    assert client.get(address)["Cache-Control"] == "public, max-age=60"
    client.force_login(UserFactory())
    assert "public" not in client.get(address).get("Cache-Control", "")


# One of them


def test_page_says_what_it_is(client, django_assert_num_queries):
    resource = make_resource(
        programme=Programme.objects.first(), organisation=make_organisation(), licence="by-sa", checked_by=adult(name="Ada"), facets=FACETS
    )

    with django_assert_num_queries(PAGE_QUERIES):
        page = client.get(resource.get_absolute_url())

    for told in ("How to begin", resource.address, "English", "Norway", "CC BY-SA 4.0", resource.organisation.name, "Ada", "our monthly look"):
        assert told in page.text
    assert 'href="https://creativecommons.org/licenses/by-sa/4.0/"' in page.text
    assert page["Cache-Control"] == "public, max-age=60"


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ({"failures": 2, "link_state": "gone"}, "could not be reached since"),
        ({"failures": 1, "link_state": "away"}, "we look again"),
        ({"link_state": "shut"}, "does not answer programs"),
        ({"link_state": "ok"}, "worked on"),
    ],
)
def test_page_says_how_the_link_stands(client, facts, told):
    resource = make_resource(looked_at=timezone.now(), failing_since=timezone.now(), **facts)

    assert told in client.get(resource.get_absolute_url()).text


def test_only_editors_are_shown_where_a_link_has_moved(client):
    editor = adult()
    resource = make_resource(organisation=make_organisation(editor), moved_to="https://example.org/moved/")

    assert "example.org/moved" not in client.get(resource.get_absolute_url()).text
    client.force_login(editor)
    assert "example.org/moved" in client.get(resource.get_absolute_url()).text


def test_file_is_saved_and_never_shown(client):
    resource = make_document(content=b"What it costs")

    answer = client.get(reverse("learning:resource_file", args=[resource.pk]))

    assert b"".join(answer.streaming_content) == b"What it costs"
    assert answer["Content-Disposition"] == 'attachment; filename="costs.txt"'
    assert (answer["X-Content-Type-Options"], answer["Content-Security-Policy"]) == ("nosniff", "sandbox; default-src 'none'")
    ResourceFile.objects.get().file.storage.delete(ResourceFile.objects.get().file.name)
    assert client.get(reverse("learning:resource_file", args=[resource.pk])).status_code == 404


def test_what_is_not_in_the_bank_is_not_there_for_others(client):
    waiting = make_document(state="proposed", made_by=adult())
    address, file = waiting.get_absolute_url(), reverse("learning:resource_file", args=[waiting.pk])

    for user in (None, adult()):
        if user:
            client.force_login(user)
        assert [client.get(each).status_code for each in (address, file)] == [404, 404]
    client.force_login(waiting.made_by)
    assert "Waits for a coordinator" in client.get(address).text
    assert b"".join(client.get(file).streaming_content) == b"What it costs"


# Bringing a link


def test_member_brings_a_link_and_the_coordinator_publishes_it(client, elsewhere):
    member, decides = adult(), coordinator()
    client.force_login(member)
    assert client.get(reverse("learning:new_resource")).status_code == 200
    assert client.get(reverse("learning:bring", args=["link"])).status_code == 200

    made = client.post(reverse("learning:bring", args=["link"]), link(address=f"{elsewhere.url}/there"))
    resource = Resource.objects.get()
    assert (made.status_code, made["Location"], resource.state) == (302, resource.get_absolute_url(), "proposed")

    client.force_login(decides)
    assert "1 waits for a coordinator" in client.get(reverse("learning:resources")).text
    assert "Start here" in client.get(reverse("learning:resources_waiting")).text
    assert not Notice.objects.filter(recipient=decides).unread().exists()
    decide = reverse("learning:decide_resource", args=[resource.pk])
    assert client.post(decide, {"because": ""}).status_code == 422
    assert client.post(decide, {"publish": "1"})["Location"] == reverse("learning:resources_waiting")

    client.force_login(member)
    assert "Start here" in client.get(reverse("me:news")).text
    assert "Start here" in client.get(reverse("learning:resources")).text
    client.get(resource.get_absolute_url())
    assert not Notice.objects.filter(recipient=member).unread().exists()


def test_whoever_decides_second_is_told_so(client):
    resource = make_resource(state="proposed", made_by=adult())
    client.force_login(coordinator())
    decide = reverse("learning:decide_resource", args=[resource.pk])
    client.post(decide, {"publish": "1"})

    client.force_login(coordinator())
    published, returned = client.post(decide, {"publish": "1"}), client.post(decide, {"because": "Say for whom."})

    assert (published.status_code, returned.status_code) == (409, 422)
    assert "somebody has decided already" in published.text
    assert "somebody has decided already" in returned.text
    assert Resource.objects.get().is_published


def test_what_is_given_back_is_sent_again(client, elsewhere):
    member, decides = adult(), coordinator()
    resource = make_resource(state="proposed", made_by=member, address=f"{elsewhere.url}/there")
    client.force_login(decides)
    client.post(reverse("learning:decide_resource", args=[resource.pk]), {"because": "Say for whom."})

    client.force_login(member)
    assert "Say for whom." in client.get(resource.get_absolute_url()).text
    change = reverse("learning:change_resource", args=[resource.pk])
    assert client.get(change).context["form"]["title"].value() == "How to begin"
    assert client.post(change, link(address=resource.address)).status_code == 302
    assert Resource.objects.get().state == "proposed"
    assert elsewhere.asked == []  # the same address is not asked again


@pytest.mark.parametrize(("path", "told"), [("/gone", "There is nothing at this address"), ("/broken", "Nothing answers at this address now")])
def test_dead_link_is_refused_unless_somebody_sees_it(client, elsewhere, path, told):
    client.force_login(adult())
    address, said = reverse("learning:bring", args=["link"]), link(address=elsewhere.url + path)

    refused = client.post(address, said)
    assert refused.status_code == 422
    assert told in refused.text
    assert 'type="checkbox" name="is_sure"' in refused.text
    assert refused.context["form"]["title"].value() == "Start here"
    assert not Resource.objects.exists()

    assert client.post(address, said | {"is_sure": "on"}).status_code == 302
    assert Resource.objects.get().address == elsewhere.url + path


@pytest.mark.parametrize(
    "address", ["http://10.0.0.1/", "http://169.254.169.254/", "ftp://example.org/", "javascript:alert(1)", "http://localhost/", "x"]
)
def test_private_address_is_refused_whoever_says_what(client, address):
    client.force_login(adult())

    refused = client.post(reverse("learning:bring", args=["link"]), link(address=address, is_sure="on"))

    assert refused.status_code == 422
    assert "address" in refused.context["form"].errors
    assert not Resource.objects.exists()


@pytest.mark.parametrize("missing", ["title", "description", "spoken", "level", "is_checked", "address"])
def test_what_is_missing_is_said_by_its_field(client, elsewhere, missing):
    client.force_login(adult())
    said = link(address=f"{elsewhere.url}/there")
    del said[missing]

    refused = client.post(reverse("learning:bring", args=["link"]), said)

    assert (refused.status_code, list(refused.context["form"].errors)) == (422, [missing])


def test_organisation_of_others_is_no_choice(client, elsewhere):
    client.force_login(adult())

    refused = client.post(reverse("learning:bring", args=["link"]), link(address=f"{elsewhere.url}/there", organisation=make_organisation().pk))

    assert list(refused.context["form"].errors) == ["organisation"]


def test_whoever_has_not_said_to_be_an_adult_is_asked_first(client, elsewhere):
    user = UserFactory()
    client.force_login(user)
    said = link(address=f"{elsewhere.url}/there")

    assert client.post(reverse("learning:bring", args=["link"]), said).status_code == 422
    assert not Resource.objects.exists()
    assert client.post(reverse("learning:bring", args=["link"]), said | {"is_adult": "on"}).status_code == 302
    user.refresh_from_db()
    assert user.said_adult_at


# Bringing a document


def test_document_is_brought(client):
    client.force_login(adult())
    assert client.get(reverse("learning:bring", args=["document"])).status_code == 200

    assert client.post(reverse("learning:bring", args=["document"]), paper()).status_code == 302

    kept = ResourceFile.objects.get()
    assert (kept.name, kept.kind, kept.is_accessible, kept.file.read()) == ("plan.pdf", "application/pdf", True, PDF)
    kept.file.close()


@pytest.mark.parametrize(
    ("said", "field", "told"),
    [
        ({"is_accessible": "no"}, "alternative", "not everybody can read it"),
        ({"content": b"MZ\x90\x00", "name": "plan.pdf"}, "document", "cannot be sent"),
        ({"content": b"<script>alert(1)</script>", "name": "plan.txt"}, "document", "cannot be sent"),
        ({"content": b"", "name": "plan.pdf"}, "document", "empty"),
        ({"content": PDF[:8] + b"x" * (10 * 1024 * 1024) + PDF[8:]}, "document", "larger than 10 MB"),
        ({"licence": "reserved"}, "licence", "not one of the available choices"),
    ],
)
def test_document_that_is_not_what_it_says_or_lacks_words_is_refused(client, files, said, field, told):
    client.force_login(adult())
    content, name = said.pop("content", PDF), said.pop("name", "plan.pdf")

    refused = client.post(reverse("learning:bring", args=["document"]), paper(content, name) | said)

    assert (refused.status_code, list(refused.context["form"].errors)) == (422, [field])
    assert told in str(refused.context["form"].errors)
    assert not Resource.objects.exists()
    assert list(files.iterdir()) == []


def test_picture_needs_words_even_if_it_is_said_to_be_readable(client):
    client.force_login(adult())
    address = reverse("learning:bring", args=["document"])

    refused = client.post(address, paper(picture(), "map.png"))
    assert "Say in words what the picture shows" in str(refused.context["form"].errors["alternative"])

    assert client.post(address, paper(picture(), "map.png", alternative="A map of the parish.")).status_code == 302
    assert "A map of the parish." in client.get(Resource.objects.get().get_absolute_url()).text


def test_file_stays_unless_another_one_comes(client):
    user = coordinator()
    client.force_login(user)
    resource = make_document(made_by=user)
    said = link(licence="by", is_accessible="no")
    change = reverse("learning:change_resource", args=[resource.pk])

    assert client.post(change, said).status_code == 422  # not everybody can read it, and no words say what is in it
    assert client.post(change, said | {"alternative": "Rent: 4000"}).status_code == 302
    assert ResourceFile.objects.get().name == "costs.txt"
    page = client.get(resource.get_absolute_url()).text
    assert "Rent: 4000" in page
    assert "Not everybody can read this file" in page


# Changing and translating


def test_words_in_another_language_stand_beside_the_original(client):
    user = coordinator()
    client.force_login(user)
    resource = make_resource()
    address = reverse("learning:resource_words", args=[resource.pk, "nb"])

    assert "A page for those who begin." in client.get(address).text
    assert client.post(address, {"title": "Begynn her", "description": "", "provenance": "machine"}).status_code == 422
    client.post(address, {"title": "Begynn her", "description": "For nye.", "provenance": "machine"})
    assert "Begynn her" in client.get(f"/nb/learn/resources/{resource.pk}/").text
    assert client.get(reverse("learning:resource_words", args=[resource.pk, "en"])).status_code == 404
    assert client.get(reverse("learning:resource_words", args=[resource.pk, "xx"])).status_code == 404


def test_what_editors_do_with_it(client):
    editor = adult()
    resource = make_resource(organisation=make_organisation(editor), checked_on="2026-01-01")
    address = reverse("learning:lead_resource", args=[resource.pk])
    client.force_login(adult())
    assert client.post(address, {"do": "withdraw"}).status_code == 404

    client.force_login(editor)
    client.post(address, {"do": "checked"})
    assert (Resource.objects.get().checked_on, Resource.objects.get().checked_by) == (timezone.localdate(), editor)
    client.post(address, {"do": "withdraw"})
    assert Resource.objects.get().state == "withdrawn"
    assert "Bring it back" in client.get(resource.get_absolute_url()).text
    client.post(address, {"do": "return"})
    assert Resource.objects.get().is_published
    client.post(address, {"do": "x"})
    assert Resource.objects.get().is_published


def test_members_decide_nothing(client):
    member = adult()
    resource = make_resource(state="proposed", made_by=member)
    client.force_login(member)

    assert client.get(reverse("learning:resources_waiting")).status_code == 404
    assert client.post(reverse("learning:decide_resource", args=[resource.pk]), {"publish": "1"}).status_code == 404
    assert Resource.objects.get().state == "proposed"
