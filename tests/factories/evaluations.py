"""Evaluations, reports and machines."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from challenges.evaluations.actions import record_report
from challenges.evaluations.models import Evaluation, LiveLog, Machine, Rejudge, State
from challenges.evaluations.queries import bundle_in_force
from challenges.leaderboards.actions import take_score
from challenges.submissions.models import Submission
from evaluator.limits import Limits
from evaluator.order import LOGS
from evaluator.report import Fault, Outcome, Provenance, Report
from tests.factories.editions import NOW

DIGESTS = {"submission": "5" * 64, "bundle": "b" * 64, "image": "sha256:" + "1" * 64}
TICKET = "t" * 32
PROVENANCE = Provenance(
    kind="predictions",
    version="0.1.0",
    code="c" * 64,
    processor="Some CPU",
    limits={"solution": asdict(Limits()), "scoring": asdict(Limits())},
    environment={"PYTHONHASHSEED": "0"},
)
USAGE = {
    "cpu_seconds": 3.1,
    "wall_seconds": 2.5,
    "memory_peak_bytes": 9 << 20,
    "output_bytes": 999,
    "output_files": 1,
    "log_bytes": 0,
    "processes": 3,
}
FAULTS: Mapping[str, Fault] = {
    "no_entry_point": Fault("no_entry_point", "The archive has no main.py at its top, nor in its only folder."),
    "crashed": Fault("crashed", "The program ended with exit code 1."),
    "time_limit": Fault(
        "time_limit", "The program needed more than 10 s of CPU time or 20 s altogether (it had 10.1 s and 12.0 s)."
    ),
    "memory_limit": Fault("memory_limit", "The program needed more than 256 MB of memory."),
    "output_limit": Fault("output_limit", "The program wrote more than 32 MB or 100 files."),
    "log_limit": Fault("log_limit", "The program printed more than 1024 KB."),
    "no_predictions": Fault("no_predictions", "The program wrote no predictions.csv."),
    "predictions_refused": Fault("not_a_regular_file", "predictions.csv is not a regular file."),
    "archive_refused": Fault("links_not_allowed", "Links are not allowed: 'truth.csv'"),
}


def make_machine(name: str = "quay-1", *, slots: int = 2, now: datetime = NOW, boot: str = "2026-1") -> Machine:
    """A machine that has just spoken."""
    return Machine.objects.create(name=name, slots=slots, boot=boot, seen_at=now)


def make_evaluation(submission: Submission, *, now: datetime = NOW, **fields: object) -> Evaluation:
    """An evaluation under the bundle in force; QUEUED unless told otherwise."""
    given = {"bundle": bundle_in_force(submission.phase), "queued_at": now}
    return Evaluation.objects.create(submission=submission, **{**given, **fields})


def make_report(
    *,
    outcome: str = "scored",
    public: float = 1.0,
    private: float | None = None,
    scores: Mapping[str, float] | None = None,
    faults: tuple[Fault, ...] | None = None,
) -> Report:
    """What the evaluator would say of a submission of BUNDLE with these mean absolute errors, or of its failure."""
    if faults is None:
        faults = (FAULTS[outcome],) if outcome in FAULTS else ()
    if scores is None and outcome == "scored":
        hidden = public if private is None else private
        scores = {"public_mae": public, "private_mae": hidden, "public_bias": 0.0, "private_bias": 0.0}
    return Report(
        outcome=Outcome(outcome),
        digests=DIGESTS,
        scores=scores or {},
        faults=faults,
        fault_count=len(faults),
        exit_code={"scored": 0, "crashed": 1}.get(outcome),
        provenance=PROVENANCE,
    )


def keep_log(evaluation: Evaluation, log: bytes, *, which: str = "entry") -> str:
    """A log that came with the report; its name in the storage."""
    stored = default_storage.save("", ContentFile(log))
    setattr(evaluation, LOGS[which], stored)
    evaluation.save(update_fields=[LOGS[which]])
    return stored


def run_program(submission: Submission, *, log: bytes = b"", tail: bytes | None = None, **fields: object) -> Evaluation:
    """A machine runs the submission's program, which has printed this so far."""
    given = {"state": State.SENT, "ticket": TICKET, "started_at": NOW, "machine": "quay-1"}
    evaluation = make_evaluation(submission, **{**given, **fields})
    Submission.objects.filter(pk=submission.pk).update(kind="code")
    submission.kind = "code"
    if log:
        LiveLog.objects.create(evaluation=evaluation, ticket=TICKET, size=len(log), tail=log if tail is None else tail)
    return evaluation


def end_program(submission: Submission, *, log: bytes = b"", policy: str = "full", **report: object) -> Evaluation:
    """The submission's program has run under this log policy, and printed this; it is kept where that policy says."""
    Submission.objects.filter(pk=submission.pk).update(kind="code")
    submission.kind = "code"
    evaluation = score_submission(submission, **report)
    usage = {**USAGE, "log_bytes": len(log)}
    evaluation.log_policy, evaluation.report = policy, {**evaluation.report, "solution": usage, "scoring": usage}
    evaluation.save(update_fields=["log_policy", "report"])
    if log:
        keep_log(evaluation, log, which="hidden" if policy == "off" else "entry")
    return evaluation


def score_submission(submission: Submission, *, now: datetime = NOW, **report: object) -> Evaluation:
    """Take a submission through to its result with the real actions, as record_report's task does."""
    evaluation = make_evaluation(submission, now=now, state=State.SENT, ticket=TICKET, started_at=now, machine="quay-1")
    recorded = record_report(evaluation.pk, TICKET, report=make_report(**report), logs={}, now=now)
    assert recorded is not None
    take_score(recorded, now=now)
    return recorded


def finish_rejudge(
    rejudge: Rejudge, results: Mapping[Submission, Mapping[str, object]], *, now: datetime = NOW
) -> None:
    """The evaluations of these submissions end in these reports, as record_report's task records them."""
    for submission, report in results.items():
        evaluation = rejudge.evaluations.get(submission=submission)
        Evaluation.objects.filter(pk=evaluation.pk).update(state=State.SENT, ticket=TICKET, started_at=now)
        recorded = record_report(evaluation.pk, TICKET, report=make_report(**report), logs={}, now=now)
        assert recorded is not None
        take_score(recorded, now=now)
