"""Enrolment and completion for coordinators: counts under five are suppressed, and so is what would reveal them."""

import csv

from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from learning.reports import rows


def may_read(view):
    """For coordinators; whoever is not signed in is asked to, everyone else is refused."""
    return login_required(permission_required("learning.view_enrolment", raise_exception=True)(view))


@may_read
def report(request):
    return render(request, "learning/report.html", {"rows": rows()})


@may_read
def report_csv(request):
    response = HttpResponse(content_type="text/csv; charset=utf-8", headers={"Content-Disposition": 'attachment; filename="learning.csv"'})
    response.write("\ufeff")
    writer = csv.writer(response)
    writer.writerow([_("Course"), _("Language"), _("Country"), _("Enrolled"), _("Finished")])
    writer.writerows([defused(cell) for cell in row.cells] for row in rows())
    return response


def defused(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell[:1] in {"=", "+", "-", "@", "\t", "\r"} else cell
