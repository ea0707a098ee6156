"""What the console's pages cost at the server: `python -m tests.benchmarks.console --submissions 200000`.

On SQLite, or on the empty database of DATABASE_URL. Each page is asked many times through Django's whole stack by an
organizer, in an edition of six challenges; each line says the median and the 95th percentile of the time, the median of
this process's own time, queries, size, and the ratio to the bare query of fifty submissions in the same run. Ends in 0
only if every page stays within 200 ms and 20 queries; it needs a quiet machine.
"""

import argparse
import tempfile
from collections.abc import Iterator
from typing import Any

from tests.benchmarks.boards import Line, _asked, _begin, _client, _timed, _told

MOST = (200.0, 20)  # milliseconds, queries
CHALLENGES = ("rade", "accostage", "camions", "documents", "sejour", "air")
TEAMS = 2_000


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--submissions", type=int, default=200_000)
    parser.add_argument("--repetitions", type=int, default=60, help="of each page")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        _begin(folder)
        lines = list(measure(asked.submissions, repetitions=asked.repetitions))
    return 0 if all(line.holds for line in lines) else 1


def measure(submissions: int, *, repetitions: int) -> Iterator[Line]:
    """Print each line as it is known."""
    from challenges import clock
    from challenges.submissions.models import Submission
    from challenges.tallies.actions import AT_ONCE, count_hours
    from tests.benchmarks import crowded
    from tests.factories import make_machine, make_person

    now = clock.now()
    teams = crowded.make_teams(TEAMS, now=now)
    each = submissions // len(CHALLENGES)
    crowds = [crowded.make_crowd(slug, teams=teams, submissions=each, now=now) for slug in CHALLENGES]
    make_machine(now=now)
    for crowd in crowds:
        while count_hours(crowd.phase, now=now) == AT_ONCE:
            pass
    crowded.gather_statistics()
    dora = make_person("dora", is_staff=True, is_superuser=True)
    newest = Submission.objects.order_by("-received_at").select_related("team")
    bare = _timed(lambda: list(newest.all()[:50]), repetitions, before=lambda: None).middle
    client = _client(dora)
    for title, path in pages(crowds[0], newest[0]):
        times = _asked(client, path, repetitions, before=lambda: None, headers={})
        yield _told(Line(title, times, bare, *MOST))


def pages(crowd: Any, newest: Any) -> Iterator[tuple[str, str]]:
    """What is asked, and where."""
    edition = f"/console/editions/{crowd.phase.challenge.edition.slug}/"
    yield "what needs me now", "/console/"
    yield "editions and challenges", "/console/editions/"
    yield "the edition at a glance", edition


if __name__ == "__main__":
    raise SystemExit(main())
