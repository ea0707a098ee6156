"""Keeps the folder that a challenge was made from: its baselines, its recipe, its figures."""

import shutil
import tempfile
from datetime import datetime
from pathlib import Path

from django.core.files import File

from challenges.editions.models import Challenge
from challenges.making.actions import keep_source
from datasets.packs import RECIPE
from smartport.making.folder import BUILT
from smartport.making.zipping import zipped

ONLY_IN_BUNDLE = ("input", "reference", "public_input", "train.csv")  # of a pack without a recipe


def keep_pack(challenge: Challenge, folder: Path, *, now: datetime) -> None:
    """The folder without what the site keeps in other places: the bundle and the data."""
    left_out = {BUILT} | ({*ONLY_IN_BUNDLE} if not (folder / RECIPE).exists() else set())
    with tempfile.TemporaryDirectory(prefix="pack-") as temporary:
        work = Path(temporary) / "pack"
        shutil.copytree(folder, work, ignore=lambda at, names: _unkept(Path(at) == folder, names, left_out))
        with zipped(work) as path, path.open("rb") as stream:
            keep_source(challenge, File(stream, name="pack.zip"), now=now)


def _unkept(is_top: bool, names: list[str], left_out: set[str]) -> list[str]:
    hidden = [name for name in names if name.startswith(".") or name == "__pycache__"]
    return [*hidden, *(name for name in names if is_top and name in left_out)]
