"""Runs the commands of the steps, each with its output in a log."""

import os
import shlex
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO

from smartport.bootstrap.place import Place
from smartport.bootstrap.steps import StepFailed

NOT_FOUND = 127
LONGEST_LAST_LINE = 400


class Commands:
    """The commands of one bin/up or bin/test, which all end when it is interrupted."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self._running: set[subprocess.Popen[bytes]] = set()
        self._lock = threading.Lock()
        self._interrupted = threading.Event()

    def run(
        self,
        command: Sequence[str | Path],
        *,
        log: str,
        sentence: str,
        environment: Mapping[str, str] | None = None,
    ) -> str:
        """Runs to the end and returns what it printed; raises StepFailed with the sentence and its last line."""
        with self.log(log).open("ab+") as out:
            began = out.tell()
            code = self._end(command, out=out, environment=environment)
            out.seek(began)
            said = out.read().decode(errors="replace").partition("\n")[2]
        if code != 0:
            last = said.strip().rpartition("\n")[2][:LONGEST_LAST_LINE]
            raise StepFailed(f"{sentence}\n  It said: {last}" if last else sentence, self.log(log))
        return said

    def ends(self, command: Sequence[str | Path], *, log: str, environment: Mapping[str, str] | None = None) -> int:
        """Runs to the end, and says how it ended: the exit code, NOT_FOUND where there is no such command."""
        with self.log(log).open("ab+") as out:
            return self._end(command, out=out, environment=environment)

    def shown(self, command: Sequence[str | Path], *, log: str, environment: Mapping[str, str]) -> int:
        """Runs to the end with its output on the terminal as it comes, and in a log that begins anew; the exit code."""
        process = self._start([str(word) for word in command], out=subprocess.PIPE, environment=environment)
        with self.log(log).open("wb") as kept, process:
            for line in process.stdout or ():
                kept.write(line)
                sys.stdout.buffer.write(line)
                sys.stdout.flush()
        with self._lock:
            self._running.discard(process)
        return process.returncode

    def log(self, name: str) -> Path:
        """The log of that name, in a folder that exists."""
        self.place.make_data()
        self.place.logs.mkdir(exist_ok=True)
        return self.place.logs / f"{name}.log"

    def interrupt(self) -> None:
        """Asks every running command to end, and lets no other begin."""
        self._interrupted.set()
        with self._lock:
            for process in self._running:
                with suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGINT)

    def pause(self, seconds: float) -> None:
        """Sleeps, unless interrupted: then raises StepFailed."""
        if self._interrupted.wait(seconds):
            raise StepFailed("interrupted")

    def _end(self, command: Sequence[str | Path], *, out: IO[bytes], environment: Mapping[str, str] | None) -> int:
        words = [str(word) for word in command]
        out.write(f"$ {shlex.join(words)}\n".encode())
        out.flush()
        try:
            process = self._start(words, out=out, environment=environment or self.place.environment())
        except OSError as error:
            out.write(f"{error}\n".encode())
            return NOT_FOUND
        code = process.wait()
        with self._lock:
            self._running.discard(process)
        return code

    def _start(
        self, words: list[str], *, out: IO[bytes] | int, environment: Mapping[str, str]
    ) -> subprocess.Popen[bytes]:
        with self._lock:
            self.pause(0)
            process = subprocess.Popen(
                words,
                cwd=self.place.root,
                env=dict(environment),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                process_group=0,  # Ctrl-C reaches it once, from us
            )
            self._running.add(process)
            return process
