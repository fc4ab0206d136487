"""The feed between a learner and their adviser: that something has changed there. What it is, pages ask anew, and those who may not see it lose it."""

from hub.live import registry
from learning.models import Advising

registry.register("advising", visible=Advising.objects.visible_to, revoking={"advising.ended", "advising.changed", "consent.changed"})
