"""The bundle: what scores a challenge, read from a folder a person can edit (format smartport/1)."""

import hashlib
import re
import shlex
import stat
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeVar, cast, get_args

import yaml

from evaluator.errors import BundleBroken
from evaluator.limits import Limits
from evaluator.report import canonical
from evaluator.scorekit.predictions import PredictionsFormat
from evaluator.submission import KINDS

FORMAT = "smartport/1"
IMAGE = "smartport-runtime:1"
DESCRIPTION = "challenge.yaml"
SCORER = "scorer"
INPUT = "input"
PUBLIC_INPUT = "public_input"
REFERENCE = "reference"

Better = Literal["lower", "higher", "neither"]
PLAIN_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
SCORE_KEY = re.compile(r"(?!public_|private_)[a-z][a-z0-9_]{0,49}")

T = TypeVar("T")


@dataclass(frozen=True)
class ScoreColumn:
    """One number of a result; `title` by language. Exactly one column of a bundle is primary."""

    key: str
    title: Mapping[str, str]
    unit: str
    better: Better
    primary: bool
    decimals: int


@dataclass(frozen=True)
class Bundle:
    """`digest` covers all that can change a score: the evaluation section, the scorer, the input and the reference."""

    folder: Path
    digest: str
    kinds: tuple[str, ...]
    image: str
    predictions: PredictionsFormat
    solution: Limits
    scoring: Limits
    scoring_command: tuple[str, ...]
    scores: tuple[ScoreColumn, ...]

    @classmethod
    def read(cls, folder: Path) -> "Bundle":
        """Raises BundleBroken with the place in challenge.yaml, or the file, that has to be mended."""
        folder = folder.resolve()
        evaluation = _section(_description(folder), "evaluation", "")
        predictions = _predictions(_section(evaluation, "predictions"))
        scoring = _section(evaluation, "scoring", missing={})
        bundle = cls(
            folder=folder,
            digest=_digest(folder, evaluation),
            kinds=_kinds(evaluation),
            image=_text(evaluation, "image", missing=IMAGE),
            predictions=predictions,
            solution=_limits(_section(evaluation, "solution", missing={}), "evaluation.solution"),
            scoring=_limits(scoring, "evaluation.scoring"),
            scoring_command=_command(scoring),
            scores=_scores(evaluation),
        )
        _require_files(bundle)
        return bundle

    @property
    def scorer(self) -> Path:
        return self.folder / SCORER

    @property
    def input(self) -> Path:
        return self.folder / INPUT

    @property
    def public_input(self) -> Path:
        """As `input`, but of data that teams may see: what an entry prints there may be shown to it."""
        return self.folder / PUBLIC_INPUT

    @property
    def reference(self) -> Path:
        return self.folder / REFERENCE


