"""Sets of synonyms: what a query finds by them, in which languages, how soon, and who may change them."""

import time

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.management import call_command

from entrepreneurs.roles import ensure_roles
from search.analysis import analyse, analyse_query
from search.analysis.synonyms import FRESH, forget
from search.loading import load_synonyms
from search.models import SynonymSet
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

PLANS = "business plan\nforretningsplan\naffärsplan\nбізнес-план"


def finds(query: str, text: str, language: str, *, written_in: str | None = None) -> bool:
    """Whether every word of the query is found in the text, as an engine would."""
    indexed = {token.term for token in analyse(text, language)}
    asked = analyse_query(query, language, written_in=written_in)
    return bool(asked) and all(any(indexed.issuperset(alternative.split()) for alternative in alternatives) for alternatives in asked)


@pytest.mark.parametrize(
    ("query", "text", "language"),
    [
        ("forretningsplan", "Så skriver du affärsplanen", "sv"),
        ("forretningsplaner", "Så skriver du affärsplanen", "sv"),
        ("forretningsplan", "Як скласти бізнес-план", "uk"),
        ("forretningsplan", "Про бізнес-плани для села", "uk"),
        ("forretningsplan", "How business plans are written", "en"),
        ("en forretningsplan for gården", "A business plan for the gården", "en"),
    ],
)
def test_query_finds_in_other_languages(query, text, language):
    assert not finds(query, text, language, written_in="nb")

    SynonymSet.objects.create(words=PLANS)

    assert finds(query, text, language, written_in="nb")


def test_several_words_are_found_by_one_and_one_by_several():
    SynonymSet.objects.create(words="samfunnsentreprenør\nsosial entreprenør", language="nb")

    assert finds("sosiale entreprenører", "En samfunnsentreprenør i bygda", "nb")
    assert finds("samfunnsentreprenør", "Sosiale entreprenører i bygda", "nb")
    assert not finds("samfunnsentreprenør", "Sosiale medier", "nb")
    assert not finds("entreprenør", "Et samfunn", "nb")


def test_part_of_an_expression_means_nothing():
    SynonymSet.objects.create(words=PLANS)

    assert not finds("business", "En forretningsplan", "nb")


def test_set_of_a_language_holds_there_alone():
    SynonymSet.objects.create(words="gründer\nentreprenør", language="nb")

    assert finds("gründer", "en entreprenør", "nb")
    assert not finds("gründer", "en entreprenør", "sv")


def test_whoever_changes_a_set_sees_it_at_once():
    made = SynonymSet.objects.create(words="gründer\nentreprenør")
    assert finds("gründer", "en entreprenør", "nb")

    made.words = "gründer\netablerer"
    made.save()
    assert not finds("gründer", "en entreprenør", "nb")
    assert finds("gründer", "en etablerer", "nb")

    made.delete()
    assert not finds("gründer", "en etablerer", "nb")


def test_change_by_another_process_is_seen_within_five_seconds():
    """As `update` makes it, which tells nobody."""
    made = SynonymSet.objects.create(words="gründer\nentreprenør")
    assert finds("gründer", "en entreprenør", "nb")

    SynonymSet.objects.filter(pk=made.pk).update(words="gründer\netablerer")
    time.sleep(FRESH + 0.1)

    assert FRESH < 5
    assert finds("gründer", "en etablerer", "nb")


def test_sets_cost_one_query_however_many_are_asked(django_assert_num_queries):
    load_synonyms()
    analyse_query("bygd", "nb")  # the dictionaries are read, which may take longer than sets are believed
    forget()

    with django_assert_num_queries(1):
        for word in ("gründer", "bygd", "tilskudd"):
            analyse_query(word, "nb")


def test_long_query_stays_quick():
    load_synonyms()
    query = "sosial entreprenør business plan forretningsplan " * 200
    analyse_query("gründer", "nb")

    begun = time.thread_time()
    analyse_query(query, "nb")

    assert time.thread_time() - begun < 1


# What may be said


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        ("gründer", "Say two different expressions at least."),
        ("gründer\n  Gründer \n", "Say two different expressions at least."),
        ("gründer\n!!!\nentreprenør", "“!!!” has no word."),
        ("gründer\none two three four five six", "“one two three four five six” is too long: five words at most."),
        ("\n".join(f"word{number}" for number in range(41)), "No more than 40 expressions."),
    ],
)
def test_wrong_set_is_refused(words, complaint):
    with pytest.raises(ValidationError) as refusal:
        SynonymSet(words=words).full_clean()

    assert refusal.value.message_dict == {"words": [complaint]}


def test_set_is_tidied():
    said = SynonymSet(words="  gründer \r\n\r\nentreprenør\nGRÜNDER\n")
    said.full_clean()

    assert said.words == "gründer\nentreprenør"
    assert str(said) == "gründer, entreprenør"


# Who may say it


@pytest.mark.parametrize(
    ("role", "is_let_in"), [("Learner", False), ("Partner editor", False), ("Translator", False), ("Coordinator", True), ("Administrator", True)]
)
def test_coordinators_manage_sets(site_tree, client, settings, role, is_let_in):
    settings.REQUIRE_SECOND_FACTOR = False
    ensure_roles()
    user = UserFactory()
    user.groups.add(Group.objects.get(name=role))
    client.force_login(user)

    response = client.post("/admin/snippets/search/synonymset/add/", {"words": "gründer\nentreprenør", "language": ""})

    assert response.status_code == 302
    assert SynonymSet.objects.exists() is is_let_in


def test_wrong_set_is_shown_with_what_is_wrong(site_tree, admin_client):
    response = admin_client.post("/admin/snippets/search/synonymset/add/", {"words": "gründer", "language": ""})

    assert "Say two different expressions at least." in response.content.decode()
    assert not SynonymSet.objects.exists()


# What comes with the hub


def test_sets_come_with_the_hub():
    call_command("load_synonyms", verbosity=0)

    assert 60 <= SynonymSet.objects.count() <= 100
    for language, text in {"sv": "Affärsplanen", "en": "Your business plan", "uk": "Ваш бізнес-план", "nb": "Forretningsplanen"}.items():
        assert finds("forretningsplan", text, language, written_in="nb")


def test_sets_come_once():
    load_synonyms()
    before = list(SynonymSet.objects.values_list("pk", "words"))

    assert load_synonyms() == []
    assert list(SynonymSet.objects.values_list("pk", "words")) == before


def test_what_an_editor_changed_or_deleted_stays_so(site_tree, admin_client):
    load_synonyms()
    changed, deleted = SynonymSet.objects.order_by("pk")[:2]
    keys = {changed.key, deleted.key}
    admin_client.post(f"/admin/snippets/search/synonymset/edit/{changed.pk}/", {"words": "gründer\nentreprenør", "language": "nb"})
    admin_client.post(f"/admin/snippets/search/synonymset/delete/{deleted.pk}/")

    assert set(load_synonyms()) == keys
    assert SynonymSet.objects.get(key=changed.key).words == "gründer\nentreprenør"
    assert not SynonymSet.objects.filter(key=deleted.key).exists()
