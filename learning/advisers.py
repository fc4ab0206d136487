"""Advisers, as those find them who would like to ask one, and as what is handed in finds its readers. Reads only."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet

from entrepreneurs.models import Block, Facet, Profile, User
from events.models import AdviserAbsence
from learning import sharing
from learning.models import Advising, AdvisingConsent, Scope


def offered_to(learner: User) -> QuerySet[User]:
    """Those whose profile `learner` sees, who are not away, and whom they have not asked already."""
    asked = Advising.objects.open().filter(learner=learner, adviser__isnull=False).values("adviser")
    return present(sharing.advisers(learner)).exclude(pk__in=asked)


def present(users: QuerySet[User]) -> QuerySet[User]:
    return users.filter(~Exists(AdviserAbsence.objects.on().filter(adviser=OuterRef("pk"))))


def speaking(language: str, *, learner: User) -> QuerySet[User]:
    """Those who advise, speak a language, are not away, and do not follow the learner yet; none between whom and the learner a block stands."""
    speakers = Profile.objects.filter(pk__in=Facet.objects.filter(kind=Facet.Kind.LANGUAGE, value=language).values("profile")).values("user")
    known = Advising.objects.followed().filter(learner=learner).values("adviser")
    able = User.objects.allowed("entrepreneurs.advise").filter(pk__in=speakers).exclude(pk=learner.pk).exclude(pk__in=known)
    return present(able).exclude(pk__in=Block.objects.hidden_from(learner))


def reading(learner: User) -> QuerySet[User]:
    """Those who read now what a learner hands in. It asks what `open_to` asks, from the other side."""
    consents = AdvisingConsent.objects.standing().filter(scope=Scope.PRACTICE).values("advising")
    theirs = followings(learner).filter(pk__in=consents).values("adviser")
    return User.objects.allowed("entrepreneurs.advise").filter(pk__in=theirs).order_by("name", "pk")


def followings(learner: User) -> QuerySet[Advising]:
    """By whom a learner is followed now; nobody who is hidden from them."""
    return Advising.objects.followed().filter(learner=learner, adviser__is_active=True).exclude(adviser__in=Block.objects.hidden_from(learner))
