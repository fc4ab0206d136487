"""Compounds come apart where they are joined, and nowhere else."""

import pytest

from search.analysis import analyse
from search.analysis.terms import terms

PARTS = {
    "nb": {
        "bygdeutvikling": "bygd utvikling",
        "arbeidsmarkedet": "arbeid marked",
        "forretningsplanen": "forretning plan",
        "nettverksmøtene": "nettverk mote",
        "barnehage": "barn hage",
        "samfunnsentreprenør": "samfunn entreprenor",
        "næringsliv": "naering liv",
        "fylkeskommune": "fylke kommune",
        "ungdomsarbeid": "ungdom arbeid",
        "matproduksjon": "mat produksjon",
    },
    "sv": {
        "landsbygdsutveckling": "landsbygd utveckling land bygd",
        "arbetsmarknaden": "arbete marknad",
        "affärsplanen": "affar plan",
        "kvinnojour": "kvinna jour",
        "gatukök": "gata kok",
        "flickskola": "flicka skola",
        "mathantverk": "mat hantverk",
        "bondgård": "bonde gard",
        "skogsbruk": "skog bruk",
    },
    "is": {
        "byggðaþróun": "byggd throun",
        "bæjarstjórn": "baer stjorn",
        "fiskveiðar": "fiskur veidi",
        "atvinnulíf": "atvinna lif",
        "sveitarfélag": "sveit felag",
    },
    "fi": {
        "kyläyhdistys": "kyla yhdistys",
        "ihmisoikeudet": "ihminen oikeus",
        "kehittämishanke": "kehittaminen hanke",
        "matkailuyrittäjä": "matkailu yrittaja",
        "työpaja": "tyo paja",
    },
    "et": {
        "külaselts": "kula selts",
        "maapiirkond": "maa piirkond",
        "noortekeskus": "noor keskus",
        "tööturg": "too turg",
        "turismitalu": "turism talu",
    },
}
WHOLE = {
    "nb": "planet organisasjon entreprenørskap innovasjon finansiering skolering kommune festival industri mandag kvinnelig utdanning virksomhet "
    "frivillighet karbon arkitektur republikk bokstav veiledning samarbeid kalender register bedrift kontakt rapport telefon gratis grensen drømmen "
    "eksempel allerede beskrive fordeler foreslå foretak aksjonærene kollega leksjoner leveranser pensjonert porsjoner virksomheten tallene teksten "
    "vinduer største varer strømmen",
    "sv": "företagare organisation samverkan innovation finansiering kommun lärande bostad landskap vetenskap hållbarhet karaktär "
    "republik medlemskap samhälle kalender register partikel företag fortsätter förslag gränsen papperet kontakt rapport "
    "transport tillsammans varandra gemensam budgeten avtalet frågorna planerar verksamheten vintern överskott skriva nästan",
    "is": "fjármögnun skóli samstarf nýsköpun kennari",
    "fi": "kansainvälinen yrittäjyys kalastus tapahtuma rahoitus metsästäjä verkostoituminen kaikkialla",
    "et": "ettevõtlus kogukond rahastus võrgustik vabatahtlik",
}


@pytest.mark.parametrize(("language", "word", "parts"), [(code, *pair) for code, each in PARTS.items() for pair in each.items()])
def test_compound_comes_apart(language, word, parts):
    assert list(terms(word, language).parts) == parts.split()


@pytest.mark.parametrize("language", WHOLE)
def test_word_that_is_none_stays_whole(language):
    assert {word: terms(word, language).parts for word in WHOLE[language].split() if terms(word, language).parts} == {}


def test_parts_stand_where_the_compound_stands():
    tokens = analyse("God bygdeutvikling nå", "nb")

    assert {(token.start, token.end, token.position) for token in tokens if token.term in {"bygdeutvikling", "bygd", "utvikling"}} == {(4, 18, 1)}


def test_compound_asks_for_both_its_parts_and_neither_alone():
    asked = terms("bygdeutvikling", "nb").asked

    assert "bygd utvikling" in asked
    assert {"bygd", "utvikling"}.isdisjoint(asked)
