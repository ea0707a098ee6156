"""The packs as they stand, built once, and a way to run their programs."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

import evaluator.scorekit
from datasets.packs import PackBuilt
from tests.packs.building import PACKS, SLUGS, RunProgram, built_once, run_program

RADE = PACKS / "rade"
Build = Callable[[str], PackBuilt]


@pytest.fixture(scope="session")
def build(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """Release, bundle and practice of a pack by its slug."""
    return lambda slug: built_once(slug, tmp_path_factory)


@pytest.fixture(scope="session")
def rade(build: Build) -> PackBuilt:
    return build("rade")


@pytest.fixture(scope="session", params=SLUGS)
def slug(request: pytest.FixtureRequest) -> str:
    """Each pack in turn."""
    return str(request.param)


@pytest.fixture(scope="session")
def pack(slug: str) -> Path:
    return PACKS / slug


@pytest.fixture(scope="session")
def built(slug: str, build: Build) -> PackBuilt:
    return build(slug)


@pytest.fixture(scope="session", name="run_program")
def program_runner(tmp_path_factory: pytest.TempPathFactory) -> RunProgram:
    """Runs a program as its container would, with scorekit where the scorer finds it."""
    library = tmp_path_factory.mktemp("lib")
    (library / "scorekit").symlink_to(Path(evaluator.scorekit.__file__).parent)
    return partial(run_program, library=library)
