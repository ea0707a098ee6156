"""The automatic score of one project, for a juror who has cast their own ballot on it."""

from decimal import Decimal

from challenges.jury.gathering import automatic_points
from challenges.jury.models import Ballot
from challenges.jury.rubric import quantised


def automatic_for(ballot: Ballot) -> Decimal | None:
    """0 to 100 on the published scale, as it will count; None before the ballot is cast, where the panel does not show
    it, without a scale, and before the board is closed."""
    candidate = ballot.assignment.candidate
    if ballot.cast_at is None or not candidate.panel.shows_automatic:
        return None
    points = automatic_points(candidate)
    return None if points is None else quantised(points)
