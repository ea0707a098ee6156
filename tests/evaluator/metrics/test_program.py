"""The program that is shipped: what it is made of, what the host needs of it, and itself in a real container."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from sklearn.metrics import f1_score, mean_absolute_error, mean_pinball_loss, roc_auc_score

from evaluator.bundle import Bundle
from evaluator.harness import evaluate
from evaluator.metrics import shipped
from evaluator.report import Outcome
from evaluator.sandbox.docker import DockerSandbox
from evaluator.scorekit import Places
from evaluator.submission import Submission
from tests.evaluator.conftest import Zip
from tests.evaluator.metrics.making import Case, challenge

ROOT = Path(__file__).parents[3]
ITEMS = [
    {"metric": "mae", "target": "hours", "prediction": "hours", "weight": "tonnes"},
    {"metric": "pinball", "target": "hours", "levels": [0.1, 0.9], "prediction": ["low", "high"]},
    {"metric": "roc_auc", "target": "late", "prediction": "p_late", "positive": "oui"},
    {"metric": "f1", "target": "berth", "prediction": "berth", "average": "macro"},
]
LABELS = {"berth": ["north", "south", "Jorf Lasfar"]}


def case(seed: int, *, rows: int = 60) -> Case:
    """Numbers with many digits."""
    draw = np.random.default_rng(seed)
    truth = {
        "hours": draw.gamma(2, 10, rows).tolist(),
        "tonnes": draw.uniform(1, 9, rows).tolist(),
        "late": draw.choice(["oui", "non"], rows).tolist(),
        "berth": draw.choice(LABELS["berth"], rows).tolist(),
    }
    predicted = {
        "hours": draw.gamma(2, 10, rows).tolist(),
        "low": draw.gamma(1, 2, rows).tolist(),
        "high": draw.gamma(4, 10, rows).tolist(),
        "p_late": draw.uniform(0, 1, rows).tolist(),
        "berth": draw.choice(LABELS["berth"], rows).tolist(),
    }
    return Case(truth, predicted)


PARTS = {"public": case(1), "private": case(2)}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = challenge(tmp_path / "challenge", ITEMS, **PARTS, labels=LABELS)
    shutil.copy(made / "predictions.csv", made / "input" / "answers.csv")
    described = (made / "challenge.yaml").read_text().replace("- predictions\n", "- predictions\n  - code\n")
    (made / "challenge.yaml").write_text(described)
    return made


def outside() -> dict[str, float]:
    """What scikit-learn says of the same numbers here."""
    scores = {}
    for part, of_part in PARTS.items():
        truth, predicted = of_part.truth, of_part.predicted
        losses = [
            mean_pinball_loss(truth["hours"], predicted[name], alpha=at) for name, at in (("low", 0.1), ("high", 0.9))
        ]
        late = [answer == "oui" for answer in truth["late"]]
        scores[f"{part}_mae"] = mean_absolute_error(truth["hours"], predicted["hours"], sample_weight=truth["tonnes"])
        scores[f"{part}_pinball"] = float(np.mean(losses))
        scores[f"{part}_roc_auc"] = roc_auc_score(late, predicted["p_late"])
        scores[f"{part}_f1"] = f1_score(truth["berth"], predicted["berth"], average="macro")
    return scores


COPY = """\
import os, shutil
shutil.copy(os.environ["INPUT_DIR"] + "/answers.csv", os.environ["OUTPUT_DIR"] + "/predictions.csv")
"""


@pytest.mark.engine
@pytest.mark.usefixtures("clean")
def test_predictions_and_code_get_scikit_learns_scores(folder: Path, zipped: Zip, sandbox: DockerSandbox) -> None:
    bundle = Bundle.read(folder)
    for submission in (Submission.at(folder / "predictions.csv"), zipped(COPY)):
        report = evaluate(bundle, submission, sandbox)
        assert (report.outcome, report.scorer_log) == (Outcome.SCORED, b"")
        assert report.scores == outside()


@pytest.mark.engine
@pytest.mark.usefixtures("clean")
def test_predictions_are_refused_with_row_and_column(folder: Path, sandbox: DockerSandbox) -> None:
    path = folder / "predictions.csv"
    header, first, *rows = path.read_text().splitlines()
    cells = first.split(",")
    path.write_text("\n".join([header, ",".join([*cells[:4], "nan", "Jorf"]), *rows[:-1]]))
    report = evaluate(Bundle.read(folder), Submission.at(path), sandbox)
    assert report.outcome is Outcome.PREDICTIONS_REFUSED
    assert [(fault.code, fault.row, fault.column, fault.value) for fault in report.faults] == [
        ("missing_ids", None, None, "1"),
        ("not_finite", 2, "p_late", "nan"),
        ("not_a_label", 2, "berth", "Jorf"),
    ]


def test_program_stands_alone_and_leaves_its_losses(folder: Path, tmp_path: Path) -> None:
    """As in the container: nothing of ours but the program and the kit, the truth read before the predictions."""
    bundle, library = Bundle.read(folder), tmp_path / "lib"
    library.mkdir()
    (library / "scorekit").symlink_to(ROOT / "evaluator" / "scorekit")
    (tmp_path / "output").mkdir()
    program = tmp_path / "program"
    shutil.copytree(bundle.scorer, program, ignore=shutil.ignore_patterns("__pycache__"))
    # The container's places, for a process that has none.
    (library / "sitecustomize.py").write_text(
        "import scorekit, scorekit.answers, scorekit.asides\n"
        "from pathlib import Path\n"
        f"home = {{'reference': Path({str(bundle.reference)!r}), 'results': Path({str(folder)!r}),"
        f" 'output': Path({str(tmp_path / 'output')!r})}}\n"
        "scorekit.Places.__init__.__defaults__ = tuple(home.values())\n"
        "for writes in (scorekit.write_scores, scorekit.write_row_losses, scorekit.refuse):\n"
        "    writes.__kwdefaults__['folder'] = home['output']\n"
    )
    done = subprocess.run(
        [sys.executable, "score.py"],
        cwd=program,
        env={"PYTHONPATH": str(library), **bundle.scoring_environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads((tmp_path / "output" / "scores.json").read_text()) == outside()
    header, first, *losses = (tmp_path / "output" / "row_losses.csv").read_text().splitlines()
    public = PARTS["public"]
    weight = public.truth["tonnes"][0] / np.mean(public.truth["tonnes"])
    assert header == "id,part,loss"
    assert first.startswith("p0,public,")
    loss = abs(public.truth["hours"][0] - public.predicted["hours"][0]) * weight
    assert float(first.split(",")[2]) == pytest.approx(loss)
    assert len(losses) == 119


def test_program_of_the_metrics_is_what_the_bundle_points_at(folder: Path) -> None:
    bundle = Bundle.read(folder)
    assert bundle.scorer == shipped.PROGRAM
    assert bundle.scoring_command == ("python", "score.py")
    assert {path.name for path in shipped.PROGRAM.glob("*.py")} == {"__init__.py", "warm.py", "score.py"}
    assert Places().reference.is_absolute()


def test_challenge_with_its_own_scorer_needs_no_environment(golden: Bundle) -> None:
    assert (golden.metrics, dict(golden.scoring_environment)) == ((), {})
    assert golden.scorer == golden.folder / "scorer"


def test_digest_covers_the_metrics_and_the_bytes_of_the_program(folder: Path, monkeypatch, tmp_path: Path) -> None:
    before = Bundle.read(folder).digest
    described = (folder / "challenge.yaml").read_text()
    (folder / "challenge.yaml").write_text(described.replace("average: macro", "average: micro"))
    assert Bundle.read(folder).digest != before
    (folder / "challenge.yaml").write_text(described)
    assert Bundle.read(folder).digest == before
    changed = shutil.copytree(shipped.PROGRAM, tmp_path / "program")
    with (changed / "measures" / "survival.py").open("a") as source:
        source.write("\n")
    monkeypatch.setattr(shipped, "PROGRAM", changed)
    shipped.program_digest.cache_clear()
    after = Bundle.read(folder).digest
    shipped.program_digest.cache_clear()
    assert after != before


def test_digest_of_a_challenge_with_its_own_scorer_does_not_know_the_program(golden: Bundle, monkeypatch) -> None:
    monkeypatch.setattr("evaluator.bundle.program_digest", lambda: "another version")
    assert Bundle.read(golden.folder).digest == golden.digest


def test_reading_a_challenge_needs_neither_numpy_nor_scikit_learn(folder: Path) -> None:
    """The base package has none of them."""
    program = (
        "import sys\n"
        "for name in ('numpy', 'scipy', 'sklearn', 'pandas'): sys.modules[name] = None\n"
        "from pathlib import Path\n"
        "from evaluator.bundle import Bundle\n"
        f"print(len(Bundle.read(Path({str(folder)!r})).metrics))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("4\n", "")
