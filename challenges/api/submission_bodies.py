"""How a submission looks in the API: what was handed in, and what has become of it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from challenges.api.shape import Shape
from challenges.evaluations.models import Evaluation, State
from challenges.evaluations.queries import QueuePlace, queue_place
from challenges.faults import of_report
from challenges.outcomes import advice_for
from challenges.submissions.models import Kind, Submission
from evaluator.report import Outcome, Report

Scores = Mapping[str, Mapping[str, float]]
OUTCOMES = [str(outcome) for outcome in Outcome]
_NUMBERS = {"type": "object", "additionalProperties": {"type": "number"}}


@extend_schema_field(
    {
        "type": "object",
        "nullable": True,
        "properties": {"public": _NUMBERS, "private": _NUMBERS},
        "required": ["public"],
    }
)
class ScoresField(serializers.DictField):
    """By part of the hidden test; `private` is there once the leaderboard is closed."""


class SubmissionLine(Shape):
    id = serializers.UUIDField()
    challenge = serializers.CharField()
    phase = serializers.CharField()
    kind = serializers.ChoiceField(Kind.choices)
    file_name = serializers.CharField()
    size = serializers.IntegerField()
    sha256 = serializers.CharField()
    message = serializers.CharField(allow_blank=True)
    by = serializers.CharField(allow_null=True)
    received_at = serializers.DateTimeField()
    is_counted = serializers.BooleanField(
        help_text="False where we could not evaluate it, or it was cancelled in time: the allowance was returned."
    )
    state = serializers.ChoiceField(
        State.choices, help_text="`failed` is the entry's fault, `broken` is ours, `cancelled` the team's wish."
    )
    outcome = serializers.ChoiceField(OUTCOMES, allow_null=True, help_text="How it ended, once it has.")
    finished_at = serializers.DateTimeField(allow_null=True)
    scores = ScoresField(allow_null=True, help_text=ScoresField.__doc__)


class QueueBody(Shape):
    position = serializers.IntegerField(help_text="1 is next.")
    expected_wait = serializers.FloatField(allow_null=True, help_text="Seconds; null while it cannot be known.")
    is_anyone_working = serializers.BooleanField()


class UsageBody(Shape):
    cpu_seconds = serializers.FloatField()
    wall_seconds = serializers.FloatField()
    memory_peak_bytes = serializers.IntegerField()
    output_bytes = serializers.IntegerField()
    output_files = serializers.IntegerField()
    log_bytes = serializers.IntegerField()


class ReportFaultBody(Shape):
    code = serializers.CharField()
    message = serializers.CharField()
    row = serializers.IntegerField(allow_null=True, help_text="The line of the file; the header is 1.")
    column = serializers.CharField(allow_null=True)
    value = serializers.CharField(allow_null=True)


class AdviceBody(Shape):
    title = serializers.CharField()
    what_to_do = serializers.CharField()


class SubmissionBody(SubmissionLine):
    queued_at = serializers.DateTimeField(allow_null=True)
    started_at = serializers.DateTimeField(allow_null=True)
    queue = QueueBody(allow_null=True, help_text="While it is queued.")
    advice = AdviceBody(allow_null=True, help_text="What happened and what to do, where the entry failed.")
    faults = ReportFaultBody(many=True, help_text="The first of them.")
    fault_count = serializers.IntegerField()
    exit_code = serializers.IntegerField(allow_null=True)
    usage = UsageBody(allow_null=True, help_text="What the run of a code submission used.")
    has_log = serializers.BooleanField()


def line_of(submission: Submission, *, evaluation: Evaluation | None, scores: Scores | None) -> dict[str, Any]:
    """What a list shows; `scores` are those the asker may see."""
    return {
        "id": submission.pk,
        "challenge": submission.phase.challenge.slug,
        "phase": submission.phase.slug,
        "kind": submission.kind,
        "file_name": submission.file_name,
        "size": submission.size,
        "sha256": submission.sha256,
        "message": submission.message,
        "by": str(submission.by) if submission.by else None,
        "received_at": submission.received_at,
        "is_counted": submission.is_counted,
        "state": evaluation.state if evaluation else State.QUEUED,
        "outcome": (evaluation.outcome or None) if evaluation else None,
        "finished_at": evaluation.finished_at if evaluation else None,
        "scores": scores,
    }


def detail_of(evaluation: Evaluation | None, *, now: datetime) -> dict[str, Any]:
    """What the page of one submission adds. Of the report, only what concerns the entry."""
    report = (evaluation.report or {}) if evaluation else {}
    return {
        "queued_at": evaluation.queued_at if evaluation else None,
        "started_at": evaluation.started_at if evaluation else None,
        "queue": _queue(evaluation, now=now),
        "advice": advice_for(evaluation.outcome) if evaluation else None,
        "faults": _faults(evaluation),
        "fault_count": report.get("fault_count", 0),
        "exit_code": report.get("exit_code"),
        "usage": report.get("solution"),
        "has_log": bool(evaluation and evaluation.entry_log),
    }


def _faults(evaluation: Evaluation | None) -> list[dict[str, Any]]:
    """Those of the report, in the reader's language."""
    if evaluation is None or not evaluation.report:
        return []
    report = Report.from_json(evaluation.report)
    told = of_report(report, manifest=evaluation.bundle.manifest).lines
    return [
        {"code": fault.code, "message": line.sentence, "row": line.row, "column": line.column, "value": line.value}
        for fault, line in zip(report.faults, told, strict=True)
    ]


def _queue(evaluation: Evaluation | None, *, now: datetime) -> dict[str, Any] | None:
    if evaluation is None or evaluation.state != State.QUEUED:
        return None
    place: QueuePlace = queue_place(evaluation, now=now)
    wait = place.expected_wait
    return {
        "position": place.position,
        "expected_wait": wait.total_seconds() if wait is not None else None,
        "is_anyone_working": place.is_anyone_working,
    }
