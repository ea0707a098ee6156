"""Programs are kept running, and nothing of them is left when they are stopped."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from smartport.bootstrap import supervisor as supervising
from smartport.bootstrap.supervisor import Program, Supervisor, pause_after

PATIENCE = 20.0
# Writes its number; says in a second file which child it has; deaf to SIGTERM where told so.
WITH_CHILD = """
import os, signal, subprocess, sys, time
if "deaf" in sys.argv:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
deaf_child = "import signal, time; signal.signal(15, signal.SIG_IGN); time.sleep(600)"
child = subprocess.Popen([sys.executable, "-c", deaf_child])
with open(sys.argv[1], "a") as out:
    out.write(f"{os.getpid()} {child.pid}\\n")
time.sleep(600)
"""


def program(folder: Path, *, code: str = WITH_CHILD, arguments: tuple[str, ...] = (), **options) -> Program:
    return Program(
        name=options.pop("name", "worker"),
        command=(sys.executable, "-c", code, str(folder / "pids"), *arguments),
        environment={"PATH": os.environ["PATH"]},
        log=folder / "worker.log",
        folder=folder,
        **options,
    )


def wait_until(condition):
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)


def pids_of_start(folder: Path, *, number: int) -> list[int]:
    """The process and its child of the nth start, once they are there."""
    path = folder / "pids"
    wait_until(lambda: path.exists() and path.read_text().count("\n") >= number)
    return [int(word) for word in path.read_text().splitlines()[number - 1].split()]


def is_alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def test_killed_program_is_started_again_and_its_orphans_are_cleared_away(tmp_path):
    died = []
    supervisor = Supervisor(on_death=died.append)
    kept = program(tmp_path)
    supervisor.start(kept)
    pid, orphan = pids_of_start(tmp_path, number=1)

    os.kill(pid, signal.SIGKILL)
    again, _child = pids_of_start(tmp_path, number=2)

    assert again != pid
    assert died == [kept]
    assert supervisor.deaths("worker") == 1
    wait_until(lambda: not is_alive(orphan))
    supervisor.stop()


def test_stop_ends_every_process_even_deaf_ones(tmp_path):
    supervisor = Supervisor()
    supervisor.start(program(tmp_path, arguments=("deaf",), stop_seconds=0.3))
    pids = pids_of_start(tmp_path, number=1)

    supervisor.stop()

    wait_until(lambda: not any(is_alive(pid) for pid in pids))


def test_stop_leaves_a_program_between_two_starts_alone(tmp_path):
    supervisor = Supervisor()
    supervisor.start(program(tmp_path, code="raise SystemExit(1)"))
    wait_until(lambda: supervisor.deaths("worker"))

    supervisor.stop()

    assert (tmp_path / "worker.log").exists()


def test_foundation_is_stopped_after_what_stands_on_it(tmp_path):
    code = "import signal, sys, time\ndef end(*_):\n  open(sys.argv[2], 'a').write(sys.argv[3]); sys.exit()\n"
    code += "signal.signal(15, end); open(sys.argv[1], 'a').write('0 0\\n'); time.sleep(600)"
    supervisor = Supervisor()
    for name, is_foundation in (("broker", True), ("site", False)):
        arguments = (str(tmp_path / "order"), f"{name} ")
        supervisor.start(program(tmp_path, code=code, arguments=arguments, name=name, foundation=is_foundation))
    pids_of_start(tmp_path, number=2)

    supervisor.stop()

    assert (tmp_path / "order").read_text() == "site broker "


def test_programs_die_with_a_supervisor_that_is_killed(tmp_path):
    script = f"""
        import sys, time
        from pathlib import Path
        from tests.bootstrap.test_supervisor import program
        from smartport.bootstrap.supervisor import Supervisor
        Supervisor().start(program(Path({str(tmp_path)!r}), code={STOPS_ITS_CHILD!r}))
        time.sleep(600)
    """
    owner = subprocess.Popen([sys.executable, "-c", textwrap.dedent(script)])
    pids = pids_of_start(tmp_path, number=1)
    assert all(is_alive(pid) for pid in pids)

    owner.kill()
    owner.wait()

    wait_until(lambda: not any(is_alive(pid) for pid in pids))


# As gunicorn and Celery do: on SIGTERM they end their children. The signal may come twice: once for the thread that
# started the program, once for the process.
STOPS_ITS_CHILD = """
import os, signal, subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
def end(*_):
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    child.terminate()
    child.wait()
    sys.exit()
signal.signal(signal.SIGTERM, end)
with open(sys.argv[1], "a") as out:
    out.write(f"{os.getpid()} {child.pid}\\n")
time.sleep(600)
"""


def test_dropped_program_is_stopped_and_not_started_again(tmp_path):
    supervisor = Supervisor()
    supervisor.start(program(tmp_path, stop_seconds=5))
    pids = pids_of_start(tmp_path, number=1)

    supervisor.drop("worker")
    time.sleep(2 * supervising.FIRST_PAUSE_SECONDS)

    assert not any(is_alive(pid) for pid in pids)
    assert (tmp_path / "pids").read_text().count("\n") == 1
    supervisor.stop()


def test_program_that_is_not_there_is_an_error_at_its_start(tmp_path, supervisor, monkeypatch):
    monkeypatch.setattr(supervising, "leash", lambda _program: [])
    missing = Program("gone", (str(tmp_path / "gone"),), {"PATH": ""}, tmp_path / "gone.log", tmp_path)

    with pytest.raises(FileNotFoundError):
        supervisor.start(missing)


@pytest.mark.parametrize(("deaths", "seconds"), [(1, 0.5), (2, 1.0), (4, 4.0), (7, 30.0), (500, 30.0)])
def test_pause_doubles_up_to_half_a_minute(deaths, seconds):
    assert pause_after(deaths) == seconds


def test_large_log_is_put_aside(tmp_path, supervisor, monkeypatch):
    monkeypatch.setattr(supervising, "LARGEST_LOG", 3)
    (tmp_path / "worker.log").write_text("long ago")

    supervisor.start(program(tmp_path))
    pids_of_start(tmp_path, number=1)

    assert (tmp_path / "worker.log.1").read_text() == "long ago"
