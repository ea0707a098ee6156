"""Reads of challenges on their way."""

from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import QuerySet

from challenges.editions.models import Challenge
from challenges.making.models import Making, Source


def makings_of(user: AbstractBaseUser) -> QuerySet[Making]:
    """Those that this person has begun and not made, the last one first."""
    found = Making.objects.filter(by_id=user.pk, challenge=None)
    return found.select_related("edition").order_by("-changed_at", "pk")


def making_of(user: AbstractBaseUser, making_id: UUID) -> Making | None:
    """One's own; another's is as good as not there."""
    return Making.objects.filter(pk=making_id, by_id=user.pk).select_related("edition", "challenge__edition").first()


def source_of(challenge: Challenge) -> Source | None:
    """The pack that it was made from, where the site has it."""
    return Source.objects.filter(challenge=challenge).first()
