"""Works out each team's line of an open board from the Score rows."""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from challenges.evaluations.models import Evaluation, Part, Rejudge, Score
from challenges.evaluations.queries import bundle_in_force
from challenges.leaderboards.models import BestScore, Leaderboard
from challenges.leaderboards.queries import scored_evaluations
from challenges.leaderboards.rules import Entry, primary_column, sort_value

Values = dict[str, float]


def best_lines(
    leaderboard: Leaderboard, *, team_id: UUID | None = None, trial: Rejudge | None = None
) -> list[BestScore]:
    """Each team's best line, or this team's, not saved; as it would be were the rejudge on trial applied now."""
    bundle = trial.bundle if trial else bundle_in_force(leaderboard.phase)
    if bundle is None:
        return []
    scored = scored_evaluations(leaderboard.phase, bundle, trial=trial)
    evaluations = list(scored.filter(submission__team_id=team_id) if team_id else scored)
    values = values_of([evaluation.pk for evaluation in evaluations], part=Part.PUBLIC)
    by_team: dict[UUID, list[Evaluation]] = defaultdict(list)
    for evaluation in evaluations:
        by_team[evaluation.submission.team_id].append(evaluation)
    return [_best(leaderboard, of_team, values=values) for of_team in by_team.values()]


def values_of(evaluation_ids: Sequence[UUID], *, part: Part) -> dict[UUID, Values]:
    """The scores of one part, by evaluation and key."""
    values: dict[UUID, Values] = defaultdict(dict)
    found = Score.objects.filter(evaluation__in=evaluation_ids, part=part)
    for evaluation_id, key, value in found.values_list("evaluation_id", "key", "value"):
        values[evaluation_id][key] = value
    return values


def entry_of(best: BestScore) -> Entry[UUID]:
    """The line as the ranking takes it."""
    return Entry(best.team_id, best.sort_value, best.received_at, best.is_baseline)


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
