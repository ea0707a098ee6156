"""The pack rade."""

import shutil
from pathlib import Path

import pytest

from datasets.release import Built
from smartport.demo import packs
from smartport.packs.pack import Pack

ROOT = Path(__file__).parents[3]


@pytest.fixture
def rade(built_rade: Built, monkeypatch: pytest.MonkeyPatch) -> Pack:
    """Building it copies what was built before."""

    def build(pack: Path, *, to: Path) -> Built:
        for name in ("release", "bundle"):
            shutil.copytree(getattr(built_rade, name), to / name)
        return Built(release=to / "release", bundle=to / "bundle")

    monkeypatch.setattr(packs, "build_pack", build)
    return Pack.read(ROOT / "packs" / "rade")
