"""Every address of the hub. Wiring: may name every app, and nobody imports it."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls

from hub.live.views import catch_up
from hub.views import front, pages

SIGN_IN = RedirectView.as_view(pattern_name="account_login", query_string=True)

urlpatterns = [
    path("", front.root),
    path("healthz", front.health, name="health"),
    path("robots.txt", front.robots),
    path("sitemap.xml", front.sitemap, name="sitemap"),
    path("live/", catch_up, name="live"),
    path("admin/login/", SIGN_IN),
    path("django-admin/login/", SIGN_IN),
    path("django-admin/", admin.site.urls),
    path("admin/", include(wagtailadmin_urls)),
    path("media/images/<path:path>", front.picture),
    path("documents/<int:pk>/<str:filename>", front.document, name="wagtaildocs_serve"),
    path("attachments/", include("entrepreneurs.urls.attachments")),
    *i18n_patterns(
        path("account/", include("allauth.urls")),
        path("me/", include("entrepreneurs.urls.me")),
        path("people/circles/", include("entrepreneurs.urls.circles")),
        path("people/circles/", include("events.urls.circles")),
        path("people/networks/", include("entrepreneurs.urls.networks")),
        path("people/", include("entrepreneurs.urls.people")),
        path("organisations/", include("entrepreneurs.urls.organisations")),
        path("events/", include("events.urls")),
        path("messages/", include("entrepreneurs.urls.messages")),
        path("discussions/", include("entrepreneurs.urls.discussions")),
        path("moderation/", include("entrepreneurs.urls.moderation")),
        path("workspaces/", include("entrepreneurs.urls.workspaces")),
        path("learn/", include("learning.urls")),
        path("search/", include("search.urls")),
        re_path(wagtail_urls.serve_pattern, pages.serve, name="wagtail_serve"),
        path("", include(wagtail_urls)),
    ),
]

handler400 = "hub.views.errors.bad_request"
handler403 = "hub.views.errors.forbidden"
handler404 = "hub.views.errors.not_found"
handler500 = "hub.views.errors.server_error"
