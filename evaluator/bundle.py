"""The bundle: what scores a challenge, read from a folder a person can edit (format smartport/1)."""

import hashlib
import re
import shlex
import stat
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal, cast, get_args

from evaluator.description import broken, or_broken, read_description, section, text, texts
from evaluator.errors import BundleBroken
from evaluator.limits import Limits
from evaluator.metrics.columns import typed
from evaluator.metrics.program.measures.asked import VARIABLE, Asked, Task
from evaluator.metrics.section import completed, read_metrics
from evaluator.metrics.shipped import PROGRAM, program_digest
from evaluator.metrics.soundness import require_sound_truth
from evaluator.predictions import PLAIN_NAME, read_predictions_section
from evaluator.report import canonical
from evaluator.scorekit.predictions import PredictionsFormat
from evaluator.submission import KINDS

IMAGE = "smartport-runtime:1"
SCORER = "scorer"
INPUT = "input"
PUBLIC_INPUT = "public_input"
REFERENCE = "reference"
FOLDERS = (SCORER, INPUT, PUBLIC_INPUT, REFERENCE)
TRUTH = "truth.csv"
TASK_BYTES = 100_000  # one environment variable holds no more than 128 KiB

Better = Literal["lower", "higher", "neither"]
SCORE_KEY = re.compile(r"(?!public_|private_)[a-z][a-z0-9_]{0,49}")


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
    """`digest` covers all that can change a score: the evaluation section, the scorer (of metrics, the program that is
    shipped), the input and the reference. `metrics` is empty where the challenge brings its own scorer.
    """

    folder: Path
    digest: str
    kinds: tuple[str, ...]
    image: str
    predictions: PredictionsFormat
    solution: Limits
    scoring: Limits
    scoring_command: tuple[str, ...]
    scores: tuple[ScoreColumn, ...]
    metrics: tuple[Asked, ...] = ()
    truth: str = TRUTH

    @classmethod
    def read(cls, folder: Path) -> "Bundle":
        """Raises BundleBroken with the place in challenge.yaml, or the file, that has to be mended."""
        folder = folder.resolve()
        evaluation = section(read_description(folder), "evaluation", "")
        predictions = read_predictions_section(evaluation)
        scoring = section(evaluation, "scoring", missing={})
        listed = _listed_scores(evaluation)
        metrics = read_metrics(listed, format=predictions)
        bundle = cls(
            folder=folder,
            digest=_digest(folder, evaluation, has_metrics=bool(metrics)),
            kinds=_kinds(evaluation),
            image=text(evaluation, "image", missing=IMAGE),
            predictions=typed(predictions, by=metrics),
            solution=_limits(section(evaluation, "solution", missing={}), "evaluation.solution"),
            scoring=_limits(scoring, "evaluation.scoring"),
            scoring_command=_command(scoring),
            scores=_scores([completed(*pair) for pair in zip(listed, metrics, strict=True)] if metrics else listed),
            metrics=metrics,
            truth=text(evaluation, "truth", missing=TRUTH),
        )
        _require_files(bundle)
        if metrics:
            _require_metrics(bundle, scoring)
        return bundle

    @property
    def scorer(self) -> Path:
        return PROGRAM if self.metrics else self.folder / SCORER

    @property
    def scoring_environment(self) -> Mapping[str, str]:
        """What the program of the metrics is told; a scorer of the challenge's own knows by itself."""
        return {VARIABLE: canonical(self.task.to_json())} if self.metrics else {}

    @property
    def task(self) -> Task:
        """What the metrics compute, of which file."""
        return Task(self.truth, asdict(self.predictions), self.metrics)

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


def _kinds(evaluation: Mapping[str, object]) -> tuple[str, ...]:
    kinds = texts(evaluation, "kinds")
    if not set(kinds) <= KINDS:
        raise broken("evaluation.kinds may have code and predictions, nothing else")
    return kinds


def _command(scoring: Mapping[str, object]) -> tuple[str, ...]:
    given = text(scoring, "command", missing="python score.py")
    return tuple(or_broken(lambda: shlex.split(given), "evaluation.scoring.command"))


def _limits(asked: Mapping[str, object], where: str) -> Limits:
    return or_broken(lambda: Limits.read(asked), where)


def _listed_scores(evaluation: Mapping[str, object]) -> list[dict[str, Any]]:
    listed = evaluation.get("scores")
    if not isinstance(listed, list) or not all(isinstance(item, dict) for item in listed) or not listed:
        raise broken("evaluation.scores must list at least one score")
    return listed


def _scores(listed: list[Any]) -> tuple[ScoreColumn, ...]:
    scores = tuple(_score(item) for item in listed)
    if len({score.key for score in scores}) != len(scores):
        raise broken("evaluation.scores: a key is used twice")
    if [score.better != "neither" for score in scores if score.primary] != [True]:
        raise broken("evaluation.scores: exactly one is primary, and it is better lower or higher")
    return scores


def _score(asked: Mapping[str, object]) -> ScoreColumn:
    key = text(asked, "key")
    title = asked.get("title", {"en": key})
    better = text(asked, "better")
    decimals = asked.get("decimals", 4)
    if not SCORE_KEY.fullmatch(key):
        raise broken(f"evaluation.scores: {key!r} is not a key (small letters, digits, _)")
    if not isinstance(title, dict) or not all(isinstance(word, str) for word in [*title, *title.values()]):
        raise broken(f"evaluation.scores: the title of {key} must have a text for each language")
    if better not in get_args(Better):
        raise broken(f"evaluation.scores: {key} is better lower, higher or neither, not {better!r}")
    if type(decimals) is not int or not 0 <= decimals <= 12:
        raise broken(f"evaluation.scores: {key} has decimals from 0 to 12")
    primary = asked.get("primary", False) is True
    return ScoreColumn(key, title, text(asked, "unit", missing=""), cast(Better, better), primary, decimals)


def _require_files(bundle: Bundle) -> None:
    wanted = [bundle.reference] if bundle.metrics else [bundle.scorer, bundle.reference]
    if "code" in bundle.kinds:
        wanted.append(bundle.input)
    if bundle.predictions.ids:
        wanted.append(bundle.input / bundle.predictions.ids)
    for path in wanted:
        if not path.exists():
            raise BundleBroken(f"{path.relative_to(bundle.folder)} is missing")


def _require_metrics(bundle: Bundle, scoring: Mapping[str, object]) -> None:
    """Metrics leave nothing to a program, and the truth must allow every one of them."""
    if (bundle.folder / SCORER).exists() or "command" in scoring:
        raise broken(f"evaluation.scores names metrics: take {SCORER}/ and scoring.command out, or the metrics")
    if not PLAIN_NAME.fullmatch(bundle.truth):
        raise broken(f"evaluation.truth: {bundle.truth!r} is not a plain file name")
    if len(bundle.scoring_environment[VARIABLE].encode()) > TASK_BYTES:
        raise broken("evaluation.scores: too much to tell the scorer: use fewer or shorter labels")
    require_sound_truth(bundle.task, reference=bundle.reference, input=bundle.input)


def _digest(folder: Path, evaluation: Mapping[str, object], *, has_metrics: bool) -> str:
    """sha256 over the evaluation section and over name, size and content of every file, in order of name."""
    digest = hashlib.sha256(or_broken(lambda: canonical(evaluation), "evaluation").encode())
    if has_metrics:
        digest.update(program_digest().encode())
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
    for part in FOLDERS:
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
