"""Enrolment and completion for coordinators: counts under five are suppressed, and so is what would reveal them."""

import csv

from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from learning.reports import rows

may_read = permission_required("learning.view_enrolment", raise_exception=True)


@may_read
def report(request):
    return render(request, "learning/report.html", {"rows": rows()})


@may_read
def report_csv(request):
    response = HttpResponse(content_type="text/csv; charset=utf-8", headers={"Content-Disposition": 'attachment; filename="learning.csv"'})
    response.write("\ufeff")
    writer = csv.writer(response)
    writer.writerow([_("Course"), _("Language"), _("Enrolled"), _("Finished")])
    for row in rows():
        writer.writerow([defused(cell) for cell in (row.course, row.language, row.enrolled, row.finished)])
    return response


def defused(cell) -> str:
    """A cell that no spreadsheet takes for a formula."""
    text = str(cell)
    return f"'{text}" if text[:1] in "=+-@\t\r" else text
