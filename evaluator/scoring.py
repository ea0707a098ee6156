"""The second run: the scorer on the outputs and the hidden reference, in a container of its own."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from evaluator.bundle import Bundle, ScoreColumn
from evaluator.errors import ScorerFailed
from evaluator.log import keep_ends, printable
from evaluator.report import Fault, is_finite
from evaluator.sandbox.base import PROGRAM, Mount, Plan, Prepared, Run
from evaluator.scorekit.asides import PUBLIC_LOG, PUBLIC_LOG_BYTES, ROW_LOSSES, ROW_LOSSES_BYTES

RESULTS = "/app/input/res"
REFERENCE = "/app/input/ref"
LIBRARY = "/app/lib"
SCORES = "scores.json"
REFUSED = "refused.json"
SCOREKIT = Path(__file__).parent / "scorekit"

SCORES_BYTES = 64 << 10
REFUSED_BYTES = 256 << 10
LIBRARIES = ("numpy", "pandas", "warm")
FAULTS_KEPT = 20
TEXT_LENGTH = 400
VALUE_LENGTH = 80
PARTS = ("public", "private")


@dataclass(frozen=True)
class Scoring:
    """Either scores, for both parts, or the faults for which the scorer refused the predictions and their number."""

    run: Run
    scores: Mapping[str, float] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()
    fault_count: int = 0
    public_log: bytes = b""
    row_losses: bytes = b""


def scoring_plan(bundle: Bundle) -> Plan:
    """A scorer may bring a `warm.py`: it is loaded before there are predictions, so what it reads of the reference is
    read while nobody waits. The container is used once, so nothing can come back that way.
    """
    return Plan(
        name="scorer",
        command=bundle.scoring_command,
        mounts=(
            Mount(bundle.scorer, PROGRAM),
            Mount(bundle.reference, REFERENCE),
            Mount(SCOREKIT, f"{LIBRARY}/scorekit"),
        ),
        given=RESULTS,
        libraries=LIBRARIES,
        environment={"PYTHONPATH": LIBRARY, **bundle.scoring_environment},
        limits=bundle.scoring,
        keep={
            SCORES: SCORES_BYTES,
            REFUSED: REFUSED_BYTES,
            PUBLIC_LOG: PUBLIC_LOG_BYTES,
            ROW_LOSSES: ROW_LOSSES_BYTES,
        },
        turn_after=2 * bundle.solution.wall_seconds,  # the entry, at most on public and on hidden inputs
    )


def run_scoring(bundle: Bundle, prepared: Prepared, *, into: Path) -> Scoring:
    """Raises ScorerFailed: whatever is wrong here is ours, never the entry's."""
    run = prepared.run(into=into)
    try:
        _require_good_end(run)
        said = Scoring(run, public_log=_bytes_of(run, PUBLIC_LOG))
        if REFUSED in run.kept:
            faults, count = _read_refusal(run.kept[REFUSED])
            return replace(said, faults=faults, fault_count=count)
        scores = _read_scores(run.kept[SCORES], bundle.scores)
        return replace(said, scores=scores, row_losses=_bytes_of(run, ROW_LOSSES))
    except ValueError as error:
        raise ScorerFailed(f"The scorer failed: {error}", log=keep_ends(run.log)) from error


def _bytes_of(run: Run, name: str) -> bytes:
    return run.kept[name].read_bytes() if name in run.kept else b""


def _require_good_end(run: Run) -> None:
    answers = run.kept.keys() & {SCORES, REFUSED}
    hit = {
        "it needed more memory than it is given": run.out_of_memory,
        "it needed more time than it is given": run.timed_out,
        "it wrote more than it may": run.output_full or run.log_full,
        f"it ended with exit code {run.exit_code}": run.exit_code != 0,
        f"what it wrote was not taken: {dict(run.refused)}": bool(run.refused),
        f"it wrote neither {SCORES} nor {REFUSED}": not answers,
        f"it wrote both {SCORES} and {REFUSED}": len(answers) > 1,
    }
    for reason, was_hit in hit.items():
        if was_hit:
            raise ValueError(reason)


def _read_scores(path: Path, columns: tuple[ScoreColumn, ...]) -> dict[str, float]:
    """`public_<key>` and `private_<key>` of every declared column; a bare `<key>` counts for both. Others are
    dropped.
    """
    written = _object(path)
    scores = {}
    for column in columns:
        for part in PARTS:
            name = f"{part}_{column.key}"
            scores[name] = _number(written.get(name, written.get(column.key)), name)
    return scores


def _read_refusal(path: Path) -> tuple[tuple[Fault, ...], int]:
    written = _object(path)
    listed, total = written.get("faults"), written.get("total")
    if not isinstance(listed, list) or not listed or not all(isinstance(item, dict) for item in listed):
        raise ValueError(f"{REFUSED} has no list of faults")
    if type(total) is not int or total < len(listed):
        raise ValueError(f"{REFUSED} has no total, or less than the faults it lists")
    return tuple(_fault(item) for item in listed[:FAULTS_KEPT]), total


def _fault(item: Mapping[str, Any]) -> Fault:
    """The scorer may have copied a stranger's text into it: shown escaped and cut."""
    code, message, row = item.get("code"), item.get("message"), item.get("row")
    if not isinstance(code, str) or not isinstance(message, str) or not code or type(row) not in (int, type(None)):
        raise ValueError(f"{REFUSED} has a fault without code or message, or with a row that is no number")
    column, value = (_cut(item.get(key), VALUE_LENGTH) for key in ("column", "value"))
    return Fault(_cut(code, VALUE_LENGTH) or "", _cut(message, TEXT_LENGTH) or "", row, column, value)


def _cut(text: object, length: int) -> str | None:
    return (
        None if text is None else printable(str(text)[:length].encode("utf-8", "replace")).replace("\n", "\\n")[:length]
    )


def _object(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_bytes(), object_pairs_hook=_without_doubles, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"{path.name} is not strict JSON: {error}") from error
    if not isinstance(found, dict):
        raise ValueError(f"{path.name} is not a JSON object")
    return found


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key is there twice")
    return found


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not a number in JSON")


def _number(value: object, name: str) -> float:
    if not is_finite(value):
        raise ValueError(f"{SCORES}: {name} is missing or not a finite number")
    return float(value)
