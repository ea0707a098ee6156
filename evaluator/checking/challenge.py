"""The challenge that is checked: its bundle, and the baselines that it brings."""

import math
import os
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from evaluator.bundle import REFERENCE, SCORER, Bundle
from evaluator.description import DESCRIPTION
from evaluator.errors import BundleBroken
from evaluator.submission import Submission

BASELINES = "baselines"
RECIPE = "recipe.yaml"
MADE_AT = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Baseline:
    """`place` is a folder with main.py, a zip, or a file of predictions; None where only challenge.yaml knows it."""

    name: str
    place: Path | None
    expected: Mapping[str, float]


@dataclass(frozen=True)
class Challenge:
    """`is_stale`: the pack was changed after its bundle was built."""

    bundle: Bundle
    baselines: tuple[Baseline, ...]
    is_stale: bool = False


def read_challenge(folder: Path, *, pack: Path | None = None) -> Challenge:
    """`folder` is a bundle, or what `data build` made, with the bundle in it; the baselines are in `pack`, else in the
    bundle. Raises BundleBroken.
    """
    inside = folder / "bundle"
    if not (folder / DESCRIPTION).exists() and (inside / DESCRIPTION).exists():
        folder = inside
    if (folder / RECIPE).exists() and not (folder / REFERENCE).exists():
        raise BundleBroken(
            f"{folder} is a pack whose data are not built yet: run python manage.py data build {folder} --to FOLDER, "
            f"then evaluate check FOLDER --pack {folder}"
        )
    challenge = challenge_of(Bundle.read(folder), home=pack or folder)
    return replace(challenge, is_stale=pack is not None and _differs(pack, folder))


def challenge_of(bundle: Bundle, *, home: Path) -> Challenge:
    """A bundle with the baselines that are in `home`. Raises BundleBroken."""
    return Challenge(bundle, tuple(_baselines(home, bundle)))


def submission_of(baseline: Baseline, bundle: Bundle, *, into: Path) -> Submission:
    """What a team would hand in; a folder is zipped into `into`. Raises BundleBroken."""
    if baseline.place is None:
        raise BundleBroken(f"{DESCRIPTION} names the baseline {baseline.name}, and {BASELINES}/ has no such entry")
    if baseline.place.is_file():
        return Submission.at(baseline.place)
    predictions = baseline.place / bundle.predictions.file
    if predictions.is_file() and not (baseline.place / "main.py").exists():
        return Submission("predictions", predictions, predictions.name)
    return Submission("code", _zipped(baseline.place, into / f"{baseline.name}.zip"), f"{baseline.name}.zip")


def _baselines(home: Path, bundle: Bundle) -> Iterator[Baseline]:
    declared = _declared(home)
    places = {path.stem if path.is_file() else path.name: path for path in _entries(home / BASELINES)}
    for name in [*declared, *(places.keys() - declared.keys())]:
        yield Baseline(name, places.get(name), declared.get(name, {}))


def _entries(folder: Path) -> list[Path]:
    listed = sorted(folder.iterdir()) if folder.is_dir() else []
    return [path for path in listed if not path.name.startswith((".", "_")) and (path.is_dir() or path.suffix)]


def _declared(home: Path) -> dict[str, dict[str, float]]:
    try:
        described = yaml.safe_load((home / DESCRIPTION).read_text("utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise BundleBroken(f"{home / DESCRIPTION} cannot be read: {error}") from error
    section = described.get(BASELINES, {}) if isinstance(described, dict) else {}
    if not isinstance(section, dict):
        raise BundleBroken(f"{DESCRIPTION}: {BASELINES} is not a section")
    return {str(name): _expected(str(name), about) for name, about in section.items()}


def _expected(name: str, about: Any) -> dict[str, float]:
    found = about.get("expected", {}) if isinstance(about, dict) else {}
    if not isinstance(found, dict) or not all(_is_number(value) for value in found.values()):
        raise BundleBroken(f"{DESCRIPTION}: {BASELINES}.{name}.expected must have a number for each score")
    return {str(key): float(value) for key, value in found.items()}


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _zipped(folder: Path, target: Path) -> Path:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(_plain_files(folder)):
            member = zipfile.ZipInfo(path.relative_to(folder).as_posix(), MADE_AT)
            member.external_attr = 0o100644 << 16
            archive.writestr(member, path.read_bytes(), zipfile.ZIP_DEFLATED)
    return target


def _plain_files(folder: Path) -> Iterator[Path]:
    for above, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name != "__pycache__"]
        yield from (Path(above, name) for name in names)


def _differs(pack: Path, built: Path) -> bool:
    """Whether the description or the scorer of the pack is no longer the bundle's."""
    return any(_content(pack / part) != _content(built / part) for part in (DESCRIPTION, SCORER))


def _content(place: Path) -> dict[str, bytes]:
    files = [place] if place.is_file() else sorted(_plain_files(place))
    return {path.relative_to(place).as_posix(): path.read_bytes() for path in files}
