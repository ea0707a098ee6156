"""A past evaluation run again from its receipt: is the result the same?"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

from evaluator.bundle import Bundle
from evaluator.errors import ImageMissing
from evaluator.harness import evaluate
from evaluator.provenance import provenance_of
from evaluator.receipt import Receipt
from evaluator.report import Provenance, Report
from evaluator.sandbox.base import Sandbox
from evaluator.submission import Submission

Verdict = Literal["same", "different", "not_replayed"]
NOT_HERE = "not on this engine"
NOTHING = "–"
PROCESSOR = "processor"  # told, but no reason not to run: only the last digits may come out otherwise


@dataclass(frozen=True)
class Difference:
    """Something that went into the evaluation is not as the receipt says; `what` is bundle, submission, image, code,
    processor, limits.RUN.NAME or environment.NAME.
    """

    what: str
    receipt: str
    here: str


@dataclass(frozen=True)
class Compared:
    """One part of the result, then and now; `is_same` is None for a score that is sealed in the receipt."""

    name: str
    receipt: str | float | None
    here: str | float | None
    is_same: bool | None


@dataclass(frozen=True)
class Replayed:
    """`report` is None where nothing was run, because of the differences."""

    differences: tuple[Difference, ...]
    report: Report | None = None
    compared: tuple[Compared, ...] = ()

    @property
    def verdict(self) -> Verdict:
        if self.report is None:
            return "not_replayed"
        return "different" if any(one.is_same is False for one in self.compared) else "same"

    def to_json(self) -> dict[str, Any]:
        return {
            "verdict": self.verdict,
            "differences": [asdict(one) for one in self.differences],
            "compared": [asdict(one) for one in self.compared],
            "report": self.report.to_json() if self.report else None,
        }


def replay(receipt: Receipt, bundle: Bundle, submission: Submission, sandbox: Sandbox, *, anyway: bool) -> Replayed:
    """Other contents than the receipt's are never run; another image or another program only `anyway`. Raises
    EvaluatorError when we fail.
    """
    contents = tuple(_contents(receipt, bundle, submission))
    if contents:
        return Replayed(contents)
    differences = tuple(_settings(receipt, bundle, submission))
    if not anyway and any(one.what != PROCESSOR for one in differences):
        return Replayed(differences)
    wanted = str(receipt.body["digests"]["image"])
    try:
        report = evaluate(replace(bundle, image=wanted), submission, sandbox)
    except ImageMissing:
        differences += (Difference("image", wanted, NOT_HERE),)
        if not anyway:
            return Replayed(differences)
        report = evaluate(bundle, submission, sandbox)
    return Replayed(differences, report, tuple(compare(receipt, report)))


def compare(receipt: Receipt, report: Report) -> Iterator[Compared]:
    """Exactly: a score that differs in its last digit differs."""
    before = receipt.report()
    yield _compared("outcome", str(before.outcome), str(report.outcome))
    yield _compared("faults", before.fault_count, report.fault_count)
    for key in sorted(before.scores.keys() | report.scores.keys()):
        if receipt.opening is None and key not in before.scores:
            yield Compared(key, None, report.scores[key], None)
        else:
            yield _compared(key, before.scores.get(key), report.scores.get(key))


def _compared(name: str, receipt: str | float | None, here: str | float | None) -> Compared:
    return Compared(name, receipt, here, receipt == here)


def _contents(receipt: Receipt, bundle: Bundle, submission: Submission) -> Iterator[Difference]:
    digests = receipt.body["digests"]
    for what, here in (("bundle", bundle.digest), ("submission", submission.digest())):
        if digests[what] != here:
            yield Difference(what, digests[what], here)


def _settings(receipt: Receipt, bundle: Bundle, submission: Submission) -> Iterator[Difference]:
    made = receipt.report().provenance
    before, now = _flat(made) if made else {}, _flat(provenance_of(bundle, submission))
    for what in [*before, *(now.keys() - before.keys())]:
        if before.get(what) != now.get(what):
            yield Difference(what, before.get(what, NOTHING), now.get(what, NOTHING))


def _flat(made: Provenance) -> dict[str, str]:
    limits = {
        f"limits.{run}.{name}": f"{most:.12g}" for run, found in made.limits.items() for name, most in found.items()
    }
    environment = {f"environment.{name}": value for name, value in made.environment.items()}
    return {"code": f"{made.version} {made.code}", **limits, **environment, PROCESSOR: made.processor}
