"""Panels of the page editor that are the hub's own."""

from wagtail.admin.panels import Panel
from wagtail_localize.models import TranslationSource

from hub import languages
from hub.standings import standings


class LanguagesPanel(Panel):
    """How the page stands in each language, and what is to be done before it can go live."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "hub/admin/languages_panel.html"

        def is_shown(self):
            return super().is_shown() and bool(self.instance.pk)

        def get_context_data(self, parent_context=None):
            page = self.instance
            versions = type(page).objects.filter(translation_key=page.translation_key).select_related("locale")
            may_submit = self.request.user.has_perm("wagtail_localize.submit_translation")
            return super().get_context_data(parent_context) | {
                "standings": standings(versions, required=page.languages_required()),
                "missing": [languages.NAMES[code] for code in page.lacking_languages()],
                "page": page,
                "may_submit": may_submit,
                "may_publish": page.permissions_for_user(self.request.user).can_publish(),
                "source": TranslationSource.objects.filter(object_id=page.translation_key, locale=page.locale).first(),
            }
