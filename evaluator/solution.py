"""The first run: the entry on the inputs. Its truth is not on this side."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from evaluator.archive import ENTRY_POINT, ArchiveRefused, program_folder, unpack
from evaluator.bundle import PUBLIC_INPUT, Bundle
from evaluator.errors import BundleBroken
from evaluator.log import LogPolicy
from evaluator.report import Fault, Outcome
from evaluator.sandbox.base import PROGRAM, Bench, Mount, OnLog, Plan, Prepared, Run
from evaluator.submission import Submission

INPUT_DATA = "/app/input_data"
LIBRARIES = ("numpy", "pandas")


@dataclass(frozen=True)
class Solution:
    """`failure` is None when the predictions lie in the outputs' folder; `run` is None when nothing was run."""

    failure: Outcome | None = None
    fault: Fault | None = None
    run: Run | None = None
    shown_log: bytes = b""
    hidden_log: bytes = b""


@dataclass(frozen=True)
class Asked:
    """The runs of one entry: one on the hidden inputs, before it one on the public inputs where the team is to see
    only what is printed there. `shown` is the run whose log the team sees.
    """

    runs: Sequence[Prepared]
    shown: Prepared | None


def solution_plan(bundle: Bundle, *, inputs: Path) -> Plan:
    return Plan(
        name="entry",
        command=("python", ENTRY_POINT),
        mounts=(Mount(inputs, INPUT_DATA),),
        given=PROGRAM,
        libraries=LIBRARIES,
        environment={},
        limits=bundle.solution,
        keep={bundle.predictions.file: bundle.solution.output_bytes},
        turn_after=bundle.solution.wall_seconds,  # a run on the public inputs
    )


def prepare_solution(bundle: Bundle, submission: Submission, bench: Bench, *, logs: LogPolicy) -> Asked:
    """Nothing is run of a file of predictions. Raises BundleBroken."""
    if submission.kind == "predictions":
        return Asked((), None)
    if logs == "public" and not bundle.public_input.exists():
        raise BundleBroken(f"{PUBLIC_INPUT}/ is missing: teams may see only what is printed on the public inputs")
    inputs = [bundle.public_input, bundle.input] if logs == "public" else [bundle.input]
    runs = [bench.prepare(solution_plan(bundle, inputs=folder)) for folder in inputs]
    return Asked(runs, None if logs == "off" else runs[0])


def run_solution(
    bundle: Bundle, submission: Submission, asked: Asked, *, at: Path, outputs: Path, on_log: OnLog | None = None
) -> Solution:
    """Puts the predictions file, a plain file of ours, into `outputs`; `at` is a folder for what lies about meanwhile.
    Raises EvaluatorError when we fail.
    """
    if submission.kind == "predictions":
        return _take_predictions(bundle, submission, outputs)
    unpacked = at / "unpacked"
    unpacked.mkdir()
    try:
        folder = program_folder(unpack(submission.path, unpacked))
    except ArchiveRefused as refusal:
        return Solution(Outcome.ARCHIVE_REFUSED, Fault(refusal.code, refusal.message))
    if folder is None:
        fault = Fault("no_entry_point", f"The archive has no {ENTRY_POINT} at its top, nor in its only folder.")
        return Solution(Outcome.NO_ENTRY_POINT, fault)
    return _run_all(bundle, unpacked / folder, asked, at=at, outputs=outputs, on_log=on_log)


def _run_all(bundle: Bundle, program: Path, asked: Asked, *, at: Path, outputs: Path, on_log: OnLog | None) -> Solution:
    """The last run is the one that counts, unless one before it failed."""
    shown = hidden = b""
    solution = Solution()
    for number, prepared in enumerate(asked.runs, start=1):
        is_last, is_shown = number == len(asked.runs), prepared is asked.shown
        _fill(prepared.folder, program, is_last=is_last)
        into = outputs if is_last else at / "rehearsed"
        into.mkdir(exist_ok=True)
        run = prepared.run(into=into, on_log=on_log if is_shown else None)
        shown, hidden = (run.log, hidden) if is_shown else (shown, run.log)
        solution = replace(_judge(run, bundle), shown_log=shown, hidden_log=hidden)
        if solution.failure:
            return solution
    return solution


def _fill(folder: Path, program: Path, *, is_last: bool) -> None:
    if not is_last:
        shutil.copytree(program, folder, dirs_exist_ok=True)
        return
    for path in program.iterdir():
        path.rename(folder / path.name)


def _take_predictions(bundle: Bundle, submission: Submission, outputs: Path) -> Solution:
    name, most = bundle.predictions.file, bundle.solution.output_bytes
    if submission.path.stat().st_size > most:
        return _refused(name, "too_large")
    shutil.copyfile(submission.path, outputs / name)
    (outputs / name).chmod(0o644)
    return Solution()


def _judge(run: Run, bundle: Bundle) -> Solution:
    """The first cause that is found: a program that hits a limit often crashes of it."""
    name = bundle.predictions.file
    failure = _limit_hit(run) or (Outcome.CRASHED if run.exit_code != 0 else None)
    if failure:
        return Solution(failure, Fault(str(failure), _explained(failure, run, bundle)), run)
    if name in run.refused:
        return _refused(name, run.refused[name], run)
    if name not in run.kept:
        return Solution(Outcome.NO_PREDICTIONS, Fault("no_predictions", f"The program wrote no {name}."), run)
    return Solution(run=run)


def _limit_hit(run: Run) -> Outcome | None:
    hit = {
        Outcome.MEMORY_LIMIT: run.out_of_memory,
        Outcome.TIME_LIMIT: run.timed_out,
        Outcome.OUTPUT_LIMIT: run.output_full,
        Outcome.LOG_LIMIT: run.log_full,
    }
    return next((outcome for outcome, was_hit in hit.items() if was_hit), None)


def _explained(failure: Outcome, run: Run, bundle: Bundle) -> str:
    limits = bundle.solution
    return {
        Outcome.MEMORY_LIMIT: f"The program needed more than {limits.memory_mb} MB of memory.",
        Outcome.TIME_LIMIT: (
            f"The program needed more than {limits.cpu_seconds:g} s of CPU time "
            f"or {limits.wall_seconds:g} s altogether "
            f"(it had {run.usage.cpu_seconds:.1f} s and {run.usage.wall_seconds:.1f} s)."
        ),
        Outcome.OUTPUT_LIMIT: f"The program wrote more than {limits.output_mb} MB or {limits.output_files} files.",
        Outcome.LOG_LIMIT: f"The program printed more than {limits.log_kb} KB.",
        Outcome.CRASHED: f"The program ended with exit code {run.exit_code}.",
    }[failure]


def _refused(name: str, reason: str, run: Run | None = None) -> Solution:
    message = {"not_a_regular_file": f"{name} is not a regular file.", "too_large": f"{name} is too large."}[reason]
    return Solution(Outcome.PREDICTIONS_REFUSED, Fault(reason, message), run)
