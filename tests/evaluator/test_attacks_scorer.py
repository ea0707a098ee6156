"""The scorer is held as strictly as the entry, reads nothing but predictions and reference, and fails at our cost."""

import json
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from evaluator.bundle import Bundle
from evaluator.errors import EvaluatorError, NeverReady, ScorerFailed
from evaluator.harness import evaluate
from evaluator.report import Outcome, Report
from evaluator.sandbox import place, probing
from evaluator.sandbox.docker import DockerSandbox
from evaluator.submission import Submission
from tests.evaluator.conftest import GOLDEN, Zip
from tests.evaluator.test_attacks import OURS, PROGRAMS, require_sound, successes

pytestmark = [pytest.mark.engine, pytest.mark.attack, pytest.mark.usefixtures("clean")]

SCORERS = sorted((OURS / "scorers").glob("[0-9]*.py"))
# Programs that look for a way out, and would find the same from the scorer's container. (They end with exit code 1
# there: the inputs they want to predict from are not.)
PROBING = [path for path in PROGRAMS if path.parent == OURS and path.stem[:2] in {"15", *map(str, range(20, 31))}]
PROBING += [path for path in PROGRAMS if path.stem in ("18_proc_snoop", "20_mount_and_escape", "22_network")]
HONEST = (GOLDEN / "scored" / "main.py").read_text()
PLANTED = """\
import os, sys
open("/app/output/hijacked", "w").close()
os._exit(0)
"""
LOOKS = ("network", "privileges", "calls", "surroundings", "processes", "room", "files")
LOOK = f"""\
import json, pathlib, probing
asked = json.loads(pathlib.Path("asked.json").read_text())
print(json.dumps({{name: getattr(probing, name)(asked) for name in {LOOKS}}}))
for name, text in (("predictions.csv", "id,prediction\\n"), ("scores.json", '{{"mae": 1, "bias": 0}}')):
    pathlib.Path("/app/output", name).write_text(text)
"""
LOOK_AT_MOUNTS = """\
import pathlib
for line in open("/proc/self/mountinfo"):
    _, _, _, _, point, options, *_ = line.split()
    print(point, options)
for name, text in (("predictions.csv", "id,prediction\\n"), ("scores.json", '{"mae": 1, "bias": 0}')):
    pathlib.Path("/app/output", name).write_text(text)
"""

Scored = Callable[..., Bundle]


@pytest.fixture
def scored_by(golden: Bundle, tmp_path: Path) -> Scored:
    """The golden bundle with another scorer, of these files; what it may use is what the entry may."""

    def made(**files: str) -> Bundle:
        folder = tmp_path / "bundle"
        shutil.copytree(golden.folder, folder, ignore=shutil.ignore_patterns("__pycache__"))
        for name, text in files.items():
            (folder / "scorer" / name.replace("_py", ".py").replace("_json", ".json")).write_text(text)
        return with_equal_limits(Bundle.read(folder))

    return made


def with_equal_limits(bundle: Bundle) -> Bundle:
    """And time enough for a busy machine."""
    patient = replace(bundle.solution, cpu_seconds=4.0, wall_seconds=12.0)
    return replace(bundle, solution=patient, scoring=patient)


def words_of(scorer: Path) -> str:
    return next(line for line in scorer.read_text().splitlines() if line.startswith("# MUST REPORT:"))


@pytest.mark.parametrize("scorer", SCORERS, ids=lambda path: path.stem)
def test_hostile_scorer_fails_at_our_cost(
    scorer: Path, scored_by: Scored, golden: Bundle, zipped: Zip, sandbox: DockerSandbox
) -> None:
    bundle, entry = scored_by(score_py=scorer.read_text()), zipped(f"# mark of an entry\n{HONEST}")

    hasty = replace(bundle, scoring=replace(bundle.scoring, cpu_seconds=2.0, wall_seconds=4.0))
    ended = outcome_of(hasty, entry, sandbox)
    after = evaluate(with_equal_limits(golden), entry, sandbox)

    assert ended[0] in words_of(scorer)
    assert successes(ended[1]) == []
    assert len(ended[1]) <= bundle.scoring.log_bytes + 100
    assert after.outcome is Outcome.SCORED


def outcome_of(bundle: Bundle, entry: Submission, sandbox: DockerSandbox) -> tuple[str, bytes]:
    """As the headers name it, and what the scorer printed."""
    try:
        report = evaluate(bundle, entry, sandbox)
    except ScorerFailed as failure:
        return "SCORER_FAILED", failure.log
    require_sound(report, bundle)
    assert report.outcome is Outcome.SCORED
    return "OK", report.scorer_log


@pytest.mark.parametrize("program", PROBING, ids=lambda path: path.stem)
def test_way_out_is_as_closed_to_the_scorer(
    program: Path, scored_by: Scored, zipped: Zip, sandbox: DockerSandbox
) -> None:
    with pytest.raises(ScorerFailed, match="exit code 1") as failed:
        evaluate(scored_by(score_py=program.read_text()), zipped(HONEST), sandbox)

    assert successes(failed.value.log) == []
    assert b"ATTACK-RESULT: blocked" in failed.value.log or program.stem == "20_calls_off_the_list"
    assert b"FileNotFoundError" in failed.value.log


