"""What a rejudge changes in these tests: Alice leads, and Mallory would."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from challenges.editions.models import Phase
from challenges.evaluations.models import Rejudge
from challenges.leaderboards.queries import live_page
from challenges.submissions.models import Submission
from tests.factories import NOW, finish_rejudge

LATER = NOW + timedelta(hours=1)
WHY = {"fr": "La référence avait une erreur.", "en": "The reference had an error."}
BEFORE = [(1, "Les Alizés", 1.0), (2, "Contre-courant", 2.0)]
SWAPPED = [(1, "Contre-courant", 0.5), (2, "Les Alizés", 3.0)]


def board(phase: Phase) -> list[tuple[int | None, str, float]]:
    """Rank, team and score of every line."""
    return [(row.rank, row.team_name, row.values["mae"]) for row in live_page(phase.leaderboard)[0]]


def redo(rejudge: Rejudge, entries: Mapping[str, Submission], *, now: datetime = NOW) -> None:
    """All its evaluations end in scores: now Mallory leads."""
    results = {entries["alice"]: {"public": 3.0}, entries["mallory"]: {"public": 0.5}}
    finish_rejudge(rejudge, results, now=now)
