"""The pack rade, its data built once."""

import shutil
from pathlib import Path

import pytest

from datasets.release import Built, build_pack
from smartport.demo import packs
from smartport.packs.pack import Pack

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="session")
def built_rade(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build_pack(ROOT / "packs" / "rade", to=tmp_path_factory.mktemp("rade"))


@pytest.fixture
def rade(built_rade: Built, monkeypatch: pytest.MonkeyPatch) -> Pack:
    """Building it copies what was built before."""

    def build(pack: Path, *, to: Path) -> Built:
        for name in ("release", "bundle"):
            shutil.copytree(getattr(built_rade, name), to / name)
        return Built(release=to / "release", bundle=to / "bundle")

    monkeypatch.setattr(packs, "build_pack", build)
    return Pack.read(ROOT / "packs" / "rade")
