"""Takes fingerprints, finds what is alike, and keeps what an organizer thought of a pair."""

from collections.abc import Callable, Iterable
from dataclasses import asdict
from datetime import datetime
from functools import partial
from itertools import groupby
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import OperationalError, transaction

from challenges.evaluations.finding import speaking_of
from challenges.evaluations.queries import public_scores_of_each
from challenges.journal.actions import write
from challenges.leaderboards.rules import sort_value
from challenges.likeness.given import Given, given_in, sketch_of
from challenges.likeness.models import Fingerprint, FingerprintMark, Likeness, LikenessKind
from challenges.likeness.queries import due, near_by_marks, near_by_score, same_bytes, stronger_of, taken_before
from challenges.likeness.rules import (
    FEWEST,
    LookedAtMeanwhile,
    compare_predictions,
    points_of,
    require_word,
)
from challenges.likeness.sources import sources_in
from challenges.likeness.winnowing import Source, compare_code, hashes_of, marks_of, passages
from challenges.submissions.models import Kind, Submission
from evaluator.archive import ArchiveRefused

AT_ONCE = 20
OF_A_TEAM = 5  # fingerprints of a phase that are compared with later ones
MARKS = 32
MOST_PAIRS = 20  # of one submission and a kind
UNFINISHED, UNREADABLE = "unfinished", "unreadable"
Evidence = dict[str, Any]
Pair = tuple[float, Submission, Callable[[], Evidence]]  # strength, the other, and what speaks for it


def compare_new(*, now: datetime, most: int = AT_ONCE, goes_on: Callable[[], bool] = lambda: True) -> int:
    """Take the fingerprints that are missing, as long as it `goes_on`, and compare each with its neighbours; how many
    were taken. May be run at any time, by any number of processes."""
    taken = 0
    for _, submissions in groupby(due(most=most), key=lambda submission: submission.phase_id):
        given = None
        for submission in submissions:
            if not goes_on():
                return taken
            given = given or given_in(submission.phase)
            taken += _take(submission, given=given, now=now)
    return taken


@transaction.atomic
def look_at(likeness: Likeness, *, word: str, seen: str, by: AbstractBaseUser, now: datetime) -> Likeness:
    """Somebody has looked at it, and thought this; `seen` is the hour of the word that they had before them, empty for
    none. The same word twice is one. Raises WordUnusable, LookedAtMeanwhile."""
    plain = require_word(word)
    found = Likeness.objects.select_for_update(no_key=True).get(pk=likeness.pk)
    if (found.word, found.looked_by_id) == (plain, by.pk):
        return found
    if seen != hour_of(found):
        raise LookedAtMeanwhile
    found.looked_at, found.looked_by_id, found.word = now, by.pk, plain
    found.save(update_fields=["looked_at", "looked_by", "word"])
    told = {"kind": found.kind, "submissions": [str(found.first_id), str(found.second_id)]}
    write("likeness.looked_at", subject=f"likeness:{found.pk}", by=by, now=now, details=told)
    return found


def hour_of(likeness: Likeness) -> str:
    """When it was last looked at, as a form keeps it; empty for never."""
    return likeness.looked_at.isoformat() if likeness.looked_at else ""


def _take(submission: Submission, *, given: Given, now: datetime) -> bool:
    """Whether it was ours to take. It is marked before a byte is read: what ends the process is not tried again."""
    fingerprint, is_new = Fingerprint.objects.get_or_create(
        submission=submission,
        defaults={
            "phase_id": submission.phase_id,
            "kind": submission.kind,
            "sort_value": _score(submission, given),
            "note": UNFINISHED,
            "taken_at": now,
        },
    )
    if not is_new:
        return False
    sources: list[Source] = []
    try:
        sources = _read(fingerprint, submission, given)
    except ArchiveRefused as refused:
        fingerprint.note = refused.code
    except OSError:
        fingerprint.note = UNREADABLE
    try:
        with transaction.atomic():
            _keep(fingerprint)
            _find(fingerprint, submission, given=given, sources=sources, now=now)
    except OperationalError:  # the database is busy or away: the next round takes it anew
        Fingerprint.objects.filter(pk=fingerprint.pk).delete()
        raise
    return True


def _read(fingerprint: Fingerprint, submission: Submission, given: Given) -> list[Source]:
    """Fills the fingerprint from the file; the code, where it is code. Raises ArchiveRefused, OSError."""
    sources: list[Source] = []
    if submission.kind == Kind.CODE:
        sources = sources_in(str(submission.content.name))
        hashes = hashes_of(marks_of(sources), common=given.code)
        fingerprint.sketch, fingerprint.size = {"hashes": hashes}, len(hashes)
    elif given.expected:
        sketch = sketch_of(submission, expected=given.expected)
        size = len(sketch["keys"])
        is_given = any(_strength(sketch, known, given) for known in given.sketches)
        if size >= FEWEST and not is_given:
            fingerprint.sketch, fingerprint.size = dict(sketch), size
    fingerprint.note = ""
    return sources


