"""Things for tests to begin with: whole, plain, and different each time."""

from tests.factories.courses import make_course, make_guest
from tests.factories.events import begin, end, make_event, make_event_guest, register
from tests.factories.pages import SiteTree
from tests.factories.people import UserFactory, befriend
from tests.factories.posts import make_post
from tests.factories.workspaces import make_partner, make_workspace

__all__ = [
    "SiteTree",
    "UserFactory",
    "befriend",
    "begin",
    "end",
    "make_course",
    "make_event",
    "make_event_guest",
    "make_guest",
    "make_partner",
    "make_post",
    "make_workspace",
    "register",
]
