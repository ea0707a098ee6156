"""Works out each team's line of an open board from the Score rows."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice
from typing import TypeVar
from uuid import UUID

from django.db.models import QuerySet

from challenges.evaluations.models import Evaluation, Part, Rejudge, Score
from challenges.evaluations.queries import bundle_in_force
from challenges.leaderboards.models import BestScore, FrozenScore, Leaderboard, Line
from challenges.leaderboards.queries import scored_evaluations
from challenges.leaderboards.rules import Entry, Result, improvements, primary_column, sort_value
from challenges.submissions.models import Submission
from challenges.teams.models import Team

Values = dict[str, float]
AnyLine = TypeVar("AnyLine", BestScore, FrozenScore)
Thing = TypeVar("Thing")
# A million submissions are read so many teams at a time.
TEAMS_AT_ONCE = 1_000


def best_lines(
    leaderboard: Leaderboard,
    *,
    team_ids: Collection[UUID] | None = None,
    trial: Rejudge | None = None,
    turned: Submission | None = None,
) -> list[BestScore]:
    """Each team's best line, or those of these teams, not saved; as it would be were the rejudge on trial applied now,
    or were the turned submission disqualified (no longer so, where it is)."""
    batches = results_by_team(leaderboard, team_ids=team_ids, trial=trial, turned=turned)
    return [line for batch in batches for line in _lines(BestScore, batch, leaderboard=leaderboard)]


def frozen_lines(
    leaderboard: Leaderboard,
    *,
    until: datetime,
    team_ids: Collection[UUID] | None = None,
    turned: Submission | None = None,
) -> list[FrozenScore]:
    """The same of what was received until then."""
    batches = results_by_team(leaderboard, team_ids=team_ids, turned=turned)
    return [
        line
        for batch in batches
        for line in _lines(FrozenScore, _received(batch, until=until), leaderboard=leaderboard)
    ]


def results_by_team(
    leaderboard: Leaderboard,
    *,
    team_ids: Collection[UUID] | None = None,
    trial: Rejudge | None = None,
    turned: Submission | None = None,
) -> Iterator[dict[UUID, list[Result]]]:
    """What counts for the board, some teams at a time; a team without a score is not there."""
    bundle = trial.bundle if trial else bundle_in_force(leaderboard.phase)
    if bundle is None:
        return
    if team_ids is None:
        handed_in = Submission.objects.filter(phase=leaderboard.phase).order_by()
        team_ids = list(handed_in.values_list("team_id", flat=True).distinct())
    for batch in in_batches(team_ids, size=TEAMS_AT_ONCE):
        counted = scored_evaluations(leaderboard.phase, bundle, trial=trial, turned=turned)
        yield _results(leaderboard, batch, counted=counted)


def values_of(evaluation_ids: Sequence[UUID], *, part: Part) -> dict[UUID, Values]:
    """The scores of one part, by evaluation and key."""
    values: dict[UUID, Values] = defaultdict(dict)
    for batch in in_batches(evaluation_ids, size=TEAMS_AT_ONCE):
        found = Score.objects.filter(evaluation__in=batch, part=part)
        for evaluation_id, key, value in found.values_list("evaluation_id", "key", "value"):
            values[evaluation_id][key] = value
    return values


def entry_of(best: Line) -> Entry[UUID]:
    """The line as the ranking takes it."""
    return Entry(best.team_id, best.sort_value, best.received_at, best.is_baseline)


def in_batches(things: Iterable[Thing], *, size: int) -> Iterator[list[Thing]]:
    """All of them in their order, so many at a time."""
    left = iter(things)
    while batch := list(islice(left, size)):
        yield batch


def _results(
    leaderboard: Leaderboard, team_ids: list[UUID], *, counted: QuerySet[Evaluation]
) -> dict[UUID, list[Result]]:
    column = primary_column(leaderboard.columns)
    scored = counted.filter(submission__team__in=team_ids, scores__part=Part.PUBLIC, scores__key=column["key"])
    fields = ("submission__team_id", "pk", "submission_id", "submission__received_at", "scores__value")
    found: dict[UUID, list[Result]] = defaultdict(list)
    for team_id, key, submission_id, received_at, value in scored.order_by().values_list(*fields):
        ranking = sort_value(value, better=column["better"])
        found[team_id].append(Result(key, submission_id, ranking, received_at))
    return found


def _received(batch: Mapping[UUID, list[Result]], *, until: datetime) -> dict[UUID, list[Result]]:
    early = {team: [result for result in results if result.received_at <= until] for team, results in batch.items()}
    return {team: results for team, results in early.items() if results}


def _lines(kind: type[AnyLine], batch: Mapping[UUID, list[Result]], *, leaderboard: Leaderboard) -> list[AnyLine]:
    bests = {team: min(results, key=lambda result: result.merit) for team, results in batch.items()}
    values = values_of([best.evaluation for best in bests.values()], part=Part.PUBLIC)
    baselines = set(Team.objects.filter(pk__in=list(bests), is_baseline=True).values_list("pk", flat=True))
    better = primary_column(leaderboard.columns)["better"]
    return [
        kind(
            leaderboard=leaderboard,
            team_id=team,
            evaluation_id=best.evaluation,
            sort_value=best.sort_value,
            values=values[best.evaluation],
            received_at=best.received_at,
            is_baseline=team in baselines,
            scored_count=len(batch[team]),
            history=improvements(batch[team], better=better),
        )
        for team, best in bests.items()
    ]
