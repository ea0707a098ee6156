"""What a message says of a thing: keys, names, and of scores those that every visitor sees at this hour."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from challenges.chronicle.rules import moves_in, subject_of
from challenges.editions.models import Phase
from challenges.evaluations.models import Evaluation, Rejudge
from challenges.evaluations.queries import public_scores_of_each
from challenges.hooks.rules import OF_DEEDS
from challenges.journal.models import JournalEntry
from challenges.leaderboards.models import Leaderboard
from challenges.leaderboards.queries import is_final
from challenges.results.models import Publication
from challenges.results.result_letters import results_address
from challenges.submissions.models import Submission

Payload = Mapping[str, Any]
FAILED = "submission.failed"


def of_lines(lines: Sequence[JournalEntry], *, now: datetime) -> dict[int, Payload | None]:
    """Of each line, by number, what it tells; None of what nobody is to hear of, such as the results of a rejudge
    before it is applied. A handful of queries, however many lines."""
    told = {**_submissions(lines), **_evaluations(lines, now=now), **_rejudges(lines)}
    for line in lines:
        if line.deed in {"phase.extended", "leaderboard.closed"}:
            told[line.number] = _of_phase_deed(line)
    return {line.number: _with_challenge(line, told.get(line.number)) for line in lines}


def _with_challenge(line: JournalEntry, told: Payload | None) -> Payload | None:
    challenge = line.topic.challenge
    return None if told is None else {"challenge": challenge.slug if challenge else None, **told}


def of_phase(phase: Phase) -> Payload:
    """Its hours."""
    return {
        "challenge": phase.challenge.slug,
        "phase": phase.slug,
        "object": {"id": phase.pk, "opens_at": _utc(phase.opens_at), "closes_at": _utc(phase.closes_at)},
    }


def of_publication(publication: Publication) -> Payload:
    """Where they are, and the digest of what is there; never a name."""
    address = results_address(publication.edition)
    return {"phase": None, "object": {"address": address, "sha256": publication.sha256}}


def _submissions(lines: Sequence[JournalEntry]) -> dict[int, Payload]:
    wanted = _keys(lines, lambda line: line.deed == "submission.received")
    rows = Submission.objects.filter(pk__in=wanted.values()).select_related("phase", "team")
    found = {row.pk: row for row in rows}
    return {
        number: {"phase": found[key].phase.slug, "object": _of_submission(found[key])}
        for number, key in wanted.items()
        if key in found
    }


def _evaluations(lines: Sequence[JournalEntry], *, now: datetime) -> dict[int, Payload]:
    wanted = _keys(lines, lambda line: OF_DEEDS.get(line.deed) in {"submission.scored", FAILED})
    rows = Evaluation.objects.filter(pk__in=wanted.values(), rejudge=None)
    found = {row.pk: row for row in rows.select_related("submission__phase__challenge", "submission__team")}
    scores, open_phases = public_scores_of_each(found.values()), _showing_scores(found.values(), now=now)
    told: dict[int, Payload] = {}
    for number, key in wanted.items():
        if key in found:
            evaluation = found[key]
            submission = evaluation.submission
            shown = scores.get(key, {}) if submission.phase_id in open_phases else None
            said = {**_of_submission(submission), "outcome": evaluation.outcome or "broken", "scores": shown}
            told[number] = {"phase": submission.phase.slug, "object": said}
    return told


def _showing_scores(evaluations: Any, *, now: datetime) -> set[int]:
    """The phases whose board shows what comes in: not those whose frozen hour has come, until their close."""
    phases = {evaluation.submission.phase_id: evaluation.submission.phase for evaluation in evaluations}
    boards = {board.phase_id: board for board in Leaderboard.objects.filter(phase__in=phases)}
    return {key for key, phase in phases.items() if not _is_frozen(phase, boards.get(key), now=now)}


def _is_frozen(phase: Phase, board: Leaderboard | None, *, now: datetime) -> bool:
    if board is not None and is_final(board):
        return False
    has_come = phase.freezes_at is not None and phase.freezes_at <= now
    return has_come or (board is not None and board.frozen_at is not None)


def _rejudges(lines: Sequence[JournalEntry]) -> dict[int, Payload]:
    wanted = _keys(lines, lambda line: line.deed == "rejudge.applied")
    rows = Rejudge.objects.filter(pk__in=wanted.values(), applied_at__isnull=False).select_related("phase")
    found = {row.pk: row for row in rows}
    return {
        number: {"phase": found[key].phase.slug, "object": {"id": str(key), "reason": found[key].reason}}
        for number, key in wanted.items()
        if key in found
    }


def _of_phase_deed(line: JournalEntry) -> Payload:
    topic = line.topic
    phase = topic.phase
    said: dict[str, Any] = {"id": topic.phase_id}
    if phase is not None and line.deed == "phase.extended":
        before, _ = moves_in(line.details).get("closes_at", (None, None))
        said |= {"closes_at": _utc(phase.closes_at), "closed_before_at": before}
    if line.deed == "leaderboard.closed":  # of one whose standings are not told yet the line has no number
        said["teams"] = line.details.get("teams")
    return {"phase": phase.slug if phase else None, "object": said}


def _of_submission(submission: Submission) -> dict[str, Any]:
    return {
        "id": str(submission.pk),
        "team": {"id": str(submission.team_id), "name": submission.team.name},
        "is_baseline": submission.team.is_baseline,
        "kind": submission.kind,
        "received_at": _utc(submission.received_at),
    }


def _keys(lines: Sequence[JournalEntry], is_wanted: Callable[[JournalEntry], bool]) -> dict[int, UUID]:
    """What these lines are about, by number."""
    keys = {line.number: subject_of(line.subject).key for line in lines if is_wanted(line)}
    return {number: key for number, key in keys.items() if isinstance(key, UUID)}


def _utc(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")
