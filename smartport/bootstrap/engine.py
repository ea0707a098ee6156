"""Finds a Docker engine, or starts one where we may."""

import http.client
import os
import socket
import subprocess
import time
from enum import Enum
from pathlib import Path
from urllib.parse import urlsplit

from smartport.bootstrap.commands import Commands
from smartport.bootstrap.packages import Need, Packages
from smartport.bootstrap.steps import Step, StepFailed, Steps
from smartport.bootstrap.supervisor import Program, Supervisor

DEFAULT = "unix:///var/run/docker.sock"
ANSWER_SECONDS = 5.0
START_SECONDS = 60.0
STOP_SECONDS = 30.0
SYSTEMD = Path("/run/systemd/system")
APPARMOR = Path("/sys/module/apparmor/parameters/enabled")
UNITS = ("docker.service", "docker.socket")

# dockerd as it comes; and where the kernel gives it no firewall, without the bridge network that no run of ours uses.
WAYS_TO_START = ((), ("--iptables=false", "--ip6tables=false", "--bridge=none"))


class Answer(Enum):
    """What an address says to a ping."""

    ENGINE = "an engine"
    REFUSED = "not for this user"
    NOTHING = "nothing"


class _UnixConnection(http.client.HTTPConnection):
    def __init__(self, path: str) -> None:
        super().__init__("localhost", timeout=ANSWER_SECONDS)
        self._path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self._path)


def ping(address: str) -> Answer:
    """Asks whether an engine listens there; one we cannot ask (ssh, TLS) is believed: the image build will tell."""
    parts = urlsplit(address)
    if parts.scheme == "unix":
        connection: http.client.HTTPConnection = _UnixConnection(parts.path)
    elif parts.scheme in ("tcp", "http") and not os.environ.get("DOCKER_TLS_VERIFY"):
        connection = http.client.HTTPConnection(parts.hostname or "", parts.port or 2375, timeout=ANSWER_SECONDS)
    else:
        return Answer.ENGINE
    try:
        connection.request("GET", "/_ping")
        return Answer.ENGINE if connection.getresponse().status == http.client.OK else Answer.NOTHING
    except PermissionError:
        return Answer.REFUSED
    except (OSError, http.client.HTTPException):
        return Answer.NOTHING
    finally:
        connection.close()


class EngineStarter:
    """Finds the engine of this machine, or starts it; remembers what it started."""

    def __init__(self, steps: Steps, commands: Commands, packages: Packages, supervisor: Supervisor) -> None:
        self.steps = steps
        self.commands = commands
        self.packages = packages
        self.supervisor = supervisor
        self.started_unit = False

    def needs(self) -> list[Need]:
        """What has to be installed first, where no engine answers and we may start one."""
        if self._find() or self._given() or not self.packages.may_install:
            return []
        enabled = APPARMOR.exists() and APPARMOR.read_text().strip() == "Y"
        parser = [Need("apparmor_parser", "apparmor")] if enabled else []
        return [Need("dockerd", "docker.io"), *parser]

    def ensure(self) -> str:
        """The address of an engine that answers; raises StepFailed with what to type."""
        with self.steps.step("Docker engine") as step:
            if address := self._find():
                step.note = f"running at {address}"
                return address
            if given := self._given():
                raise StepFailed(f"No Docker engine answers at DOCKER_HOST={given}.")
            if ping(DEFAULT) is Answer.REFUSED:
                raise StepFailed(
                    "This user may not use the Docker engine. Type: sudo usermod -aG docker $USER, "
                    "then log in again and start bin/up again."
                )
            if os.geteuid() != 0:
                raise StepFailed("No Docker engine answers. Type: sudo apt-get install docker.io, or start it.")
            self._start(step)
            return DEFAULT

    def undo(self) -> None:
        """Stops the engine's system service, if it was started here; the supervisor stops a dockerd of ours."""
        if self.started_unit:
            subprocess.run(("systemctl", "stop", *UNITS), check=False)  # also when the commands are interrupted

    def _given(self) -> str:
        return self.commands.place.given.get("DOCKER_HOST", "")

    def _find(self) -> str:
        rootless = f"unix://{self.commands.place.given.get('XDG_RUNTIME_DIR', '/nowhere')}/docker.sock"
        addresses = [self._given()] if self._given() else [DEFAULT, rootless]
        return next((address for address in addresses if ping(address) is Answer.ENGINE), "")

    def _start(self, step: Step) -> None:
        if self.packages.missing([Need("dockerd", "docker.io")]):
            raise StepFailed("No Docker engine answers and none is installed. Install Docker, then start bin/up again.")
        if SYSTEMD.is_dir():
            self.started_unit = self.commands.ends(("systemctl", "start", UNITS[0]), log="dockerd") == 0
            if not self.started_unit or not self._comes_up(""):
                raise StepFailed("The docker service does not start.", self.commands.log("dockerd"))
            step.note = "started (docker.service)"
            return
        for options in WAYS_TO_START:
            self.supervisor.start(self._dockerd(options))
            if self._comes_up("dockerd"):
                step.note = f"started at {DEFAULT}"
                return
            self.supervisor.drop("dockerd")
        raise StepFailed("dockerd does not start on this machine.", self.commands.log("dockerd"))

    def _dockerd(self, options: tuple[str, ...]) -> Program:
        return Program(
            name="dockerd",
            command=("dockerd", f"--host={DEFAULT}", *options),
            environment=self.commands.place.environment(),
            log=self.commands.log("dockerd"),
            folder=self.commands.place.data,
            stop_seconds=STOP_SECONDS,
            foundation=True,
        )

    def _comes_up(self, program: str) -> bool:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if ping(DEFAULT) is Answer.ENGINE:
                return True
            if program and self.supervisor.deaths(program):
                return False
            self.commands.pause(0.1)
        return False
