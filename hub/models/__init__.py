"""What every other app stands on: pages, programmes, letters, notices."""

from hub.live.models import Feed, FeedEvent
from hub.models.letters import Letter
from hub.models.notices import Notice, NoticeChoice, Pace, QuietHours
from hub.models.organisations import Organisation, OrganisationAlias, OrganisationKind
from hub.models.pages import BasePage, HomePage, NewsPage, Provenance, StandardPage
from hub.models.programmes import OfficialText, Partnership, Programme, ProgrammePage, RelatedProject
from hub.models.state import Generation, TimetableEntry
from hub.models.topics import Topic

__all__ = [
    "BasePage",
    "Feed",
    "FeedEvent",
    "Generation",
    "HomePage",
    "Letter",
    "NewsPage",
    "Notice",
    "NoticeChoice",
    "OfficialText",
    "Organisation",
    "OrganisationAlias",
    "OrganisationKind",
    "Pace",
    "Partnership",
    "Programme",
    "ProgrammePage",
    "Provenance",
    "QuietHours",
    "RelatedProject",
    "StandardPage",
    "TimetableEntry",
    "Topic",
]
