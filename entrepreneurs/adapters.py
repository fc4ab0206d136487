"""How allauth behaves in the hub."""

from types import SimpleNamespace

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.utils.translation import get_language, override

from entrepreneurs.models import User
from hub import mail, qr

SITE = SimpleNamespace(name="Tvers", domain=settings.WAGTAILADMIN_BASE_URL)


class AccountAdapter(DefaultAccountAdapter):
    def send_mail(self, template_prefix, email, context):
        """allauth's mails go the way of every other: in the reader's language, queued, and copied unless they let somebody in."""
        reader = context.get("user") or reader_at(email)
        language = mail.spoken(reader.language if reader else get_language())
        with override(language):
            message = self.render_mail(template_prefix, email, {"email": email, "request": self.request, "current_site": SITE, **context})
        mail.post(template_prefix, subject=message.subject, body=message.body, to=email, language=language, recipient=reader)

    def pre_login(self, request, user, **facts):
        """The fictional people are told so at the door, where they may not come in (see backends.py, which keeps them out)."""
        if user.is_demo and not settings.DEMONSTRATION:
            return self.respond_user_inactive(request, user)
        return super().pre_login(request, user, **facts)


class SecondFactorAdapter(DefaultMFAAdapter):
    def get_public_key_credential_rp_entity(self):
        """Passkeys belong to the hub's host; people see the hub's name."""
        return super().get_public_key_credential_rp_entity() | {"name": "Tvers"}

    def build_totp_svg(self, url):
        return qr.draw(url)


def reader_at(email: str) -> User | None:
    """Whose address it is, if it is anybody's verified one."""
    address = EmailAddress.objects.filter(email__iexact=email, verified=True).select_related("user").first()
    return address.user if address else User.objects.filter(email__iexact=email).first()
