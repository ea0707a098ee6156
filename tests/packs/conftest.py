"""The pack of rade as it stands, built once, and a way to run its programs."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import evaluator.scorekit
from datasets.packs import PackBuilt, build_pack
from tests.datasets.day import TODAY

RADE = Path(__file__).parents[2] / "packs" / "rade"
RunProgram = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def rade(tmp_path_factory: pytest.TempPathFactory) -> PackBuilt:
    """Release and bundle of the recipe as it stands."""
    return build_pack(RADE, to=tmp_path_factory.mktemp("rade"), on=TODAY)


@pytest.fixture(scope="session")
def run_program(tmp_path_factory: pytest.TempPathFactory) -> RunProgram:
    """Runs a program as its container would, with scorekit where the scorer finds it."""
    library = tmp_path_factory.mktemp("lib")
    (library / "scorekit").symlink_to(Path(evaluator.scorekit.__file__).parent)

    def run(program: Path, *arguments: Path, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-W", "error", str(program), *map(str, arguments)],
            cwd=program.parent,
            env={"PATH": os.environ["PATH"], "PYTHONPATH": str(library), "PYTHONDONTWRITEBYTECODE": "1", **environment},
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

    return run
