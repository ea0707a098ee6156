"""The whole story of drafting: read the table, ask the question, split the rows, write the folder."""

import re
import secrets
import shutil
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import numpy as np
import pandas as pd

from evaluator.bundle import Bundle
from evaluator.errors import BundleBroken
from smartport.drafting import wording
from smartport.drafting.baseline import program
from smartport.drafting.columns import moments, with_points
from smartport.drafting.description import Told, challenge_yaml
from smartport.drafting.questions import QUERIES, Question, question_of
from smartport.drafting.refusal import NotDrafted
from smartport.drafting.split import Split, at_random, by_group, by_time, require_enough
from smartport.drafting.table import Table, read_table

PART = "part"


@dataclass(frozen=True)
class Wanted:
    """`hidden` are columns that, as the target, are not known for the test: teams see them in train.csv only."""

    csv: Path
    id: str
    target: str
    metric: str | None = None
    time: str | None = None
    group: str | None = None
    hidden: tuple[str, ...] = ()
    title: str | None = None
    seed: int | None = None


@dataclass(frozen=True)
class Drafted:
    folder: Path
    table: Table
    question: Question
    split: Split


def draft(wanted: Wanted, *, to: Path) -> Drafted:
    """The folder appears whole or not at all. Raises NotDrafted."""
    if to.exists() and (not to.is_dir() or any(to.iterdir())):
        raise NotDrafted(f"{to} is there already, and nothing is written over: choose another folder.")
    raw = read_table(wanted.csv)
    _require_columns(raw, wanted)
    table = with_points(raw, but={wanted.id, wanted.group or wanted.id})
    _require_ids(table, wanted.id)
    question = question_of(table, target=wanted.target, metric=wanted.metric, group=wanted.group)
    if wanted.id in question.columns:
        raise NotDrafted(f"Predictions would have a column {wanted.id} too: rename the id's column in the table.")
    split = _split(table, wanted, question)
    require_enough(split)
    _written(to, Drafted(to, table, question, split), wanted)
    return Drafted(to, table, question, split)


def _require_columns(table: Table, wanted: Wanted) -> None:
    named = [wanted.id, wanted.target, *wanted.hidden, *filter(None, [wanted.time, wanted.group])]
    for name in named:
        table.require(name)
    if wanted.time and wanted.group:
        raise NotDrafted("Split by --time or by --group, not by both.")
    if len({wanted.id, wanted.target, *wanted.hidden}) < 2 + len(wanted.hidden):
        raise NotDrafted("The id, the target and each hidden column are different columns.")
    if {wanted.time, wanted.group} & {wanted.id, wanted.target, *wanted.hidden}:
        raise NotDrafted("The column that splits the rows is neither the id, nor the target, nor hidden.")
    if PART in named:
        raise NotDrafted(f"A column called {PART} is what tells the public from the private rows: rename yours.")


def _require_ids(table: Table, column: str) -> None:
    seen: dict[str, int] = {}
    for row, name in enumerate(table.cells[column]):
        if not name:
            raise NotDrafted(f"{table.at(row, column)}: the id is missing.")
        if name in seen:
            raise NotDrafted(f"{table.at(row, column)}: this id stands in row {table.lines[seen[name]]} already.")
        seen[name] = row


def _split(table: Table, wanted: Wanted, question: Question) -> Split:
    rng = np.random.default_rng(secrets.randbits(128) if wanted.seed is None else wanted.seed)
    if wanted.time:
        return by_time(moments(table, wanted.time), rng=rng)
    if wanted.group:
        return by_group(list(table.cells[wanted.group]), rng=rng)
    labels = None if question.is_number else list(table.cells[question.target])
    return at_random(labels, rows=len(table.cells), rng=rng)


def _written(to: Path, drafted: Drafted, wanted: Wanted) -> None:
    to.parent.mkdir(parents=True, exist_ok=True)
    work = Path(mkdtemp(prefix=f".{to.name}-", dir=to.parent))
    try:
        _fill(work, drafted, wanted)
        Bundle.read(work)
        work.replace(to)  # only its owner looks in: the truth is there
    except BundleBroken as broken:
        shutil.rmtree(work)
        raise NotDrafted(f"The challenge would not work: {broken}") from broken
    except BaseException:
        shutil.rmtree(work)
        raise


def _fill(folder: Path, drafted: Drafted, wanted: Wanted) -> None:
    question, split, cells = drafted.question, drafted.split, drafted.table.cells
    for name in ("input", "reference", "baselines/naive"):
        (folder / name).mkdir(parents=True)
    train, hidden = cells.iloc[split.train], cells.iloc[split.hidden]
    _write_csv(train, folder / "train.csv")
    _write_csv(train, folder / "input" / "train.csv")
    known = hidden.drop(columns=[wanted.target, *wanted.hidden]).sort_values(wanted.id, kind="stable")
    _write_csv(known, folder / "input" / "test.csv")
    _write_csv(sample_of(known[[wanted.id]], question), folder / "input" / "sample_submission.csv")
    _write_csv(_truth(hidden, drafted, wanted), folder / "reference" / "truth.csv")
    _write(folder / "baselines" / "naive" / "main.py", program(question, id=wanted.id))
    _write_texts(folder, drafted, wanted)
    for path in folder.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)  # whatever the umask: containers are strangers here


def _write_texts(folder: Path, drafted: Drafted, wanted: Wanted) -> None:
    question, split, title = drafted.question, drafted.split, wanted.title or _to_title(wanted.target)
    told = Told(_slug(drafted.folder.resolve().name), title, wanted.id, list(drafted.table.cells.columns))
    _write(folder / "challenge.yaml", challenge_yaml(question, told))
    way, column = ("time", wanted.time) if wanted.time else ("group", wanted.group) if wanted.group else ("random", "")
    sizes = {"train": len(split.train), "test": len(split.hidden)}
    pages = wording.statement(question, title=title, id=wanted.id, split=way, column=column or "", **sizes)
    for name, texts in (("statement", pages), ("rules", wording.rules())):
        for language, text in texts.items():
            _write(folder / f"{name}.{language}.md", text)


def sample_of(ids: pd.DataFrame, question: Question) -> pd.DataFrame:
    """A file that would be accepted, and knows nothing."""
    value: Any = 0
    if question.labels:
        value = question.labels[0]
    elif not question.is_number or question.metric == "integrated_brier":
        value = round(1 / max(2, len(question.columns)), 6)
    return ids.assign(**dict.fromkeys(question.columns, value))


def _truth(hidden: pd.DataFrame, drafted: Drafted, wanted: Wanted) -> pd.DataFrame:
    parts = ["public"] * len(drafted.split.public) + ["private"] * len(drafted.split.private)
    query = [wanted.group] if wanted.group and drafted.question.metric in QUERIES else []
    return hidden[[wanted.id, *query, wanted.target, *wanted.hidden]].assign(**{PART: parts})


def _to_title(target: str) -> str:
    """What the page is called until somebody finds a better name."""
    return target.replace("_", " ").strip().capitalize()


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:50].strip("-") or "challenge"


def _write_csv(table: pd.DataFrame, path: Path) -> None:
    table.to_csv(path, index=False, lineterminator="\n", encoding="utf-8")


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
