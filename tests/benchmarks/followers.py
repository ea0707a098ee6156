"""How soon a step is seen by all who follow: `python -m tests.benchmarks.followers --followers 5000 --halls 50`.

Everything is real: gunicorn, the follower's process, a database of its own (or the empty one of DATABASE_URL), the keys
of the control. All followers are one process on this machine, so its work counts too. Measured is from the commit of a
key to the first byte of the state at each follower. Ends in 0 only if all got every state, 95 of 100 within a second,
and the site's pages stayed quick meanwhile. It needs a quiet machine, and two minutes.
"""

import argparse
import http.client
import json
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import quantiles

from smartport.bootstrap import programs
from smartport.bootstrap.place import Place
from smartport.bootstrap.supervisor import Program, clear_away, spawn
from tests.benchmarks.__main__ import Line
from tests.journeys.site import free_port, until

KEYS = 20
PAUSE = 1.5  # half a second more or less: keys keep no time with the reader
MOST_SECONDS, MOST_PAGE_SECONDS = 1.0, 0.5
PAGES = ("/", "/stage/")
TICKS = os.sysconf("SC_CLK_TCK")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--followers", type=int, default=5_000, help="phones")
    parser.add_argument("--halls", type=int, default=50)
    parser.add_argument("--keys", type=int, default=KEYS)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        place = _place(Path(folder))
        environment = place.environment()
        prepare = [sys.executable, "-m", "smartport.bootstrap.prepare"]
        subprocess.run(prepare, env=environment, cwd=place.root, check=True, stdout=subprocess.DEVNULL)
        os.environ.update(environment)
        paths = _evening(asked.halls) + ["/follow/live/demo"] * asked.followers
        with _running(programs.site(place, environment)), _running(programs.follower(place, environment)) as follower:
            port = int(environment["SMARTPORT_FOLLOW_ADDRESS"].rpartition(":")[2])
            _wait(place, port)
            lines = measure(place, port=port, paths=paths, keys=asked.keys, follower=follower)
    print("\n".join(map(str, lines)))
    return 0 if all(line.holds for line in lines) else 1


def measure(place: Place, *, port: int, paths: Sequence[str], keys: int, follower: int) -> list[Line]:
    """Presses, while all follow and somebody looks at pages."""
    alone = Looker(place.port).look(seconds=4)
    command = [sys.executable, "-m", "tests.benchmarks.following"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=place.root) as crowd:
        assert crowd.stdin
        assert crowd.stdout
        crowd.stdin.write(json.dumps({"port": port, "paths": list(paths)}) + "\n")
        crowd.stdin.flush()
        came = json.loads(crowd.stdout.readline())["seconds"]
        looker = Looker(place.port)
        busy = _cpu(follower)
        with looker:
            began = time.monotonic()
            commits = _press(keys)
            seconds = time.monotonic() - began
        busy = _cpu(follower) - busy
        memory = _memory(follower)
        crowd.stdin.close()
        seen = json.loads(crowd.stdout.read())
    return _lines(commits, seen, came=came, busy=busy / seconds, memory=memory, pages=(alone, looker.seconds))


def _lines(
    commits: dict[int, float],
    seen: dict[str, list[list[float]]],
    *,
    came: float,
    busy: float,
    memory: float,
    pages: tuple[list[float], list[float]],
) -> list[Line]:
    times, missed = [], 0
    for follower in seen["seen"]:
        got = dict(zip(map(int, follower[::2]), follower[1::2], strict=True))
        times += [got[version] - at for version, at in commits.items() if version in got]
        missed += len(commits.keys() - got.keys())
    slices = quantiles(times, n=100)
    alone, meanwhile = (quantiles(found, n=20)[18] for found in pages)
    return [
        Line("all are there after", came, "s", note=f"{len(seen['seen'])} followers"),
        Line("step seen, half", slices[49], "s", note=f"{len(times)} sights of {len(commits)} keys"),
        Line("step seen, 95 %", slices[94], "s", at_most=MOST_SECONDS),
        Line("step seen, the last", max(times), "s"),
        Line("steps not seen", missed, "", at_most=0),
        Line("connections lost", float(str(seen["lost"])), "", at_most=0),
        Line("follower, processor", 100 * busy, "%", note="of one, while keys are pressed"),
        Line("follower, memory", memory, "MB"),
        Line("crowd, processor", float(str(seen["cpu"])), "s", note="the followers' own, on the same machine"),
        Line("page alone, 95 %", alone, "s"),
        Line("page meanwhile, 95 %", meanwhile, "s", at_most=MOST_PAGE_SECONDS, note=f"{len(pages[1])} asked"),
    ]


