"""What of a programme's pages is ready in which language, and the meetings of its partners."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from entrepreneurs.readiness import Readiness
from entrepreneurs.roles import grant_pages
from events.models import Event
from hub.models import HomePage, NewsPage, ProgrammePage
from hub.translation import record_provenance
from tests.factories import UserFactory, make_event, make_partner, make_workspace

pytestmark = pytest.mark.django_db


@pytest.fixture
def workspace():
    return make_workspace()


@pytest.fixture
def top(site_tree, workspace):
    return add(site_tree.home, ProgrammePage(title="Across", slug="across", tagline="x", aims="x", audience="x", programme_id=workspace.pk))


def add(parent, page, *, publish=True):
    page.locale, page.live = parent.locale, publish
    parent.add_child(instance=page)
    revision = page.save_revision()
    if publish:
        revision.publish()
    return page


def news(top, title: str, **how) -> NewsPage:
    return add(top, NewsPage(title=title, slug=title.lower().replace(" ", "-"), day="2026-11-02", lead="Cold", body="<p>It was cold.</p>"), **how)


def translate(page, locale, *, machine: bool = False, words=lambda text: f"{text} (translated)", most: int = 99):
    """Its sentences, `most` of them, by a person or by a machine; published."""
    source, _is_new = TranslationSource.get_or_create_from_instance(page)
    translation = Translation.objects.create(source=source, target_locale=locale)
    how = StringTranslation.TRANSLATION_TYPE_MACHINE if machine else StringTranslation.TRANSLATION_TYPE_MANUAL
    for segment in source.stringsegment_set.all()[:most]:
        facts = {"translation_of": segment.string, "locale": locale, "context": segment.context, "translation_type": how}
        StringTranslation.objects.create(data=words(segment.string.data), **facts)
    translation.save_target()
    target = page.get_translation(locale)
    target.save_revision().publish()
    target.refresh_from_db()
    record_provenance(target)
    return target


def kinds(workspace, page, language: str = "en") -> dict[str, str]:
    row = next(row for row in Readiness(workspace, language=language).rows if row.page.translation_key == page.translation_key)
    return {cell.standing.language: cell.kind for cell in row.cells}


def test_page_is_missing_machine_translated_unfinished_or_ready(site_tree, workspace, top):
    for code in ("nb", "sv"):
        translate(top, site_tree.locales[code], machine=code == "sv")
    page = news(top, "A day")
    translate(page, site_tree.locales["nb"], machine=True)
    translate(page, site_tree.locales["sv"], most=1)

    assert kinds(workspace, top) == {"en": "ready", "nb": "ready", "sv": "machine", "uk": "missing"}
    assert kinds(workspace, page) == {"en": "ready", "nb": "machine", "sv": "unfinished", "uk": "missing"}
    counts = {language.code: dict(language.counts) for language in Readiness(workspace, language="en").languages}
    assert counts == {
        "en": {"ready": 2},
        "nb": {"ready": 1, "machine": 1},
        "sv": {"machine": 1, "unfinished": 1},
        "uk": {"missing": 2},
    }


def test_page_whose_source_has_changed_is_out_of_date(site_tree, workspace, top):
    translate(top, site_tree.locales["nb"])

    top.tagline = "Something else"
    top.save_revision().publish()

    assert kinds(workspace, top)["nb"] == "behind"


def test_translation_that_is_not_published_waits(site_tree, workspace, top):
    translate(top, site_tree.locales["nb"]).unpublish()

    assert kinds(workspace, top)["nb"] == "draft"


def test_pages_of_others_and_drafts_are_not_told(client, site_tree, workspace, top):
    other = make_workspace("other")
    theirs = add(site_tree.home, ProgrammePage(title="Other", slug="other", tagline="x", aims="x", audience="x", programme_id=other.pk))
    news(theirs, "Of others")
    news(top, "A secret draft", publish=False)
    client.force_login(make_partner(workspace))

    html = client.get(reverse("workspaces:translations", args=[workspace.key]), {"all": ""}).text

    assert [row.page.title for row in Readiness(workspace, language="en").rows] == ["Across"]
    assert "Of others" not in html
    assert "A secret draft" not in html


def test_pages_are_called_as_in_the_reader_s_language(site_tree, workspace, top):
    translate(top, site_tree.locales["nb"], words=lambda text: f"{text} på norsk")

    assert [row.page.title for row in Readiness(workspace, language="nb").rows] == ["Across på norsk"]
    assert [row.page.title for row in Readiness(workspace, language="uk").rows] == ["Across"]


def test_ways_into_the_editor_are_for_those_who_may(client, site_tree, workspace, top):
    grant_pages(HomePage.objects.all())
    member, translator = make_partner(workspace), make_partner(workspace, name="Another")
    translator.groups.add(Group.objects.get(name="Translator"))
    seen = []
    for user in (member, translator):
        client.force_login(user)
        html = client.get(reverse("workspaces:translations", args=[workspace.key])).text
        seen.append((reverse("wagtailadmin_pages:edit", args=[top.pk]) in html, reverse("languages_report") in html))

    assert seen == [(False, False), (True, True)]


@pytest.mark.parametrize("number", [1, 3])
def test_table_costs_the_same_with_one_and_with_three_pages(client, site_tree, workspace, top, number, django_assert_num_queries):
    for count in range(number):
        translate(news(top, f"News {count}"), site_tree.locales["nb"], machine=True)
    client.force_login(make_partner(workspace))

    with django_assert_num_queries(18):
        assert client.get(reverse("workspaces:translations", args=[workspace.key])).status_code == 200


# Meetings


def test_meetings_are_those_that_the_reader_may_see(client, workspace):
    ada = make_partner(workspace)
    make_event(title="Of the programme, for everybody", programme_id=workspace.pk)
    make_event(ada, title="Of the partners", reach="invited", programme_id=workspace.pk)
    make_event(title="Of somebody else", reach="invited", programme_id=workspace.pk)
    make_event(ada, title="A draft", state="draft", programme_id=workspace.pk)
    make_event(title="Of no programme")
    make_event(ada, title="Last week", reach="invited", days=-7, programme_id=workspace.pk)
    client.force_login(ada)

    html = client.get(reverse("workspaces:meetings", args=[workspace.key])).text

    shown = ["Of the programme, for everybody", "Of the partners", "Last week"]
    assert [title for title in Event.objects.order_by("pk").values_list("texts__title", flat=True) if title in html] == shown


def test_meeting_is_planned_for_the_partners_by_invitation(client, workspace):
    adviser = make_partner(workspace)
    adviser.groups.add(Group.objects.get(name="Adviser"))
    client.force_login(adviser)
    way = f"{reverse('events:make')}?programme=across&amp;reach=invited"
    assert way in client.get(reverse("workspaces:meetings", args=[workspace.key])).text

    form = client.get(way.replace("&amp;", "&")).context["form"]
    assert (form["programme"].value(), form["reach"].value()) == ("across", "invited")
    words = {"title": "Steering group", "day": "2027-01-11", "at": "18:00", "minutes": 60, "zone": "Europe/Oslo", "spoken": ["en"]}
    kept = {"kind": "network", "language": "en", "start": "", "programme": "across", "reach": "invited"}
    assert client.post(way.replace("&amp;", "&"), words | kept).status_code == 302

    event = Event.objects.get()
    assert (event.programme.key, event.reach) == ("across", "invited")


def test_members_who_make_no_events_are_told_who_does(client, workspace):
    client.force_login(make_partner(workspace))

    html = client.get(reverse("workspaces:meetings", args=[workspace.key])).text

    assert reverse("events:make") not in html
    assert "Meetings are made by advisers and coordinators" in html


def test_everybody_else_s_events_are_made_as_before(client):
    adviser = UserFactory()
    adviser.groups.add(Group.objects.get(name="Adviser"))
    client.force_login(adviser)

    form = client.get(f"{reverse('events:make')}?programme=nothing&reach=invited").context["form"]

    assert (form["programme"].value(), form["reach"].value()) == (None, None)
