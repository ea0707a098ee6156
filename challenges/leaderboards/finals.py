"""What the close writes: of each team the submission that counts, and where it stands by the private part."""

from collections.abc import Iterable, Iterator
from uuid import UUID

from challenges.evaluations.models import Part
from challenges.leaderboards.lines import TEAMS_AT_ONCE, entry_of, in_batches, results_by_team, values_of
from challenges.leaderboards.models import BestScore, Leaderboard, Standing
from challenges.leaderboards.rules import Entry, Result, finalists, primary_column, rank, sort_value
from challenges.submissions.queries import selected


def final_standings_of(leaderboard: Leaderboard) -> list[Standing]:
    """Each team by the best private score of its finalists (see rules.finalists; at equal ones the earliest), baselines
    in their order without a rank; not saved. Public scores are those of the submission that counts, the public rank is
    that of the team on the public board."""
    bests = {best.team_id: best for best in leaderboard.best_scores.all()}
    public = {place.entry.team: place.rank for place in rank([entry_of(best) for best in bests.values()])}
    column = primary_column(leaderboard.columns)
    entries: list[Entry[UUID]] = []
    written: dict[UUID, Standing] = {}
    for batch in in_batches(_finalists(leaderboard, bests), size=TEAMS_AT_ONCE):
        ids = [result.evaluation for _, results in batch for result in results]
        private = values_of(ids, part=Part.PRIVATE)
        merits = {key: sort_value(private[key][column["key"]], better=column["better"]) for key in ids}
        counted = {team: _best(results, merits) for team, results in batch}
        shown = values_of([result.evaluation for result in counted.values()], part=Part.PUBLIC)
        for team, result in counted.items():
            key = result.evaluation
            entries.append(Entry(team, merits[key], result.received_at, bests[team].is_baseline))
            written[team] = Standing(
                leaderboard=leaderboard,
                team_id=team,
                evaluation_id=key,
                public_rank=public[team],
                public_values=shown[key],
                private_values=private[key],
                received_at=result.received_at,
                scored_count=bests[team].scored_count,
                history=bests[team].history,
            )
    places = rank(entries)
    for place in places:
        written[place.entry.team].position = place.position
        written[place.entry.team].rank = place.rank
    return [written[place.entry.team] for place in places]


def _best(results: Iterable[Result], merits: dict[UUID, float]) -> Result:
    return min(results, key=lambda result: (merits[result.evaluation], result.received_at, str(result.evaluation)))


def _finalists(leaderboard: Leaderboard, bests: dict[UUID, BestScore]) -> Iterator[tuple[UUID, list[Result]]]:
    """The finalists of every team on the board. Where only the best counts and a team chose nothing, its line says
    which that is, and nothing more is read."""
    chosen, limit = selected(leaderboard.phase), leaderboard.phase.selections
    read = set(bests) if limit > 1 else {team for team in chosen if team in bests}
    found: set[UUID] = set()
    for batch in results_by_team(leaderboard, team_ids=read):
        for team, results in batch.items():
            found.add(team)
            yield team, finalists(results, chosen=chosen.get(team, set()), limit=limit)
    for team, best in bests.items():
        if team not in found:
            yield team, [Result(best.evaluation_id, best.evaluation_id, best.sort_value, best.received_at)]
