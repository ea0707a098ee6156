"""A check becomes a CheckOrder: contents as an evaluation's order has them."""

from datetime import datetime

from django.conf import settings
from django.db.models.fields.files import FieldFile

from challenges.checks.models import Check
from challenges.checks.rules import patience_of
from challenges.evaluations.orders import content_for
from evaluator.order import CheckOrder, Content

MOST_BASELINES = 6  # counted with when it is said how long a check may take


def order_for(check: Check, *, ticket: str, now: datetime) -> CheckOrder:
    """What the machine needs and nothing else."""
    bundle = check.bundle
    return CheckOrder(
        check=str(check.pk),
        ticket=ticket,
        bundle=content_for(bundle.content, bundle.sha256, storage="hidden", now=now),
        pack=_pack(check.pack, now=now) if check.pack else None,
        lease_seconds=settings.EVALUATION_LEASE_SECONDS,
        patience_seconds=patience_of(bundle.manifest, baselines=MOST_BASELINES if check.pack else 0),
    )


def _pack(stored: FieldFile, *, now: datetime) -> Content:
    """Hidden files lie under their digest."""
    return content_for(stored, str(stored.name).rsplit("/", 1)[-1], storage="hidden", now=now)
