"""Enrolment and completion for coordinators: counts under five are suppressed, and so is what would reveal them."""

from django.contrib.auth.decorators import login_required, permission_required
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hub.sheets import as_csv
from learning.models import CourseFeedback, CoursePage
from learning.reports import rows


def may_read(view):
    """For coordinators; whoever is not signed in is asked to, everyone else is refused."""
    return login_required(permission_required("learning.view_enrolment", raise_exception=True)(view))


@may_read
def report(request):
    return render(request, "learning/report.html", {"rows": rows(), "courses": CoursePage.objects.in_nearest(get_language())})


@may_read
def feedback(request, course_key):
    """What learners said at the end of a course: their words and the month, and nothing of who they are."""
    found = CoursePage.objects.filter(translation_key=course_key).in_nearest(get_language())
    if not found:
        raise Http404
    return render(request, "learning/feedback.html", {"course": found[0], "given": CourseFeedback.objects.about(found[0])})


@may_read
def report_csv(request):
    header = [_("Course"), _("Language"), _("Country"), _("Enrolled"), _("Finished")]
    return as_csv("learning", header, [row.cells for row in rows()])
