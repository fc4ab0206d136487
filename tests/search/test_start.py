"""Nothing of the analysers is there before the first search, and all of them together stay small: in fresh processes."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings

from search.analysis.dictionaries import SIMPLEMMA, indexed
from tests.benchmarks.analysis import measured_apart

SET_UP = "import django; django.setup(); import hub.urls, search.analysis, search.models; import sys; "
ANALYSERS = "{'simplemma', 'pymorphy3', 'pymorphy3_dicts_uk', 'dawg2_python', 'snowballstemmer'}"


def told(program: str):
    done = subprocess.run([sys.executable, "-c", program], cwd=settings.BASE_DIR, env=os.environ, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def test_nothing_is_loaded_before_the_first_search():
    assert told(f"{SET_UP}import json; print(json.dumps(sorted({ANALYSERS} & set(sys.modules))))") == []


def test_a_language_loads_its_own_dictionary_only():
    read = "[code for code in sorted(search.analysis.LANGUAGES) if code in search.analysis.dictionaries.read()]"
    program = f"{SET_UP}import json; search.analysis.analyse('bygdene', 'nb'); print(json.dumps([{read}, 'pymorphy3' in sys.modules]))"

    assert told(program) == [["nb"], False]


def test_ukrainian_without_its_own_dictionary():
    program = (
        f"{SET_UP}import json; sys.modules['pymorphy3_dicts_uk'] = None; "
        "print(json.dumps([[token.term for token in search.analysis.analyse('селах', 'uk')], 'pymorphy3' in sys.modules]))"
    )

    assert told(program) == [["селах", "село"], False]


def test_ten_languages_stay_under_250_megabytes(tmp_path):
    found = measured_apart(tmp_path)

    assert found["modules"] == 0
    assert found["after"] - found["before"] < 250
    assert len(found["languages"]) == 10
    assert {path.name[:2] for path in (tmp_path / "dictionaries").iterdir()} == SIMPLEMMA


def test_index_of_a_dictionary_is_kept(settings, tmp_path):
    settings.DICTIONARIES = tmp_path / "dictionaries"
    made = indexed("is")
    (path,) = settings.DICTIONARIES.iterdir()
    written = path.stat().st_mtime_ns

    kept = indexed("is")

    assert kept.get("hestinum") == made.get("hestinum") == "hestur"
    assert path.stat().st_mtime_ns == written


@pytest.mark.parametrize("content", [b"", b"no pickle", b"\x80\x05"])
def test_broken_index_is_made_anew(settings, tmp_path, content):
    settings.DICTIONARIES = tmp_path
    indexed("is")
    (path,) = tmp_path.iterdir()
    path.write_bytes(content)

    assert indexed("is").get("hestinum") == "hestur"
    assert path.stat().st_size > 1_000_000


def test_index_that_cannot_be_kept_is_used(settings, tmp_path):
    (tmp_path / "file").touch()
    settings.DICTIONARIES = tmp_path / "file" / "dictionaries"

    assert indexed("is").get("hestinum") == "hestur"
