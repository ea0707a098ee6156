"""Reads of letters and of who wants which."""

from collections.abc import Collection
from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import QuerySet

from challenges.post.models import Letter, MailPreference
from challenges.post.rules import KINDS, TRIES


def wanted_kinds(user: AbstractBaseUser) -> dict[str, bool]:
    """Every kind of letter, and whether this person wants it."""
    chosen = dict(MailPreference.objects.filter(user_id=user.pk).values_list("kind", "is_wanted"))
    return {kind: chosen.get(kind, default) for kind, (_, default) in KINDS.items()}


def who_want(kind: str, *, among: Collection[int]) -> set[int]:
    """Of these people's keys, those who want letters of this kind."""
    default = KINDS[kind][1]
    chosen = dict(MailPreference.objects.filter(kind=kind, user__in=among).values_list("user_id", "is_wanted"))
    return {key for key in among if chosen.get(key, default)}


def waiting(*, now: datetime) -> QuerySet[Letter]:
    """Letters to be sent now, the oldest first."""
    found = Letter.objects.filter(sent_at=None, not_before__lte=now, tries__lt=TRIES)
    return found.order_by("written_at", "pk")
