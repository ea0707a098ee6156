"""What the bodies of a submission are filled with."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import get_language

from challenges import clock
from challenges.evaluations.choosing import is_hopeful
from challenges.evaluations.logbook import logbook
from challenges.evaluations.models import Evaluation, State
from challenges.evaluations.queries import QueuePlace, queue_place, visible_live_log, visible_log
from challenges.evaluations.receipts import kept_receipt
from challenges.faults import of_report
from challenges.leaderboards.comparing import Comparison, compare
from challenges.leaderboards.queries import columns_of
from challenges.outcomes import Said, advice_for
from challenges.submissions.models import Selection, Submission
from challenges.submissions.queries import same_file
from evaluator.report import Report

Scores = Mapping[str, Mapping[str, float]]


def line_of(submission: Submission, *, evaluation: Evaluation | None, scores: Scores | None) -> dict[str, Any]:
    """What a list shows; `scores` are those the asker may see."""
    out = submission.disqualification
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
        "counts_today": submission.counts_today,
        "state": evaluation.state if evaluation else State.QUEUED,
        "outcome": (evaluation.outcome or None) if evaluation else None,
        "finished_at": evaluation.finished_at if evaluation else None,
        "scores": scores,
        "tags": submission.tags,
        "is_chosen": _choice(submission, evaluation) is not None,
        "copied_from": submission.copied_from_id,
        "disqualified_at": out.decided_at if out else None,
        "disqualification_reason": out.reason if out else None,
    }


def beside(submission: Submission, *, evaluation: Evaluation | None) -> dict[str, Any]:
    """What the team knows of it by its others, and of its choice."""
    choice, phase = _choice(submission, evaluation), submission.phase
    same = same_file(submission.team, phase, sha256=submission.sha256, apart_from=submission)
    found = None
    if evaluation and evaluation.state == State.SCORED:
        found = compare(submission.pk, logbook(submission.team, phase), columns=columns_of(phase))
    return {
        "chosen_by": str(choice.by) if choice and choice.by else None,
        "chosen_at": choice.chosen_at if choice else None,
        "same_file_as": same.pk if same else None,
        "comparison": _compared(found) if found else None,
    }


def _compared(found: Comparison) -> dict[str, Any]:
    differences = [
        {
            "key": one.column["key"],
            "mine": one.mine,
            "other": one.other,
            "change": one.change,
            "is_better": one.is_better,
        }
        for one in found.differences
    ]
    return {"other": found.other.id, "is_best": found.is_best, "differences": differences}


def _choice(submission: Submission, evaluation: Evaluation | None) -> Selection | None:
    """None also where it came to no score, or is disqualified."""
    counts = is_hopeful(evaluation) and submission.disqualification is None
    return getattr(submission, "selection", None) if counts else None


def detail_of(evaluation: Evaluation | None, *, user: Any, now: datetime) -> dict[str, Any]:
    """What the page of one submission adds. Of the report, only what concerns the entry."""
    report = (evaluation.report or {}) if evaluation else {}
    receipt = kept_receipt(evaluation) if evaluation else None
    return {
        "queued_at": evaluation.queued_at if evaluation else None,
        "started_at": evaluation.started_at if evaluation else None,
        "queue": _queue(evaluation, now=now),
        "advice": _advice(evaluation, user=user),
        "faults": _faults(evaluation, user=user),
        "fault_count": report.get("fault_count", 0),
        "exit_code": report.get("exit_code"),
        **_used(evaluation),
        **_logs(evaluation, user=user),
        "receipt": receipt.sha256 if receipt else None,
    }


def moving_etag(submission: Submission, evaluation: Evaluation | None, *, user: Any, language: str) -> str | None:
    """Of all that changes while it waits and runs, without the work of saying it; None once it has ended."""
    if evaluation and evaluation.state not in {State.QUEUED, State.SENT}:
        return None
    choice, live = _choice(submission, evaluation), visible_live_log(evaluation, user=user) if evaluation else None
    seen: list[object] = [str(submission.pk), submission.message, submission.tags, submission.is_counted]
    seen.append(str(submission.disqualification and submission.disqualification.decided_at))
    seen += [user.pk, language, get_language(), str(choice.chosen_at) if choice else None, bool(live)]
    if evaluation:
        seen += [str(evaluation.pk), evaluation.state, str(evaluation.started_at), str(evaluation.queued_at)]
        seen.append(str(queue_place(evaluation, now=clock.now())) if evaluation.state == State.QUEUED else None)
    return f'"{hashlib.sha256(json.dumps(seen).encode()).hexdigest()[:32]}"'


def _used(evaluation: Evaluation | None) -> dict[str, Any]:
    """What the entry used beside what it might; an older report counted no processes."""
    usage = ((evaluation.report or {}) if evaluation else {}).get("solution")
    if evaluation is None or usage is None:
        return {"usage": None, "limits": None}
    counted = {**usage, "processes": usage.get("processes") or None}
    return {"usage": counted, "limits": evaluation.bundle.manifest["solution"]}


def _advice(evaluation: Evaluation | None, *, user: Any) -> Said | None:
    if evaluation is None:
        return None
    return advice_for(evaluation.outcome, reads_log=user.has_perm("challenges.view_entry_log", evaluation))


def _logs(evaluation: Evaluation | None, *, user: Any) -> dict[str, bool]:
    if evaluation is None:
        return {"has_log": False, "has_public_log": False}
    has_log = visible_log(evaluation, "entry", user=user) or visible_live_log(evaluation, user=user)
    return {"has_log": bool(has_log), "has_public_log": bool(visible_log(evaluation, "public", user=user))}


def _faults(evaluation: Evaluation | None, *, user: Any) -> list[dict[str, Any]]:
    """Those of the report, in the reader's language."""
    if evaluation is None or not evaluation.report:
        return []
    report = Report.from_json(evaluation.report)
    told = of_report(
        report, manifest=evaluation.bundle.manifest, quotes=user.has_perm("challenges.view_quotes", evaluation)
    ).lines
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
