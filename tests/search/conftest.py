"""What tests of search share."""

import pytest

from search.analysis import synonyms


@pytest.fixture(autouse=True)
def fresh_synonyms():
    """The sets of another test's database are not this one's."""
    synonyms.forget()
    yield
    synonyms.forget()
