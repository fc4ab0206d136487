"""People: the directory with its map, and what one of them tells of themselves."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render

from entrepreneurs.directory import Directory
from entrepreneurs.forms.directory import DirectoryForm
from entrepreneurs.models import Profile
from entrepreneurs.portraits import Portrait
from entrepreneurs.views.conversations import number
from hub.pagecache import for_all_visitors


def directory(request):
    own = Profile.objects.filter(user=request.user).first() if request.user.is_authenticated else None
    home = own.home if own else None
    form = DirectoryForm(request.GET, has_home=home is not None)
    found = Directory(request.user, chosen=form.chosen(), home=home, before=number(request.GET.get("before")))
    return for_all_visitors(request, render(request, "people/directory.html", {"form": form, "directory": found, "own": own}))


def person(request, pk):
    profile = get_object_or_404(Profile.objects.visible_to(request.user).select_related("user").prefetch_related("facets", "tags"), pk=pk)
    return for_all_visitors(request, render(request, "people/person.html", {"profile": profile, "portrait": Portrait(profile, request.user)}))


def photo(request, pk, name):
    profile = get_object_or_404(Profile.objects.visible_to(request.user), pk=pk)
    if not profile.photo or profile.photo_name != name:
        raise Http404
    with profile.photo.open("rb") as stored:
        return HttpResponse(stored.read(), content_type="image/webp", headers={"Cache-Control": "private, max-age=86400"})