def test_scorer_is_held_as_the_entry_is(scored_by: Scored, tmp_path: Path, sandbox: DockerSandbox) -> None:
    bundle = scored_by()
    limits = bundle.solution
    room = {"/app/output": limits.output_bytes, "/tmp": limits.tmp_bytes, "/dev/shm": 16 << 20}  # noqa: S108
    most = max(limits.output_bytes, limits.tmp_bytes)
    asked = {"listeners": [], "processes": limits.processes, "room": list(room.items()), "fsize": most}
    files = {
        "probing.py": Path(probing.__file__).read_text(),
        "asked.json": json.dumps(asked | {"output_files": limits.output_files}),
    }

    entry, scorer = logs_of_both(bundle, tmp_path, LOOK, files, sandbox)

    assert same(json.loads(entry)) == same(json.loads(scorer))
    assert json.loads(scorer)["network"] == {"interfaces": [], "reached": []}


def same(found: dict[str, Any]) -> dict[str, Any]:
    """Without what is meant to differ: every run has a user of its own."""
    users = found["privileges"].pop("users")
    assert len(users) == 1
    return found


def logs_of_both(
    bundle: Bundle, folder: Path, program: str, files: dict[str, str], sandbox: DockerSandbox
) -> tuple[bytes, bytes]:
    """What one and the same program prints as the entry and as the scorer."""
    with zipfile.ZipFile(folder / "both.zip", "w") as archive:
        for name, text in {"main.py": program, **files}.items():
            archive.writestr(name, text)
    for name, text in {"score.py": program, **files}.items():
        (bundle.scorer / name).write_text(text)
    both = with_equal_limits(Bundle.read(bundle.folder))
    report = evaluate(both, Submission.at(folder / "both.zip"), sandbox)
    return report.entry_log, report.scorer_log


def test_scorers_mounts_differ_only_in_what_it_reads(scored_by: Scored, tmp_path: Path, sandbox: DockerSandbox) -> None:
    logs = logs_of_both(scored_by(), tmp_path, LOOK_AT_MOUNTS, {}, sandbox)

    entry, scorer = ({line.split()[0]: line.split()[1] for line in log.decode().splitlines()} for log in logs)
    assert entry.keys() - scorer.keys() == {"/app/input_data"}
    assert scorer.keys() - entry.keys() == {"/app/input/ref", "/app/input/res", "/app/lib/scorekit"}
    assert {point: entry[point] for point in entry.keys() & scorer.keys()} == {
        point: scorer[point] for point in entry.keys() & scorer.keys()
    }
    assert {scorer[point].split(",")[0] for point in scorer.keys() - entry.keys()} == {"ro"}


def test_modules_planted_in_the_program_reach_no_scorer(golden: Bundle, tmp_path: Path, sandbox: DockerSandbox) -> None:
    """Nor do they run before the entry is let in: what it does then would not be counted, and its failure be ours."""
    path = tmp_path / "entry.zip"
    names = "scorekit warm launch sitecustomize usercustomize json decimal numpy pandas"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("main.py", HONEST)
        archive.writestr("planted.pth", "import os; os._exit(0)")
        for name in names.split():
            archive.writestr(f"{name}.py", PLANTED)

    report = evaluate(with_equal_limits(golden), Submission.at(path), sandbox)

    assert (report.outcome, report.scores["private_mae"]) == (Outcome.SCORED, 1.0)


@pytest.mark.parametrize(
    ("warm", "said"), [("import os; os._exit(0)", "exit code 0"), ("import time; time.sleep(60)", "never got ready")]
)
def test_scorer_that_never_gets_ready_is_ours(
    warm: str, said: str, scored_by: Scored, zipped: Zip, sandbox: DockerSandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(place, "GETTING_READY", 1.0)
    bundle = scored_by(warm_py=warm)
    hasty = replace(bundle, scoring=replace(bundle.scoring, wall_seconds=2.0))

    with pytest.raises(NeverReady, match=said):
        evaluate(hasty, zipped(HONEST), sandbox)


@pytest.mark.parametrize("file", ["predictions.pkl", "predictions.npy", "predictions.csv"])
def test_pickle_is_opened_by_nobody(file: str, golden: Bundle, zipped: Zip, sandbox: DockerSandbox) -> None:
    program = f"""\
import os, pickle
class Command:
    def __reduce__(self):
        return os.system, ("touch /app/output/hijacked; echo hijacked",)
with open("/app/output/{file}", "wb") as out:
    pickle.dump(Command(), out)
"""

    report: Report = evaluate(with_equal_limits(golden), zipped(program), sandbox)

    assert report.outcome in (Outcome.NO_PREDICTIONS, Outcome.PREDICTIONS_REFUSED)
    assert b"hijacked" not in report.scorer_log


def test_every_way_to_fail_is_an_error_of_ours() -> None:
    assert issubclass(ScorerFailed, EvaluatorError)
    assert issubclass(NeverReady, EvaluatorError)
