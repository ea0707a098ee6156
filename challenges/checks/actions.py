"""A check from the wish to the report: every step is a conditional update, and every message may come twice."""

import json
import secrets
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import structlog
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import F, QuerySet

from challenges.checks.models import OPEN, Check, CheckState
from challenges.checks.orders import order_for
from challenges.checks.queries import under_way
from challenges.checks.rules import LARGEST_REPORT, MOST_TRIES, TRIED_AGAIN, CheckUnfit, require_report
from challenges.evaluations.models import Bundle
from challenges.evaluations.queries import live_machines
from challenges.journal.actions import write
from evaluator.order import Breakdown, CheckOrder

logger = structlog.get_logger(__name__)

ROOM = "checks"
Send = Callable[[CheckOrder], None]


@transaction.atomic
def ask_check(bundle: Bundle, *, pack: str = "", by: AbstractBaseUser, now: datetime) -> Check:
    """Have a machine try a bundle out, with the baselines of a pack (its name in the hidden storage). Who asks twice
    gets the one that is under way."""
    Bundle.objects.select_for_update(no_key=True).get(pk=bundle.pk)
    found = under_way(bundle)
    if found is not None:
        return found
    check = Check.objects.create(bundle=bundle, pack=pack, asked_at=now, asked_by_id=by.pk)
    details = {"phase": str(bundle.phase), "sha256": bundle.sha256}
    write("check.asked", subject=f"bundle:{bundle.pk}", by=by, now=now, details=details)
    return check


def send_waiting_checks(*, now: datetime, send: Send) -> int:
    """One at a time, and only where a machine lives that has room: teams' entries come first. How many were sent."""
    _requeue_expired(now=now)
    is_room = any(machine.slots for machine in live_machines(now=now))
    if not is_room or Check.objects.filter(state=CheckState.SENT).exists():
        return 0
    check = Check.objects.filter(state=CheckState.QUEUED).select_related("bundle__phase").order_by("asked_at").first()
    if check is None or not (ticket := _claim(check, now=now)):
        return 0
    try:
        send(order_for(check, ticket=ticket, now=now))
    except (FileNotFoundError, LookupError, TypeError) as error:
        breakdown = Breakdown("order_not_made", f"a file or a field of it is missing: {error!r}")
        record_check_breakdown(check.pk, ticket, breakdown=breakdown, now=now)
        return 0
    except Exception as error:  # the edge towards the broker and the storage
        logger.warning("check_not_sent", check=str(check.pk), error=repr(error))
        _held(check.pk, ticket).update(state=CheckState.QUEUED, ticket="", tries=F("tries") - 1, lease_until=None)
        return 0
    return 1


def check_step(check_id: UUID | str, ticket: str, *, machine: str, step: str, now: datetime) -> bool:
    """A machine is at work on it, and its lease begins anew; False if the ticket is no longer good."""
    step = step[: Check._meta.get_field("step").max_length]
    held = _held(check_id, ticket)
    if held.exclude(step=step).update(steps=F("steps") + 1, step=step, machine=machine[:120], **_leased(now)):
        return True
    return bool(held.update(machine=machine[:120], **_leased(now)))


@transaction.atomic
def record_check(check_id: UUID | str, ticket: str, *, report: Mapping[str, Any], now: datetime) -> bool:
    """Keep what the machine found; False, and nothing changes, if the ticket is no longer good. Raises CheckUnfit."""
    require_report(report)
    if len(json.dumps(report)) > LARGEST_REPORT:
        raise CheckUnfit(f"it is longer than {LARGEST_REPORT} bytes")
    changes = {"report": dict(report), "is_well": report["is_well"], "finished_at": now, "lease_until": None}
    if not _held(check_id, ticket).update(state=CheckState.DONE, trouble="", **changes):
        return False
    _note("check.done", check_id, now=now, is_well=report["is_well"])
    return True


@transaction.atomic
def record_check_breakdown(check_id: UUID | str, ticket: str, *, breakdown: Breakdown, now: datetime) -> bool:
    """It could not be done: tried again where another machine may do better, else given up. False for an old ticket."""
    trouble = f"{breakdown.code}: {breakdown.message}"[:400]
    held = _held(check_id, ticket)
    again = held.filter(tries__lt=MOST_TRIES) if breakdown.code in TRIED_AGAIN else held.none()
    if again.update(state=CheckState.QUEUED, ticket="", lease_until=None, trouble=trouble):
        return True
    if not held.update(state=CheckState.BROKEN, finished_at=now, lease_until=None, trouble=trouble):
        return False
    _note("check.broken", check_id, now=now, trouble=trouble)
    return True


def _requeue_expired(*, now: datetime) -> None:
    """No machine speaks for these any more; what was sent too often is given up. The ticket stays good until it is
    sent again."""
    expired = Check.objects.filter(state=CheckState.SENT, lease_until__lt=now)
    expired.update(state=CheckState.QUEUED, lease_until=None)
    hopeless = Check.objects.filter(state=CheckState.QUEUED, tries__gte=MOST_TRIES)
    trouble = "sent_too_often: no machine ever finished it"
    hopeless.update(state=CheckState.BROKEN, finished_at=now, trouble=trouble)


def _claim(check: Check, *, now: datetime) -> str:
    """The ticket; empty where somebody else took it."""
    ticket = secrets.token_hex(16)
    free = Check.objects.filter(pk=check.pk, state=CheckState.QUEUED, ticket=check.ticket)
    fresh = {"ticket": ticket, "tries": F("tries") + 1, "sent_at": now, "step": "", "steps": 0, "machine": ""}
    return ticket if free.update(**fresh, **_leased(now)) else ""


def _held(check_id: UUID | str, ticket: str) -> QuerySet[Check]:
    """The check, while this ticket is the one that may finish it."""
    return Check.objects.filter(pk=check_id, ticket=ticket, state__in=OPEN).exclude(ticket="")


def _leased(now: datetime) -> dict[str, Any]:
    return {"state": CheckState.SENT, "lease_until": now + timedelta(seconds=settings.EVALUATION_LEASE_SECONDS)}


def _note(deed: str, check_id: UUID | str, *, now: datetime, **details: Any) -> None:
    bundle = Bundle.objects.select_related("phase__challenge").get(checks__pk=check_id)
    told = {"check": str(check_id), "phase": str(bundle.phase), "sha256": bundle.sha256, **details}
    write(deed, subject=f"bundle:{bundle.pk}", actor=ROOM, now=now, details=told)
