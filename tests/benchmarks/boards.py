"""What a leaderboard costs at the server: `python -m tests.benchmarks.boards --teams 10000 --submissions 1000000`.

On SQLite, or on the empty database of DATABASE_URL. Each door is asked many times through Django's whole stack, over a
board as it stands (drawn before) and over one that has just changed. Each line says the median and the 95th percentile
of the time, the median of this process's own time (a busy machine spoils only the first two), queries, size, and the
ratio to the bare query of fifty lines in the same run. Ends in 0 only if every bound holds; it needs a quiet machine.
"""

import argparse
import copy
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from statistics import median, quantiles
from typing import Any

FEW_TEAMS, FEW_SUBMISSIONS = 10, 1_000
MOST, MOST_304 = (50.0, 10), (5.0, 10)  # milliseconds, queries
FACTOR = 2.0
WARM_UP = 20


@dataclass(frozen=True)
class Times:
    """In milliseconds."""

    middle: float
    p95: float
    own: float
    queries: int | None = None
    size: int = 0


@dataclass(frozen=True)
class Line:
    """One measurement against its bounds."""

    title: str
    times: Times
    bare: float
    at_most: float | None = None
    most_queries: int | None = None

    @property
    def holds(self) -> bool:
        is_quick = self.at_most is None or self.times.p95 <= self.at_most
        return is_quick and (self.most_queries is None or (self.times.queries or 0) <= self.most_queries)

    def __str__(self) -> str:
        mark = ("✓" if self.holds else "✗") if self.at_most or self.most_queries else " "
        bound = f"at most {self.at_most:.0f}" if self.at_most else ""
        times = self.times
        counted = "" if times.queries is None else f"{times.queries:3} queries"
        told = f"{times.middle:8.1f} {times.p95:8.1f} {times.own:8.1f} {bound:11} {counted:11}"
        return f"{mark} {self.title:42}{told} {times.size / 1000:7.1f} kB {times.middle / self.bare:7.1f} bare"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--teams", type=int, default=10_000)
    parser.add_argument("--submissions", type=int, default=1_000_000)
    parser.add_argument("--repetitions", type=int, default=200, help="of each door")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        _begin(folder)
        lines = list(measure(asked.teams, asked.submissions, repetitions=asked.repetitions))
    return 0 if all(line.holds for line in lines) else 1


def measure(teams: int, submissions: int, *, repetitions: int) -> Iterator[Line]:
    """Print each line as it is known."""
    from challenges import clock  # Django has to be set up first
    from tests.benchmarks import crowded

    now = clock.now()
    everybody = crowded.make_teams(teams, now=now)
    few = crowded.make_crowd("few", teams=everybody[:FEW_TEAMS], submissions=FEW_SUBMISSIONS, now=now)
    crowded.gather_statistics()
    bare = _bare(few, repetitions)
    told = [_told(Line(f"record a score, {FEW_SUBMISSIONS:,} submissions", _recording(few, repetitions), bare))]
    began = time.perf_counter()
    many = crowded.make_crowd("many", teams=everybody, submissions=submissions, now=now)
    crowded.gather_statistics()
    seconds = time.perf_counter() - began
    print(f"  {submissions:,} submissions of {teams:,} teams were written and ranked in {seconds:.0f} s")
    bare = _bare(many, repetitions)
    recording = _recording(many, repetitions)
    title, most = f"record a score, {submissions:,} submissions", FACTOR * told[0].times.p95
    told.append(_told(Line(title, recording, bare, most)))
    both = [list(_doors(crowd, repetitions, bare=bare)) for crowd in (few, many)]
    told += [*both[0], *both[1]]
    for first, second in zip(*both, strict=True):
        ratio, own = second.times.middle / first.times.middle, second.times.own / first.times.own
        print(
            f"  {first.title.partition(':')[2]:40} {teams:,} teams / {FEW_TEAMS} teams: {ratio:.2f}, own time {own:.2f}"
        )
    yield from told


def _begin(folder: str) -> None:
    os.environ["SMARTPORT_DATA"] = folder
    os.environ.setdefault("SMARTPORT_LOG_LEVEL", "ERROR")
    os.environ["SMARTPORT_CROWD_SECONDS"] = (
        "0"  # what changed is drawn anew for the first who asks, not behind his back
    )
    os.environ["SMARTPORT_API_READS"] = os.environ["SMARTPORT_API_READS_BY_ADDRESS"] = "0"

    import django  # the settings read the environment above
    from django.conf import settings
    from django.core.management import call_command

    django.setup()
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    call_command("migrate", verbosity=0)


