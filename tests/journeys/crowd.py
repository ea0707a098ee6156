"""Many teams that hand in at once, again where nobody answered; and what must be true when all is over."""

import json
import sqlite3
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from uuid import UUID

import httpx

from tests.factories import code_zip, predictions_csv
from tests.journeys.entries import program
from tests.journeys.site import RealSite, until

CHALLENGE = "rade"
HANDS = 4  # uploads at the same time
FIRST = 10.0  # each entry predicts a number of its own, so its score tells whose it is
SCORES = 4  # two keys on two parts
PATIENCE = 300.0
OURS = """
    SELECT s.id, s.is_counted, u.username AS team, e.id AS evaluation, e.state, e.tries, e.breakdowns, e.trouble
    FROM challenges_submission s JOIN accounts_user u ON u.id = s.by_id
    LEFT JOIN challenges_evaluation e ON e.submission_id = s.id
    WHERE u.username IN (SELECT value FROM json_each(?))
"""


@dataclass
class Crowd:
    """`accepted` holds every upload that got 201, and what it predicts; `refused` counts those that found nobody, and
    `unanswered` those that broke off after they were sent, of which the site may have kept any.
    """

    site: RealSite
    teams: Sequence[str]
    accepted: dict[str, float] = field(default_factory=dict)
    unanswered: int = 0
    refused: int = 0

    def hand_in(self, total: int, *, waiting: int) -> None:
        """The next team each time, while no more than so many wait for their result."""
        with ThreadPoolExecutor(max_workers=HANDS) as pool:
            list(pool.map(lambda number: self._hand_in(number, waiting=waiting), range(total)))

    def rows(self) -> list[sqlite3.Row]:
        """A row for every evaluation of our submissions, and for each of these that has none."""
        return self.site.rows(OURS, json.dumps(list(self.teams)))

    def ended(self) -> int:
        return sum(row["state"] in {"scored", "failed", "broken"} for row in self.rows())

    def told(self) -> str:
        """How it went, for whoever reads the output."""
        rows = self.rows()
        sendings = sum(row["tries"] for row in rows)
        return (
            f"{len(rows)} submissions, sent {sendings} times, one of them {max(row['tries'] for row in rows)} times; "
            f"uploads: {len(self.accepted)} accepted, {self.refused} refused, {self.unanswered} unanswered"
        )

    def wait_for_all(self) -> None:
        """As long as there is progress."""
        while (ended := self.ended()) < len(self.rows()):
            until(lambda: self.ended() > ended, seconds=PATIENCE, pause=0.5)

    def require_each_scored_once(self) -> None:
        """And counted once, and nothing lost of what was accepted."""
        rows = self.rows()
        assert [dict(row) for row in rows if row["state"] != "scored" or row["breakdowns"]] == []
        assert max(Counter(row["id"] for row in rows).values()) == 1
        ids = {str(UUID(row["id"])) for row in rows}
        assert self.accepted.keys() - ids == set()
        assert len(ids - self.accepted.keys()) <= self.unanswered
        self._require_one_result_each({row["id"]: row["evaluation"] for row in rows})
        self._require_right_quota(rows)

    def _require_one_result_each(self, evaluations: dict[str, str]) -> None:
        found = self.site.rows("SELECT evaluation_id, part, key, value FROM challenges_score")
        numbers = Counter(row["evaluation_id"] for row in found)
        assert {numbers[evaluation] for evaluation in evaluations.values()} == {SCORES}
        errors = {row["evaluation_id"]: row["value"] for row in found if (row["part"], row["key"]) == ("public", "mae")}
        told = {submission: errors[evaluations[UUID(submission).hex]] for submission in self.accepted}
        assert told == {submission: value - 1.5 for submission, value in self.accepted.items()}
        journal = self.site.rows("SELECT subject FROM challenges_journalentry WHERE deed = 'evaluation.scored'")
        entries = Counter(row["subject"] for row in journal)
        assert {entries[f"evaluation:{UUID(evaluation)}"] for evaluation in evaluations.values()} == {1}
        assert "The journal is whole" in self.site.run("manage.py", "journal")

    def _require_right_quota(self, rows: Sequence[sqlite3.Row]) -> None:
        assert {row["is_counted"] for row in rows} == {1}
        used = Counter(row["team"] for row in rows)
        with self.site.client(self.teams[0]) as client:
            board = client.get(f"challenges/{CHALLENGE}/leaderboard?page_size=200").raise_for_status().json()["results"]
        assert used == {row["team_name"]: row["scored_count"] for row in board if row["team_name"] in self.teams}
        for team in self.teams:
            with self.site.client(team) as client:
                challenge = client.get(f"challenges/{CHALLENGE}").raise_for_status().json()
            (phase,) = challenge["phases"]
            assert challenge["allowance"]["left_in_total"] == phase["total_limit"] - used[team]

    def _hand_in(self, number: int, *, waiting: int) -> None:
        until(lambda: len(self.accepted) - self.ended() < waiting, seconds=PATIENCE, pause=0.3)
        value = FIRST + number
        if number % 3 == 2:
            kind, content = "predictions", predictions_csv(**dict.fromkeys("abcd", value))
        else:
            kind, content = "code", code_zip(program(value=value, seconds=0.3 * (number % 4)))
        self.accepted[self._insist(self.teams[number % len(self.teams)], content, kind=kind)] = value

    def _insist(self, team: str, content: bytes, *, kind: str) -> str:
        """As a team does whose upload failed: again."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                return self.site.hand_in(team, content, challenge=CHALLENGE, kind=kind)
            except httpx.ConnectError:
                self.refused += 1
            except httpx.TransportError:
                self.unanswered += 1
            time.sleep(0.3)
        raise AssertionError(f"{self.site.place.url} did not answer")
