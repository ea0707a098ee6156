"""Proving on the engine at hand that a run is held as it is promised: one small container tries everything.

`python -m evaluator.sandbox.probe` shows it to the operator. What an engine says of itself is in promises.py.
"""

import argparse
import json
import shutil
import socket
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from typing import Any

from rich.console import Console
from rich.table import Table

from evaluator.bundle import IMAGE
from evaluator.errors import EngineGone, EngineUnfit, EvaluatorError, NeverReady
from evaluator.limits import Limits
from evaluator.sandbox import flags, probing
from evaluator.sandbox.base import OUTPUT, PROGRAM, Plan, Run
from evaluator.sandbox.checks import Check, judged
from evaluator.sandbox.docker import DockerSandbox
from evaluator.sandbox.engine import Engine, engine_errors

LIMITS = Limits(
    cpu_seconds=5, wall_seconds=10, memory_mb=128, output_mb=1, output_files=8, log_kb=8, processes=24, tmp_mb=1
)
FOUND_BYTES = 64 << 10
NOWHERE = "192.0.2.1"  # an address of documentation: asking the way to it sends nothing
HELD, UNFIT, USAGE, BROKEN = range(4)


def require_proof(sandbox: DockerSandbox, *, image: str = IMAGE) -> None:
    """Raises EngineUnfit with a sentence that names what does not hold; EngineGone, ImageMissing."""
    failed = [str(check) for check in probe(sandbox, image=image) if not check.holds]
    if failed:
        raise EngineUnfit(f"The engine does not hold a run as it is told to: {'; '.join(failed)}.")


def probe(sandbox: DockerSandbox, *, image: str = IMAGE) -> tuple[Check, ...]:
    """About a second. Raises EngineUnfit where no container starts at all; EngineGone, ImageMissing."""
    try:
        with _listening(sandbox.engine) as listeners:
            run, found = _tried(sandbox, image=image, listeners=listeners)
    except (EngineGone, NeverReady) as error:
        sandbox.engine.require_alive()
        raise EngineUnfit(f"The engine does not run a container as it is told to: {error}") from error
    return judged(found, run, LIMITS)


def plan() -> Plan:
    return Plan(
        name="probe",
        command=("python", "main.py"),
        mounts=(),
        given=PROGRAM,
        libraries=(),
        environment={},
        limits=LIMITS,
        keep={probing.FOUND: FOUND_BYTES},
    )


def _tried(
    sandbox: DockerSandbox, *, image: str, listeners: Sequence[tuple[str, int]]
) -> tuple[Run, Mapping[str, Any] | None]:
    """The run, and what it found; None when it did not come to its end."""
    with sandbox.open(image) as bench:
        prepared = bench.prepare(plan())
        shutil.copyfile(probing.__file__, prepared.folder / "main.py")
        (prepared.folder / probing.ASKED).write_text(json.dumps(_asked(listeners)))
        for path in prepared.folder.iterdir():
            path.chmod(0o644)  # whatever the umask: the container's user reads it
        results = bench.folder / "results"
        results.mkdir()
        run = prepared.run(into=results)
        kept = run.kept.get(probing.FOUND)
        return run, json.loads(kept.read_bytes()) if kept else None


def _asked(listeners: Sequence[tuple[str, int]]) -> dict[str, Any]:
    room = {OUTPUT: LIMITS.output_bytes, "/tmp": LIMITS.tmp_bytes, "/dev/shm": flags.SHM_BYTES}  # noqa: S108
    return {
        "listeners": listeners,
        "memory_bytes": LIMITS.memory_bytes,
        "processes": LIMITS.processes,
        "room": list(room.items()),
        "fsize": LIMITS.output_bytes,
        "output_files": LIMITS.output_files,
        "log_bytes": LIMITS.log_bytes,
    }


@contextmanager
def _listening(engine: Engine) -> Iterator[list[tuple[str, int]]]:
    """Sockets of ours for the container to call: on this host's loopback and on the addresses it is reached by."""
    with ExitStack() as opened:
        heard = []
        for address in {"127.0.0.1", *_own_address(), *_bridge_address(engine)}:
            with suppress(OSError):
                listener = opened.enter_context(socket.create_server((address, 0)))
                heard.append((address, listener.getsockname()[1]))
        yield heard


def _own_address() -> Iterator[str]:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as way, suppress(OSError):
        way.connect((NOWHERE, 9))
        yield way.getsockname()[0]


def _bridge_address(engine: Engine) -> list[str]:
    """Where a container finds this host on the engine's usual network, which ours must not be in."""
    with suppress(EvaluatorError), engine_errors():
        found: Mapping[str, Any] = engine.api.inspect_network("bridge")
        return [each["Gateway"] for each in found["IPAM"]["Config"] or [] if "Gateway" in each]
    return []


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m evaluator.sandbox.probe",
        description="Try on the container engine whether it holds a run as it is told to.",
        epilog="exit codes: 0 it does, 1 it does not, 3 it could not be tried",
    )
    parser.add_argument(
        "--engine", metavar="URL", help="container engine (default: DOCKER_HOST, else the local socket)"
    )
    parser.add_argument("--image", default=IMAGE, help="image to try it with (default: %(default)s)")
    given = parser.parse_args(arguments)
    try:
        with DockerSandbox(given.engine) as sandbox:
            checks = probe(sandbox, image=given.image)
    except EvaluatorError as error:
        sys.stderr.write(f"{error}\n")
        return UNFIT if isinstance(error, EngineUnfit) else BROKEN
    Console().print(_table(checks))
    return HELD if all(check.holds for check in checks) else UNFIT


def _table(checks: Sequence[Check]) -> Table:
    table = Table.grid(padding=(0, 2))
    for check in checks:
        table.add_row("[green]✓[/]" if check.holds else "[red]✗[/]", check.name, check.said)
    return table


if __name__ == "__main__":
    sys.exit(main())
