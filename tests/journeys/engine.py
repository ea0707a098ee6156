"""A container engine of one's own, which may be stopped without taking anybody else's containers along."""

import json
import os
import shutil
import signal
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from evaluator.bundle import IMAGE
from tests.journeys.site import parents, until


@dataclass
class OwnEngine:
    """A dockerd with its own folders, socket and images, and further runtimes by name."""

    folder: Path
    runtimes: Mapping[str, Path] = field(default_factory=dict)
    running: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"unix://{self.folder}/docker.sock"

    def start(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        options = {
            "--data-root": self.folder / "data",
            "--exec-root": self.folder / "exec",
            "--pidfile": self.folder / "pid",
            "--host": self.url,
            "--bridge": "none",
            "--iptables": None,
            "--ip-masq": None,
        }
        words = [f"{name}={'false' if value is None else value}" for name, value in options.items()]
        words += [f"--add-runtime={name}={path}" for name, path in self.runtimes.items()]
        until(lambda: self._is_started(words), seconds=120)

    def _is_started(self, words: Sequence[str]) -> bool:
        """Whether it answers; like every supervisor, tries again when it ends in the attempt."""
        if not self.running or self.running[-1].poll() is not None:
            with (self.folder / "log").open("ab") as log:
                process = subprocess.Popen(["dockerd", *words], stdout=log, stderr=log, start_new_session=True)
            self.running[:] = [process]
        return self.is_well()

    def stop(self) -> None:
        """As an operator stops it: SIGTERM, which also ends its containers."""
        process = self.running.pop()
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)

    def close(self) -> None:
        """Stopped for good, and all that it made is gone."""
        if self.running:
            self.stop()
        for shim in self._shims():
            os.kill(shim, signal.SIGKILL)
        for mount in self._mounts():
            subprocess.run(["umount", "--lazy", mount], check=True)
        shutil.rmtree(self.folder, ignore_errors=True)

    def kill(self) -> None:
        """SIGKILL. Its containers live on, and have to be found again by its next life."""
        process = self.running.pop()
        process.kill()
        process.wait(timeout=30)
        until(lambda: not self._is_alive(self.folder / "exec" / "containerd" / "containerd.pid"))

    def is_well(self) -> bool:
        return subprocess.run(self._docker("version"), capture_output=True, check=False).returncode == 0

    def _is_alive(self, file: Path) -> bool:
        """Whether the process exists whose number is in this file."""
        return Path("/proc", file.read_text()).exists() if file.exists() else False

    def take_image(self, name: str) -> None:
        """From the engine that everybody shares."""
        with subprocess.Popen(["docker", "save", name], stdout=subprocess.PIPE) as saved:
            subprocess.run(self._docker("load"), stdin=saved.stdout, check=True, capture_output=True)
        assert saved.returncode == 0

    def containers(self, *, running: bool = False) -> list[dict[str, object]]:
        """What is there, or what runs."""
        options = [] if running else ["--all"]
        shown = self._said("ps", *options, "--no-trunc", "--format", "{{json .}}")
        return [json.loads(line) for line in shown.splitlines()]

    def volumes(self) -> list[str]:
        return self._said("volume", "ls", "-q").split()

    def programs(self) -> list[int]:
        """The processes that run in its containers, whatever it knows of them."""
        shims = self._shims()
        return [process for process, parent in parents().items() if parent in shims]

    def _shims(self) -> list[int]:
        """The processes that stand over containers: an engine that was killed while one started may forget it."""
        found = []
        for path in Path("/proc").glob("[0-9]*/cmdline"):
            with suppress(FileNotFoundError, ProcessLookupError):
                program, *words = path.read_bytes().decode(errors="replace").split("\0")
                if "containerd-shim" in program and any(str(self.folder) in word for word in words):
                    found.append(int(path.parent.name))
        return found

    def _mounts(self) -> list[str]:
        """The innermost first. Its data folder is one: an engine mounts that over itself and leaves it so."""
        points = [line.split()[1] for line in Path("/proc/mounts").read_text().splitlines()]
        return [point for point in reversed(points) if point.startswith(f"{self.folder}/")]

    def _said(self, *words: str) -> str:
        return subprocess.run(self._docker(*words), capture_output=True, text=True, check=True).stdout

    def _docker(self, *words: str) -> Sequence[str]:
        return ["docker", "--host", self.url, *words]


def require_engine() -> None:
    """Skips where we may not start an engine of our own, or have no image to give it."""
    if os.geteuid() != 0 or shutil.which("dockerd") is None:
        pytest.skip("needs root and dockerd to start an engine of its own")
    require_image()


def require_image() -> None:
    """Skips where the engine that everybody shares is missing, or the runtime image in it."""
    if shutil.which("docker") is None:
        pytest.skip("needs a Docker engine")
    found = subprocess.run(["docker", "image", "inspect", IMAGE], capture_output=True, check=False)
    if found.returncode != 0:
        pytest.skip(f"needs an engine with the image {IMAGE}")
