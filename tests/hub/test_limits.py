"""How often something may be done."""

import time

import pytest
from django.core.cache import cache

from hub import limits


class TooOften(Exception):
    pass


def test_so_many_are_let_pass_in_each_span_of_time():
    def spend():
        limits.spend("talk", most=2, seconds=0.1, refusal=TooOften)

    spend()
    spend()
    with pytest.raises(TooOften):
        spend()
    time.sleep(0.15)
    spend()


def test_count_that_lost_its_end_is_given_one():
    cache.set("limit:talk", 0, None)

    limits.spend("talk", most=2, seconds=0.1, refusal=TooOften)

    assert cache.get("limit:talk") == 1
    time.sleep(0.15)
    assert cache.get("limit:talk") is None
