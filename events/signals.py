"""What events tell those above them: sent after the change, with `event` and `user`."""

from django.dispatch import Signal

attended = Signal()  # somebody was there, and may have it recorded
watched = Signal()  # somebody has watched the recording, or read what was said
