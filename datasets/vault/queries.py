"""What is in the vault, and what is waiting there to be done."""

from datetime import datetime, timedelta

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Q, QuerySet

from datasets.vault.models import Access, Extract, ExtractState
from datasets.vault.rules import SIGN_OF_LIFE, UNFINISHED_DAYS, VISIT, Deed, day_of

NEVER_READ = (ExtractState.UPLOADING, ExtractState.REFUSED)


def kept() -> QuerySet[Extract]:
    """Those that are not deleted, newest first."""
    return Extract.objects.exclude(state=ExtractState.DELETED).select_related("kept_by")


def deleted() -> QuerySet[Extract]:
    """Those of which only the row is left, or soon will be."""
    return Extract.objects.filter(state=ExtractState.DELETED).select_related("kept_by")


def journal_of(extract: Extract) -> QuerySet[Access]:
    """Newest first."""
    return extract.accesses.select_related("by")


def is_visiting(extract: Extract, *, user: AbstractBaseUser, now: datetime, recipe: str = "") -> bool:
    """This person has opened its page, or a recipe for it, a moment ago, and that is noted."""
    opened = extract.accesses.filter(deed=Deed.OPENED, by_id=user.pk, details={"recipe": recipe} if recipe else {})
    return opened.filter(at__gt=now - VISIT).exists()


def twins_of(extract: Extract) -> QuerySet[Extract]:
    """Others in the vault with the same bytes."""
    same = kept().filter(sha256=extract.sha256).exclude(pk=extract.pk)
    return same if extract.sha256 else same.none()


def to_be_read(*, now: datetime) -> QuerySet[Extract]:
    """Uploaded and read by nobody: not begun, or begun by somebody who gives no sign of life. Oldest first."""
    silent = Q(changed_at__lt=now - SIGN_OF_LIFE)
    waiting = Extract.objects.filter(Q(reading={}) | silent, state=ExtractState.READING)
    return waiting.order_by("created_at", "name")


def being_read(*, now: datetime) -> QuerySet[Extract]:
    """Somebody reads it and gives signs of life."""
    begun = Extract.objects.filter(state=ExtractState.READING).exclude(reading={})
    return begun.filter(changed_at__gte=now - SIGN_OF_LIFE)


def unfinished(*, now: datetime) -> QuerySet[Extract]:
    """Uploads that nobody goes on with."""
    return Extract.objects.filter(state=ExtractState.UPLOADING, changed_at__lt=now - timedelta(days=UNFINISHED_DAYS))


def past_their_day(*, now: datetime) -> QuerySet[Extract]:
    """Their last day is over."""
    return kept().filter(delete_after__lt=day_of(now))


def to_be_destroyed() -> QuerySet[Extract]:
    """Deleted, and their files still there."""
    return Extract.objects.filter(state=ExtractState.DELETED, deleted_at=None)
