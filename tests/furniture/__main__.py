"""Furnishes the data of its environment: `python -m tests.furniture`."""

import django

django.setup()

from tests.furniture import advising, circles, countries, decisions, people, practices, rooms, stories, talk, tools  # noqa: E402

for part in (people, tools, advising, rooms, countries, practices, decisions, stories, circles, talk):
    part.furnish()
