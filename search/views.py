"""Searching on screen: the page, titles while somebody types, and the searches that somebody has saved."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from hub.pagecache import for_all_visitors
from search.actions import saved as actions
from search.forms import SaveForm
from search.models import SavedSearch
from search.searching import suggest, wake
from search.searchpage import SearchPage


@require_safe
def search(request):
    page = SearchPage(request.GET, user=request.user, language=request.LANGUAGE_CODE)
    mine = SavedSearch.objects.visible_to(request.user).filter(asked=page.asked, language=request.LANGUAGE_CODE).first()
    if mine:
        actions.say_seen(mine)
    response = render(request, "search/search.html", {"search": page, "saved": mine, "is_hidden": page.is_asked})
    if not request.GET:
        return for_all_visitors(request, response)
    response["Cache-Control"] = "private, no-store"  # it is what this reader may see
    return response


@never_cache
@require_safe
def titles(request):
    """What may be meant, for the script of the box: never kept, for it is what this reader may see. Asked for nothing, it gets ready to be asked."""
    if not request.GET.get("q"):
        wake()
    found = suggest(request.GET.get("q", ""), language=request.LANGUAGE_CODE, user=request.user)
    told = [{"title": hit.document.title, "language": hit.document.language, "kind": str(hit.kind.one), "address": hit.address} for hit in found]
    return JsonResponse({"found": told})


@login_required
def saved(request):
    """The list of them, and where one is added."""
    form = SaveForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.perform(actions.save, request.user):
        messages.success(request, _("Saved. Once a day at most, you hear of what is new."))
        return redirect(form.result)
    found = SavedSearch.objects.visible_to(request.user)
    return render(request, "search/saved.html", {"searches": found, "form": form}, status=422 if form.errors else 200)


@login_required
@require_POST
def stop(request, pk):
    actions.stop(get_object_or_404(SavedSearch.objects.visible_to(request.user), pk=pk))
    messages.success(request, _("Stopped. You hear nothing more of it."))
    return redirect("search:saved")
