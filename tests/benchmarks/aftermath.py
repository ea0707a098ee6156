"""What must be true after a rush: nothing is lost that was answered 201, and the hour of reception decided."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from tests.benchmarks.spectators import Sight
from tests.journeys.site import RealSite, until

Check = tuple[str, Sequence[object]]  # what was looked at, and what was wrong

PATIENCE = 900.0
UNDER_WAY = 1.0  # seconds
SCORES = 4  # two keys on two parts
THEIRS = """
    SELECT s.id, s.received_at, s.is_counted, t.name AS team, e.id AS evaluation, e.state, e.tries, e.finished_at
    FROM challenges_submission s JOIN challenges_phase p ON p.id = s.phase_id
    JOIN challenges_challenge c ON c.id = p.challenge_id JOIN challenges_team t ON t.id = s.team_id
    LEFT JOIN challenges_evaluation e ON e.submission_id = s.id WHERE c.slug = ?
"""
PLACES = """
    SELECT st.position, st.rank, st.received_at, st.private_values, t.name AS team
    FROM challenges_standing st JOIN challenges_leaderboard b ON b.id = st.leaderboard_id
    JOIN challenges_phase p ON p.id = b.phase_id JOIN challenges_challenge c ON c.id = p.challenge_id
    JOIN challenges_team t ON t.id = st.team_id WHERE c.slug = ? ORDER BY st.position
"""
CLOSED = """
    SELECT b.closed_at FROM challenges_leaderboard b JOIN challenges_phase p ON p.id = b.phase_id
    JOIN challenges_challenge c ON c.id = p.challenge_id WHERE c.slug = ? AND b.closed_at IS NOT NULL
"""


@dataclass(frozen=True)
class Aftermath:
    """A site after its rush. `values` is what each team predicted for every id; `uploads` is how each was answered."""

    site: RealSite
    slug: str
    closes_at: float
    values: Mapping[str, float]
    uploads: Sequence[Sight]

    @property
    def accepted(self) -> dict[str, Sight]:
        """What was answered 201, by the submission's id."""
        return {sight.told: sight for sight in self.uploads if sight.status == 201}

    def wait(self) -> None:
        """Until everything has its result and the sweep has closed the board; tells when that was."""
        until(lambda: all(row["finished_at"] for row in self.rows()), seconds=PATIENCE, pause=1.0)
        scored = max(_epoch(row["finished_at"]) for row in self.rows()) - self.closes_at
        print(f"  the last of {len(self.rows())} results was in {scored:.0f} s after the close")
        (board,) = until(lambda: self.site.rows(CLOSED, self.slug), seconds=PATIENCE, pause=1.0)
        print(f"  the board was closed {_epoch(board['closed_at']) - self.closes_at:.0f} s after the close")

    def rows(self) -> list[dict[str, object]]:
        """One for every evaluation of every submission."""
        return [dict(row) for row in self.site.rows(THEIRS, self.slug)]

    def checks(self) -> Iterator[Check]:
        """Each with what is wrong."""
        rows = self.rows()
        ids = Counter(str(UUID(row["id"])) for row in rows)
        yield "every 201 is kept, and nothing else", sorted(self.accepted.keys() ^ ids.keys())
        yield "each was evaluated once, is scored and counts", [row for row in rows if not _is_well(row)] or _twice(ids)
        yield "each has its own scores, once", self._wrong_scores(rows)
        yield (
            "nothing that came too late was accepted",
            [row for row in rows if _epoch(row["received_at"]) > self.closes_at],
        )
        yield "nothing that was in time was refused", self._wrongly_refused()
        yield (
            "ranks follow the score, then the hour",
            self._misplaced({row["team"]: row["received_at"] for row in rows}),
        )
        yield "the board shows what was written at the close", self._board_differs()
        told = self.site.run("manage.py", "journal")
        yield "the journal is whole", [] if "The journal is whole" in told else [told]

    def _wrong_scores(self, rows: Sequence[Mapping[str, object]]) -> list[object]:
        found = self.site.rows("SELECT evaluation_id, part, key, value FROM challenges_score")
        numbers = Counter(row["evaluation_id"] for row in found)
        errors = {(row["evaluation_id"], row["part"]): row["value"] for row in found if row["key"] == "mae"}
        journal = self.site.rows("SELECT subject FROM challenges_journalentry WHERE deed = 'evaluation.scored'")
        entries = Counter(row["subject"] for row in journal)
        return [
            row
            for row in rows
            for evaluation, value in [(row["evaluation"], self.values[row["team"]])]
            if numbers[evaluation] != SCORES
            or (errors[evaluation, "public"], errors[evaluation, "private"]) != (value - 1.5, value - 3.5)
            or entries[f"evaluation:{UUID(evaluation)}"] != 1
        ]

    def _wrongly_refused(self) -> list[Sight]:
        """A small file sent so long before the close had arrived by then, however long it then waited its turn; the
        server's clock is ours."""
        refused = [sight for sight in self.uploads if sight.status != 201]
        return [sight for sight in refused if sight.at + UNDER_WAY <= self.closes_at or sight.told != "phase_closed"]

    def _misplaced(self, received: Mapping[str, str]) -> list[object]:
        merits = {team: (self.values[team] - 3.5, moment) for team, moment in received.items()}
        right = [
            (place, sum(other < merits[team] for other in merits.values()) + 1, team)
            for place, team in enumerate(sorted(merits, key=lambda team: merits[team]), start=1)
        ]
        written = [(row["position"], row["rank"], row["team"]) for row in self.site.rows(PLACES, self.slug)]
        return [] if written == right else [f"{len(written)} places, {len(set(right) - set(written))} wrong"]

    def _board_differs(self) -> list[object]:
        written = [(row["rank"], row["team"]) for row in self.site.rows(PLACES, self.slug)]
        shown = []
        with self.site.client("alice") as client:
            address = f"challenges/{self.slug}/leaderboard?page_size=200"
            while address:
                page = client.get(address).raise_for_status().json()
                shown += [(row["rank"], row["team_name"]) for row in page["results"]]
                address = page["next"]
        return [] if shown == written else [f"{len(shown)} lines shown, {len(written)} written"]


def _is_well(row: Mapping[str, object]) -> bool:
    return row["state"] == "scored" and row["is_counted"] == 1


def _twice(ids: Mapping[str, int]) -> list[str]:
    return [key for key, times in ids.items() if times != 1]


def _epoch(text: object) -> float:
    """Of a moment as SQLite keeps it."""
    return datetime.fromisoformat(str(text)).replace(tzinfo=UTC).timestamp()
