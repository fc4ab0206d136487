"""What the hub adds to Wagtail's admin: how every page stands in each language, and the review of what a machine translated."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import ListingButton
from wagtail_localize.models import Translation

from hub.models import BasePage, Provenance
from hub.translation import is_behind
from hub.views.translations import LanguagesReport, ReviewTranslation


@hooks.register("register_admin_urls")
def admin_urls():
    return [
        path("languages/", LanguagesReport.as_view(), name="languages_report"),
        path("languages/review/<int:page_id>/", ReviewTranslation.as_view(), name="review_translation"),
    ]


@hooks.register("register_reports_menu_item")
def languages_menu_item():
    return MenuItem(_("Languages of pages"), reverse("languages_report"), icon_name="site", order=100)


@hooks.register("register_page_listing_more_buttons")
def review_button(page, user, next_url=None):
    """Beside each page that a machine translated, for those who may publish it."""
    found = page.specific
    if isinstance(found, BasePage) and found.provenance == Provenance.MACHINE and page.permissions_for_user(user).can_publish():
        address = reverse("review_translation", args=[page.pk]) + (f"?next={next_url}" if next_url else "")
        yield ListingButton(_("Mark as reviewed"), address, icon_name="check", priority=65)


@hooks.register("before_edit_page", order=-2)
def say_that_the_source_has_changed(request, page):
    """In the translation's own editor, which shows the source as it was given to the translators."""
    translation = Translation.objects.filter(source__object_id=page.translation_key, target_locale=page.locale_id, enabled=True).first()
    if request.method == "GET" and translation and is_behind(translation.source, translation.source.get_source_instance()):
        messages.warning(
            request,
            _("Needs update: the source has changed since it was given to you. Its page says how to get the changes."),
            buttons=[messages.button(translation.source.get_source_instance_edit_url(), _("Open the source"))],
        )


@hooks.register("register_log_actions")
def log_actions(actions):
    actions.register_action("hub.review", _("Mark as reviewed"), _("Said to have read the whole translation"))
