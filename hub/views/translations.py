"""What editors do with translations beside wagtail-localize: see how everything stands, and say that they have read a page over."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.views.pages.utils import get_valid_next_url_from_request
from wagtail.models import Page, get_page_models
from wagtail.permission_policies.pages import PagePermissionPolicy

from hub.models import BasePage
from hub.standings import everything
from hub.translation import mark_reviewed


class LanguagesReport(WagtailAdminTemplateMixin, TemplateView):
    """Every page that one may work on, and how it stands in each language."""

    template_name = "hub/admin/languages_report.html"
    page_title = gettext_lazy("Languages of pages")
    header_icon = "site"
    _show_breadcrumbs = True

    def get_breadcrumbs_items(self):
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        mine = PagePermissionPolicy().instances_user_has_any_permission_for(self.request.user, {"add", "change", "publish"})
        models = [model for model in get_page_models() if issubclass(model, BasePage)]
        rows = everything(models, among=mine)
        if is_unfinished_only := "unfinished" in self.request.GET:
            rows = [(page, standings) for page, standings in rows if not all(each.is_ready for each in standings if each.page)]
        return super().get_context_data(**kwargs) | {"rows": rows, "is_unfinished_only": is_unfinished_only}


class ReviewTranslation(WagtailAdminTemplateMixin, TemplateView):
    """Say that a person has read the whole page and stands for it."""

    template_name = "hub/admin/review.html"
    page_title = gettext_lazy("Mark as reviewed")
    header_icon = "check"
    _show_breadcrumbs = False

    def dispatch(self, request, page_id):
        self.object = get_object_or_404(Page, pk=page_id).specific
        if not isinstance(self.object, BasePage) or not self.object.permissions_for_user(request.user).can_publish():
            raise PermissionDenied
        return super().dispatch(request)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"page": self.object, "next": get_valid_next_url_from_request(self.request)}

    def post(self, request):
        mark_reviewed(self.object, user=request.user)
        messages.success(request, _("“%(title)s” is marked as reviewed. Readers see it from now on.") % {"title": self.object.title})
        return redirect(get_valid_next_url_from_request(request) or "languages_report")
