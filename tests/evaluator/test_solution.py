"""What an entry's run means, without an engine."""

import shutil
from pathlib import Path

import pytest

from evaluator.bundle import Bundle
from evaluator.errors import BundleBroken
from evaluator.log import LogPolicy
from evaluator.report import Outcome
from evaluator.sandbox.base import Run
from evaluator.sandbox.stub import Asked, Script, StubSandbox
from evaluator.solution import Solution, prepare_solution, run_solution
from evaluator.submission import Submission
from tests.evaluator.conftest import Zip
from tests.evaluator.scripts import USAGE, leaving


def solve(
    bundle: Bundle, submission: Submission, script: Script, *, logs: LogPolicy = "full"
) -> tuple[Solution, dict[str, bytes]]:
    with StubSandbox({"entry": script}).open(bundle.image) as bench:
        outputs = bench.folder / "outputs"
        outputs.mkdir()
        entry = prepare_solution(bundle, submission, bench, logs=logs)
        solution = run_solution(bundle, submission, entry, at=bench.folder, outputs=outputs)
        return solution, {path.name: path.read_bytes() for path in outputs.iterdir()}


def never(_: Asked) -> Run:
    raise AssertionError("nothing was to be run")


def test_predictions_are_kept(golden: Bundle, zipped: Zip) -> None:
    solution, outputs = solve(golden, zipped(""), leaving({"predictions.csv": "id,prediction\n"}))

    assert solution.failure is None
    assert outputs == {"predictions.csv": b"id,prediction\n"}


@pytest.mark.parametrize(
    ("ending", "outcome"),
    [
        ({"exit_code": 1}, Outcome.CRASHED),
        ({"exit_code": 137}, Outcome.CRASHED),
        ({"exit_code": 124}, Outcome.CRASHED),
        ({"exit_code": 137, "timed_out": True}, Outcome.TIME_LIMIT),
        ({"timed_out": True}, Outcome.TIME_LIMIT),
        ({"exit_code": 137, "out_of_memory": True}, Outcome.MEMORY_LIMIT),
        ({"exit_code": 137, "out_of_memory": True, "timed_out": True}, Outcome.MEMORY_LIMIT),
        ({"exit_code": 1, "output_full": True}, Outcome.OUTPUT_LIMIT),
        ({"output_full": True}, Outcome.OUTPUT_LIMIT),
        ({"exit_code": 1, "log_full": True}, Outcome.LOG_LIMIT),
        ({"log_full": True}, Outcome.LOG_LIMIT),
        ({"kept": {}}, Outcome.NO_PREDICTIONS),
        ({"kept": {}, "refused": {"predictions.csv": "not_a_regular_file"}}, Outcome.PREDICTIONS_REFUSED),
        ({"kept": {}, "refused": {"predictions.csv": "too_large"}}, Outcome.PREDICTIONS_REFUSED),
    ],
)
def test_ending_is_judged_by_its_first_cause(
    ending: dict[str, object], outcome: Outcome, golden: Bundle, zipped: Zip
) -> None:
    solution, _ = solve(golden, zipped(""), leaving({"predictions.csv": "x"}, **ending))

    assert solution.failure is outcome
    assert solution.fault is not None
    assert solution.run is not None
    assert solution.run.usage == USAGE


def test_what_is_no_regular_file_has_its_code(golden: Bundle, zipped: Zip) -> None:
    script = leaving({}, refused={"predictions.csv": "not_a_regular_file"})

    solution, _ = solve(golden, zipped(""), script)

    assert solution.fault is not None
    assert solution.fault.code == "not_a_regular_file"


def test_entry_sees_its_program_and_the_input_alone(golden: Bundle, zipped: Zip) -> None:
    seen: list[Asked] = []

    def look(asked: Asked) -> Run:
        assert (asked.given / "main.py").read_text() == "print(1)"
        seen.append(asked)
        return leaving({"predictions.csv": ""})(asked)

    solve(golden, zipped("print(1)"), look)

    plan = seen[0].plan
    assert plan.given == "/app/program"
    assert [(mount.source, mount.target) for mount in plan.mounts] == [(golden.input, "/app/input_data")]
    assert plan.limits == golden.solution


def test_program_may_lie_in_its_only_folder(
    golden: Bundle, tmp_path_factory: pytest.TempPathFactory, zipped: Zip
) -> None:
    folder = tmp_path_factory.mktemp("entry")
    (folder / "my-team").mkdir()
    (folder / "my-team" / "main.py").write_text("print(2)")

    def look(asked: Asked) -> Run:
        assert (asked.given / "main.py").read_text() == "print(2)"
        return leaving({"predictions.csv": ""})(asked)

    solution, _ = solve(golden, zipped(folder), look)

    assert solution.failure is None


