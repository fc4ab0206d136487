"""What learning adds to Wagtail's admin: a translation that may not go live yet is refused with a reason, before anything is tried."""

from django.shortcuts import redirect
from wagtail import hooks
from wagtail.admin import messages

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
