"""What a backup costs: `python -m tests.benchmarks.backup --submissions 200000 --files 5000`.

A site of that many submissions, on SQLite or on the empty database of DATABASE_URL, with so many files of 100 kB. The
floor, in the same run, is what an operator would type on SQLite: `sqlite3 .backup` and `cp -r` of the folders, with the
disk asked to have them (on PostgreSQL `pg_dump` in the place of the first). Each is done three times, and the best
counts. A last line says how a submission is kept while a backup runs. Ends in 0 only if every bound holds.
"""

import argparse
import os
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles
from typing import Any

FILE_BYTES = 100_000
TEAMS = 1000
TIMES = 3
MEBIBYTE_IN_KIBIBYTES = 1024


@dataclass(frozen=True)
class Line:
    """One number and its bound, both in `unit`."""

    title: str
    value: float
    unit: str
    at_most: float | None = None
    note: str = ""

    @property
    def holds(self) -> bool:
        return self.at_most is None or self.value <= self.at_most

    def __str__(self) -> str:
        mark = " " if self.at_most is None else "✓" if self.holds else "✗"
        bound = "" if self.at_most is None else f"at most {self.at_most:g}"
        return f"{mark} {self.title:34} {self.value:9.2f} {self.unit:4} {bound:14} {self.note}"


@dataclass(frozen=True)
class Bounds:
    """How many floors a backup may take, and how many milliseconds somebody who hands in meanwhile may wait."""

    floors: float
    wait: float


# `pg_dump` is quicker than a copy of the whole file, and in PostgreSQL nobody waits for who reads.
BOUNDS = {"sqlite": Bounds(floors=6, wait=200.0), "postgresql": Bounds(floors=15, wait=100.0)}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--submissions", type=int, default=200_000)
    parser.add_argument("--files", type=int, default=5_000)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        _begin(folder)
        lines = measure(Path(folder), asked.submissions, files=asked.files)
    print("\n".join(map(str, lines)))
    return 0 if all(line.holds for line in lines) else 1


def measure(folder: Path, submissions: int, *, files: int) -> list[Line]:
    from django.conf import settings  # Django has to be set up first
    from django.db import connection

    phase = _fill(submissions, files=files)
    floor = _best(lambda: _floor(folder / "floor", settings.DATA))
    made = _best(lambda: _backup(folder / "backup.tar"))
    size = (folder / "backup.tar").stat().st_size
    checked = _best(lambda: _check(folder / "backup.tar"))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEBIBYTE_IN_KIBIBYTES
    alone = _recording(phase, while_running=lambda: time.sleep(3))
    beside = _recording(phase, while_running=lambda: _backup(folder / "backup.tar"))
    restored = _restore(folder / "backup.tar")
    bounds = BOUNDS[connection.vendor]
    return [
        Line("floor: copy of database and files", floor, "s", note=f"{submissions:,} submissions, {files:,} files"),
        Line("backup", made, "s", note=f"{size / 1e6:.0f} MB"),
        Line("backup / floor", made / floor, "F", at_most=bounds.floors),
        Line("restore --check", checked, "s", at_most=round(made, 2), note="a backup"),
        Line("restore", restored, "s", note="into a new SQLite file"),
        Line("restore / backup", restored / made, "", at_most=6),
        Line("memory, at most", memory, "MiB", at_most=768, note="of all of this"),
        Line("a submission, alone, p95", 1000 * alone, "ms"),
        Line("a submission, beside a backup, p95", 1000 * beside, "ms", at_most=max(bounds.wait, 20_000 * alone)),
    ]


def _begin(folder: str) -> None:
    os.environ["SMARTPORT_DATA"] = folder + "/data"
    os.environ.setdefault("SMARTPORT_LOG_LEVEL", "ERROR")

    import django  # the settings read the environment above
    from django.conf import settings
    from django.core.management import call_command

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    django.setup()
    call_command("migrate", verbosity=0)


def _fill(submissions: int, *, files: int) -> Any:
    """Every submission names a file: most of them the same, so many one of their own."""
    from django.core.files.base import ContentFile
    from django.core.files.storage import default_storage

    from challenges import clock
    from challenges.submissions.models import Submission
    from tests.benchmarks import crowded

    teams = crowded.make_teams(TEAMS, now=clock.now())
    crowd = crowded.make_crowd("rade", teams=teams, submissions=submissions, now=clock.now())
    Submission.objects.update(content=default_storage.save("", ContentFile(b"the same")))
    for key in list(Submission.objects.values_list("pk", flat=True)[:files]):
        name = default_storage.save("", ContentFile(os.urandom(FILE_BYTES)))
        Submission.objects.filter(pk=key).update(content=name)
    crowded.gather_statistics()
    return crowd.phase


def _best(run: Callable[[], None]) -> float:
    times = []
    for _ in range(TIMES):
        began = time.perf_counter()
        run()
        times.append(time.perf_counter() - began)
    return min(times)


def _floor(to: Path, data: Path) -> None:
    from django.db import connection

    shutil.rmtree(to, ignore_errors=True)
    to.mkdir()
    if connection.vendor == "sqlite":
        with sqlite3.connect(connection.settings_dict["NAME"]) as live, sqlite3.connect(to / "copy.sqlite3") as copy:
            live.backup(copy)
    else:
        names = connection.settings_dict
        url = f"postgresql://{names['USER']}@/{names['NAME']}?host={names['OPTIONS'].get('host') or names['HOST']}"
        subprocess.run(["pg_dump", "--format=custom", "--compress=1", f"--file={to / 'copy.dump'}", url], check=True)
    for folder in ("files", "hidden"):
        subprocess.run(["cp", "-r", str(data / folder), str(to)], check=True)
    subprocess.run(["sync", "--file-system", str(to)], check=True)


def _backup(path: Path) -> None:
    from challenges import clock
    from smartport.backup.output import destination
    from smartport.backup.saving import save

    path.unlink(missing_ok=True)
    with destination(str(path)) as out:
        save(out, now=clock.now(), with_vault=False, incomplete=False)


def _check(path: Path) -> None:
    from smartport.backup.checking import opened

    with opened(path):
        pass


def _restore(path: Path) -> float:
    """By the command, on a machine of its own."""
    data = path.parent / "restored"
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    began = time.perf_counter()
    command = [sys.executable, "manage.py", "restore", str(path)]
    subprocess.run(command, env={**environment, "SMARTPORT_DATA": str(data)}, check=True, capture_output=True)
    return time.perf_counter() - began


def _recording(phase: Any, *, while_running: Callable[[], None]) -> float:
    """The 95th percentile of how long a team waits, in seconds, that hands in all the time."""
    from django.db import connections

    from challenges import clock
    from challenges.submissions.actions import receive_submission
    from tests.factories import make_person, make_team, make_upload, predictions_csv

    done, times = threading.Event(), []
    captain = make_person(f"captain{time.monotonic_ns()}")
    team = make_team(phase.challenge.edition, name=captain.username, captain=captain)

    def work() -> None:
        while not done.is_set():
            upload = make_upload(phase, content=predictions_csv(a=time.time()))
            began = time.perf_counter()
            receive_submission(upload, team=team, phase=phase, by=captain, now=clock.now())
            times.append(time.perf_counter() - began)
            time.sleep(0.02)
        connections.close_all()

    hand = threading.Thread(target=work)
    hand.start()
    while_running()
    done.set()
    hand.join()
    return quantiles(times, n=20)[18]


if __name__ == "__main__":
    raise SystemExit(main())
