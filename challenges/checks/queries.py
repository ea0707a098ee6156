"""Reads of checks."""

from collections.abc import Iterable
from uuid import UUID

from challenges.checks.models import OPEN, Check, CheckState
from challenges.evaluations.models import Bundle


def under_way(bundle: Bundle) -> Check | None:
    """The one that waits or runs."""
    return Check.objects.filter(bundle=bundle, state__in=OPEN).first()


def latest_of_each(bundles: Iterable[Bundle]) -> dict[UUID, Check]:
    """The last check of each bundle that has one, in one query; without its report."""
    found = Check.objects.filter(bundle__in=list(bundles)).order_by("asked_at").defer("report")
    return {check.bundle_id: check for check in found}


def has_passed(bundle: Bundle) -> bool:
    """Whether its last finished check found nothing to repair."""
    last = Check.objects.filter(bundle=bundle, state=CheckState.DONE).order_by("-finished_at").first()
    return last is not None and last.is_well is True