def _description(folder: Path) -> Mapping[str, object]:
    try:
        described = yaml.safe_load((folder / DESCRIPTION).read_text("utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise BundleBroken(f"{DESCRIPTION} cannot be read: {error}") from error
    if not isinstance(described, dict) or described.get("format") != FORMAT:
        raise BundleBroken(f"{DESCRIPTION}: the first line must be `format: {FORMAT}`")
    return described


def _kinds(evaluation: Mapping[str, object]) -> tuple[str, ...]:
    kinds = _texts(evaluation, "kinds")
    if not set(kinds) <= KINDS:
        raise BundleBroken(f"{DESCRIPTION}: evaluation.kinds may have {' and '.join(sorted(KINDS))}, nothing else")
    return kinds


def _predictions(section: Mapping[str, object]) -> PredictionsFormat:
    found = PredictionsFormat(
        file=_text(section, "file"),
        id=_text(section, "id"),
        columns=_texts(section, "columns"),
        ids=_text(section, "ids") if "ids" in section else None,
    )
    for name in (found.file, found.ids or found.file):
        if not PLAIN_NAME.fullmatch(name):
            raise BundleBroken(f"{DESCRIPTION}: evaluation.predictions: {name!r} is not a plain file name")
    if len({found.id, *found.columns}) != 1 + len(found.columns):
        raise BundleBroken(f"{DESCRIPTION}: evaluation.predictions: a column is named twice")
    return found


def _command(scoring: Mapping[str, object]) -> tuple[str, ...]:
    text = _text(scoring, "command", missing="python score.py")
    return tuple(_or_broken(lambda: shlex.split(text), "evaluation.scoring.command"))


def _limits(section: Mapping[str, object], where: str) -> Limits:
    return _or_broken(lambda: Limits.read(section), where)


def _scores(evaluation: Mapping[str, object]) -> tuple[ScoreColumn, ...]:
    listed = evaluation.get("scores")
    if not isinstance(listed, list) or not all(isinstance(item, dict) for item in listed) or not listed:
        raise BundleBroken(f"{DESCRIPTION}: evaluation.scores must list at least one score")
    scores = tuple(_score(item) for item in listed)
    if len({score.key for score in scores}) != len(scores):
        raise BundleBroken(f"{DESCRIPTION}: evaluation.scores: a key is used twice")
    if [score.better != "neither" for score in scores if score.primary] != [True]:
        raise BundleBroken(
            f"{DESCRIPTION}: evaluation.scores: exactly one is primary, and it is better lower or higher"
        )
    return scores


def _score(section: Mapping[str, object]) -> ScoreColumn:
    key = _text(section, "key")
    title = section.get("title", {"en": key})
    better = _text(section, "better")
    decimals = section.get("decimals", 4)
    if not SCORE_KEY.fullmatch(key):
        raise BundleBroken(f"{DESCRIPTION}: evaluation.scores: {key!r} is not a key (small letters, digits, _)")
    if not isinstance(title, dict) or not all(isinstance(text, str) for text in [*title, *title.values()]):
        raise BundleBroken(f"{DESCRIPTION}: evaluation.scores: the title of {key} must have a text for each language")
    if better not in get_args(Better):
        raise BundleBroken(
            f"{DESCRIPTION}: evaluation.scores: {key} is better lower, higher or neither, not {better!r}"
        )
    if type(decimals) is not int or not 0 <= decimals <= 12:
        raise BundleBroken(f"{DESCRIPTION}: evaluation.scores: {key} has decimals from 0 to 12")
    primary = section.get("primary", False) is True
    return ScoreColumn(key, title, _text(section, "unit", missing=""), cast(Better, better), primary, decimals)


def _require_files(bundle: Bundle) -> None:
    wanted = [bundle.scorer, bundle.reference]
    if "code" in bundle.kinds:
        wanted.append(bundle.input)
    if bundle.predictions.ids:
        wanted.append(bundle.input / bundle.predictions.ids)
    for path in wanted:
        if not path.exists():
            raise BundleBroken(f"{path.relative_to(bundle.folder)} is missing")


def _digest(folder: Path, evaluation: Mapping[str, object]) -> str:
    """sha256 over the evaluation section and over name, size and content of every file, in order of name."""
    digest = hashlib.sha256(_or_broken(lambda: canonical(evaluation), "evaluation").encode())
    for path in sorted(_files(folder)):
        name = path.relative_to(folder).as_posix()
        digest.update(f"\n{len(name.encode())} {name} {path.stat().st_size}\n".encode())
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()


def _files(folder: Path) -> Iterator[Path]:
    """All that is mounted. The container's user is a stranger here: what it cannot read is reported now, not as a
    crash.
    """
    for part in (SCORER, INPUT, PUBLIC_INPUT, REFERENCE):
        for path in [folder / part, *(folder / part).rglob("*")]:
            if "__pycache__" in path.parts or (path == folder / part and not path.exists()):
                continue
            mode = path.lstat().st_mode
            needed = 0o005 if stat.S_ISDIR(mode) else 0o004
            if not stat.S_ISDIR(mode) and not stat.S_ISREG(mode):
                raise BundleBroken(f"{path.relative_to(folder)} is a link or not a regular file")
            if mode & needed != needed:
                raise BundleBroken(f"{path.relative_to(folder)} cannot be read by everybody: chmod -R a+rX {part}")
            if stat.S_ISREG(mode):
                yield path


def _section(
    section: Mapping[str, object], key: str, parent: str = "evaluation.", *, missing: Mapping[str, object] | None = None
) -> Mapping[str, object]:
    found = section.get(key, missing)
    if not isinstance(found, dict):
        raise BundleBroken(f"{DESCRIPTION}: {parent}{key} is missing or not a section")
    return found


def _text(section: Mapping[str, object], key: str, *, missing: str | None = None) -> str:
    found = section.get(key, missing)
    if not isinstance(found, str) or (missing is None and not found):
        raise BundleBroken(f"{DESCRIPTION}: {key} is missing or not a text")
    return found


def _texts(section: Mapping[str, object], key: str) -> tuple[str, ...]:
    found = section.get(key)
    if not isinstance(found, list) or not found or not all(isinstance(text, str) and text for text in found):
        raise BundleBroken(f"{DESCRIPTION}: {key} must list at least one text")
    return tuple(found)


def _or_broken(read: Callable[[], T], where: str) -> T:
    try:
        return read()
    except (TypeError, ValueError) as error:
        raise BundleBroken(f"{DESCRIPTION}: {where}: {error}") from error
