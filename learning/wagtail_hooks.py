"""What learning adds to Wagtail's admin: the way to reported mistakes; a translation that may not go live yet is refused with a reason."""

from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem

from learning.models.pages import LacksLanguages, PublishedInRequiredLanguages


@hooks.register("before_edit_page", order=-1)
def refuse_to_publish_translation(request, page):
    """wagtail-localize publishes past the form, and would mark the title as wrong for a reason that lies elsewhere."""
    if request.method == "POST" and request.POST.get("action") == "publish" and isinstance(page, PublishedInRequiredLanguages):
        try:
            page.require_languages()
        except LacksLanguages as refusal:
            messages.error(request, " ".join(refusal.messages))
            return redirect(request.path)


@hooks.register("register_reports_menu_item")
def reported_mistakes():
    return MenuItem(_("Reported mistakes"), reverse("learning:mistakes"), icon_name="warning", order=900)
