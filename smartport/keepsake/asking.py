"""Asks for a keepsake, and lets go of those that are over; what is there of an edition's."""

from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet

from challenges.editions.models import Edition
from challenges.errors import Refusal
from challenges.journal.actions import write
from challenges.results.models import Keepsake, KeepsakeState
from challenges.wording import Said, say
from datasets.bell import ring
from datasets.hidden import hidden_storage
from smartport.keepsake import rules
from smartport.keepsake.making import require_shown
from smartport.storage import is_named

UNDER_WAY = (KeepsakeState.WAITING, KeepsakeState.RUNNING)
OVER = (KeepsakeState.READY, KeepsakeState.FAILED)
SWEEP = "smartport.keepsake.tasks.sweep_keepsakes"
REFUSALS = {
    refusal.code: refusal
    for refusal in vars(rules).values()
    if isinstance(refusal, type) and issubclass(refusal, Refusal)
}


def ask_keepsake(edition: Edition, *, by: AbstractBaseUser, now: datetime) -> Keepsake:
    """A worker makes it; who asks twice gets the one that is under way. Raises EditionNotShown."""
    require_shown(edition)
    try:
        with transaction.atomic():
            made = Keepsake.objects.create(edition=edition, asked_by_id=by.pk, asked_at=now)
            details = {"id": str(made.pk)}
            write("keepsake.asked", subject=f"edition:{edition.slug}", by=by, now=now, details=details)
            transaction.on_commit(lambda: ring(SWEEP))
    except IntegrityError:
        return keepsakes_of(edition)[0]
    return made


def keepsakes_of(edition: Edition) -> QuerySet[Keepsake]:
    """Newest first."""
    return Keepsake.objects.filter(edition=edition).select_related("asked_by").order_by("-asked_at")


def to_be_made(*, now: datetime) -> QuerySet[Keepsake]:
    """Asked for and begun by nobody, or begun by somebody who gives no sign of life. Oldest first."""
    silent = Q(state=KeepsakeState.RUNNING, seen_at__lt=now - rules.SIGN_OF_LIFE)
    return Keepsake.objects.filter(Q(state=KeepsakeState.WAITING) | silent).order_by("asked_at")


def being_made(*, now: datetime) -> QuerySet[Keepsake]:
    """Those that a living worker is at."""
    return Keepsake.objects.filter(state=KeepsakeState.RUNNING, seen_at__gte=now - rules.SIGN_OF_LIFE)


def refusal_said(keepsake: Keepsake) -> Said | None:
    """Why it was given up, in words; None where it was not."""
    refusal = REFUSALS.get(keepsake.refusal.get("code", ""))
    details = keepsake.refusal.get("details", {})
    return say(refusal(**details), zone=keepsake.edition.timezone) if refusal else None


def throw_away_old(*, now: datetime) -> int:
    """Whose month is over, and those before one that is ready; how many. Their files go with the last row that has
    them."""
    over = Keepsake.objects.filter(state__in=OVER, finished_at__lt=now - rules.KEPT_FOR)
    older = [each.pk for each in Keepsake.objects.filter(state__in=OVER) if _is_superseded(each)]
    return sum(_throw_away(each, now=now) for each in over | Keepsake.objects.filter(pk__in=older))


def _is_superseded(keepsake: Keepsake) -> bool:
    newer = Keepsake.objects.filter(edition=keepsake.edition_id, asked_at__gt=keepsake.asked_at)
    return newer.filter(state=KeepsakeState.READY).exists()


def _throw_away(keepsake: Keepsake, *, now: datetime) -> bool:
    """False where another did it."""
    with transaction.atomic():
        if not Keepsake.objects.filter(pk=keepsake.pk).delete()[0]:
            return False
        if keepsake.content:
            subject = f"edition:{keepsake.edition.slug}"
            details = {"id": str(keepsake.pk), "sha256": keepsake.sha256}
            write("keepsake.thrown_away", subject=subject, actor="clock", now=now, details=details)
            transaction.on_commit(lambda: _forget(str(keepsake.content.name)))
    return True


def _forget(name: str) -> None:
    if not is_named(name, is_hidden=True):
        hidden_storage().delete(name)
