"""A challenge pack as its folder tells it: texts in three languages, a phase, baselines, its data."""

import base64
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, cast

import yaml

from evaluator.log import POLICIES

LANGUAGES = ("fr", "ar", "en")
PAGES = ("statement", "rules")
DRAWING = re.compile(r"\]\(([\w-]+\.svg)\)")
BASELINE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,49}")
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
OPTIONAL: Mapping[str, Any] = {"order": 0, "partners": [], "prizes": []}
PHASE_KEYS = {"slug", "title", "daily_limit", "total_limit", "gap_minutes", "logs"}
LONGEST_GAP = 24 * 60

Texts = dict[str, str]


class PackBroken(Exception):
    """The folder cannot be read as a challenge pack; the sentence says what to mend."""


@dataclass(frozen=True)
class Baseline:
    """An entry of the organizers: its program is in `folder`, its team is called `name`."""

    slug: str
    name: str
    folder: Path


@dataclass(frozen=True)
class Prize:
    """What is given, in words: its title and what is behind it."""

    title: Texts
    about: Texts

    def as_dict(self) -> dict[str, Texts]:
        return {"title": self.title, "about": self.about}


@dataclass(frozen=True)
class Scale:
    """The private scores that are worth 0 points, which is the naive baseline's, and 100 points."""

    naive: float
    target: float


@dataclass(frozen=True)
class Setting:
    """Where a challenge stands: its place in the edition, its theme, its partners by their short names, what is given,
    and its scale. All of it may be left out."""

    order: int = 0
    theme: Texts = field(default_factory=dict)
    partners: tuple[str, ...] = ()
    prizes: tuple[Prize, ...] = ()
    scale: Scale | None = None

    @property
    def fields(self) -> dict[str, Any]:
        """By the fields of a challenge's row."""
        anchors = {f"{name}_anchor": getattr(self.scale, name, None) for name in ("naive", "target")}
        return {"theme": self.theme, "prizes": [prize.as_dict() for prize in self.prizes], **anchors}


@dataclass(frozen=True)
class PackData:
    """What is said of the data of a pack without a recipe; `columns` tells the unit and the meaning of each."""

    version: str
    licence: str
    columns: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Pack:
    """A challenge as its folder tells it: `texts` for its pages by field and language, `phase` as its rules."""

    folder: Path
    slug: str
    texts: dict[str, Texts]
    phase: dict[str, Any]
    baselines: tuple[Baseline, ...]
    data: PackData
    setting: Setting = field(default_factory=Setting)

    @classmethod
    def read(cls, folder: Path) -> "Pack":
        """Raises PackBroken."""
        described = _described(folder)
        return cls(
            folder=folder,
            slug=_slug(described),
            texts={
                **{name: _texts(described, name) for name in ("title", "summary", "metric")},
                **{page: _page(folder, page) for page in PAGES},
            },
            phase=_phase(described),
            baselines=_baselines(described, folder=folder),
            data=_data(_section(described, "data", missing={})),
            setting=_setting(described),
        )


def faults_of(folder: Path) -> list[str]:
    """All that keeps the folder from being read as a pack, each as the sentence that says what to mend."""
    try:
        described = _described(folder)
    except PackBroken as broken:
        return [str(broken)]
    readers: list[Callable[[], object]] = [
        lambda: _slug(described),
        *(partial(_texts, described, name) for name in ("title", "summary", "metric")),
        *(partial(_page, folder, page) for page in PAGES),
        lambda: _phase(described),
        lambda: _baselines(described, folder=folder),
        lambda: _data(_section(described, "data", missing={})),
        lambda: _setting(described),
    ]
    return [fault for reader in readers if (fault := _fault(reader))]


def _fault(reader: Callable[[], object]) -> str:
    try:
        reader()
    except PackBroken as broken:
        return str(broken)
    return ""


def _described(folder: Path) -> dict[str, Any]:
    try:
        described = yaml.safe_load((folder / "challenge.yaml").read_text("utf-8"))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else "?"
        raise PackBroken(
            f"challenge.yaml of {folder}, line {line}: {error.problem}. A text with a colon or a sharp sign goes "
            "between quotes, and the spaces at the beginning of lines count."
        ) from error
    except UnicodeDecodeError as error:
        raise PackBroken(f"challenge.yaml of {folder} is not in UTF-8: save it as a text in UTF-8.") from error
    except (OSError, yaml.YAMLError) as error:
        raise PackBroken(f"challenge.yaml of {folder} cannot be read: {error}") from error
    if not isinstance(described, dict):
        raise PackBroken(f"challenge.yaml of {folder} is no list of “key: value” lines.")
    return described


def _section(described: Mapping[str, Any], key: str, *, missing: dict[str, Any] | None = None) -> dict[str, Any]:
    found = described.get(key, missing)
    if not isinstance(found, dict):
        raise PackBroken(f"challenge.yaml: {key} is missing, or has no lines of its own.")
    return found


def _texts(described: Any, key: str) -> Texts:
    found = described.get(key) if isinstance(described, dict) else None
    if not isinstance(found, dict) or not all(isinstance(found.get(language), str) for language in LANGUAGES):
        raise PackBroken(f"challenge.yaml: {key} must have a text in each of: {', '.join(LANGUAGES)}.")
    return {language: found[language].strip() for language in LANGUAGES}


