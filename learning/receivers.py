"""What learning does when other parts of the hub tell that something happened."""

from allauth.account.signals import user_logged_in
from django.dispatch import receiver

from learning import guests
from learning.actions.progress import claim


@receiver(user_logged_in)
def claim_progress(sender, request, user, **kwargs):
    """A guest who signs in, or has just registered, keeps what they did."""
    if guest := guests.guest_of(request):
        claim(guest, user=user)