def _doors(crowd: Any, repetitions: int, *, bare: float) -> Iterator[Line]:
    from challenges import clock

    page, api = f"/challenges/{crowd.slug}/leaderboard/", f"/api/v1/challenges/{crowd.slug}/leaderboard"
    deep = max(1, len(crowd.teams) // 50 - 1)
    visitor, member = _client(None), _client(crowd.member)
    part = {"hx-request": "true"}

    def line(title: str, client: Any, path: str, *, headers: Any = None, most: Any = MOST) -> Line:
        is_changed = title.endswith("just changed")
        before = (lambda: _change(crowd, clock.now())) if is_changed else (lambda: None)
        times = _asked(client, path, repetitions, before=before, headers=headers or {})
        return _told(Line(f"{len(crowd.teams):,}: {title}", times, bare, *most))

    yield line("page", visitor, page)
    yield line("page, just changed", visitor, page)
    yield line("page, member", member, page)
    yield line("page, member, just changed", member, page)
    yield line("page, deep, member, just changed", member, f"{page}?page={deep}")
    yield line("page, around my team, just changed", member, f"{page}?show=around")
    yield line("page, search, just changed", member, f"{page}?q=alize")
    yield line("open page asks, just changed", visitor, page, headers=part)
    kept = {**part, **_etag(visitor, page, part)}
    yield line("open page asks, 304", visitor, page, headers=kept, most=MOST_304)
    yield line("API", visitor, api)
    yield line("API, deep", visitor, f"{api}?page={deep}")
    yield line("API, search", visitor, f"{api}?q=alize")
    yield line("API, 304", visitor, api, headers=_etag(visitor, api, {}), most=MOST_304)
    yield line("CSV, all lines", visitor, f"/challenges/{crowd.slug}/leaderboard.csv", most=(None, MOST[1]))


def _client(person: Any) -> Any:
    from django.test import Client

    client = Client(SERVER_NAME="127.0.0.1")
    client.cookies["language"] = "fr"
    if person:
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def _etag(client: Any, path: str, headers: dict[str, str]) -> dict[str, str]:
    return {"if-none-match": client.get(path, headers=headers).headers["ETag"]}


def _change(crowd: Any, now: datetime) -> None:
    """A team in sight got better, as a result does it."""
    from challenges.leaderboards.keeping import touch

    line = random.choice(crowd.board.best_scores.order_by("sort_value")[:50])
    line.sort_value *= 0.999
    line.values = dict.fromkeys(line.values, line.sort_value)
    line.save()
    touch(crowd.board, now=now)


def _asked(client: Any, path: str, repetitions: int, *, before: Callable[[], Any], headers: dict[str, str]) -> Times:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def ask() -> int:
        answer = copy.copy(client).get(path, headers=headers)  # a client hangs on two signals anew with each question
        assert answer.status_code == (304 if "if-none-match" in headers else 200), answer.status_code
        return len(b"".join(answer.streaming_content) if answer.streaming else answer.content)

    before()
    with CaptureQueriesContext(connection) as captured:
        size = ask()
    queries = len(captured)
    return replace(_timed(ask, repetitions, before=before), queries=queries, size=size)


def _bare(crowd: Any, repetitions: int) -> float:
    """The query that any board needs: fifty lines in order, with the names of their teams."""
    lines = crowd.board.best_scores.order_by("sort_value", "received_at", "team_id").select_related("team")
    return _timed(lambda: list(lines.all()[:50]), repetitions, before=lambda: None).middle


def _recording(crowd: Any, repetitions: int) -> Times:
    """The whole transaction in which a result is kept: the evaluation, its scores, the journal, the team's line."""
    from django.db import transaction

    from challenges import clock
    from challenges.evaluations.actions import record_report
    from challenges.evaluations.models import State
    from challenges.leaderboards.actions import take_score
    from tests.factories import make_evaluation, make_report, make_submission

    draw, waiting = random.Random(3), []
    for _ in range(repetitions + WARM_UP):
        team = draw.choice(crowd.teams)
        submission = make_submission(team, crowd.phase, now=clock.now() - timedelta(seconds=1))
        waiting.append(make_evaluation(submission, state=State.SENT, ticket="t" * 32, started_at=clock.now()))

    def record() -> None:
        scores = {f"{part}_mae": 2 + 5 * draw.random() for part in ("public", "private")}
        report = make_report(scores=scores)
        with transaction.atomic():
            recorded = record_report(waiting.pop().pk, "t" * 32, report=report, logs={}, now=clock.now())
            take_score(recorded, now=clock.now())

    return _timed(record, repetitions, before=lambda: None)


def _timed(run: Callable[[], Any], repetitions: int, *, before: Callable[[], Any]) -> Times:
    for _ in range(WARM_UP):
        before()
        run()
    times, own = [], []
    for _ in range(repetitions):
        before()
        began, busy = time.perf_counter(), time.process_time()
        run()
        times.append(1000 * (time.perf_counter() - began))
        own.append(1000 * (time.process_time() - busy))
    cuts = quantiles(times, n=20)
    return Times(cuts[9], cuts[18], median(own))


def _told(line: Line) -> Line:
    print(line)
    sys.stdout.flush()
    return line


if __name__ == "__main__":
    raise SystemExit(main())
