"""A pack folder out of a release, a question and texts, with the bundle that scores it beside: as `data build` leaves
them."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from evaluator.bundle import Bundle
from smartport.drafting.baseline import program
from smartport.drafting.description import WIDTH, evaluation, naive_baseline
from smartport.drafting.draft import sample_of
from smartport.drafting.questions import QUERIES, Question
from smartport.making.given import SAMPLE, TEST, TRAIN, Given, labels_of, opened
from smartport.packs.pack import LANGUAGES, PAGES

BUILT, BUNDLE, RELEASE, HIDDEN, PRACTICE = "built", "bundle", "release", "hidden", "practice"
TRUTH, SAMPLE_NAME = "truth.csv", "sample_submission.csv"
NAIVE = "naive"

Texts = Mapping[str, str]


@dataclass(frozen=True)
class Told:
    """What is said of a challenge: `texts` by field (title, summary, metric, statement, rules) and language; `phase`
    and `setting` (theme, prizes, scale …) as challenge.yaml has them."""

    slug: str
    texts: Mapping[str, Texts]
    phase: Mapping[str, Any]
    setting: Mapping[str, Any]


def write_pack(folder: Path, told: Told, *, question: Question | None = None, given: Given | None = None) -> None:
    """challenge.yaml and the texts; where something is asked of given data, also a naive baseline and built/bundle.
    Raises BundleBroken."""
    described: dict[str, Any] = {
        "format": "smartport/1",
        "slug": told.slug,
        **{name: dict(told.texts[name]) for name in ("title", "summary", "metric")},
        **told.setting,
        "phase": dict(told.phase),
    }
    for name in PAGES:
        for language in LANGUAGES:
            write_text(folder / f"{name}.{language}.md", told.texts[name].get(language, ""))
    if question is not None and given is not None:
        described["evaluation"] = evaluation(question, id=given.id)
        described["baselines"] = {NAIVE: naive_baseline()}
        write_text(folder / "baselines" / NAIVE / "main.py", program(question, id=given.id))
    write_yaml(folder / "challenge.yaml", described)
    if question is not None and given is not None:
        write_bundle(folder / BUILT / BUNDLE, folder / "challenge.yaml", question=question, given=given)


def write_bundle(folder: Path, description: Path, *, question: Question, given: Given) -> Bundle:
    """What scores it: the description, the published tables, and the hidden labels as the truth. Raises
    BundleBroken."""
    for name in ("input", "reference"):
        (folder / name).mkdir(parents=True)
    shutil.copyfile(description, folder / "challenge.yaml")
    for name in (TRAIN, TEST):
        with opened(given.files[name]) as source, (folder / "input" / Path(name).name).open("wb") as target:
            shutil.copyfileobj(source, target)
    _write_sample(folder / "input" / SAMPLE_NAME, question=question, given=given)
    _write_truth(folder / "reference" / TRUTH, question=question, given=given)
    readable(folder)
    return Bundle.read(folder)


def write_yaml(path: Path, described: Mapping[str, Any]) -> None:
    """As a person reads it."""
    write_text(path, yaml.safe_dump(dict(described), allow_unicode=True, sort_keys=False, width=WIDTH))


def write_text(path: Path, text: str) -> None:
    """UTF-8 with the line ends of Unix, its folder made where it is missing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text.replace("\r\n", "\n"), encoding="utf-8", newline="\n")


def readable(folder: Path) -> None:
    """By everybody, whatever the umask: containers are strangers here."""
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)


def _write_sample(path: Path, *, question: Question, given: Given) -> None:
    """The one that teams download, where its columns are those that are asked for."""
    if given.sample == question.columns:
        with opened(given.files[SAMPLE]) as source, path.open("wb") as target:
            shutil.copyfileobj(source, target)
        return
    with opened(given.files[SAMPLE]) as source:
        ids = pd.read_csv(source, usecols=[given.id], dtype=str, keep_default_na=False)
    sample_of(ids, question).to_csv(path, index=False, lineterminator="\n", encoding="utf-8")


def _write_truth(path: Path, *, question: Question, given: Given) -> None:
    query = question.options.get("query") if question.metric in QUERIES else None
    if query is None:
        with given.release.labels.open("rb") as source, path.open("wb") as target:
            shutil.copyfileobj(source, target)
        return
    with opened(given.files[TEST]) as source:
        known = pd.read_csv(source, usecols=[given.id, str(query)], dtype=str, keep_default_na=False)
    labels_of(given).merge(known, on=given.id, how="left").to_csv(path, index=False, lineterminator="\n")
