"""A past evaluation run again, with a sandbox that runs nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from evaluator.bundle import Bundle
from evaluator.errors import ImageMissing
from evaluator.harness import evaluate
from evaluator.receipt import Receipt, make_receipt
from evaluator.replay import NOT_HERE, Compared, Difference, replay
from evaluator.report import Report
from evaluator.sandbox.base import Bench, Plan, Run
from evaluator.sandbox.stub import StubSandbox
from evaluator.submission import Submission
from tests.evaluator.conftest import Zip
from tests.evaluator.scripts import leaving, scoring

SALT = "5a" * 32
IMAGE = "sha256:then"


class OneImage(StubSandbox):
    """An engine that has one image, by its digest and by one name."""

    def __init__(self, *, name: str, digest: str, **scores: float) -> None:
        scorer = scoring(**scores) if scores else never
        super().__init__({"entry": leaving({"predictions.csv": "x"}), "scorer": scorer}, image_digest=digest)
        self._names = {name, digest}

    @contextmanager
    def open(self, image: str) -> Iterator[Bench]:
        if image not in self._names:
            raise ImageMissing(f"no {image}")
        with super().open(image) as bench:
            yield bench


def never(_: Plan) -> Run:
    raise AssertionError("nothing was to be run")


@pytest.fixture
def submission(zipped: Zip) -> Submission:
    return zipped("print('hello')")


@pytest.fixture
def report(golden: Bundle, submission: Submission) -> Report:
    sandbox = OneImage(name=golden.image, digest=IMAGE, public_mae=1.5, private_mae=2.5, bias=0)
    return evaluate(golden, submission, sandbox)


@pytest.fixture
def receipt(report: Report) -> Receipt:
    return make_receipt(report, salt=SALT)


def test_same_scores_are_the_same(golden: Bundle, submission: Submission, receipt: Receipt) -> None:
    sandbox = OneImage(name="another tag", digest=IMAGE, public_mae=1.5, private_mae=2.5, bias=0)

    found = replay(receipt, golden, submission, sandbox, anyway=False)

    assert (found.verdict, found.differences) == ("same", ())
    assert [one.name for one in found.compared] == [
        *("outcome", "faults", "private_bias", "private_mae", "public_bias", "public_mae")
    ]
    assert all(one.is_same for one in found.compared)


def test_last_digit_makes_a_difference(golden: Bundle, submission: Submission, receipt: Receipt) -> None:
    sandbox = OneImage(name="", digest=IMAGE, public_mae=1.5, private_mae=2.5000000000000004, bias=0)

    found = replay(receipt, golden, submission, sandbox, anyway=False)

    assert found.verdict == "different"
    different = [one for one in found.compared if not one.is_same]
    assert different == [Compared("private_mae", 2.5, 2.5000000000000004, is_same=False)]


def test_other_outcome_makes_a_difference(golden: Bundle, submission: Submission, receipt: Receipt) -> None:
    sandbox = StubSandbox({"entry": leaving({}, timed_out=True), "scorer": never}, image_digest=IMAGE)

    found = replay(receipt, golden, submission, sandbox, anyway=False)

    assert found.verdict == "different"
    assert found.compared[0] == Compared("outcome", "scored", "time_limit", is_same=False)
    assert Compared("public_mae", 1.5, None, is_same=False) in found.compared


def test_sealed_scores_are_computed_and_not_compared(golden: Bundle, submission: Submission, receipt: Receipt) -> None:
    sandbox = OneImage(name="", digest=IMAGE, public_mae=1.5, private_mae=99, bias=0)

    found = replay(receipt.sealed(), golden, submission, sandbox, anyway=False)

    assert found.verdict == "same"
    assert Compared("private_mae", None, 99.0, is_same=None) in found.compared


@pytest.mark.parametrize("anyway", [False, True])
def test_other_contents_are_named_and_never_run(
    anyway: bool, golden: Bundle, submission: Submission, receipt: Receipt, tmp_path: Path
) -> None:
    other = Submission("code", tmp_path / "other.zip", "other.zip")
    other.path.write_bytes(b"other")
    sandbox = StubSandbox({"entry": never, "scorer": never}, image_digest=IMAGE)

    found = replay(receipt, replace(golden, digest="0" * 64), other, sandbox, anyway=anyway)

    assert found.verdict == "not_replayed"
    assert found.differences == (
        Difference("bundle", golden.digest, "0" * 64),
        Difference("submission", submission.digest(), other.digest()),
    )


def test_other_image_is_run_only_anyway(golden: Bundle, submission: Submission, receipt: Receipt) -> None:
    sandbox = OneImage(name=golden.image, digest="sha256:now", public_mae=1.5, private_mae=2.5, bias=0)

    refused = replay(receipt, golden, submission, sandbox, anyway=False)
    found = replay(receipt, golden, submission, sandbox, anyway=True)

    assert (refused.verdict, refused.report) == ("not_replayed", None)
    assert (found.verdict, found.differences) == ("same", (Difference("image", IMAGE, NOT_HERE),))
    assert found.report is not None
    assert found.report.digests["image"] == "sha256:now"


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"code": "0" * 64}, "code"),
        ({"version": "9.9"}, "code"),
        ({"environment": {"PYTHONHASHSEED": "1"}}, "environment.PYTHONHASHSEED"),
        ({"limits": {"solution": {"cpu_seconds": 3}}}, "limits.solution.cpu_seconds"),
    ],
)
def test_other_program_is_run_only_anyway(
    change: dict[str, object], what: str, golden: Bundle, submission: Submission, report: Report
) -> None:
    assert report.provenance is not None
    then = replace(report, provenance=replace(report.provenance, **change))  # type: ignore[arg-type]
    receipt = make_receipt(then, salt=SALT)
    sandbox = OneImage(name=golden.image, digest=IMAGE, public_mae=1.5, private_mae=2.5, bias=0)

    refused = replay(receipt, golden, submission, sandbox, anyway=False)
    found = replay(receipt, golden, submission, sandbox, anyway=True)

    assert (refused.verdict, refused.report) == ("not_replayed", None)
    assert what in {one.what for one in refused.differences}
    assert (found.verdict, found.differences) == ("same", refused.differences)


def test_other_processor_is_told_and_run(golden: Bundle, submission: Submission, report: Report) -> None:
    assert report.provenance is not None
    then = replace(report, provenance=replace(report.provenance, processor="An old CPU"))
    sandbox = OneImage(name="", digest=IMAGE, public_mae=1.5, private_mae=2.5, bias=0)

    found = replay(make_receipt(then, salt=SALT), golden, submission, sandbox, anyway=False)

    assert found.verdict == "same"
    assert [(one.what, one.receipt) for one in found.differences] == [("processor", "An old CPU")]
