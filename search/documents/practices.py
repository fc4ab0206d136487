"""Best practice, and stories, as documents."""

from collections.abc import Iterator

from django.db.models.query import QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.models import Page

from hub.models import Organisation, Programme
from learning.models import Practice, PracticePage, Story, StoryConsent, StoryText
from learning.models.practice_pages import WORDS
from search.documents.base import Document, Kind, Watch
from search.documents.pages import joined


class BestPractice(Kind):
    """What its organisations show, in each language in which its page is live."""

    name, label, one, icon = "practice", _("Best practice"), pgettext_lazy("one of several", "Practice"), "way"
    watched = (
        Watch(Practice, columns=("is_listed", "organisation_id", "country", "programme_id", "published_at")),
        Watch(PracticePage, "{row}.practice_id"),
        Watch(Page, "SELECT practice_id FROM learning_practicepage WHERE page_ptr_id = {row}.id", ("title", "live", "locale_id")),
        Watch(Organisation, "SELECT id FROM learning_practice WHERE organisation_id = {row}.id", ("name",)),
        Watch(Programme, "SELECT id FROM learning_practice WHERE programme_id = {row}.id", ("key",)),
    )

    def indexed(self) -> QuerySet:
        return Practice.objects.listed().with_words().select_related("programme")

    def tell(self, row) -> Iterator[Document]:
        for page in row.shown:
            yield Document(
                kind=self.name,
                key=str(row.pk),
                language=page.language,
                pk=str(row.pk),
                title=page.title,
                body=joined([*(getattr(page, name) for name in WORDS if name != "title"), row.organisation.name]),
                url=f"learn/practices/{row.pk}/",
                programme=row.programme.key if row.programme else "",
                countries=(row.country.code,),
                languages=(page.language,),
                date=localdate(row.published_at),
            )


class AgreedStory(Kind):
    """Case studies and stories, while everybody in them agrees. One whose consent has run out is no hit at once, and no count within a minute."""

    name, label, one, icon = "story", _("Case studies and stories"), pgettext_lazy("kind of story", "Story"), "messages"
    watched = (
        Watch(Story, columns=("is_listed", "organisation_id", "country", "published_at")),
        Watch(StoryText, "{row}.story_id"),
        Watch(StoryConsent, "{row}.story_id"),
        Watch(Organisation, "SELECT id FROM learning_story WHERE organisation_id = {row}.id", ("name",)),
    )

    def indexed(self) -> QuerySet:
        return Story.objects.listed().with_words()

    def tell(self, row) -> Iterator[Document]:
        for text in row.texts.all():
            yield Document(
                kind=self.name,
                key=str(row.pk),
                language=text.language,
                pk=str(row.pk),
                title=text.title,
                body=joined([text.lead, text.body, row.organisation.name]),
                url=f"learn/stories/{row.pk}/",
                countries=(row.country.code,),
                languages=(text.language,),
                date=localdate(row.published_at),
            )
