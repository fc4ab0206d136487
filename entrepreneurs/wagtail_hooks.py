"""What Wagtail and wagtail-localize let through and a role may not: their own views, with the permissions of the pages they touch."""

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import path
from wagtail import hooks
from wagtail.models import DraftStateMixin, Page
from wagtail_localize.views import convert
from wagtail_localize.views.edit_translation import user_can_edit_instance
from wagtail_localize.views.submit_translations import SubmitPageTranslationView, SubmitSnippetTranslationView
from wagtail_localize.views.update_translations import UpdateTranslationsView

from entrepreneurs.admin_doors import choosable, is_confined


def may_publish(user, instance) -> bool:
    if isinstance(instance, Page):
        return instance.permissions_for_user(user).can_publish()
    return not isinstance(instance, DraftStateMixin) or user.has_perm(f"{instance._meta.app_label}.publish_{instance._meta.model_name}")


def may_publish_to(translation, *, user) -> bool:
    """Whether `user` may publish the page that a translation writes to; one that is not there yet, a superuser alone."""
    try:
        return may_publish(user, translation.get_target_instance())
    except ObjectDoesNotExist:
        return user.is_superuser


class OnlyWhatOneEdits:
    """Translations are begun by those who may edit what is translated; wagtail-localize asks for one permission alone, whatever the page."""

    def get_object(self):
        instance = super().get_object()
        if not user_can_edit_instance(self.request.user, instance):
            raise PermissionDenied
        return instance


class SubmitPage(OnlyWhatOneEdits, SubmitPageTranslationView):
    pass


class SubmitSnippet(OnlyWhatOneEdits, SubmitSnippetTranslationView):
    pass


class Update(UpdateTranslationsView):
    """Whoever may not publish each of the translations is not offered to publish them, and cannot send it either."""

    def get_object(self):
        source = super().get_object()
        if not user_can_edit_instance(self.request.user, source.get_source_instance()):
            raise PermissionDenied
        return source

    def get_form(self):
        form = super().get_form()
        translations = self.object.translations.filter(enabled=True)
        # A disabled field takes no notice of what is posted.
        form.fields["publish_translations"].disabled = not all(may_publish_to(translation, user=self.request.user) for translation in translations)
        return form


def convert_to_alias(request, page_id):
    """An alias is as live as its source at once, so it is for those who may publish."""
    if not may_publish(request.user, get_object_or_404(Page, pk=page_id)):
        raise PermissionDenied
    return convert.convert_to_alias(request, page_id)


@hooks.register("construct_page_chooser_queryset")
def choose_what_is_public_or_ones_own(pages, request):
    return choosable(pages, request.user) if is_confined(request.user) else pages


@hooks.register("construct_reports_menu")
def show_no_reports_to_whom_they_are_closed(request, items):
    if is_confined(request.user):
        items.clear()


@hooks.register("register_admin_urls", order=-1)
def before_those_of_wagtail_localize():
    """The same addresses, matched first; wagtail-localize's own names go on reversing to them."""
    return [
        path("localize/submit/page/<int:page_id>/", SubmitPage.as_view()),
        path("localize/submit/snippet/<slug:app_label>/<slug:model_name>/<str:pk>/", SubmitSnippet.as_view()),
        path("localize/update/<int:translation_source_id>/", Update.as_view()),
        path("localize/page/<int:page_id>/convert_to_alias/", convert_to_alias),
    ]
