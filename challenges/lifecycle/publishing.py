"""Shows an edition or a challenge to everybody, at once or at an hour, and takes it from sight."""

from collections.abc import Mapping
from datetime import datetime
from typing import TypeVar

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from challenges.editions.models import Challenge, Edition
from challenges.journal.actions import hold_the_pen, write
from challenges.journal.changes import changes
from challenges.journal.keeping import subject_of
from challenges.lifecycle.lacking import lacking, unchecked_bundle
from challenges.lifecycle.rules import (
    AlreadyPublished,
    NotChecked,
    NotPublished,
    NotReady,
    NotScheduled,
    require_to_come,
)

CLOCK = "lifecycle"  # who publishes at the hour
Shown = TypeVar("Shown", bound=Edition | Challenge)


@transaction.atomic
def publish(thing: Shown, *, by: AbstractBaseUser | None, now: datetime, unchecked: bool = False) -> Shown:
    """Everybody sees it from now on; with `unchecked` even if no check of what scores it has passed. Raises
    AlreadyPublished, NotReady, NotChecked."""
    held = _draft(thing, now=now)
    told = _require_ready(held, now=now, unchecked=unchecked)
    return _set(held, "published", by=by, now=now, told=told, is_published=True, publishes_at=None)


@transaction.atomic
def unpublish(thing: Shown, *, by: AbstractBaseUser, now: datetime) -> Shown:
    """Nobody but organizers sees it; nothing is lost. Raises NotPublished."""
    held = _held(thing, now=now)
    if not held.is_published:
        raise NotPublished
    return _set(held, "unpublished", by=by, now=now, is_published=False, publishes_at=None)


@transaction.atomic
def schedule(thing: Shown, *, at: datetime, by: AbstractBaseUser, now: datetime, unchecked: bool = False) -> Shown:
    """The clock publishes it at that hour. Raises AlreadyPublished, HourPast, NotReady, NotChecked."""
    held = _draft(thing, now=now)
    require_to_come(at, now=now)
    told = _require_ready(held, now=now, unchecked=unchecked)
    return _set(held, "scheduled", by=by, now=now, told=told, publishes_at=at)


@transaction.atomic
def unschedule(thing: Shown, *, by: AbstractBaseUser, now: datetime) -> Shown:
    """A draft without an hour again. Raises AlreadyPublished, NotScheduled."""
    held = _draft(thing, now=now)
    if held.publishes_at is None:
        raise NotScheduled
    return _set(held, "unscheduled", by=by, now=now, publishes_at=None)


def publish_due(*, now: datetime) -> int:
    """What its hour has come for, editions first; how many. What lacks something waits until it is there."""
    due: list[Edition | Challenge] = []
    for model in (Edition, Challenge):
        found = model._default_manager.filter(is_published=False, publishes_at__lte=now)
        due += found.order_by("publishes_at", "pk")
    return sum(_publish_due(thing, now=now) for thing in due)


@transaction.atomic
def _publish_due(thing: Edition | Challenge, *, now: datetime) -> bool:
    """Two clocks, or a clock and an organizer who puts the hour off, look at the same row."""
    held = _held(thing, now=now)
    if held.is_published or held.publishes_at is None or held.publishes_at > now or lacking(held, now=now):
        return False
    _set(held, "published", by=None, now=now, is_published=True, publishes_at=None)
    return True


def _held(thing: Shown, *, now: datetime) -> Shown:
    hold_the_pen(now)
    held: Shown = type(thing)._default_manager.select_for_update(no_key=True).get(pk=thing.pk)  # type: ignore[assignment]
    return held


def _draft(thing: Shown, *, now: datetime) -> Shown:
    held = _held(thing, now=now)
    if held.is_published:
        raise AlreadyPublished
    return held


def _require_ready(thing: Edition | Challenge, *, now: datetime, unchecked: bool) -> dict[str, object]:
    """What the journal is told of it beside the deed."""
    missing = lacking(thing, now=now)
    if missing:
        raise NotReady(count=len(missing))
    bundle = unchecked_bundle(thing, now=now)
    if bundle and not unchecked:
        raise NotChecked
    return {"unchecked": True} if bundle else {}


def _set(
    thing: Shown,
    deed: str,
    *,
    by: AbstractBaseUser | None,
    now: datetime,
    told: Mapping[str, object] | None = None,
    **values: object,
) -> Shown:
    before = {name: getattr(thing, name) for name in values}
    for name, value in values.items():
        setattr(thing, name, value)
    thing.save(update_fields=list(values))
    where: dict[str, str] = {"edition": thing.edition.slug} if isinstance(thing, Challenge) else {}
    write(
        f"{thing._meta.model_name}.{deed}",
        subject=subject_of(thing),
        by=by,
        actor="" if by else CLOCK,
        now=now,
        details={**where, **(told or {}), "changes": changes(before, values)},
    )
    return thing