@pytest.mark.parametrize("name", ["start.py", "src/main.py", "main.py/readme.txt"])
def test_program_without_entry_point_is_not_run(
    name: str, golden: Bundle, tmp_path_factory: pytest.TempPathFactory, zipped: Zip
) -> None:
    folder = tmp_path_factory.mktemp("entry")
    for path in (folder / name, folder / "other" / "notes.txt"):
        path.parent.mkdir(exist_ok=True)
        path.write_text("x")

    solution, _ = solve(golden, zipped(folder), never)

    assert solution.failure is Outcome.NO_ENTRY_POINT


def test_refused_archive_is_not_run(golden: Bundle, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("entry") / "entry.zip"
    path.write_bytes(b"rubbish")

    solution, outputs = solve(golden, Submission.at(path), never)

    assert solution.failure is Outcome.ARCHIVE_REFUSED
    assert solution.fault is not None
    assert solution.fault.code == "not_a_zip"
    assert outputs == {}


def test_predictions_file_is_taken_without_a_run(golden: Bundle) -> None:
    submission = Submission.at(golden.input / "sample_submission.csv")

    solution, outputs = solve(golden, submission, never)

    assert solution == Solution()
    assert outputs == {"predictions.csv": submission.path.read_bytes()}


def test_predictions_file_over_the_output_limit_is_refused(
    golden: Bundle, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("entry") / "big.csv"
    with path.open("wb") as file:
        file.truncate(golden.solution.output_bytes + 1)

    solution, outputs = solve(golden, Submission.at(path), never)

    assert solution.failure is Outcome.PREDICTIONS_REFUSED
    assert solution.fault is not None
    assert solution.fault.code == "too_large"
    assert outputs == {}


@pytest.fixture
def two_inputs(golden: Bundle, tmp_path: Path) -> Bundle:
    """The golden bundle with inputs that teams may see, too."""
    shutil.copytree(golden.folder, tmp_path / "bundle")
    shutil.copytree(golden.input, tmp_path / "bundle" / "public_input")
    return Bundle.read(tmp_path / "bundle")


def test_public_log_needs_public_inputs(golden: Bundle, zipped: Zip) -> None:
    with pytest.raises(BundleBroken, match="public_input/ is missing"):
        solve(golden, zipped(""), never, logs="public")


def by_inputs(bundle: Bundle, *, public: Script, hidden: Script) -> Script:
    return lambda asked: (public if asked.plan.mounts[0].source == bundle.public_input else hidden)(asked)


def test_log_that_is_off_is_kept_apart(golden: Bundle, zipped: Zip) -> None:
    solution, _ = solve(golden, zipped(""), leaving({"predictions.csv": "x"}), logs="off")

    assert (solution.shown_log, solution.hidden_log) == (b"", b"log")


def test_only_what_is_printed_on_public_inputs_is_shown(two_inputs: Bundle, zipped: Zip) -> None:
    public = leaving({"predictions.csv": "rehearsed"}, log=b"a public row")
    hidden = leaving({"predictions.csv": "real"}, log=b"a hidden row")

    solution, outputs = solve(
        two_inputs, zipped(""), by_inputs(two_inputs, public=public, hidden=hidden), logs="public"
    )

    assert solution.failure is None
    assert outputs == {"predictions.csv": b"real"}
    assert (solution.shown_log, solution.hidden_log) == (b"a public row", b"a hidden row")


def test_entry_that_fails_on_public_inputs_never_sees_the_hidden_ones(two_inputs: Bundle, zipped: Zip) -> None:
    public = leaving({}, exit_code=3, log=b"trace")

    solution, _ = solve(two_inputs, zipped(""), by_inputs(two_inputs, public=public, hidden=never), logs="public")

    assert solution.failure is Outcome.CRASHED
    assert (solution.shown_log, solution.hidden_log) == (b"trace", b"")


def test_failure_on_hidden_inputs_shows_only_the_public_log(two_inputs: Bundle, zipped: Zip) -> None:
    public = leaving({"predictions.csv": "x"}, log=b"fine here")
    hidden = leaving({}, exit_code=4, log=b"a hidden row")

    solution, _ = solve(two_inputs, zipped(""), by_inputs(two_inputs, public=public, hidden=hidden), logs="public")

    assert solution.failure is Outcome.CRASHED
    assert solution.run is not None
    assert solution.run.exit_code == 4
    assert (solution.shown_log, solution.hidden_log) == (b"fine here", b"a hidden row")
