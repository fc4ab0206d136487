"""Who may sign in."""

from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings
from django.contrib.auth.backends import ModelBackend


class AccountBackend(AuthenticationBackend):
    """allauth's, but for the fictional people, who exist in a demonstration alone, by whatever door they come."""

    def user_can_authenticate(self, user):
        return super().user_can_authenticate(user) and (settings.DEMONSTRATION or not user.is_demo)

    def get_user(self, user_id):
        user = ModelBackend.get_user(self, user_id)
        return user if user and self.user_can_authenticate(user) else None
