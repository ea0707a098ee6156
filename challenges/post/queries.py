"""Reads of letters and of who wants which."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.core import signing
from django.db.models import BooleanField, Case, Count, F, QuerySet, When, Window
from django.db.models.functions import RowNumber

from challenges.post.models import Letter, MailPreference
from challenges.post.rules import FOR_ORGANIZERS, KINDS, TRIES

SALT = "challenges.post.unsubscribe"


def wanted_kinds(user: AbstractBaseUser) -> dict[str, bool]:
    """Every kind of letter that this person can get, and whether they want it."""
    chosen = dict(MailPreference.objects.filter(user_id=user.pk).values_list("kind", "is_wanted"))
    is_organizer = getattr(user, "is_staff", False)
    kinds = [kind for kind in KINDS if is_organizer or kind not in FOR_ORGANIZERS]
    return {kind: chosen.get(kind, KINDS[kind][1]) for kind in kinds}


def who_want(kind: str, *, among: Collection[int]) -> set[int]:
    """Of these people's keys, those who want letters of this kind."""
    default = KINDS[kind][1]
    chosen = dict(MailPreference.objects.filter(kind=kind, user__in=among).values_list("user_id", "is_wanted"))
    return {key for key in among if chosen.get(key, default)}


def narrowed(people: QuerySet[Any], *, kind: str) -> QuerySet[Any]:
    """Those of these people who want letters of this kind: found before anything is composed."""
    others = MailPreference.objects.filter(kind=kind, is_wanted=not KINDS[kind][1]).values("user")
    return people.exclude(pk__in=others) if KINDS[kind][1] else people.filter(pk__in=others)


def waiting(*, now: datetime) -> QuerySet[Letter]:
    """Letters to be sent now, the oldest first."""
    found = Letter.objects.filter(sent_at=None, not_before__lte=now, tries__lt=TRIES)
    return found.order_by("written_at", "pk")


def given_up() -> QuerySet[Letter]:
    """Letters that are not sent again by themselves; what failed is kept on each."""
    return Letter.objects.filter(sent_at=None, tries__gte=TRIES)


def held_up() -> QuerySet[Letter]:
    """Letters that were not taken so far, and are tried again by themselves."""
    return Letter.objects.filter(sent_at=None, tries__lt=TRIES).exclude(trouble="")


def first_in_trouble() -> QuerySet[Any]:
    """Of those that were given up and of those that are held up the one written first, annotated `is_given_up` and
    `count`: how many are like it."""
    is_given_up = Case(When(tries__gte=TRIES, then=True), default=False, output_field=BooleanField())
    alike = [F("is_given_up")]
    found = (given_up() | held_up()).annotate(is_given_up=is_given_up)
    place = Window(RowNumber(), partition_by=alike, order_by=["written_at", "pk"])
    return found.annotate(count=Window(Count("pk"), partition_by=alike), place=place).filter(place=1)


def unsubscribe_token(letter: Letter) -> str:
    """Stands for this reader and this kind of letter; no login is needed, and it can do nothing else."""
    return signing.dumps([letter.to_id, letter.kind], salt=SALT)


def read_unsubscribe_token(token: str) -> tuple[int, str] | None:
    """The reader's key and the kind; None for anything that we did not sign, or do not write any more."""
    try:
        key, kind = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return (int(key), str(kind)) if kind in KINDS else None