def _slug(described: Mapping[str, Any]) -> str:
    slug = described.get("slug")
    if not isinstance(slug, str) or not SLUG.fullmatch(slug) or len(slug) > 50:
        raise PackBroken("challenge.yaml: slug is the address: small letters a-z, digits and hyphens, 50 at most.")
    return slug


def _baselines(described: Mapping[str, Any], *, folder: Path) -> tuple[Baseline, ...]:
    section = _section(described, "baselines", missing={})
    if unfit := [name for name in section if not isinstance(name, str) or not BASELINE.fullmatch(name)]:
        raise PackBroken(f"challenge.yaml: the baseline {unfit[0]!r} is not called as a folder of baselines/ is.")
    found = ((slug, _texts(baseline, "title")["fr"]) for slug, baseline in section.items())
    return tuple(Baseline(slug, name, folder / "baselines" / slug) for slug, name in found)


def _phase(described: Mapping[str, Any]) -> dict[str, Any]:
    phase = _section(described, "phase")
    if unknown := phase.keys() - PHASE_KEYS:
        raise PackBroken(f"challenge.yaml: phase has a line that nobody reads: {min(map(str, unknown))}.")
    limits: dict[str, Any] = {name: phase[name] for name in ("daily_limit", "total_limit") if name in phase}
    for name, limit in limits.items():
        if type(limit) is not int or not 1 <= limit <= 1_000_000:
            raise PackBroken(f"challenge.yaml: {name} of phase is a whole number, such as 5.")
    gap = phase.get("gap_minutes", 0)
    if type(gap) is not int or not 0 <= gap <= LONGEST_GAP:
        raise PackBroken(f"challenge.yaml: gap_minutes of phase is a whole number from 0 to {LONGEST_GAP}, such as 10.")
    limits["gap_minutes"] = gap
    return {"slug": _slug(phase), "title": _texts(phase, "title"), "log_policy": _log_policy(phase), **limits}


def _log_policy(phase: Mapping[str, Any]) -> str:
    """YAML reads a bare `off` as false."""
    told = phase.get("logs", "full")
    policy = "off" if told is False else told
    if policy not in POLICIES:
        raise PackBroken(f"challenge.yaml: phase.logs is {', '.join(POLICIES)}, not {told!r}.")
    return str(policy)


def _data(section: Mapping[str, Any]) -> PackData:
    columns = section.get("columns") or {}
    if not isinstance(columns, dict) or not all(isinstance(told, dict) for told in columns.values()):
        raise PackBroken("challenge.yaml: columns of data tells of each column its unit and its meaning.")
    told = {str(name): {key: str(text or "") for key, text in texts.items()} for name, texts in columns.items()}
    return PackData(str(section.get("version", "1"))[:20], str(section.get("licence", ""))[:200], told)


def _setting(described: Mapping[str, Any]) -> Setting:
    order, partners, prizes = (described.get(key, missing) for key, missing in OPTIONAL.items())
    if type(order) is not int or not 0 <= order <= 1_000:
        raise PackBroken("challenge.yaml: order is the place in the edition, a whole number such as 1.")
    if not isinstance(partners, list) or not all(isinstance(name, str) for name in partners):
        raise PackBroken("challenge.yaml: partners lists short names, such as [ANP, ONSSA].")
    if not isinstance(prizes, list):
        raise PackBroken("challenge.yaml: prizes is a list; each has a title and an about.")
    return Setting(
        order=order,
        theme=_texts(described, "theme") if "theme" in described else {},
        partners=tuple(partners),
        prizes=tuple(Prize(_texts(prize, "title"), _texts(prize, "about")) for prize in prizes),
        scale=_scale(_section(described, "scale")) if "scale" in described else None,
    )


def _scale(section: Mapping[str, Any]) -> Scale:
    naive, target = (section.get(name) for name in ("naive", "target"))
    are_numbers = all(isinstance(number, int | float) and math.isfinite(number) for number in (naive, target))
    if not are_numbers or naive == target or section.keys() != {"naive", "target"}:
        raise PackBroken("challenge.yaml: scale has two different numbers, naive (0 points) and target (100 points).")
    return Scale(float(cast(float, naive)), float(cast(float, target)))


def _page(folder: Path, name: str) -> Texts:
    try:
        texts = {language: _read(folder / f"{name}.{language}.md") for language in LANGUAGES}
        return {language: _with_drawings(text, folder=folder) for language, text in texts.items()}
    except (OSError, UnicodeDecodeError) as error:
        raise PackBroken(f"A text of the pack cannot be read: {error}") from error


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise PackBroken(f"{path.name} is not in UTF-8: save it as a text in UTF-8.") from error


def _with_drawings(markdown: str, *, folder: Path) -> str:
    """A drawing beside the text, `![…](figure.svg)`, is put into the text itself: a challenge's page has no files."""

    def inside(found: re.Match[str]) -> str:
        drawing = base64.b64encode((folder / found[1]).read_bytes()).decode()
        return f"](data:image/svg+xml;base64,{drawing})"

    return DRAWING.sub(inside, markdown)
