"""Practices on screen: the list and its filters, one of them, writing, translating, deciding; who sees what, and what it costs."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from entrepreneurs import organisation_tree
from hub.models import Provenance, Topic
from learning.actions import practice_translations as translations
from learning.actions import practices as actions
from learning.models import OfferedTranslation, Practice
from learning.practices import addresses
from tests.factories.organisations import belong
from tests.factories.practices import ANSWERS, editor_of, make_practice, make_publisher, pdf
from tests.factories.resources import adult, coordinator

pytestmark = pytest.mark.django_db
NORWEGIAN = {"title": "Skyss", "problem": "Ingen buss.", "done": "Vi kjører.", "changed": "Førti turer.", "warning": "Forsikre."}


@pytest.fixture(autouse=True)
def _tree(site_tree):
    organisation_tree.plant()


def listed(client, **asked) -> list[str]:
    return [one.title for one in client.get(reverse("learning:practices"), asked).context["listing"].rows]


# Reading


def test_list_filters_by_country_and_challenge_together(client, site_tree):
    Topic.objects.create(slug="far", name="Far away", locale=site_tree.locales["en"])
    here, there = make_publisher("Here"), make_publisher("There", country="SE")
    make_practice(here, title="Rides", topics=["far"])
    make_practice(here, title="Soup", topics=[])
    make_practice(there, title="Boats", topics=["far"])

    assert listed(client) == ["Boats", "Soup", "Rides"]
    assert listed(client, country="NO") == ["Soup", "Rides"]
    assert listed(client, country="NO", topic="far") == ["Rides"]
    assert listed(client, country=["NO", "SE"], topic="far") == ["Boats", "Rides"]
    assert listed(client, country="XX", topic="nothing") == ["Boats", "Soup", "Rides"]


@pytest.mark.parametrize("number", [1, 3])
def test_list_costs_the_same_for_one_and_for_three(client, number, django_assert_num_queries):
    for each in range(number):
        practice = make_practice(title=f"Number {each}")
        translations.translate(practice, language="nb", by=editor_of(practice.organisation), provenance=Provenance.PERSON, **NORWEGIAN)
    client.get("/en/learn/practices/")

    with django_assert_num_queries(6):
        assert client.get("/en/learn/practices/").status_code == 200


@pytest.mark.parametrize("number", [1, 3])
def test_practice_costs_the_same_with_one_adaptation_and_with_three(client, number, django_assert_num_queries):
    first = make_practice()
    for each in range(number):
        make_practice(title=f"Number {each}", adapted_from=first, adaptation="Boats.")
    client.get(first.get_absolute_url())

    with django_assert_num_queries(9):
        assert client.get(first.get_absolute_url()).status_code == 200


def test_page_says_what_it_is_in_the_readers_language_or_the_nearest(client):
    practice = make_practice()
    translations.translate(practice, language="nb", by=editor_of(practice.organisation), provenance=Provenance.PERSON, **NORWEGIAN)

    norwegian, swedish = (client.get(f"/{code}/learn/practices/{practice.pk}/").text for code in ("nb", "sv"))

    assert "Vi kjører." in norwegian
    assert '<h1 lang="nb" dir="ltr">Skyss</h1>' in swedish


def test_pages_address_in_wagtail_leads_to_the_practice(client):
    practice = make_practice()
    page = practice.pages.get()

    answered = client.get(f"/en/organisations/of-rides/practice-{practice.pk}/")

    assert (answered.status_code, answered.url) == (301, practice.get_absolute_url())
    assert page.url.endswith(f"/en/learn/practices/{practice.pk}/")


def test_organisations_page_shows_what_it_tells_of(client):
    practice = make_practice()
    make_practice(practice.organisation, title="A draft", wish="draft")

    text = client.get("/en/organisations/of-rides/").text

    assert practice.get_absolute_url() in text
    assert "A draft" not in text


def test_search_engines_are_told_of_what_is_listed():
    shown, hidden = make_practice(), make_practice(title="A draft", wish="draft")

    told = {address for address, _changed in addresses()}

    assert f"learn/practices/{shown.pk}/" in told
    assert f"learn/practices/{hidden.pk}/" not in told


def test_what_is_not_published_is_nobodys_elses(client):
    practice = make_practice(wish="draft", document=None)
    names = {"practice": 404, "practice_file": 404, "write_practice": 404, "lead_practice": 405}

    client.force_login(adult())
    assert {name: client.get(reverse(f"learning:{name}", args=[practice.pk])).status_code for name in names} == names
    assert client.post(reverse("learning:lead_practice", args=[practice.pk]), {"do": "discard"}).status_code == 404
    assert client.get(reverse("learning:translate_practice", args=[practice.pk, "nb"])).status_code == 404


# Writing


def begin(client, organisation, **facts):
    return client.post(reverse("learning:new_practice"), {"organisation": organisation.pk, "language": "en"} | facts)


def test_practice_from_a_pdf(client):
    organisation = make_publisher()
    client.force_login(editor_of(organisation))

    answered = begin(client, organisation, document=pdf())
    practice = Practice.objects.get()
    assert answered.url == reverse("learning:write_practice", args=[practice.pk])
    page = client.get(answered.url)
    assert "No bus comes here any more." in page.text  # to be copied from
    assert page.context["form"]["title"].value() == "Rides for all"

    answered = client.post(answered.url, ANSWERS | {"title": "Rides for all", "country": "NO", "licence": "by", "wish": "send"})

    assert (answered.url, Practice.objects.get().is_listed) == (practice.get_absolute_url(), True)
    saved = client.get(reverse("learning:practice_file", args=[practice.pk]))
    assert b"".join(saved.streaming_content).startswith(b"%PDF")


@pytest.mark.parametrize(
    ("content", "complaint"),
    [(b"<html>", "cannot be sent"), (b"just text", "This is not a PDF"), (b"%PDF-1.4 cut off", "cannot be sent"), (b"", "is empty")],
)
def test_what_is_no_pdf_is_refused_with_the_reason(client, content, complaint):
    organisation = make_publisher()
    client.force_login(editor_of(organisation))

    answered = begin(client, organisation, title="Rides", document=SimpleUploadedFile("rides.pdf", content, content_type="application/pdf"))

    assert answered.status_code == 422
    assert complaint in answered.text.replace("The submitted file is empty", "is empty")
    assert not Practice.objects.exists()


def test_too_large_a_pdf_is_refused(client, monkeypatch):
    monkeypatch.setattr("entrepreneurs.attachments.MOST_BYTES", 100)
    organisation = make_publisher()
    client.force_login(editor_of(organisation))

    assert "larger than 10 MB" in begin(client, organisation, document=pdf()).text


def test_beginning_needs_a_title_or_a_pdf(client):
    organisation = make_publisher()
    client.force_login(editor_of(organisation))

    assert begin(client, organisation).context["form"].errors.keys() == {"title"}


def test_unfinished_answers_are_kept_on_the_page_and_as_a_draft(client):
    practice = make_practice(wish="draft")
    client.force_login(editor_of(practice.organisation))
    address = reverse("learning:write_practice", args=[practice.pk])
    said = {"title": "Rides", "country": "NO", "licence": "by", "problem": "No bus, none."}

    answered = client.post(address, said | {"wish": "send"})
    assert answered.status_code == 422
    assert "No bus, none." in answered.text
    assert client.post(address, said | {"wish": "draft"}).status_code == 302

    page = Practice.objects.get().draft("en")
    assert (page.problem, page.done) == ("No bus, none.", "")


def test_adaptation_says_what_it_changed(client):
    original, there = make_practice(), make_publisher("There", country="SE")
    client.force_login(editor_of(there))
    answered = client.post(reverse("learning:new_practice") + f"?from={original.pk}", {"organisation": there.pk, "language": "en", "title": "Boats"})
    assert "No bus." in client.get(answered.url).text  # the original, beside
    said = ANSWERS | {"title": "Boats", "country": "SE", "licence": "by", "wish": "send"}

    assert client.post(answered.url, said).context["form"].errors.keys() == {"adaptation"}
    client.post(answered.url, said | {"adaptation": "We have no road."})

    page = client.get(original.get_absolute_url()).text
    assert "Boats" in page
    assert "We have no road." in page


def test_draft_cannot_be_adapted(client):
    draft, there = make_practice(wish="draft"), make_publisher("There")
    client.force_login(editor_of(there))

    assert client.get(reverse("learning:new_practice") + f"?from={draft.pk}").status_code == 404


def test_thrown_away_withdrawn_and_brought_back(client):
    practice = make_practice()
    draft = make_practice(practice.organisation, title="A draft", wish="draft")
    client.force_login(editor_of(practice.organisation))
    for do, one in [("discard", draft), ("discard", practice), ("withdraw", practice)]:
        client.post(reverse("learning:lead_practice", args=[one.pk]), {"do": do})

    assert [(one.title, one.standing) for one in Practice.objects.all()] == [("Rides", "withdrawn")]
    client.post(reverse("learning:lead_practice", args=[practice.pk]), {"do": "return"})
    assert Practice.objects.get().is_listed


# Translating and deciding


def test_partner_offers_a_translation_and_those_who_wrote_it_decide(client):
    practice, there = make_practice(), make_publisher("There", country="SE")
    client.force_login(editor_of(there))
    address = reverse("learning:translate_practice", args=[practice.pk, "nb"])
    assert "No bus." in client.get(address).text
    assert client.post(address, NORWEGIAN | {"provenance": "person", "in_name_of": there.pk}).status_code == 302
    assert client.post(address, NORWEGIAN | {"provenance": "person"}).status_code == 422  # it waits already

    client.force_login(editor_of(practice.organisation))
    assert "waits for you" in client.get(reverse("me:news")).text
    assert "Vi kjører." in client.get(reverse("learning:practices_waiting")).text
    client.post(reverse("learning:decide_translation", args=[OfferedTranslation.objects.get().pk]), {"publish": 1})

    assert "There" in client.get(f"/nb/learn/practices/{practice.pk}/").text


@pytest.mark.parametrize("number", [1, 3])
def test_waiting_costs_the_same_for_one_and_for_three(client, number, django_assert_num_queries):
    organisation = make_publisher()
    for each in range(number):
        member = adult()
        belong(organisation, member)
        make_practice(organisation, by=member, title=f"Number {each}")
    client.force_login(editor_of(organisation))
    client.get(reverse("learning:practices_waiting"))

    with django_assert_num_queries(13):
        assert "Number 0" in client.get(reverse("learning:practices_waiting")).text


@pytest.mark.parametrize("number", [1, 3])
def test_what_one_writes_costs_the_same_for_one_and_for_three(client, number, django_assert_num_queries):
    organisation = make_publisher()
    for each in range(number):
        make_practice(organisation, title=f"Number {each}", wish="draft")
    client.force_login(editor_of(organisation))
    client.get(reverse("learning:my_practices"))

    with django_assert_num_queries(10):
        assert "Number 0" in client.get(reverse("learning:my_practices")).text


def test_only_those_who_publish_in_its_name_decide(client):
    organisation, member = make_publisher(), adult()
    belong(organisation, member)
    practice = make_practice(organisation, by=member)
    address = reverse("learning:decide_practice", args=[practice.pk])

    for user, status in [(member, 404), (adult(), 404), (editor_of(make_publisher("Other")), 404), (editor_of(organisation), 302)]:
        client.force_login(user)
        assert client.post(address, {"publish": 1}).status_code == status
    assert Practice.objects.get().is_listed


def test_given_back_needs_a_reason(client):
    organisation, member = make_publisher(), adult()
    belong(organisation, member)
    practice = make_practice(organisation, by=member)
    client.force_login(coordinator())
    address = reverse("learning:decide_practice", args=[practice.pk])

    assert client.post(address, {"because": ""}).status_code == 422
    assert client.post(address, {"because": "How many?"}).status_code == 302
    assert Practice.objects.get().returned_because == "How many?"
    assert client.post(address, {"publish": 1}).status_code == 409  # decided already


def test_editor_finds_its_history_in_wagtail_and_previews_it(client):
    practice = make_practice()
    page = practice.pages.get()
    client.force_login(editor_of(practice.organisation))

    assert client.get(f"/admin/pages/{page.pk}/history/").status_code == 200
    preview = client.get(f"/admin/pages/{page.pk}/view_draft/")
    assert "We drive each other." in preview.text


def test_wagtail_neither_begins_nor_copies_a_practice(client):
    practice = make_practice()
    page = practice.pages.get()
    client.force_login(editor_of(practice.organisation))

    assert client.get(f"/admin/pages/add/learning/practicepage/{page.get_parent().pk}/").status_code in {302, 403, 404}
    client.post(f"/admin/pages/{page.pk}/copy/", {"new_title": "Copy", "new_slug": "copy", "new_parent_page": page.get_parent().pk})
    assert practice.pages.count() == 1


def test_unpublished_by_its_editor_in_wagtail(client):
    practice = make_practice()
    client.force_login(editor_of(practice.organisation))

    client.post(f"/admin/pages/{practice.pages.get().pk}/unpublish/")

    assert Practice.objects.get().standing == "withdrawn"


def test_what_is_deleted_in_wagtail_is_there_no_more_and_breaks_no_page(client):
    organisation, member = make_publisher(), adult()
    belong(organisation, member)
    handed_in, shown = make_practice(organisation, by=member), make_practice(organisation, title="Shown")
    by = editor_of(organisation)
    translations.translate(shown, language="nb", by=by, provenance=Provenance.PERSON, **NORWEGIAN)
    client.force_login(by)
    for practice in (handed_in, shown):
        practice.pages.get(locale__language_code="en").delete()

    told = [client.get(reverse(f"learning:{name}")).status_code for name in ("practices", "my_practices", "practices_waiting")]
    gone = [client.get(reverse(f"learning:{name}", args=[handed_in.pk])).status_code for name in ("practice", "write_practice")]
    left = [client.get(reverse(f"learning:{name}", args=[shown.pk])).status_code for name in ("practice", "write_practice")]
    into = client.get(reverse("learning:translate_practice", args=[shown.pk, "sv"])).status_code
    assert (told, gone, left, into) == ([200, 200, 200], [404, 404], [200, 404], 404)
    assert not Practice.objects.waiting().exists()


def test_draft_written_after_publishing_is_not_shown(client):
    practice = make_practice()
    by = editor_of(practice.organisation)
    actions.change(practice, by=by, wish="draft", **ANSWERS | {"done": "A secret draft."})

    assert "A secret draft." not in client.get(practice.get_absolute_url()).text
    client.force_login(by)
    assert "A secret draft." in client.get(reverse("learning:write_practice", args=[practice.pk])).text
