"""The scorers of the six packs at full size: `python -m tests.benchmarks.scorers`; ends in 0 only if every bound holds.

The whole hidden test of each pack is scored, as an evaluation does it: in the scorer's container, with the sample
submission. The floor is a bare `docker run` that imports pandas, in the same run. Of the times the best counts.
"""

import argparse
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

from datasets.packs import PackBuilt, build_pack
from evaluator.bundle import IMAGE, Bundle
from evaluator.harness import evaluate
from evaluator.report import Outcome
from evaluator.sandbox.docker import DockerSandbox
from evaluator.submission import Submission
from tests.datasets.day import TODAY
from tests.packs.building import PACKS, SLUGS

AT_MOST_SECONDS = 3.0
BARE = ("docker", "run", "--rm", "--network", "none", IMAGE, "python", "-c", "import pandas")


def floor() -> float:
    began = perf_counter()
    subprocess.run(BARE, check=True)
    return perf_counter() - began


def scored(bundle: Bundle, sandbox: DockerSandbox) -> tuple[int, float, float]:
    """Rows of the hidden test, and the seconds of the scorer and of the whole evaluation."""
    sample = bundle.input / "sample_submission.csv"
    began = perf_counter()
    report = evaluate(bundle, Submission.at(sample), sandbox)
    took = perf_counter() - began
    assert report.outcome is Outcome.SCORED, report
    assert report.scoring is not None
    return sample.read_text().count("\n") - 1, report.scoring.wall_seconds, took


def measure(slug: str, sandbox: DockerSandbox, *, repetitions: int) -> tuple[int, float, float]:
    with tempfile.TemporaryDirectory(prefix=f"{slug}-") as folder:
        built: PackBuilt = build_pack(PACKS / slug, to=Path(folder) / slug, on=TODAY)
        bundle = Bundle.read(built.bundle)
        runs = [scored(bundle, sandbox) for _ in range(repetitions)]
    return runs[0][0], min(run[1] for run in runs), min(run[2] for run in runs)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repetitions", type=int, default=3)
    given = parser.parse_args(arguments)
    bare = min(floor() for _ in range(given.repetitions))
    print(f"bare docker run with pandas   {bare:6.3f} s")
    slow = []
    with DockerSandbox() as sandbox:
        for slug in SLUGS:
            rows, scorer, whole = measure(slug, sandbox, repetitions=given.repetitions)
            print(f"{slug:10} {rows:7,} rows  scorer {scorer:6.3f} s, evaluation {whole:6.3f} s ({whole / bare:.1f} x)")
            slow += [slug] if scorer >= AT_MOST_SECONDS else []
    print("slower than 3 s: " + ", ".join(slow) if slow else f"every scorer within {AT_MOST_SECONDS:g} s")
    return 1 if slow else 0


if __name__ == "__main__":
    raise SystemExit(main())
