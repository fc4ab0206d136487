"""A workspace with a decision that was worded anew; the demonstration has tasks and a document there."""

from django.utils import timezone

from entrepreneurs.actions.decisions import reword, write_down
from entrepreneurs.models import User, Workspace


def furnish():
    nils, workspace = User.objects.get(email="coordinator@tvers.example"), Workspace.objects.get(key="sing")
    words = {"what": "Vi prøver det", "follows": "Nils spør", "decided_on": timezone.localdate(), "meeting": "https://example.org/", "language": "nb"}
    decision = write_down(workspace, by=nils, organisations=workspace.partners, **words)
    reword(decision, by=nils, edition=1, organisations=workspace.partners, **(words | {"what": "Vi prøver noe annet"}))
