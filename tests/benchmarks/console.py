"""What the console's pages cost at the server: `python -m tests.benchmarks.console --submissions 200000`.

On SQLite, or on the empty database of DATABASE_URL; `--site FOLDER` keeps the site there, and measures the one that is
there already. Every address of the console that answers a reader with a page is asked many times through Django's whole
stack, in an edition of six challenges that `crowded` and `busy` fill, with a jury at every stage: by an operator, and,
where it is told, by an organizer of three of them. The stage is asked for in three editions: one that prepares its
evening, one whose results are published, and one that is live (see staged). What only takes a POST, leads elsewhere or
sends a file is no page, and is named as such. Each line says the median and the 95th percentile of the time, the median
of this process's own time, queries, size, and the ratio to the bare query of fifty submissions in the same run. The
first asks are not counted; the preview of the big rejudge is asked for before the clock has worked it out, and after.
Ends in 0 only if every page stays within 200 ms and 20 queries; it needs a quiet machine, and at least some 15,000
submissions.
"""

import argparse
import re
import sys
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from itertools import chain
from typing import Any

from django.db.models import Sum

from tests.benchmarks.boards import Line, _asked, _begin, _client, _timed, _told

MOST = (200.0, 20)  # milliseconds, queries
CHALLENGES = ("rade", "accostage", "camions", "documents", "sejour", "air")
TEAMS = 2_000
PAGES = ("console/", "data/vault/", "questions/", "challenges/<slug:slug>/rejudges/", "rejudges/")
# No page: moved on, or for a POST alone, or for a program.
ELSEWHERE = frozenset({302, 405, 412})
FILES = frozenset(
    {
        *("console-check-report", "console-submission-log", "console-picture", "console-versions-text"),
        *("console-publication-picture", "console-keepsake-file"),
    }
)
OUTSIDE = frozenset({"join-crew"})  # for whoever was invited


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--submissions", type=int, default=200_000)
    parser.add_argument("--repetitions", type=int, default=40, help="of each page; 0 makes the site only")
    parser.add_argument("--site", help="a folder to keep it in")
    parser.add_argument("--only", default="", help="pages whose title holds this")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        _begin(asked.site or folder)
        fill(asked.submissions)
        lines = list(measure(asked.repetitions, only=asked.only)) if asked.repetitions else []
    return 0 if all(line.holds for line in lines) else 1


def fill(submissions: int) -> None:
    """Make the site, unless it is there."""
    from challenges import clock  # Django has to be set up first
    from challenges.submissions.models import Submission
    from challenges.tallies.actions import count_hours
    from challenges.tallies.queries import tallies_of
    from tests.benchmarks import busy, crowded
    from tests.factories import make_machine, make_person

    if Submission.objects.exists():
        return
    now = clock.now()
    teams = crowded.make_teams(TEAMS, now=now)
    each = submissions // len(CHALLENGES)
    crowds = [crowded.make_crowd(slug, teams=teams, submissions=each, now=now) for slug in CHALLENGES]
    dora = make_person("dora", is_staff=True, is_superuser=True)
    otto = make_person("otto", is_staff=True)
    for crowd in crowds[:3]:
        crowd.phase.challenge.organizers.add(otto)
    for crowd in crowds[3:]:
        crowd.phase.challenge.organizers.add(dora)
    busy.make_busy(crowds, by=dora, now=now)
    make_machine(now=now + timedelta(days=1))
    for crowd in crowds:
        while tallies_of([crowd.phase]).aggregate(all=Sum("received"))["all"] != each:
            count_hours(crowd.phase, now=now + timedelta(seconds=1))
    crowded.gather_statistics()


def measure(repetitions: int, *, only: str) -> Iterator[Line]:
    """Print each line as it is known."""
    from challenges.submissions.models import Submission
    from smartport import wsgi  # as gunicorn begins: what stays is not looked through for garbage
    from smartport.accounts.models import User

    assert wsgi.application
    newest = Submission.objects.order_by("-received_at").select_related("team")
    bare = _timed(lambda: list(newest.all()[:50]), repetitions, before=lambda: None).middle
    clients = {name: _client(User.objects.get(username=name)) for name in ("dora", "otto")}
    for who, title, path in chain(_struck(), pages()):
        if only not in title:
            continue
        answer = clients[who].get(path)
        kind = answer.headers.get("content-type", "").partition(";")[0]
        if answer.status_code in ELSEWHERE or (answer.status_code == 200 and kind != "text/html"):
            sys.stdout.write(f"  no page: {title} ({answer.status_code} {kind})\n")
            continue
        assert answer.status_code == 200, (path, answer.status_code)
        times = _asked(clients[who], path, repetitions, before=lambda: None, headers={})
        yield _told(Line(title, times, bare, *MOST))


def _struck() -> Iterator[tuple[str, str, str]]:
    """The preview of the big rejudge before the clock has worked it out, and then its page as all others see it."""
    from challenges import clock
    from challenges.leaderboards.foreseen import foresee
    from challenges.leaderboards.models import Foreseen
    from tests.benchmarks.places import places

    Foreseen.objects.all().delete()
    path = f"/rejudges/{places()['rejudge_id']}/"
    yield "dora", "rejudge, being worked out", path
    foresee(now=clock.now(), goes_on=lambda: True)
    yield "dora", "rejudge, far down", f"{path}?page=15"


def pages() -> Iterator[tuple[str, str, str]]:
    """Who asks for what, and where: every address as it is, then what a reader may ask for."""
    from tests.benchmarks.places import asked_for, elsewhere, places
    from tests.smartport.world import PLACE, addresses

    there = places()
    for address in addresses():
        if address.route.startswith(PAGES) and address.name not in FILES | OUTSIDE:
            here = {**there, **elsewhere(address.name, address.route, there)}
            if not here.keys() >= set(address.places):
                sys.stdout.write(f"left out, for this site has none: {address.name}\n")
                continue
            path = "/" + PLACE.sub(partial(_put, here), address.route)
            yield "dora", address.name, path
    for path in asked_for(there):
        yield "dora", _title(path, there), path
    for name in ("", "submissions/", f"editions/{there['edition']}/", "journal/", "submissions/?outcome=crashed"):
        yield "otto", f"organizer: {name}", f"/console/{name}"


def _title(path: str, there: dict[str, Any]) -> str:
    """As long as a line has room for; a panel by its stage."""
    for key, stage in there["panels"].items():
        path = path.replace(str(key), stage)
    return path.removeprefix("/console/")[:42]


def _put(there: dict[str, Any], found: re.Match[str]) -> str:
    return str(there[found[1]])


if __name__ == "__main__":
    raise SystemExit(main())
