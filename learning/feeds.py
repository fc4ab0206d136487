"""The feed between a learner and their adviser: that something has changed there. Pages ask anew what it is, and lose what may not be seen."""

from hub.live import registry
from learning.models import Advising

registry.register("advising", visible=Advising.objects.visible_to, revoking={"advising.ended", "advising.changed", "consent.changed"})
