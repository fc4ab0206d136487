"""What the hub's own models hold of people, and those of Wagtail and Django."""

from __future__ import annotations

import json
from typing import Any

from django.contrib.admin.models import LogEntry
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _
from wagtail.admin.models import EditingSession, FormState
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import (
    APIToken,
    Comment,
    CommentReply,
    ModelLogEntry,
    Page,
    PageLogEntry,
    PageSubscription,
    ReferenceIndex,
    Revision,
    TaskState,
    UploadedFile,
    WorkflowState,
)
from wagtail.users.models import UserProfile
from wagtail_localize.models import SegmentOverride, StringTranslation, TranslationSource

from hub.models import Letter, Notice, NoticeChoice, QuietHours
from hub.privacy.erasure import blank, delete
from hub.privacy.registry import Basis, Person, nothing_personal, register

UNTIL_ERASED = _("Until you erase your account")
ANSWERABLE = _("So that those who are responsible for the content can see who changed it, and when")
UNNAMED = _("The content stays; your name on it goes when you erase your account")
SECRET = _("A secret by which somebody could act as you")


def by(*names: str):
    """The rows of a model in which one of these fields is the person."""
    return lambda model: lambda person: model._default_manager.filter(whoever(names, person)) if person.user else model._default_manager.none()


def whoever(names, person: Person) -> Q:
    found = Q()
    for name in names:
        found |= Q(**{name: person.user.pk})
    return found


def about(person: Person, *, type_name: str = "content_type", key_name: str = "object_id") -> Q:
    """Rows with a generic relation to the person's own account."""
    return Q(**{type_name: ContentType.objects.get_for_model(get_user_model()), key_name: str(person.user.pk)})


def by_or_about(model, **names: str):
    return lambda person: model._default_manager.filter(Q(user=person.user.pk) | about(person, **names)) if person.user else model.objects.none()


def references_to(person: Person) -> QuerySet:
    if not person.user:
        return ReferenceIndex.objects.none()
    mine = about(person) | about(person, type_name="to_content_type", key_name="to_object_id")
    return ReferenceIndex.objects.filter(mine)


def erase_comments(rows: QuerySet, person: Person) -> None:
    """Comments travel with the page that is being edited: other editors' previews of it may hold them, and can be made again."""
    FormState.objects.filter(object_id__in=[str(key) for key in rows.values_list("page", flat=True)]).delete()
    delete(rows, person)


def erase_replies(rows: QuerySet, person: Person) -> None:
    FormState.objects.filter(object_id__in=[str(key) for key in rows.values_list("comment__page", flat=True)]).delete()
    delete(rows, person)


def erase_log_entries(rows: QuerySet, person: Person) -> None:
    """What was done to the account goes; what the person did to content stays, done by nobody, without what they said."""
    if rows.model is ModelLogEntry:
        rows.filter(about(person)).delete()
    blank("user", data={})(rows, person)


def naming(model, field: str, person: Person) -> QuerySet:
    """Rows whose JSON, in the way that Wagtail writes content down, names the person as owner, as locker, or as author of a comment."""
    if not person.user:
        return model._default_manager.none()
    pattern = rf'"(owner|locked_by|user|resolved_by)": ?"?{person.user.pk}"?[,}}]'
    return model._default_manager.annotate(written=Cast(field, TextField())).filter(written__regex=pattern)


def revisions_of(person: Person) -> QuerySet:
    if not person.user:
        return Revision.objects.none()
    named = naming(Revision, "content", person).values("pk")
    return Revision.objects.filter(Q(user=person.user) | Q(pk__in=named))


def erase_from_revisions(rows: QuerySet, person: Person) -> None:
    for revision in rows:
        Revision.objects.filter(pk=revision.pk).update(content=without(revision.content, key=person.user.pk))
    blank("user")(rows, person)


def erase_from_sources(rows: QuerySet, person: Person) -> None:
    for source in rows:
        content = without(json.loads(source.content_json), key=person.user.pk)
        TranslationSource.objects.filter(pk=source.pk).update(content_json=json.dumps(content))


