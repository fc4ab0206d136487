"""Tools on screen: which there are, one to begin with, and one's own to go on with; saved by a form, or by the page's script on the way."""

from __future__ import annotations

from collections import Counter

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from hub import languages, notices
from hub.forms import wants_json
from hub.live.models import Feed
from hub.pagecache import for_all_visitors
from learning import guests
from learning.actions import tools as actions
from learning.actions.shares import about
from learning.desks import Desk, begun, prefix_in_lesson
from learning.forms.tools import CommentForm
from learning.models import Advising, Learner, Sheet
from learning.models.tools import MOST_TITLE
from learning.progress import enrolment_in, tasks_of
from learning.tools import TOOLS, Tool
from learning.tools.asking import Reading
from learning.views.answers import lesson_to_answer


def who_asks(request: HttpRequest):
    """The account, or else the guest that the browser is known as, or nobody."""
    return request.user if request.user.is_authenticated else request.learner or None


def tools(request):
    """Every kind to begin with, one's own, and what others share."""
    who = who_asks(request)
    mine = Sheet.objects.owned_by(who)
    shared = Sheet.objects.shared_with(who).select_related("owner__user")
    context = {"tools": TOOLS.values(), "mine": mine, "shared": shared}
    return for_all_visitors(request, render(request, "learning/tools/index.html", context))


def new(request, kind):
    """One to begin with: a row is made by the first saving."""
    if kind not in TOOLS:
        raise Http404
    tool = TOOLS[kind]
    if request.method == "POST":
        key = guests.as_uuid(request.POST.get("key"))
        return save(request, tool, None, lambda by, written: actions.make_sheet(tool, owner=by, written=written, key=key))
    country = str(request.user.country) if request.user.is_authenticated else ""
    return for_all_visitors(request, show(request, Desk(tool, begun(tool, country=country))))


@never_cache
def sheet(request, pk):
    """One's own, or one that is shared: to go on with for whoever may change it, to read for the others."""
    who = who_asks(request)
    if request.method == "POST":
        found = get_object_or_404(Sheet.objects.editable_by(who), pk=pk)
        return save(request, found.tool, found, lambda by, written: actions.save_sheet(found, by=by, written=written))
    found = get_object_or_404(Sheet.objects.visible_to(who).select_related("owner__user"), pk=pk)
    if request.user.is_authenticated:
        for kind in ("sheet_shared", "sheet_commented"):
            notices.close(request.user, kind, about=about(found))
    return show(request, Desk.of(found, key=found.key))


def show(request: HttpRequest, desk: Desk, *, status: int = 200, form: CommentForm | None = None) -> HttpResponse:
    who, found = who_asks(request), desk.sheet
    said = list(found.comments.visible_to(request.user)) if found and request.user.is_authenticated else []
    desk.said = dict(Counter(one.section for one in said))
    context = {
        "desk": desk,
        "sheet": found,
        "may_edit": found is None or Sheet.objects.editable_by(who).filter(pk=found.pk).exists(),
        "is_mine": found is not None and found.is_of(who),
        "tables": desk.tool.tables(found.content) if found else [],
        "comments": with_parts(said, desk),
        "form": form or (CommentForm(sheet=found, initial={"language": get_language()}) if found else None),
        "may_comment": found is not None and request.user.is_authenticated,
        "advising": advising_of(found, request.user),
    }
    return render(request, "learning/tools/sheet.html", context, status=status)


def advising_of(found: Sheet | None, reader):
    """For an adviser who follows whose it is: by that, an open page is told when they may not see it any more. A query for what is another's."""
    if found is None or not reader.is_authenticated or found.is_of(reader):
        return None
    followed = Advising.objects.followed_by(reader).filter(learner=found.owner.user).first()
    return followed and {"key": followed.feed_key, "seq": Feed.objects.last_seqs([followed.feed_key])[followed.feed_key]}


def with_parts(said, desk: Desk) -> list:
    """The comments with the titles of what they are about, in the order of the sheet; those on all of it first."""
    titles = {"": _("All of it")} | {section.name: section.title for section in desk.tool.sections(desk.content)}
    order = list(titles)
    known = [(titles[one.section], one) for one in said if one.section in titles]
    return sorted(known, key=lambda pair: order.index(pair[1].section))


@require_POST
def in_lesson(request, lesson_key, block_id):
    """A task of a lesson: the learner's one sheet of it."""
    lesson = lesson_to_answer(request, lesson_key)
    activity = lesson.activity(block_id)
    if activity is None or activity[0].name != "tool" or activity[1]["tool"] not in TOOLS:
        raise Http404
    tool, key = TOOLS[activity[1]["tool"]], guests.as_uuid(request.POST.get("key"))

    def act(by: Learner, written: actions.Written) -> Sheet:
        return actions.save_in_lesson(lesson, learner=by, block_id=block_id, tool=tool, written=written, key=key)

    return save(request, tool, None, act, lesson=lesson, block_id=block_id)


def save(request: HttpRequest, tool: Tool, found: Sheet | None, act, **place) -> HttpResponse:
    """Read the form, and let `act` save it; a refusal shows where the person is looking, with all that they wrote.

    A guest is made by what is saved alone: a form that is given back to a visitor is still one that needs no token.
    """
    reading, written = read(request, tool, place.get("lesson"))
    learner, token = request.learner or None, None
    try:
        reading.or_refuse()
        actions.require_something(tool, written)
        learner, token = guests.ensure(request)
        response = saved(request, act(learner, written), learner, **place)
    except ValidationError as refusal:
        response = refused(request, refusal, tool, found, reading, written, learner, **place)
    guests.remember(response, token)
    return response


