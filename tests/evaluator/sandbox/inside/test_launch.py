"""What a program notices of the launcher: nothing. Each is run by it and by Python itself, and both say the same."""

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from evaluator.sandbox.inside import __file__ as inside

LAUNCH = Path(inside).parent / "launch.py"


@dataclass(frozen=True)
class Ending:
    code: int
    out: str
    err: str


Files = dict[str, str]
Run = Callable[..., Ending]


@pytest.fixture
def program(tmp_path: Path) -> Path:
    folder = tmp_path / "program"
    folder.mkdir()
    return folder


@pytest.fixture
def launched(program: Path, tmp_path: Path) -> Run:
    """The launcher's run: the files arrive only after it has reached its door."""

    def run(
        files: Files,
        *words: str,
        libraries: str = "json,decimal,no_such_library",
        first: Files | None = None,
        is_strange: bool = True,
    ) -> Ending:
        for name, text in (first or {}).items():
            (program / name).write_text(text)
        door = tmp_path / "door"
        os.mkfifo(door)

        def let_in() -> None:
            with door.open("wb") as opened:  # opens once the launcher stands behind it
                write(program, files)
                opened.write(b"go\n")

        threading.Thread(target=let_in, daemon=True).start()
        folder = "" if is_strange else str(program)
        return ended([sys.executable, str(LAUNCH), libraries, folder, str(door), *words], program)

    return run


def write(program: Path, files: Files) -> None:
    for name, text in files.items():
        path = program / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)


def ended(command: list[str], folder: Path) -> Ending:
    environment = {"PATH": os.environ["PATH"], "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=30, check=False)
    return Ending(done.returncode, done.stdout, done.stderr)


PROGRAMS: dict[str, Files] = {
    "says who it is": {
        "main.py": "import sys\nprint(__name__, __file__, sys.argv, sys.path[0], __spec__, __doc__, sorted(globals()))"
    },
    "is main for others": {
        "main.py": "import other\nclass Ship: pass\nif __name__ == '__main__': print(other.main_of(), Ship.__module__)",
        "other.py": "import sys\ndef main_of(): return hasattr(sys.modules['__main__'], 'Ship')",
    },
    "crashes": {"main.py": "def berth():\n    return 1 / 0\n\nberth()\n"},
    "crashes in a chain": {
        "main.py": "try:\n    1 / 0\nexcept ZeroDivisionError as error:\n    raise ValueError('x') from error\n"
    },
    "does not compile": {"main.py": "print('a'\n"},
    "leaves with a code": {"main.py": "import sys\nsys.exit(7)"},
    "leaves with a word": {"main.py": "import sys\nsys.exit('no more room')"},
    "has its own hook": {"main.py": "import sys\nsys.excepthook = lambda *a: print('hook', a[0].__name__)\n1 / 0"},
    "cleans up at the end": {
        "main.py": "import atexit, threading, time\natexit.register(print, 'last')\n"
        "threading.Thread(target=lambda: (time.sleep(0.1), print('thread'))).start()\nprint('main ends')"
    },
    "spawns processes": {
        "main.py": "import multiprocessing\ndef double(x): return 2 * x\n"
        "if __name__ == '__main__':\n    multiprocessing.set_start_method('spawn')\n"
        "    with multiprocessing.Pool(1) as pool:\n        print(pool.map(double, [1, 2]))"
    },
    "forks processes": {
        "main.py": "import multiprocessing\ndef double(x): return 2 * x\n"
        "if __name__ == '__main__':\n    multiprocessing.set_start_method('fork')\n"
        "    with multiprocessing.Pool(1) as pool:\n        print(pool.map(double, [1, 2]))"
    },
    "brings its own json": {"main.py": "import json\nprint(json.MINE)", "json.py": "MINE = 'mine'"},
    "brings its own decimal, as a package": {
        "main.py": "import decimal\nprint(decimal.MINE)",
        "decimal/__init__.py": "MINE = 1",
    },
    "brings a library that is not there": {
        "main.py": "import no_such_library as x\nprint(x.MINE)",
        "no_such_library.py": "MINE = 2",
    },
    "collects its garbage, now and at the end": {
        "main.py": "import gc\nclass Ship:\n    def __init__(self, name): self.name, self.me = name, self\n"
        "    def __del__(self): print(self.name, 'is gone')\n"
        "print(gc.isenabled(), gc.get_threshold())\nShip('Amal')\ngc.collect()\nprint('now')\nlast = Ship('Nour')"
    },
    "is not there": {"start.py": "print('never')"},
    "has another coding": {"main.py": "# coding: utf-8\nprint('ميناء')"},
    "looks into the future": {
        "main.py": "from __future__ import annotations\ndef same(x: nothing): return x\nprint(same(1))"
    },
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_program_notices_nothing(name: str, launched: Run, program: Path) -> None:
    found = launched(PROGRAMS[name], "main.py", "--fast")

    assert found == ended([sys.executable, "main.py", "--fast"], program)


def test_libraries_are_loaded_before_the_door_opens(launched: Run) -> None:
    files = {"main.py": "import sys\nprint('decimal' in sys.modules, 'colorsys' in sys.modules)"}

    assert launched(files, "main.py").out == "True False\n"


def test_scorers_own_module_is_loaded_before_and_once(launched: Run) -> None:
    first = {
        "warm.py": "print('read the reference')\ntruth = [1, 2]",
        "main.py": "from warm import truth\nprint(truth)",
    }

    found = launched({}, "main.py", libraries="json,warm", first=first, is_strange=False)

    assert found == Ending(0, "read the reference\n[1, 2]\n", "")


def test_scorers_own_module_that_fails_says_so_at_once(launched: Run) -> None:
    first = {"warm.py": "import nowhere", "main.py": "print('never')"}

    found = launched({}, "main.py", libraries="warm", first=first, is_strange=False)

    assert (found.code, found.out) == (1, "")
    assert found.err.endswith("No module named 'nowhere'\n")


@pytest.mark.parametrize("name", ["json", "decimal", "no_such_library", "warm"])
def test_nothing_of_a_strangers_runs_before_the_door_opens(name: str, launched: Run) -> None:
    first = {f"{name}.py": "print('too early')", "main.py": "print('in')"}

    found = launched({"main.py": "print('in time')"}, "main.py", libraries="json,decimal,no_such_library", first=first)

    assert found == Ending(0, "in time\n", "")


def test_door_that_falls_shut_lets_nobody_through(program: Path, tmp_path: Path) -> None:
    (program / "main.py").write_text("print('through')")
    door = tmp_path / "door"
    os.mkfifo(door)
    threading.Thread(target=lambda: door.open("wb").close(), daemon=True).start()

    found = ended([sys.executable, str(LAUNCH), "", "", str(door), "main.py"], program)

    assert (found.code, found.out) == (1, "")
