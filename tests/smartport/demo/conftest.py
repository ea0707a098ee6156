"""The pack rade."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from datasets.packs import PackBuilt
from smartport.demo import packs
from smartport.packs.pack import Pack

ROOT = Path(__file__).parents[3]


@pytest.fixture
def rade(built_rade: PackBuilt, monkeypatch: pytest.MonkeyPatch) -> Pack:
    """Building it copies what was built before."""

    def build(pack: Path, *, to: Path, on: date, tell: Callable[..., object]) -> PackBuilt:
        shutil.copytree(built_rade.folder, to, dirs_exist_ok=True)
        return PackBuilt(to)

    monkeypatch.setattr(packs, "build_pack", build)
    return Pack.read(ROOT / "packs" / "rade")
