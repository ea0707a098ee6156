"""The virtual environment: made, filled from a lock with hashes, and left alone while the lock is unchanged."""

import fcntl
import hashlib
import importlib.util
import os
import shutil
import sys
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from smartport.bootstrap.commands import Commands
from smartport.bootstrap.packages import Packages
from smartport.bootstrap.place import Place
from smartport.bootstrap.steps import StepFailed, Steps

VERSION = f"{sys.version_info.major}.{sys.version_info.minor}"
COMMAND = """\
#!{python}
\"\"\"The command `{name}` of this checkout.\"\"\"

import sys

from {module} import {function}

sys.exit({function}())
"""


class Environment:
    """The virtual environment of one place, holding the packages of one lock ("server" or "dev")."""

    def __init__(self, place: Place, *, lock: str, steps: Steps, commands: Commands, packages: Packages) -> None:
        self.place = place
        self.lock = place.root / "requirements" / f"{lock}.txt"
        self.stamp = place.venv / f"installed-{lock}"
        self.steps = steps
        self.commands = commands
        self.packages = packages

    def is_current(self) -> bool:
        """Whether the packages of this lock, as it is now, were installed for this version of Python."""
        return self.place.python.exists() and self.stamp.exists() and self.stamp.read_text() == self._digest()

    def get_ready_to_make(self) -> None:
        """Where this Python can make no environment, installs what it lacks; raises StepFailed."""
        if self.is_current() or can_make_environments() or self._uv_works():
            return
        if not self.packages.may_install:
            with self.steps.step("Python packages"):
                raise StepFailed("This Python has neither venv nor pip. Type: sudo apt-get install python3-venv")
        self.packages.install("python3-venv")

    def make(self) -> None:
        """The whole: environment, packages, commands; a step only where something is to do."""
        if self.is_current():
            return
        with self.steps.step("Python packages") as step, alone(self.lock.parent):
            self.stamp.unlink(missing_ok=True)
            step.note = "with uv" if self._install_with_uv() else "with pip"
            if step.note == "with pip":
                self._install_with_pip()
            write_commands(self.place)
            self.stamp.write_text(self._digest())

    def _digest(self) -> str:
        return f"{VERSION} {hashlib.sha256(self.lock.read_bytes()).hexdigest()}\n"

    def _uv_works(self) -> bool:
        return self.commands.ends(("uv", "--version"), log="python") == 0

    def _install_with_uv(self) -> bool:
        if not self._uv_works() and not self._fetch_uv():
            return False
        if not self._has_working_environment():
            shutil.rmtree(self.place.venv, ignore_errors=True)
            make = ("uv", "venv", "--python", sys.executable, self.place.venv)
            if self.commands.ends(make, log="python") != 0:
                return False
        install = ("uv", "pip", "install", "--python", self.place.python, "--compile-bytecode", *self._locked())
        return self.commands.ends(install, log="python") == 0

    def _locked(self) -> tuple[str | Path, ...]:
        return ("--require-hashes", "--no-deps", "-r", self.lock)

    def _fetch_uv(self) -> bool:
        """Puts the pinned uv into .boot, with the pip of an environment or else the pip of the system."""
        wanted = ("--require-hashes", "-r", self.place.root / "requirements" / "uv.txt")
        shutil.rmtree(self.place.boot, ignore_errors=True)
        if self.commands.ends((sys.executable, "-m", "venv", self.place.boot), log="python") == 0:
            return self.commands.ends((self.place.boot / "bin/pip", "install", *wanted), log="python") == 0
        shutil.rmtree(self.place.boot, ignore_errors=True)
        install = (sys.executable, "-m", "pip", "install", "--target", self.place.boot, *wanted)
        return self.commands.ends(install, log="python") == 0

    def _install_with_pip(self) -> None:
        sentence = "The Python packages could not be installed; is there a network?"
        if not self._has_working_environment() or not (self.place.venv / "bin/pip").exists():
            make = (sys.executable, "-m", "venv", "--clear", self.place.venv)
            self.commands.run(make, log="python", sentence=sentence)
        install = (self.place.venv / "bin/pip", "install", *self._locked())
        self.commands.run(install, log="python", sentence=sentence)

    def _has_working_environment(self) -> bool:
        """Whether .venv is one of this very version of Python, and starts."""
        same = f"import sys; sys.exit('{VERSION}' != '%d.%d' % sys.version_info[:2])"
        return self.commands.ends((self.place.python, "-c", same), log="python") == 0


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Waits until no other bin/up or bin/test of this checkout is installing."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def can_make_environments() -> bool:
    """Whether this Python brings pip, or what makes one (Debian keeps both in packages of their own)."""
    return bool(importlib.util.find_spec("ensurepip") or importlib.util.find_spec("pip"))


def write_commands(place: Place) -> None:
    """`evaluate` and `smartport`, runnable from the environment without building or installing the project."""
    scripts = tomllib.loads((place.root / "pyproject.toml").read_text(encoding="utf-8"))["project"]["scripts"]
    library = place.venv / "lib" / f"python{VERSION}" / "site-packages"
    (library / "smartport-checkout.pth").write_text(f"{place.root}\n", encoding="utf-8")
    for name, target in scripts.items():
        module, _, function = target.partition(":")
        command = place.venv / "bin" / name
        command.write_text(COMMAND.format(python=place.python, name=name, module=module, function=function))
        command.chmod(0o755)
