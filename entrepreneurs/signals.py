"""What entrepreneurs tell those above them: sent in the transaction of the change."""

from django.dispatch import Signal

merged = Signal()  # an organisation has become part of another: `organisation`, and `into`

# of circles: `circle`, and where it is somebody's coming or going, `user`
circle_changed = Signal()  # another name, or another rhythm
circle_joined = Signal()
circle_left = Signal()
circle_ended = Signal()