def read(request: HttpRequest, tool: Tool, lesson) -> tuple[Reading, actions.Written]:
    data, reading = request.POST, tool.read(request.POST)
    title = " ".join(data.get("title", "").split())[:MOST_TITLE] or str(lesson.title if lesson else tool.title)[:MOST_TITLE]
    language = data.get("language") if data.get("language") in languages.NAMES else get_language()
    seen = data.get("seen", "")
    seen = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 10 else 0
    return reading, actions.Written(title, reading.content, language, seen, data.get("source", "")[:36])


def saved(request: HttpRequest, sheet: Sheet, learner: Learner, *, lesson=None, block_id: str = "") -> HttpResponse:
    if wants_json(request):
        return JsonResponse(state_of(request, sheet, learner, lesson=lesson) | boxes(Desk.of(sheet), block_id))
    if lesson:
        return redirect(f"{lesson.get_url(request)}#task-{block_id}")
    messages.success(request, _("Saved."))
    return redirect(sheet.get_absolute_url() + ("#more" if "more" in request.POST else ""))


def state_of(request: HttpRequest, sheet: Sheet, learner: Learner, *, lesson=None) -> dict:
    """What the page's script needs to know: who it is, what was saved, and what follows from it."""
    state = identity(request, learner) | {"revision": sheet.revision, "address": sheet.get_absolute_url(), "name": f"sheet-{sheet.pk}"}
    state["results"] = render_to_string("learning/tools/tables.html", {"tables": sheet.tool.results(sheet.content), "written_in": sheet.language})
    state["paper"] = (
        "" if lesson else render_to_string("learning/tools/tables.html", {"tables": sheet.tool.tables(sheet.content), "written_in": sheet.language})
    )
    if lesson:
        enrolment = enrolment_in(lesson.course, learner=learner)
        state |= answers_state(enrolment, lesson)
    return state


def boxes(desk: Desk, block_id: str) -> dict[str, str]:
    """What is asked now, where that hangs on what was chosen; drawn as the page that asks has drawn it."""
    if not desk.tool.reloads_for:
        return {}
    desk.prefix = prefix_in_lesson(block_id) if block_id else desk.prefix
    return {"boxes": render_to_string("learning/tools/boxes.html", {"desk": desk})}


def answers_state(enrolment, lesson) -> dict:
    state = {"is_lesson_done": enrolment.completions.filter(lesson_key=lesson.translation_key).exists()}
    return state | ({"finished_address": reverse("learning:finished", args=[enrolment.course_key])} if enrolment.completed_at else {})


def identity(request: HttpRequest, learner: Learner | None) -> dict:
    return {"learner": learner.pk if learner else None, "token": get_token(request)}


@require_GET
@never_cache
def tools_state(request):
    """Who is writing, and a token to save with: what a page that all visitors share fetches before it is used."""
    return JsonResponse(identity(request, request.learner or None) | {"is_forgotten": guests.is_forgotten(request)})


def refused(
    request, refusal, tool: Tool, found: Sheet | None, reading: Reading, written, learner: Learner | None, *, lesson=None, block_id: str = ""
):
    """Why not, by what it concerns; when somebody else has saved meanwhile, with theirs beside."""
    theirs = getattr(refusal, "sheet", None)
    status, message = (409 if theirs else 422), "" if reading.errors else " ".join(refusal.messages)
    if wants_json(request):
        facts = identity(request, learner) | {"message": message, "errors": reading.errors}
        if theirs:
            tables = render_to_string("learning/tools/tables.html", {"tables": theirs.tool.tables(theirs.content), "written_in": theirs.language})
            facts |= {"revision": theirs.revision, "theirs": tables}
        facts |= boxes(Desk(tool, reading.content, errors=reading.errors), block_id)
        return JsonResponse(facts, status=status)
    if lesson:
        return refused_in_lesson(request, message, reading, theirs, learner, lesson=lesson, block_id=block_id, status=status)
    key = guests.as_uuid(request.POST.get("key"))
    desk = Desk(tool, reading.content, written.title, written.language, found, reading.errors, message, theirs, **({"key": key} if key else {}))
    return show(request, desk, status=status)


def refused_in_lesson(request, message: str, reading: Reading, theirs, learner: Learner | None, *, lesson, block_id: str, status: int):
    task = tasks_of(lesson, enrolment=enrolment_in(lesson.course, learner=learner))[block_id]
    known = (task.response or {}).get("sheet")
    task.error = message or _("Something could not be read: it is marked below.")
    task.given = {"sheet": known, "content": reading.content, "errors": reading.errors, "meanwhile": theirs is not None}
    request.is_preview = False
    return render(request, lesson.get_template(request), lesson.get_context(request) | {"refused": task}, status=status)


@require_POST
def delete(request, pk):
    """One's own goes, with all that hangs on it."""
    found = get_object_or_404(Sheet.objects.owned_by(who_asks(request)), pk=pk)
    actions.delete_sheet(found)
    messages.success(request, _("Deleted."))
    return redirect("learning:tools")
