"""One's own profile: begun in two minutes, and finished later, section by section."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from entrepreneurs.actions import profiles as actions
from entrepreneurs.forms.profiles import SECTIONS, BeginForm, SectionForm
from entrepreneurs.models import Profile, User


def of(user: User) -> Profile | None:
    return Profile.objects.filter(user=user).select_related("user").prefetch_related("facets", "tags").first()


@login_required
def profile(request):
    """Everything that is in it, with what could be, and the way to change each."""
    found = of(request.user)
    if found is None:
        return redirect("me:begin_profile")
    sections = [(name, form.title, form.told(found), form.invitation) for name, form in SECTIONS.items()]
    return render(request, "people/profile.html", {"profile": found, "sections": sections})


@login_required
def begin(request):
    if Profile.objects.filter(user=request.user).exists():
        return redirect("me:profile")
    initial = {"name": request.user.name, "language": request.LANGUAGE_CODE, "languages": [request.LANGUAGE_CODE]}
    return fill_in(request, BeginForm, initial=initial, template="people/begin.html")


@login_required
def section(request, name):
    found = of(request.user)
    if name not in SECTIONS or found is None:
        raise Http404
    return fill_in(request, SECTIONS[name], initial=SECTIONS[name].initial_of(found), template="people/section.html", profile=found)


def fill_in(request, kind: type[SectionForm], *, initial, template: str, **context):
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = kind(data, files, initial=initial, user=request.user)
    if data is not None and form.perform(kind.action, request.user):
        messages.success(request, _("Saved."))
        return redirect("me:profile")
    return render(request, template, {"form": form} | context, status=422 if form.errors else 200)


@login_required
@require_POST
def remove_photo(request):
    actions.change_photo(request.user, photo=None)
    return redirect("me:profile")