def _wait(place: Place, port: int) -> None:
    try:
        until(lambda: _is_there(place.port, PAGES[0]) and _is_there(port, "/follow/health"), seconds=90)
    except AssertionError:
        sys.stderr.writelines(path.read_text()[-3_000:] for path in place.logs.glob("*.log"))
        raise


class Looker:
    """Somebody who looks at pages of the site all the while."""

    def __init__(self, port: int) -> None:
        self.seconds: list[float] = []
        self._port = port
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_exc: object) -> None:
        self._over.set()
        self._thread.join()

    def look(self, *, seconds: float) -> list[float]:
        with self:
            time.sleep(seconds)
        return self.seconds

    def _look(self) -> None:
        while not self._over.wait(0.1):
            for page in PAGES:
                began = time.perf_counter()
                assert _is_there(self._port, page), page
                self.seconds.append(time.perf_counter() - began)


def _place(folder: Path) -> Place:
    port, follow = free_port(), free_port()
    given = {name: os.environ[name] for name in ("PATH", "HOME", "DATABASE_URL") if name in os.environ}
    more = {"SMARTPORT_PORT": str(port), "SMARTPORT_FOLLOW_ADDRESS": f"127.0.0.1:{follow}", "SMARTPORT_DEMO": "no"}
    return Place(data=folder, port=port, given={**given, **more})


def _evening(halls: int) -> list[str]:
    """An evening that is live, with a board of ten and so many halls; the addresses of these."""
    import django

    django.setup()
    from uuid import uuid4

    from challenges import clock
    from challenges.ceremony.running import go_live
    from challenges.ceremony.screens import make_screen
    from tests.benchmarks.evening import armed
    from tests.factories import make_person

    now, dora = clock.now(), make_person("dora", is_staff=True, is_superuser=True)
    edition = armed(now=now, by=dora)
    names = [make_screen(edition, key=uuid4(), name=f"Hall {n}", by=dora, now=now) for n in range(halls)]
    go_live(edition, by=dora, now=now)
    return [f"/follow/screen/{made.secret}" for made in names]


def _press(keys: int) -> dict[int, float]:
    """The version after each key, and when it was committed."""
    from challenges import clock
    from challenges.ceremony.models import Show
    from challenges.ceremony.rules import Key
    from challenges.ceremony.running import press

    show = Show.objects.select_related("controller").get()
    by, commits = show.controller, {}
    assert by
    for _ in range(keys):
        time.sleep(PAUSE + random.uniform(-0.5, 0.5))
        show = press(
            show,
            Key.NEXT,
            seen_version=show.version,
            controller_key=show.controller_key,
            is_held=True,
            by=by,
            now=clock.now(),
        )
        commits[show.version] = time.time()
    time.sleep(2 * PAUSE)
    return commits


@contextmanager
def _running(program: Program) -> Iterator[int]:
    process = spawn(program)
    try:
        yield process.pid
    finally:
        process.terminate()
        try:
            process.wait(timeout=15)
        finally:
            clear_away(process)


def _is_there(port: int, path: str) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def _cpu(process: int) -> float:
    """Seconds of a processor so far."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def _memory(process: int) -> float:
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024


if __name__ == "__main__":
    raise SystemExit(main())
