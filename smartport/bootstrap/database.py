"""A PostgreSQL for the tests, thrown away after them."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from smartport.bootstrap.commands import Commands
from smartport.bootstrap.packages import Need
from smartport.bootstrap.steps import StepFailed
from smartport.bootstrap.supervisor import Program, Supervisor, leash

START_SECONDS = 30
# Its programs refuse to run as root; Debian's package brings this user.
USER = "postgres"
# Nobody needs these rows after a crash.
SETTINGS = ("listen_addresses=", "fsync=off", "synchronous_commit=off", "full_page_writes=off")


def programs() -> Path | None:
    """The folder of the newest PostgreSQL here (Debian keeps it off the path)."""
    folders = [found.parent for found in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    on_path = shutil.which("initdb")
    newest = sorted(folders, key=lambda folder: float(folder.parent.name))
    return newest[-1] if newest else Path(on_path).parent if on_path else None


def needs() -> list[Need]:
    """What has to be installed first."""
    return [] if programs() else [Need("initdb", "postgresql")]


@contextmanager
def throwaway_postgres(commands: Commands, supervisor: Supervisor) -> Iterator[str]:
    """The DATABASE_URL of an empty server on a socket of its own; raises StepFailed."""
    found = programs()
    if not found:
        raise StepFailed("No PostgreSQL is installed. Type: sudo apt-get install postgresql")
    folder = Path(tempfile.mkdtemp(prefix="smartport-pg-"))
    server = _server(found, folder, commands)
    try:
        _start(server, found, folder, commands, supervisor)
        yield f"postgres://{USER}@/{USER}?host={folder}"
    finally:
        supervisor.drop(server.name)
        shutil.rmtree(folder, ignore_errors=True)


def _server(found: Path, folder: Path, commands: Commands) -> Program:
    settings = [word for setting in SETTINGS for word in ("-c", setting)]
    return Program(
        name="postgres",
        command=(str(found / "postgres"), "-D", str(folder / "rows"), "-k", str(folder), *settings),
        environment=commands.place.environment(),
        log=commands.log("postgres"),
        folder=folder,
        foundation=True,
        user=USER if os.geteuid() == 0 else "",
    )


def _start(server: Program, found: Path, folder: Path, commands: Commands, supervisor: Supervisor) -> None:
    if server.user:
        shutil.chown(folder, server.user, server.user)
    options = ("-D", folder / "rows", "-U", USER, "--auth=trust", "--encoding=UTF8", "--no-sync")
    make: list[str | Path] = [*leash(server), found / "initdb", *options]
    commands.run(make, log="postgres", sentence="The PostgreSQL of the tests could not be made.")
    supervisor.start(server)
    for _attempt in range(START_SECONDS * 10):
        if commands.ends((found / "pg_isready", "-q", "-h", folder), log="postgres") == 0:
            return
        commands.pause(0.1)
    raise StepFailed("The PostgreSQL of the tests does not start.", commands.log("postgres"))
