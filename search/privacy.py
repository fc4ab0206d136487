"""What search keeps of people."""

from django.utils.translation import gettext_lazy

from hub import privacy
from hub.privacy import nothing_personal
from hub.privacy.registry import Basis
from search.models import SavedSearch

nothing_personal("Words that mean the same, as editors have said", "search.SynonymSet")
nothing_personal("Says when the index was filled, and by which settings", "search.Edition")
nothing_personal("Says who of our own programs is writing the index", "search.Lease")
nothing_personal("Names a row that has changed by its number, until the index has caught up a moment later", "search.Change")
nothing_personal("Names a row that one index lacks, until the program that keeps it is back", "search.Missed")
nothing_personal("Repeats what others may read on its own page, and goes with it within seconds", "search.Entry", "search.Word")

privacy.register(
    SavedSearch,
    purpose=gettext_lazy("So that you hear of it when something new is found"),
    basis=Basis.CONSENT,
    retention=gettext_lazy("Until you stop it, or erase your account"),
    of=lambda person: SavedSearch.objects.filter(user=person.user) if person.user else SavedSearch.objects.none(),
)