def without(content: dict[str, Any], *, key: Any) -> dict[str, Any]:
    """Content as Wagtail writes it down, without this user: owner and lock emptied, their comments and replies gone."""
    content = {name: None if name in {"owner", "locked_by"} and value == key else value for name, value in content.items()}
    if comments := content.get("wagtail_admin_comments"):
        content["wagtail_admin_comments"] = [
            comment
            | {
                "resolved_by": None if comment.get("resolved_by") == key else comment.get("resolved_by"),
                "replies": [reply for reply in comment.get("replies", []) if reply.get("user") != key],
            }
            for comment in comments
            if comment.get("user") != key
        ]
    return content


# What people write and set

register(
    Letter,
    purpose=_("So that you can read here what we sent you by mail"),
    basis=Basis.CONTRACT,
    retention=UNTIL_ERASED,
    of=by("recipient")(Letter),
)
register(
    Notice,
    purpose=_("So that you learn what is new for you, once"),
    basis=Basis.CONTRACT,
    retention=_("Sixty days after you have read it"),
    of=by("recipient")(Notice),
)
for model in (NoticeChoice, QuietHours):
    register(
        model,
        purpose=_("So that you are told in the way you have chosen, and not at night"),
        basis=Basis.CONTRACT,
        retention=UNTIL_ERASED,
        of=by("user")(model),
    )
register(
    UserProfile,
    purpose=_("How you have set up the editor's workplace"),
    basis=Basis.CONTRACT,
    retention=UNTIL_ERASED,
    of=by("user")(UserProfile),
)
for model, purpose in [
    (PageSubscription, _("To tell you of comments on a page that you follow")),
    (EditingSession, _("To warn two people who edit the same thing at once")),
]:
    register(model, purpose=purpose, basis=Basis.CONTRACT, retention=UNTIL_ERASED, of=by("user")(model))
register(
    ReferenceIndex,
    purpose=_("To know what would break if something were deleted"),
    basis=Basis.DUTY,
    retention=UNTIL_ERASED,
    of=references_to,
    stays=("content_path", "content_path_hash", "model_path"),
)
register(
    FormState,
    purpose=_("To show a preview of what you are writing in the editor"),
    basis=Basis.CONTRACT,
    retention=_("A day, or until you erase your account"),
    of=by_or_about(FormState),
)
register(
    APIToken,
    purpose=_("To let a program of yours act for you"),
    basis=Basis.CONTRACT,
    retention=UNTIL_ERASED,
    of=by("user")(APIToken),
    withheld={"key_hash": SECRET},
)
register(
    UploadedFile,
    purpose=_("To keep a file that you are uploading until it has a title"),
    basis=Basis.CONTRACT,
    retention=UNTIL_ERASED,
    of=by("uploaded_by_user")(UploadedFile),
)
register(
    Comment,
    purpose=_("What you say to other editors about a page"),
    basis=Basis.CONTRACT,
    retention=UNTIL_ERASED,
    of=by("user")(Comment),
    erase=erase_comments,
)
register(
    CommentReply,
    purpose=_("What you answer to other editors about a page"),
    basis=Basis.CONTRACT,
    retention=UNTIL_ERASED,
    of=by("user")(CommentReply),
    erase=erase_replies,
)

# Content that people had a part in

parts = [
    (Page, ("owner", "locked_by"), ("url_path",)),
    (get_image_model(), ("uploaded_by_user",), ("title",)),
    (get_document_model(), ("uploaded_by_user",), ("title",)),
    (StringTranslation, ("last_translated_by",), ("data",)),
    (SegmentOverride, ("last_translated_by",), ("data_json",)),
    (WorkflowState, ("requested_by",), ()),
]
for model, people, stays in parts:
    register(
        model,
        purpose=ANSWERABLE,
        basis=Basis.DUTY,
        retention=UNNAMED,
        of=by(*people)(model),
        erase=blank(*people),
        fields=(*people, *stays),
        stays=stays,
        is_theirs_alone=False,
    )
