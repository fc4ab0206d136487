"""Numbers as people write them in their own language, and as it shows them; kept between the two as plain decimals."""

from __future__ import annotations

import re
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal

from django.core.exceptions import ValidationError
from django.utils.formats import get_format, number_format
from django.utils.translation import gettext as _

MOST = Decimal(10) ** 12
SPACES = re.compile(r"[\s\u00a0\u202f'’]")


def read_number(text: str, *, places: int) -> Decimal | None:
    """The number in the active language's way of writing; None for nothing. ValidationError says what to do.

    "1 250,50" and "1.250,50" are read alike everywhere. One mark alone is the language's decimal mark; the other parts thousands.
    """
    plain = SPACES.sub("", text).replace("−", "-")
    if not plain:
        return None
    plain = with_point(plain, mark=get_format("DECIMAL_SEPARATOR"))
    if not re.fullmatch(r"-?\d{1,20}(\.\d{1,10})?", plain, flags=re.ASCII):
        raise ValidationError(_("“%(text)s” cannot be read as a number. Write it with digits, such as 1250 or 12,5."), params={"text": text[:40]})
    number = Decimal(plain)
    if abs(number) >= MOST:
        raise ValidationError(_("This number is larger than this tool can add up."))
    if number != rounded(number, places):
        raise ValidationError(_("Write at most %(number)d digits after the decimal mark."), params={"number": places})
    return number


def with_point(plain: str, *, mark: str) -> str:
    """The digits with a point as the decimal mark, and nothing between thousands."""
    marks = [character for character in plain if character in ",."]
    if len(set(marks)) == 2:
        last, other = marks[-1], "." if marks[-1] == "," else ","
        return plain.replace(other, "").replace(last, ".") if marks.count(last) == 1 else plain
    if not marks:
        return plain
    parts_thousands = re.fullmatch(r"-?\d{1,3}([.,]\d{3})+", plain) and (marks[0] != mark or len(marks) > 1)
    return plain.replace(marks[0], "" if parts_thousands else ".")


def rounded(number: Decimal, places: int) -> Decimal:
    return number.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def whole_above(number: Decimal) -> Decimal:
    """The number itself if it is whole, else the next whole one."""
    return number.to_integral_value(rounding=ROUND_CEILING)


def kept(number: Decimal) -> str:
    """As JSON keeps it: plain digits."""
    return f"{number.normalize():f}"


def as_number(value) -> Decimal | None:
    """What was kept, or None for what is no number."""
    text = value if isinstance(value, str) else ""
    return Decimal(text) if re.fullmatch(r"-?\d{1,20}(\.\d{1,10})?", text, flags=re.ASCII) else None


def shown(number: Decimal, places: int) -> str:
    """In the active language, thousands parted; a minus that does not break from its digits."""
    return number_format(rounded(number, places), decimal_pos=places, use_l10n=True, force_grouping=True).replace("-", "−")


def shown_to_edit(value: str) -> str:
    """What was kept, in the active language as one types it; what is no number as it was typed."""
    number = as_number(value)
    return value if number is None else str(kept(number)).replace(".", get_format("DECIMAL_SEPARATOR"))


def places_of(number: Decimal) -> int:
    return max(0, -number.normalize().as_tuple().exponent)
