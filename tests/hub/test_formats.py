"""How days are written in each language, so that they stand well in a sentence."""

from datetime import datetime

import pytest
from django.utils import translation
from django.utils.formats import date_format

MOMENT = datetime(2027, 1, 4, 18, 5)


@pytest.mark.parametrize(
    ("language", "day", "moment"),
    [
        ("en", "4 January 2027", "4 January 2027, 18:05"),
        ("nb", "4. januar 2027", "4. januar 2027 18:05"),
        ("sv", "4 januari 2027", "4 januari 2027 18:05"),
        ("uk", "4 січня 2027", "4 січня 2027, 18:05"),
    ],
)
def test_days_end_with_the_year(language, day, moment):
    with translation.override(language):
        assert (date_format(MOMENT, "DATE_FORMAT"), date_format(MOMENT, "DATETIME_FORMAT")) == (day, moment)
