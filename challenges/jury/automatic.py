"""The automatic score of one project, for a juror who has cast their own ballot on it."""

from decimal import ROUND_HALF_UP, Decimal

from challenges.jury.anchored import Scale
from challenges.jury.models import Ballot
from challenges.jury.rubric import exact
from challenges.leaderboards.models import Leaderboard, Standing
from challenges.leaderboards.rules import primary_column
from challenges.panels.models import Candidate, Panel

SHOWN = Decimal("0.01")


def automatic_for(ballot: Ballot) -> Decimal | None:
    """0 to 100 on the published scale; None before the ballot is cast, where the panel does not show it, without a
    scale, before the last board is closed, and of a team that has no standing there."""
    candidate = ballot.assignment.candidate
    panel = candidate.panel
    if ballot.cast_at is None or not panel.shows_automatic:
        return None
    scale, metric = _scale(panel), _metric(panel, candidate)
    if scale is None or metric is None:
        return None
    points = scale.points(exact(metric))
    return (Decimal(points.numerator) / Decimal(points.denominator)).quantize(SHOWN, ROUND_HALF_UP)


def _scale(panel: Panel) -> Scale | None:
    challenge = panel.challenge
    if challenge is None or challenge.naive_anchor is None or challenge.target_anchor is None:
        return None
    return Scale.of(naive=challenge.naive_anchor, target=challenge.target_anchor)


def _metric(panel: Panel, candidate: Candidate) -> float | None:
    """The private score that ranks, from the board of the last phase once it is closed."""
    board = Leaderboard.objects.filter(phase__challenge=panel.challenge).order_by("-phase__closes_at").first()
    if board is None or board.closed_at is None or candidate.project is None:
        return None
    standing = Standing.objects.filter(leaderboard=board, team=candidate.project.team_id).first()
    value = standing.private_values.get(primary_column(board.columns)["key"]) if standing else None
    return None if value is None else float(value)
