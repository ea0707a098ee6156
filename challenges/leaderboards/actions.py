"""Keeps each team's best current, and closes a board once and for ever."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from challenges.editions.models import Phase
from challenges.evaluations.models import Evaluation, Part, Score
from challenges.evaluations.queries import bundle_in_force, unfinished_of
from challenges.journal.actions import write
from challenges.leaderboards.models import BestScore, Leaderboard, Standing
from challenges.leaderboards.queries import columns_of, scored_evaluations, without_board
from challenges.leaderboards.rules import Entry, NotClosableYet, Place, primary_column, rank, sort_value
from evaluator.report import canonical

Values = dict[str, float]


def open_missing() -> int:
    """Make a board for every phase that can score and has none; how many."""
    phases = list(without_board())
    for phase in phases:
        Leaderboard.objects.get_or_create(phase=phase, defaults={"columns": columns_of(phase)})
    return len(phases)


@transaction.atomic
def take_score(evaluation: Evaluation, *, now: datetime) -> BestScore | None:
    """Bring the team's line up to date after a result. May be called any number of times, in any order: the line is
    worked out anew from the team's scores. A closed board does not move."""
    leaderboard = _locked(evaluation.submission.phase)
    if leaderboard.closed_at is not None:
        return None
    if leaderboard.columns != columns_of(leaderboard.phase):  # a new bundle counts in other ways
        rebuild(leaderboard)
        leaderboard = _locked(leaderboard.phase)
    team_id = evaluation.submission.team_id
    bests = _bests(leaderboard, team_id=team_id)
    if not bests:
        BestScore.objects.filter(leaderboard=leaderboard, team_id=team_id).delete()
        return None
    best = bests[0]
    kept, _ = BestScore.objects.update_or_create(
        leaderboard=leaderboard, team_id=team_id, defaults={name: getattr(best, name) for name in COMPUTED}
    )
    return kept


COMPUTED = ("evaluation", "sort_value", "values", "received_at", "is_baseline", "scored_count")


@transaction.atomic
def rebuild(leaderboard: Leaderboard) -> int:
    """Work the whole open board out anew from the Score rows, with the columns of the bundle in force; how many lines
    it has."""
    leaderboard = _locked(leaderboard.phase)
    if leaderboard.closed_at is not None:
        return leaderboard.best_scores.count()
    leaderboard.columns = columns_of(leaderboard.phase)
    leaderboard.save(update_fields=["columns"])
    leaderboard.best_scores.all().delete()
    return len(BestScore.objects.bulk_create(_bests(leaderboard)))


@transaction.atomic
def close_leaderboard(leaderboard: Leaderboard, *, by: AbstractBaseUser | None, now: datetime) -> Leaderboard:
    """Write the final standings by the private part of each team's best (by the public part) and never again.

    Raises NotClosableYet while the phase runs or a result is missing; a closed board stays as it is.
    """
    leaderboard = _locked(leaderboard.phase)
    if leaderboard.closed_at is not None:
        return leaderboard
    if now <= leaderboard.phase.closes_at or unfinished_of(leaderboard.phase):
        raise NotClosableYet
    bests = {best.team_id: best for best in leaderboard.best_scores.select_related("team", "evaluation")}
    private = _values([best.evaluation_id for best in bests.values()], part=Part.PRIVATE)
    final = _final_places(bests.values(), private=private, columns=leaderboard.columns)
    public = {place.entry.team: place.rank for place in rank([_entry(best) for best in bests.values()])}
    written = [
        Standing(
            leaderboard=leaderboard,
            team_id=place.entry.team,
            evaluation_id=bests[place.entry.team].evaluation_id,
            position=place.position,
            rank=place.rank,
            public_rank=public[place.entry.team],
            public_values=bests[place.entry.team].values,
            private_values=private[bests[place.entry.team].evaluation_id],
            received_at=place.entry.received_at,
            scored_count=bests[place.entry.team].scored_count,
        )
        for place in final
    ]
    Standing.objects.bulk_create(written)
    leaderboard.closed_at = now
    leaderboard.save(update_fields=["closed_at"])
    _journal_close(leaderboard, written, by=by, now=now)
    return leaderboard


def _locked(phase: Phase) -> Leaderboard:
    Leaderboard.objects.get_or_create(phase=phase, defaults={"columns": columns_of(phase)})
    return Leaderboard.objects.select_for_update(of=("self",), no_key=True).select_related("phase").get(phase=phase)


def _bests(leaderboard: Leaderboard, *, team_id: UUID | None = None) -> list[BestScore]:
    """Each team's best line, or this team's, as the Score rows say."""
    bundle = bundle_in_force(leaderboard.phase)
    if bundle is None:
        return []
    scored = scored_evaluations(leaderboard.phase, bundle)
    evaluations = list(scored.filter(submission__team_id=team_id) if team_id else scored)
    values = _values([evaluation.pk for evaluation in evaluations], part=Part.PUBLIC)
    by_team: dict[UUID, list[Evaluation]] = defaultdict(list)
    for evaluation in evaluations:
        by_team[evaluation.submission.team_id].append(evaluation)
    return [_best(leaderboard, of_team, values=values) for of_team in by_team.values()]


def _best(leaderboard: Leaderboard, evaluations: list[Evaluation], *, values: dict[UUID, Values]) -> BestScore:
    column = primary_column(leaderboard.columns)
    entries = {
        evaluation: sort_value(values[evaluation.pk][column["key"]], better=column["better"])
        for evaluation in evaluations
    }
    best = min(entries, key=lambda found: (entries[found], found.submission.received_at, str(found.pk)))
    return BestScore(
        leaderboard=leaderboard,
        team_id=best.submission.team_id,
        evaluation=best,
        sort_value=entries[best],
        values=values[best.pk],
        received_at=best.submission.received_at,
        is_baseline=best.submission.team.is_baseline,
        scored_count=len({evaluation.submission_id for evaluation in evaluations}),
    )


def _values(evaluation_ids: Sequence[UUID], *, part: Part) -> dict[UUID, Values]:
    values: dict[UUID, Values] = defaultdict(dict)
    found = Score.objects.filter(evaluation__in=evaluation_ids, part=part)
    for evaluation_id, key, value in found.values_list("evaluation_id", "key", "value"):
        values[evaluation_id][key] = value
    return values


def _entry(best: BestScore) -> Entry[UUID]:
    return Entry(best.team_id, best.sort_value, best.received_at, best.is_baseline)


def _final_places(
    bests: Iterable[BestScore], *, private: dict[UUID, Values], columns: list[dict[str, Any]]
) -> list[Place[UUID]]:
    column = primary_column(columns)
    return rank(
        [
            Entry(
                best.team_id,
                sort_value(private[best.evaluation_id][column["key"]], better=column["better"]),
                best.received_at,
                best.is_baseline,
            )
            for best in bests
        ]
    )


def _journal_close(
    leaderboard: Leaderboard, standings: list[Standing], *, by: AbstractBaseUser | None, now: datetime
) -> None:
    told = [
        [standing.position, str(standing.team_id), standing.rank, standing.private_values] for standing in standings
    ]
    digest = hashlib.sha256(canonical({"standings": told}).encode()).hexdigest()
    details = {"standings_sha256": digest, "teams": len(standings)}
    write(
        "leaderboard.closed",
        subject=f"leaderboard:{leaderboard.phase}",
        by=by,
        actor="" if by else "leaderboards",
        now=now,
        details=details,
    )
