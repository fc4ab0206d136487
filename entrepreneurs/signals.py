"""What entrepreneurs tell those above them: sent in the transaction of the change."""

from django.dispatch import Signal

merged = Signal()  # an organisation has become part of another: `organisation`, and `into`
