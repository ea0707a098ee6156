"""Many submissions of many teams at once: how fast they are through, and whose first result came when.

They are handed in through the API while no worker evaluates, team by team, the worst order for fairness; then the
worker is started. With so few processors the uploads would otherwise take time from one side of the comparison only.
The bare loop runs half before and half after, so that a machine that gets busier does so for both.
"""

from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from time import perf_counter

from tests.benchmarks.case import Case
from tests.benchmarks.idle import SLUG
from tests.journeys.site import SLOTS, RealSite, until

TEAMS, EACH = 40, 5
BARE = 60  # pairs of containers, in each half
HANDS = 4
PATIENCE = 900.0
THEIRS = """
    SELECT u.username AS team, e.state, e.tries, e.sent_at, e.finished_at FROM challenges_evaluation e
    JOIN challenges_submission s ON s.id = e.submission_id JOIN accounts_user u ON u.id = s.by_id
    WHERE u.username != 'alice' ORDER BY e.sent_at, e.finished_at
"""


@dataclass(frozen=True)
class Result:
    """One submission's: when it was sent to the worker and when its scores were there, in seconds of the epoch."""

    team: str
    sent_at: float
    finished_at: float


@dataclass(frozen=True)
class Rush:
    """`uploads` and `bare` are numbers a second."""

    uploads: float
    bare: float
    results: Sequence[Result]

    @property
    def throughput(self) -> float:
        began = min(result.sent_at for result in self.results)
        return len(self.results) / (max(result.finished_at for result in self.results) - began)

    def unfair(self) -> int:
        """How many teams' first results waited for another team's third."""
        firsts, thirds = self._of_each(0), self._of_each(2)
        return sum(
            any(third.sent_at < first.sent_at for team, third in thirds.items() if team != first.team)
            or any(third.finished_at < first.finished_at for team, third in thirds.items() if team != first.team)
            for first in firsts.values()
        )

    def _of_each(self, number: int) -> dict[str, Result]:
        by_team: dict[str, list[Result]] = defaultdict(list)
        for result in self.results:
            by_team[result.team].append(result)
        return {team: sorted(found, key=lambda result: result.finished_at)[number] for team, found in by_team.items()}


def measure(site: RealSite, case: Case) -> Rush:
    site.stop("evaluator")
    teams = site.invite(TEAMS)
    began = perf_counter()
    with ThreadPoolExecutor(max_workers=HANDS) as pool:
        list(pool.map(lambda number: _hand_in(site, case, teams, number), range(TEAMS * EACH)))
    uploads = TEAMS * EACH / (perf_counter() - began)
    until(lambda: len(site.rows(THEIRS)) == TEAMS * EACH, seconds=PATIENCE)

    seconds = _bare(case)
    site.start("evaluator")
    until(lambda: all(row["finished_at"] for row in site.rows(THEIRS)), seconds=PATIENCE, pause=1.0)
    site.stop("evaluator")
    seconds += _bare(case)

    rows = site.rows(THEIRS)
    assert {(row["state"], row["tries"]) for row in rows} == {("scored", 1)}, [dict(row) for row in rows]
    results = [Result(row["team"], _epoch(row["sent_at"]), _epoch(row["finished_at"])) for row in rows]
    return Rush(uploads, 2 * BARE / seconds, results)


def _hand_in(site: RealSite, case: Case, teams: Sequence[str], number: int) -> None:
    site.hand_in(teams[number // EACH], case.entry(number), challenge=SLUG)


def _bare(case: Case) -> float:
    """Seconds for one half of the bare loop."""
    began = perf_counter()
    case.bare_loop(BARE, at_once=SLOTS)
    return perf_counter() - began


def _epoch(text: str) -> float:
    return datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp()