def _keep(fingerprint: Fingerprint) -> None:
    """With its marks; of what the team had before only the newest few are compared any more."""
    fingerprint.save()
    values = fingerprint.sketch.get("hashes", [])[:MARKS]
    kept = [FingerprintMark(fingerprint=fingerprint, phase_id=fingerprint.phase_id, value=value) for value in values]
    FingerprintMark.objects.bulk_create(kept)
    former = taken_before(fingerprint.submission, keep=OF_A_TEAM)
    FingerprintMark.objects.filter(fingerprint__in=former).delete()
    Fingerprint.objects.filter(pk__in=former).update(sketch={}, size=0)


def _find(
    fingerprint: Fingerprint, submission: Submission, *, given: Given, sources: list[Source], now: datetime
) -> None:
    same = same_bytes(submission) if submission.sha256 not in given.digests else []
    _record(submission, [(1.0, other, dict) for other in same], kind=LikenessKind.BYTES, now=now)
    if not fingerprint.size:
        return
    if submission.kind == Kind.CODE:
        pairs, kind = _code_pairs(fingerprint, sources, given), LikenessKind.CODE
    else:
        pairs, kind = _prediction_pairs(fingerprint, given), LikenessKind.PREDICTIONS
    known = {other.sha256 for other in (submission, *same)}
    _record(submission, (pair for pair in pairs if pair[1].sha256 not in known), kind=kind, now=now)


def _prediction_pairs(fingerprint: Fingerprint, given: Given) -> Iterable[Pair]:
    mine = fingerprint.sketch
    for other in near_by_score(fingerprint):
        alike = compare_predictions(mine, other.sketch, decimals=given.decimals)
        if alike and alike.strength:
            told = {**asdict(alike), "points": points_of(mine, other.sketch)}
            yield alike.strength, other.submission, partial(dict, told)


def _code_pairs(fingerprint: Fingerprint, sources: list[Source], given: Given) -> Iterable[Pair]:
    hashes = fingerprint.sketch["hashes"]
    for other in near_by_marks(fingerprint, hashes[:MARKS]):
        alike = compare_code(hashes, other.sketch["hashes"])
        if alike.strength:
            told = {**asdict(alike), "containment": alike.containment, "jaccard": alike.jaccard}
            yield alike.strength, other.submission, partial(_with_passages, told, sources, other.submission, given)


def _with_passages(told: Evidence, sources: list[Source], other: Submission, given: Given) -> Evidence:
    """The file of the other is read once more, for pairs that are kept only."""
    return {**told, "passages": _passages(sources, str(other.content.name), given)}


def _passages(sources: list[Source], name: str, given: Given) -> list[dict[str, Any]]:
    """Of the new one and a former one; none where that cannot be read any more."""
    try:
        return [asdict(found) for found in passages(sources, sources_in(name), common=given.code)]
    except (ArchiveRefused, OSError):
        return []


def _record(submission: Submission, pairs: Iterable[Pair], *, kind: LikenessKind, now: datetime) -> None:
    strongest = sorted(pairs, key=lambda pair: (-pair[0], str(pair[1].pk)))[:MOST_PAIRS]
    for strength, other, evidence in strongest:
        standing = stronger_of(submission, other, kind=kind)
        if standing and standing.score >= strength:
            continue
        is_first = (submission.received_at, submission.pk) < (other.received_at, other.pk)
        first, second = (submission, other) if is_first else (other, submission)
        told = {"first": first, "second": second, "score": strength, "evidence": _turned(evidence(), is_first=is_first)}
        if standing and standing.looked_at is None:
            Likeness.objects.filter(pk=standing.pk, looked_at=None).update(**told, found_at=now)
        else:
            row = Likeness(phase_id=submission.phase_id, kind=kind, found_at=now, **told)
            Likeness.objects.bulk_create([row], ignore_conflicts=True)


def _turned(evidence: dict[str, Any], *, is_first: bool) -> dict[str, Any]:
    """What was measured from the new one's side, told from that of the earlier one."""
    if is_first or not evidence:
        return evidence
    turned = dict(evidence)
    if "points" in turned:
        turned["points"] = [(right, left) for left, right in turned["points"]]
    if "passages" in turned:
        turned["first"], turned["second"] = turned["second"], turned["first"]
        turned["passages"] = [{key: pair[::-1] for key, pair in one.items()} for one in turned["passages"]]
    return turned


def _strength(sketch: Any, other: Any, given: Given) -> float:
    alike = compare_predictions(sketch, other, decimals=given.decimals)
    return alike.strength if alike else 0.0


def _score(submission: Submission, given: Given) -> float | None:
    """The public one that ranks, by the evaluation that speaks for it."""
    speaking = speaking_of([submission]).get(submission.pk)
    if speaking is None or not given.column:
        return None
    value = public_scores_of_each([speaking]).get(speaking.pk, {}).get(given.column["key"])
    return None if value is None else sort_value(value, better=given.column["better"])
