"""What events do when other parts of the hub tell that something happened."""

from allauth.account.signals import email_confirmed, user_logged_in
from django.dispatch import receiver

from events.actions.guests import claim


@receiver(user_logged_in)
def claim_seats(sender, request, user, **kwargs):
    """Whoever came as a guest keeps their seats, whichever browser they sign in with."""
    claim(user)


@receiver(email_confirmed)
def claim_seats_of_address(sender, request, email_address, **kwargs):
    claim(email_address.user)
