"""An entry and its scorer, both importing pandas: run bare, which is the floor of all measurements, and by us."""

import io
import shutil
import subprocess
import tempfile
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from evaluator.bundle import Bundle
from evaluator.harness import evaluate
from evaluator.limits import Limits
from evaluator.report import Outcome
from evaluator.sandbox import flags
from evaluator.sandbox.docker import DockerSandbox
from evaluator.submission import Submission

GOLDEN = Path(__file__).parents[1] / "evaluator" / "golden"
SECCOMP = Path(flags.__file__).parent / "seccomp.json"
SCOREKIT = Path(flags.__file__).parents[1] / "scorekit"
ENTRY = """\
import os
import pandas

rows = pandas.read_csv(os.environ["INPUT_DIR"] + "/test.csv")
rows["prediction"] = rows["x1"] + rows["x2"]
rows[["id", "prediction"]].to_csv(os.environ["OUTPUT_DIR"] + "/predictions.csv", index=False)
"""


class Case:
    """One entry and one scorer, both importing pandas, and the two ways to run them."""

    def __init__(self, folder: Path) -> None:
        folder.chmod(0o755)
        self.folder = folder
        shutil.copytree(GOLDEN / "bundle", folder / "bundle")
        scorer = folder / "bundle" / "scorer" / "score.py"
        scorer.write_text("import pandas\n" + scorer.read_text())
        challenge = folder / "bundle" / "challenge.yaml"
        challenge.write_text(challenge.read_text().replace("wall_seconds: 4", "wall_seconds: 60"))  # however busy
        self.bundle = Bundle.read(folder / "bundle")
        (folder / "program").mkdir()
        (folder / "program" / "main.py").write_text(ENTRY)
        (folder / "entry.zip").write_bytes(self.entry())

    def entry(self, number: int = 0) -> bytes:
        """What a team hands in; each number's bytes are its own."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr("main.py", f"{ENTRY}# {number}\n")
        return out.getvalue()

    def evaluate(self, sandbox: DockerSandbox) -> None:
        report = evaluate(self.bundle, Submission.at(self.folder / "entry.zip"), sandbox)
        assert report.outcome is Outcome.SCORED, report
        assert report.scores["public_mae"] == 0.0

    def bare_loop(self, times: int, *, at_once: int) -> None:
        """So many floors, so many at the same time."""
        with ThreadPoolExecutor(max_workers=at_once) as pool:
            list(pool.map(lambda _: self.floor(), range(times)))

    def floor(self) -> None:
        """`docker run` of the one and then of the other, with our image, mounts and flags."""
        with tempfile.TemporaryDirectory(dir=self.folder) as name:
            outputs, results = Path(name) / "outputs", Path(name) / "results"
            for folder in (outputs, results):
                folder.mkdir()
                folder.chmod(0o777)
            mounts = {self.folder / "program": "/app/program", self.bundle.input: "/app/input_data"}
            self._run("python main.py", self.bundle.solution, mounts, outputs)
            mounts = {
                self.bundle.scorer: "/app/program",
                self.bundle.reference: "/app/input/ref",
                outputs: "/app/input/res",
                SCOREKIT: "/app/lib/scorekit",
            }
            self._run("python score.py", self.bundle.scoring, mounts, results)
            assert (results / "scores.json").exists()

    def _run(self, command: str, limits: Limits, mounts: dict[Path, str], output: Path) -> None:
        volumes = [f"--volume={source}:{target}:ro" for source, target in mounts.items()]
        variables = [f"--env={name}={value}" for name, value in {**flags.ENVIRONMENT, "PYTHONPATH": "/app/lib"}.items()]
        wanted = [*cli_flags(limits), *variables, *volumes, f"--volume={output}:/app/output", "--workdir=/app/program"]
        subprocess.run(
            ["docker", "run", "--rm", *wanted, self.bundle.image, *command.split()], check=True, capture_output=True
        )


def cli_flags(limits: Limits) -> list[str]:
    """The flags of evaluator/sandbox/flags.py, as the engine's own command line spells them."""
    memory = f"{limits.memory_mb}m"
    return [
        *(
            "--network=none",
            "--dns=127.0.0.1",
            "--dns-search=.",
            "--hostname=runner",
            "--read-only",
            "--user=21000:21000",
        ),
        *("--cap-drop=ALL", "--security-opt=no-new-privileges", f"--security-opt=seccomp={SECCOMP}"),
        *(f"--pids-limit={limits.processes}", f"--memory={memory}", f"--memory-swap={memory}", "--cpus=1"),
        *("--ulimit=nofile=256", "--ulimit=core=0", "--ulimit=memlock=65536", "--ulimit=msgqueue=0", "--ipc=none"),
        f"--tmpfs=/tmp:rw,nosuid,nodev,noexec,size={limits.tmp_bytes},nr_inodes=4096,mode=1777",
        f"--tmpfs=/dev/shm:rw,nosuid,nodev,noexec,size={flags.SHM_BYTES},nr_inodes=256,mode=1777",
        *("--oom-score-adj=1000", "--restart=no", "--stop-timeout=1", "--pull=never", "--log-driver=none"),
    ]
