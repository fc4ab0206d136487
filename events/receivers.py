"""What events do when other parts of the hub tell that something happened."""

from allauth.account.signals import email_confirmed, user_logged_in
from django.dispatch import receiver

from entrepreneurs import signals
from events.actions import circle_meetings
from events.actions.guests import claim


@receiver(user_logged_in)
def claim_seats(sender, request, user, **kwargs):
    """Whoever came as a guest keeps their seats, whichever browser they sign in with."""
    claim(user)


@receiver(email_confirmed)
def claim_seats_of_address(sender, request, email_address, **kwargs):
    claim(email_address.user)


@receiver(signals.circle_joined)
def invite_to_meetings(sender, circle, user, **kwargs):
    circle_meetings.invite_new(circle, user)


@receiver(signals.circle_left)
def let_go_of_meetings(sender, circle, user, **kwargs):
    circle_meetings.let_go(circle, user)


@receiver(signals.circle_ended)
def call_off_meetings(sender, circle, **kwargs):
    circle_meetings.call_off(circle)


@receiver(signals.circle_changed)
def rename_meetings(sender, circle, **kwargs):
    circle_meetings.rename(circle)
