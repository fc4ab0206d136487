"""A story that the coordinator is asked to agree to."""

from entrepreneurs.models import User
from learning.models import Story


def furnish():
    nils, story = User.objects.get(email="coordinator@tvers.example"), Story.objects.get(demo_key="thursdays-back")
    story.consents.create(user=nils, name="Nils Bakken", role="told", how="hub")
