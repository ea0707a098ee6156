"""Debian and Ubuntu packages, where we are root and may install them."""

import os
import shutil
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from smartport.bootstrap.commands import Commands
from smartport.bootstrap.steps import Steps

# Tells Debian's maintainer scripts to start no service: we start what we need ourselves.
SERVICE_POLICY = Path("/usr/sbin/policy-rc.d")
OUR_POLICY = "#!/bin/sh\n# Put here for a moment by bin/up: no service starts on installation.\nexit 101\n"
APT_OPTIONS = ("-q", "-y", "-o", "DPkg::Lock::Timeout=300", "-o", "Dpkg::Use-Pty=0")


@dataclass(frozen=True)
class Need:
    """A program or file that has to be there, and the package that brings it."""

    program: str
    package: str

    def is_met(self, path: str) -> bool:
        """Whether the program is on that search path (or, named absolutely, exists)."""
        return (
            Path(self.program).exists() if self.program.startswith("/") else bool(shutil.which(self.program, path=path))
        )


class Packages:
    """Installs what is missing, one apt at a time."""

    def __init__(self, steps: Steps, commands: Commands) -> None:
        self.steps = steps
        self.commands = commands
        self._lock = threading.Lock()
        self._indexes_are_fresh = False

    @property
    def may_install(self) -> bool:
        """Whether this is Debian or one of its children, and we are root."""
        return os.geteuid() == 0 and shutil.which("apt-get") is not None

    def missing(self, needs: Iterable[Need]) -> list[str]:
        """The packages of the needs that are not met."""
        path = self.commands.place.environment()["PATH"]
        return sorted({need.package for need in needs if not need.is_met(path)})

    def install(self, *names: str) -> None:
        """One step for these packages; raises StepFailed."""
        with self._lock, self.steps.step(f"Debian packages {', '.join(names)}"), no_service_starts():
            environment = self.commands.place.environment(DEBIAN_FRONTEND="noninteractive")
            if not self._indexes_are_fresh:
                self.commands.ends(("apt-get", "update", *APT_OPTIONS), log="apt", environment=environment)
                self._indexes_are_fresh = True
            self.commands.run(
                ("apt-get", "install", *APT_OPTIONS, "--no-install-recommends", *names),
                log="apt",
                environment=environment,
                sentence="apt-get could not install them; is there a network?",
            )


@contextmanager
def no_service_starts(policy: Path = SERVICE_POLICY) -> Iterator[None]:
    """While the block runs, a package that is installed starts no service; a policy of the machine's own stays."""
    if policy.exists() and policy.read_text(errors="replace") != OUR_POLICY:
        yield
        return
    policy.write_text(OUR_POLICY)
    policy.chmod(0o755)
    try:
        yield
    finally:
        policy.unlink(missing_ok=True)
