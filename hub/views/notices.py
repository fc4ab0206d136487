"""What is new for somebody, how they want to be told, and the way to stop a mail from within it."""

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from hub.models import Notice, NoticeChoice, Pace
from hub.notices import actions
from hub.notices.forms import ChoicesForm
from hub.notices.kinds import kinds, tell
from hub.notices.mailing import read_stop

MOST = 50


@login_required
@never_cache
def news(request):
    """What is new; once it has been seen here, no mail is sent of it."""
    for kind in kinds():
        kind.gather(request.user)
    left_out = NoticeChoice.objects.filter(user=request.user, is_shown=False).values("kind")
    found = list(Notice.objects.visible_to(request.user).exclude(kind__in=left_out)[:MOST])
    told = tell(request.user, found)
    actions.mark_read(request.user, [notice for notice in found if not notice.read_at])
    return render(request, "notices/news.html", {"told": told.items()})


@login_required
def choices(request):
    form = ChoicesForm(request.POST if request.method == "POST" else None, user=request.user)
    if request.method == "POST" and form.perform(actions.choose, request.user):
        messages.success(request, _("Saved."))
        return redirect("me:notices")
    return render(request, "notices/choices.html", {"form": form}, status=422 if form.errors else 200)


@csrf_exempt
@never_cache
def stop(request, token):
    """A page asks first, for programs follow the links in a mail; one click in a mail program is a POST (RFC 8058). The link is the proof."""
    said = read_stop(token)
    if said is None:
        raise Http404
    user, names = get_object_or_404(get_user_model(), pk=said[0], is_active=True), said[1]
    pace = None
    if request.method == "POST":
        pace = Pace.WEEKLY if request.POST.get("pace") == Pace.WEEKLY else Pace.NEVER
        actions.change_pace(user, names=names, pace=pace)
    stopped = [kind.label for kind in kinds() if kind.name in names]
    return render(request, "notices/stop.html", {"kinds": stopped, "pace": pace})
