"""Nothing of the analysers is there before the first search, and all of them together stay small: in fresh processes."""

import json
import os
import subprocess
import sys

from django.conf import settings

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


def test_ten_languages_stay_under_250_megabytes():
    found = told("import runpy; runpy.run_module('tests.benchmarks.analysing', run_name='__main__')")

    assert found["modules"] == 0
    assert found["after"] - found["before"] < 250
    assert len(found["languages"]) == 10
