"""An evaluation becomes an Order: contents as local paths on one machine, as signed expiring URLs across several."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Literal, cast

from django.conf import settings
from django.core import signing
from django.db.models.fields.files import FieldFile
from django.urls import reverse

from challenges.evaluations.models import Evaluation
from challenges.submissions.models import Submission
from evaluator.log import LogPolicy
from evaluator.order import LOGS, Content, Order

SALT = "challenges.machine"
# A URL outlives its lease by far: a slow line must not break an evaluation, and an old ticket stores nothing.
URL_LIFE = timedelta(hours=6)
MARGIN = 300.0  # seconds for all that is not the two runs: fetching, making containers, waiting for the engine

Grant = Mapping[str, Any]
Door = Literal["machine-content", "machine-log"]


class Stale(Exception):
    """A signed address is unknown, of another door, or too old."""


def order_for(evaluation: Evaluation, *, ticket: str, now: datetime) -> Order:
    """What the machine needs and nothing else; its URLs are good for this evaluation only."""
    submission, bundle = evaluation.submission, evaluation.bundle
    return Order(
        evaluation=str(evaluation.pk),
        ticket=ticket,
        kind=submission.kind,
        file_name=submission.file_name,
        submission=content_for(submission.content, submission.sha256, storage="default", now=now),
        bundle=content_for(bundle.content, bundle.sha256, storage="hidden", now=now),
        logs={which: _log_locator(evaluation, ticket=ticket, which=which, now=now) for which in LOGS},
        lease_seconds=settings.EVALUATION_LEASE_SECONDS,
        log_policy=cast(LogPolicy, submission.phase.log_policy),
        patience_seconds=sum(bundle.manifest[run]["wall_seconds"] for run in _runs(submission)) + MARGIN,
    )


def _runs(submission: Submission) -> list[str]:
    """Before the run that counts there may be one on public inputs, whose log the team sees."""
    rehearsed = ["solution"] if submission.phase.log_policy == "public" else []
    return [*rehearsed, "solution", "scoring"]


def content_for(stored: FieldFile, sha256: str, *, storage: str, now: datetime) -> Content:
    """A stored file as a machine gets it."""
    if settings.EVALUATOR_SHARES_DISK:
        return Content(sha256, stored.size, stored.path)
    grant = {"name": stored.name, "storage": storage}
    return Content(sha256, stored.size, signed_url("machine-content", grant, now=now))


def incoming_folder() -> Path:
    """Where workers on this machine leave logs for the site to take in."""
    return Path(settings.DATA) / "incoming"


def incoming_log(evaluation_id: str, *, ticket: str, which: str) -> Path:
    """The place of one log; the parts of its name are ours, never a machine's."""
    return incoming_folder() / f"{evaluation_id}-{ticket}-{which}.log"


def signed_url(door: Door, grant: Grant, *, now: datetime) -> str:
    """An address that carries its own permission and its own end."""
    token = signing.dumps({**grant, "until": int((now + URL_LIFE).timestamp())}, salt=f"{SALT}.{door}")
    return f"{settings.SITE_URL}{reverse(door, args=[token])}"


def read_grant(token: str, *, door: Door, now: datetime) -> Grant:
    """What a signed address allows. Raises Stale."""
    try:
        grant: Grant = signing.loads(token, salt=f"{SALT}.{door}")
    except signing.BadSignature as error:
        raise Stale from error
    if datetime.fromtimestamp(grant["until"], UTC) < now:
        raise Stale
    return grant


def _log_locator(evaluation: Evaluation, *, ticket: str, which: str, now: datetime) -> str:
    if settings.EVALUATOR_SHARES_DISK:
        return str(incoming_log(str(evaluation.pk), ticket=ticket, which=which))
    grant = {"evaluation": str(evaluation.pk), "ticket": ticket, "which": which}
    return signed_url("machine-log", grant, now=now)