register(
    TaskState,
    purpose=_("What you said when you approved content, or sent it back"),
    basis=Basis.DUTY,
    retention=UNNAMED,
    of=by("finished_by")(TaskState),
    erase=blank("finished_by", comment=""),
    fields=("finished_by", "finished_at", "status", "comment"),
    is_theirs_alone=False,
)
for model in (PageLogEntry, ModelLogEntry):
    register(
        model,
        purpose=ANSWERABLE,
        basis=Basis.DUTY,
        retention=UNNAMED,
        of=by("user")(PageLogEntry) if model is PageLogEntry else by_or_about(ModelLogEntry),
        erase=erase_log_entries,
        fields=("user", "timestamp", "action", "label", "data"),
        stays=("action", "label"),
        is_theirs_alone=False,
    )
register(
    LogEntry,
    purpose=ANSWERABLE,
    basis=Basis.DUTY,
    retention=UNTIL_ERASED,
    of=by_or_about(LogEntry),
)
register(
    Revision,
    purpose=ANSWERABLE,
    basis=Basis.DUTY,
    retention=UNNAMED,
    of=revisions_of,
    erase=erase_from_revisions,
    fields=("user", "created_at", "object_str"),
    stays=("object_str",),
    is_theirs_alone=False,
)
register(
    TranslationSource,
    purpose=ANSWERABLE,
    basis=Basis.DUTY,
    retention=UNNAMED,
    of=lambda person: naming(TranslationSource, "content_json", person),
    erase=erase_from_sources,
    fields=("object_repr",),
    stays=("object_repr",),
    is_theirs_alone=False,
)

# What has text, and nothing of a person

nothing_personal(
    "Content that is written for everybody to read; who had a part in it is told by the page itself, its revisions and its log",
    *("hub.HomePage", "hub.StandardPage", "hub.NewsPage", "hub.ProgrammePage", "hub.Topic"),
    *("wagtailredirects.Redirect", "wagtailimages.Rendition", "wagtailembeds.Embed", "taggit.Tag", "taggit.TaggedItem"),
)
nothing_personal(
    "Public facts about programmes and organisations",
    *("hub.Organisation", "hub.OrganisationAlias", "hub.Programme", "hub.Partnership", "hub.OfficialText", "hub.RelatedProject"),
)
nothing_personal(
    "The texts of pages, cut into sentences to be translated",
    *("wagtail_localize.TranslatableObject", "wagtail_localize.Translation", "wagtail_localize.TranslationLog", "wagtail_localize.String"),
    *("wagtail_localize.TranslationContext", "wagtail_localize.Template", "wagtail_localize.StringSegment", "wagtail_localize.TemplateSegment"),
    *("wagtail_localize.RelatedObjectSegment", "wagtail_localize.OverridableSegment", "wagtail_localize.LocaleSynchronization"),
)
nothing_personal(
    "The words of pages, images and documents, for search; people are not indexed",
    *("wagtailsearch.IndexEntry", "wagtailsearch.SQLiteFTSIndexEntry"),
)
nothing_personal(
    "How the site and its groups are set up",
    *("wagtailcore.Locale", "wagtailcore.Site", "wagtailcore.GroupSitePermission", "wagtailcore.Collection"),
    *("wagtailcore.CollectionViewRestriction", "wagtailcore.GroupCollectionPermission", "wagtailcore.GroupPagePermission"),
    *("wagtailcore.PageViewRestriction", "wagtailcore.Workflow", "wagtailcore.WorkflowContentType", "wagtailcore.WorkflowPage"),
    *("wagtailcore.WorkflowTask", "wagtailcore.Task", "wagtailcore.GroupApprovalTask"),
    *("auth.Permission", "auth.Group", "contenttypes.ContentType"),
)
nothing_personal("The names of periodic tasks, and when they ran", "hub.TimetableEntry", "hub.Generation")
