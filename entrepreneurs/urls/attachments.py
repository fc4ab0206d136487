"""Files that came with messages: the addresses below /attachments/, the same in every language."""

from django.urls import path

from entrepreneurs.views.attachments import attachment

urlpatterns = [path("<uuid:key>/", attachment, name="attachment")]
