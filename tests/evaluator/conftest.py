"""The golden bundle, zips of entries, and the real engine with a look at what is left behind."""

import os
import stat
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from evaluator.bundle import IMAGE, Bundle
from evaluator.errors import EvaluatorError
from evaluator.sandbox.cgroup import Hierarchies
from evaluator.sandbox.docker import DockerSandbox
from evaluator.sandbox.engine import engine_errors
from evaluator.sandbox.owner import PREFIX, RUN_LABEL
from evaluator.submission import Submission
from tests.evaluator.traces import traces, used_bytes

GOLDEN = Path(__file__).parent / "golden"

Zip = Callable[..., Submission]


@pytest.fixture(scope="session")
def golden() -> Bundle:
    return Bundle.read(GOLDEN / "bundle")


@pytest.fixture
def zipped(tmp_path: Path) -> Zip:
    """A code submission of one program's text, or of a folder."""

    return lambda program: zip_of(program, tmp_path / "entry.zip")


def zip_of(program: str | Path, path: Path) -> Submission:
    files = {"main.py": program.encode()} if isinstance(program, str) else _content(program)
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return Submission.at(path)


def _content(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="session")
def sandbox() -> Iterator[DockerSandbox]:
    try:
        with DockerSandbox() as sandbox, engine_errors():
            sandbox.engine.api.inspect_image(IMAGE)
            yield sandbox
    except EvaluatorError as error:
        pytest.skip(f"no container engine with the runtime image here: {error}")


def left_behind(sandbox: DockerSandbox, *, process: int, folder: Path | None = None) -> list[str]:
    """Whatever a process's evaluations still have: containers, volumes, mounts, folders, control groups."""
    mine = f"{PREFIX}{process}_"
    api, filters = sandbox.engine.api, {"label": RUN_LABEL}
    engine = [*api.containers(all=True, filters=filters), *(api.volumes(filters=filters)["Volumes"] or [])]
    folders = [path.name for path in (folder or sandbox.folder).glob("*")]
    mounts = [line.split()[1] for line in Path("/proc/mounts").read_text().splitlines()]
    names = [*(found["Labels"][RUN_LABEL] for found in engine), *folders, *mounts, *Hierarchies.here().names()]
    return sorted(name for name in names if mine in name)


@pytest.fixture
def clean(sandbox: DockerSandbox) -> Iterator[None]:
    """Nothing is left when the test is over."""
    used_before = used_bytes(sandbox)
    yield
    assert left_behind(sandbox, process=os.getpid()) == []
    assert traces(sandbox, used_before=used_before) == []


@pytest.fixture
def strict_umask() -> Iterator[None]:
    """What we make is nobody else's to read, unless we say so."""
    before = os.umask(0o077)
    yield
    os.umask(before)


def modes(folder: Path) -> dict[str, int]:
    """The permissions of the folder ('.') and of all below it."""
    return {
        path.relative_to(folder).as_posix(): stat.S_IMODE(path.stat().st_mode) for path in (folder, *folder.rglob("*"))
    }
