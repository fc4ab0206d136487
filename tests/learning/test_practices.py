"""Writing a practice, handing one in, deciding, adapting, translating: what the actions keep, refuse and tell."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.models import Page
from wagtail_localize.models import Translation, TranslationSource

from entrepreneurs import organisation_tree
from entrepreneurs.actions import organisations
from entrepreneurs.actions.connections import NotAdult
from entrepreneurs.attachments import accept
from hub.models import Notice, Provenance
from hub.timetable import publish_scheduled
from learning import pdfs
from learning.actions import practice_translations as translations
from learning.actions import practices as actions
from learning.actions.practices import Incomplete, NothingWaits, NotTaken
from learning.models import OfferedTranslation, Practice, PracticePage
from learning.practices import citation, family_of
from tests.factories import UserFactory
from tests.factories.organisations import belong, make_organisation
from tests.factories.practices import ANSWERS, editor_of, make_practice, make_publisher, pdf
from tests.factories.resources import adult, coordinator

pytestmark = pytest.mark.django_db
NORWEGIAN = {"title": "Skyss", "problem": "Ingen buss.", "done": "Vi kjører.", "changed": "Førti turer.", "warning": "Forsikre."}


@pytest.fixture(autouse=True)
def _tree(site_tree):
    organisation_tree.plant()


def test_verified_organisation_publishes_at_once():
    practice = make_practice()

    assert (practice.is_listed, practice.standing, practice.proposed_at) == (True, "listed", None)
    assert [page.title for page in practice.shown] == ["Rides"]
    assert Practice.objects.visible_to(UserFactory()).get() == practice


def test_draft_is_seen_by_those_who_write_it_alone():
    practice = make_practice(wish="draft", done="")

    assert practice.standing == "draft"
    assert not Practice.objects.visible_to(UserFactory()).exists()
    assert Practice.objects.visible_to(editor_of(practice.organisation)).get().title == "Rides"


def test_without_all_four_answers_it_is_no_practice():
    organisation = make_publisher()

    with pytest.raises(Incomplete):
        make_practice(organisation, warning=" ")


def test_unverified_organisation_waits_for_a_coordinator():
    lead, chief = adult(), coordinator()
    organisation = make_organisation("New", lead=lead, is_verified=False)
    practice = make_practice(organisation, by=lead)

    assert (practice.standing, practice.is_listed) == ("waiting", False)
    assert list(Practice.objects.waiting_for(chief)) == [practice]
    assert not Practice.objects.waiting_for(lead).exists()
    assert Notice.objects.filter(recipient=chief, kind="practice_waiting").count() == 1

    actions.accept(practice, by=chief)

    assert Practice.objects.get().is_listed
    assert [letter.to for letter in mail.outbox] == [[lead.email]]


def test_member_hands_in_and_the_organisation_decides():
    organisation, member, chief = make_publisher(), adult(), coordinator()
    belong(organisation, member)
    practice = make_practice(organisation, by=member)

    assert practice.standing == "waiting"
    assert list(Practice.objects.waiting_for(editor_of(organisation))) == [practice]
    assert not Practice.objects.waiting_for(chief).exists()  # whoever writes in its name decides

    actions.give_back(practice, by=editor_of(organisation), because="How many rides?")
    practice.refresh_from_db()
    assert (practice.standing, practice.returned_because) == ("returned", "How many rides?")
    assert "How many rides?" in mail.outbox[0].body

    practice = actions.change(practice, by=member, wish="send", **ANSWERS | {"changed": "Forty."})
    assert (practice.standing, practice.returned_because) == ("waiting", "")
    actions.accept(practice, by=editor_of(organisation))

    practice = Practice.objects.get()
    assert (practice.is_listed, practice.text.changed) == (True, "Forty.")
    assert not Practice.objects.editable_by(member).exists()  # it is the organisation's now


def test_two_cannot_decide_about_the_same():
    organisation, member = make_publisher(), adult()
    belong(organisation, member)
    practice = make_practice(organisation, by=member)
    actions.accept(practice, by=editor_of(organisation))

    with pytest.raises(NothingWaits):
        actions.give_back(practice, by=editor_of(organisation), because="No")


def test_stranger_hands_in_where_somebody_decides_and_nowhere_else():
    stranger, empty = adult(), make_organisation("Nobody here")

    assert make_practice(make_publisher(), by=stranger).standing == "waiting"
    with pytest.raises(NotTaken):
        make_practice(empty, by=stranger, title="Other")


def test_writing_is_for_adults():
    with pytest.raises(NotAdult):
        make_practice(make_publisher(), by=UserFactory())


def test_change_by_whoever_may_not_publish_leaves_what_readers_see():
    lead, chief = adult(), coordinator()
    practice = make_practice(make_organisation("New", lead=lead, is_verified=False), by=lead)
    actions.accept(practice, by=chief)

    actions.change(Practice.objects.get(), by=lead, wish="send", document=accept(pdf()), country="SE", euros=7, **ANSWERS | {"done": "Otherwise."})

    found = Practice.objects.get()
    assert (found.is_listed, found.standing, found.text.done) == (True, "waiting", ANSWERS["done"])
    assert (found.country.code, found.euros, hasattr(found, "document")) == ("NO", None, False)
    actions.accept(found, by=chief)
    assert Practice.objects.get().text.done == "Otherwise."


def test_scheduled_practice_comes_when_its_time_does():
    practice = make_practice(publish_at=timezone.now() + timedelta(hours=1))
    assert (practice.standing, practice.is_listed) == ("scheduled", False)

    past = timezone.now() - timedelta(minutes=1)
    revision = practice.pages.get().latest_revision
    revision.content["go_live_at"], revision.approved_go_live_at = past.isoformat(), past
    revision.save()
    publish_scheduled()

    assert Practice.objects.get().is_listed


def test_withdrawn_schedule_does_not_come():
    practice = make_practice(publish_at=timezone.now() + timedelta(hours=1))
    actions.withdraw(practice, by=editor_of(practice.organisation))

    assert Practice.objects.get().goes_live_at is None


def test_withdrawn_and_brought_back_in_all_its_languages():
    practice = make_practice()
    by = editor_of(practice.organisation)
    translations.translate(practice, language="nb", by=by, provenance=Provenance.PERSON, **NORWEGIAN)
    actions.withdraw(practice, by=by)
    assert not Practice.objects.listed().exists()

    actions.bring_back(Practice.objects.get(), by=by)

    assert set(Practice.objects.get().by_language) == {"en", "nb"}


def test_what_wagtail_unpublishes_or_deletes_is_not_listed():
    practice = make_practice()
    practice.pages.get().unpublish()
    assert not Practice.objects.listed().exists()

    practice.pages.get().delete()

    assert Practice.objects.get().text is None
    assert Page.objects.filter(slug=f"practice-{practice.pk}").count() == 0


def test_draft_thrown_away_leaves_nothing():
    practice = make_practice(wish="draft")
    actions.discard(practice, by=editor_of(practice.organisation))

    assert (Practice.objects.count(), PracticePage.objects.count()) == (0, 0)


# Adapting


def adapted(original, *, name, **facts):
    there = make_publisher(name, country=facts.pop("country", "SE"))
    return make_practice(there, title=f"{original.title} in {name}", adapted_from=original, adaptation="Boats, not cars.", **facts)


def test_family_spans_borders_and_tells_the_original():
    first = make_practice()
    second = adapted(first, name="Fjäll")
    third = adapted(second, name="Shore", country="IE")

    tree = family_of(third)

    assert (tree.practice, [branch.practice for branch in tree.branches]) == (first, [second])
    assert [branch.practice for branch in tree.branches[0].branches] == [third]
    assert Notice.objects.filter(recipient=editor_of(first.organisation), kind="practice_adapted").count() == 1


def test_family_keeps_a_gap_for_what_has_gone_and_forgets_what_led_nowhere(django_assert_num_queries):
    first = make_practice()
    second = adapted(first, name="Fjäll")
    adapted(second, name="Shore")
    lost = adapted(first, name="Lost")
    for one in (second, lost):
        actions.withdraw(one, by=editor_of(one.organisation))

    first = Practice.objects.get(pk=first.pk)
    with django_assert_num_queries(3):
        tree = family_of(first)

    assert [(branch.is_gone, len(branch.branches)) for branch in tree.branches] == [(True, 1)]


def test_practice_alone_has_no_family():
    assert family_of(make_practice()) is None


def test_draft_adaptation_stands_in_no_family():
    first = make_practice()
    adapted(first, name="Fjäll", wish="draft")

    assert family_of(first) is None


# Translating


def test_own_translation_is_shown_at_once():
    practice = make_practice()
    translations.translate(practice, language="nb", by=editor_of(practice.organisation), provenance=Provenance.PERSON, **NORWEGIAN)

    pages = Practice.objects.get().by_language
    assert (pages["nb"].title, pages["nb"].provenance) == ("Skyss", Provenance.PERSON)
    assert pages["nb"].translation_key == pages["en"].translation_key


def test_offered_translation_waits_and_names_its_translator():
    practice, other = make_practice(), make_publisher("Fjäll", country="SE")
    translator = editor_of(other)
    translations.translate(practice, language="nb", by=translator, provenance=Provenance.PERSON, in_name_of=other, **NORWEGIAN)
    assert set(Practice.objects.get().by_language) == {"en"}
    assert Notice.objects.filter(recipient=editor_of(practice.organisation), kind="practice_waiting").count() == 1

    translations.accept(OfferedTranslation.objects.get(), by=editor_of(practice.organisation))

    page = Practice.objects.get().by_language["nb"]
    assert (page.title, page.translated_by, page.provenance) == ("Skyss", other, Provenance.PERSON)
    assert (OfferedTranslation.objects.count(), mail.outbox[0].to) == (0, [translator.email])


def test_declined_translation_goes_back_with_its_words():
    practice, translator = make_practice(), adult()
    translations.translate(practice, language="nb", by=translator, provenance=Provenance.MACHINE, **NORWEGIAN)

    translations.decline(OfferedTranslation.objects.get(), by=editor_of(practice.organisation), because="By machine.")

    assert "Vi kjører." in mail.outbox[0].body
    assert set(PracticePage.objects.values_list("locale__language_code", flat=True)) == {"en"}
    translations.translate(practice, language="nb", by=translator, provenance=Provenance.PERSON, **NORWEGIAN)


def test_others_do_not_translate_over_what_is_told_already():
    practice = make_practice()
    translations.translate(practice, language="nb", by=editor_of(practice.organisation), provenance=Provenance.PERSON, **NORWEGIAN)

    with pytest.raises(translations.NotFurther):
        translations.translate(practice, language="nb", by=adult(), provenance=Provenance.PERSON, **NORWEGIAN)


def test_half_a_translation_is_none():
    practice = make_practice()

    with pytest.raises(translations.HalfTranslated):
        translations.translate(practice, language="nb", by=adult(), provenance=Provenance.PERSON, **NORWEGIAN | {"warning": ""})


# What becomes of organisations


def test_merged_organisation_takes_its_practices_along_and_they_can_still_be_translated():
    practice, into = make_practice(), make_publisher("Larger")
    organisations.merge(practice.organisation, into=into)

    practice = Practice.objects.get()
    assert (practice.organisation, practice.is_listed) == (into, True)
    translations.translate(practice, language="nb", by=editor_of(into), provenance=Provenance.PERSON, **NORWEGIAN)
    parents = {page.get_parent().specific.organisation for page in practice.pages.all()}
    assert parents == {into}


def test_translation_begun_in_wagtail_follows_a_practice_that_has_moved(site_tree, django_capture_on_commit_callbacks):
    practice, into = make_practice(), make_publisher("Larger")
    source, _is_new = TranslationSource.update_or_create_from_instance(practice.pages.get())
    begun = Translation.objects.create(source=source, target_locale=site_tree.locales["nb"])
    organisations.merge(practice.organisation, into=into)

    begun.save_target(publish=False)

    page = PracticePage.objects.get(locale__language_code="nb")
    assert (page.get_parent().specific.organisation, page.practice.organisation, page.live) == (into, into, False)
    with django_capture_on_commit_callbacks(execute=True):
        begun.save_target(publish=True)
    assert set(Practice.objects.get().by_language) == {"en", "nb"}


def test_practices_of_an_organisation_that_left_stay():
    practice = make_practice()
    organisations.leave(practice.organisation)

    found = Practice.objects.listed().get()
    assert not Practice.objects.editable_by(editor_of(practice.organisation)).exists()
    with pytest.raises(ValidationError):
        make_practice(practice.organisation, by=adult(), title="Late")
    assert found.text.title == "Rides"


def test_citation_says_who_when_what_where_and_how_it_may_be_used(settings):
    practice = make_practice()

    year = practice.published_at.year
    assert citation(practice) == f"Of Rides ({year}). Rides. Tvers. {settings.WAGTAILADMIN_BASE_URL}/en/learn/practices/{practice.pk}/. CC BY 4.0."


# PDFs


def test_pdf_is_read_for_its_title_and_its_text():
    assert pdfs.read(pdf().read()) == pdfs.Written("Rides for all", "No bus comes here any more.")


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4\nnothing\n%%EOF", b"\x00" * 1000])
def test_pdf_that_cannot_be_read_says_nothing(content):
    assert pdfs.read(content) == pdfs.Written()


def test_new_pdf_takes_the_place_of_the_old_and_its_file_goes(django_capture_on_commit_callbacks):
    practice = make_practice(document=accept(pdf()))
    storage, name = practice.document.file.storage, practice.document.file.name
    assert storage.exists(name)

    with django_capture_on_commit_callbacks(execute=True):
        actions.change(practice, by=editor_of(practice.organisation), wish="send", document=accept(pdf("Other")), **ANSWERS)

    assert not storage.exists(name)
    assert storage.exists(Practice.objects.get().document.file.name)
