"""Places made ready before: the same isolation and the same results as cold ones, used once, bounded, never left."""

import json
import os
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from shutil import copytree

import pytest

from evaluator.bundle import Bundle
from evaluator.errors import NeverReady
from evaluator.harness import evaluate
from evaluator.report import Outcome, Report
from evaluator.sandbox.docker import DockerSandbox
from evaluator.sandbox.owner import RUN_LABEL, is_abandoned
from evaluator.sandbox.pool import Wish
from tests.evaluator.conftest import GOLDEN, Zip, left_behind

pytestmark = pytest.mark.engine

WHO_AM_I = """\
import json, os, resource
print(json.dumps({
    "status": [line for line in open("/proc/self/status") if line.startswith(("Cap", "NoNew", "Seccomp:", "Groups"))],
    "limits": [resource.getrlimit(number) for number in range(16)],
    "mounts": sorted(line.split()[1:4:2] for line in open("/proc/mounts") if "/app/log" not in line),
    "environment": sorted((key, value) for key, value in os.environ.items()),
    "network": os.listdir("/sys/class/net") if os.path.isdir("/sys/class/net") else [],
    "seen": sorted(os.listdir("/app")), "door": os.listdir("/app/door"), "program": os.listdir("/app/program"),
    "files": sorted(os.readlink(f"/proc/self/fd/{n}") for n in os.listdir("/proc/self/fd") if int(n) < 3),
}, sort_keys=True))
"""


def told(report: Report) -> dict[str, object]:
    """What it found, without the numbers that are every container's own: its layers' names and its user."""
    text = re.sub(r"overlay2/[^,\"]*", "LAYER", report.entry_log.decode())
    found: dict[str, object] = json.loads(re.sub(r"(?<!\d)21\d{3}(?!\d)", "21000", text))
    return found


@pytest.fixture
def warm(sandbox: DockerSandbox, tmp_path: Path) -> Iterator[DockerSandbox]:
    """A sandbox with places of its own; nothing of them is left when it is closed."""
    with DockerSandbox(sandbox.engine.url, folder=tmp_path / "warm", warm=2) as kept:
        yield kept
    assert left_behind(sandbox, process=os.getpid()) == []
    assert list((tmp_path / "warm").iterdir()) == []


def wishes(sandbox: DockerSandbox) -> list[Wish]:
    return sandbox._pool._wishes


def until(look: Callable[[], bool], *, seconds: float = 20.0) -> None:
    end = time.monotonic() + seconds
    while not look():
        assert time.monotonic() < end
        time.sleep(0.02)


def wait_until_ready(sandbox: DockerSandbox, *, places: int = 2) -> None:
    until(lambda: sandbox._pool.ready() == places)


def running(sandbox: DockerSandbox) -> int:
    mine = [found["Labels"][RUN_LABEL] for found in sandbox.engine.api.containers(filters={"label": RUN_LABEL})]
    return sum((sandbox.folder / name).exists() for name in mine)


def test_first_run_leaves_places_for_the_second_which_takes_them(
    golden: Bundle, zipped: Zip, warm: DockerSandbox
) -> None:
    first = evaluate(golden, zipped(GOLDEN / "scored"), warm)
    wait_until_ready(warm)
    made = [wish.place.home.name for wish in wishes(warm) if wish.place]

    second = evaluate(golden, zipped(GOLDEN / "scored"), warm)

    assert (second.outcome, second.scores, second.entry_log) == (first.outcome, first.scores, first.entry_log)
    assert [name for name in made if (warm.folder / name).exists()] == []


def test_warm_is_held_as_tightly_as_cold(
    golden: Bundle, zipped: Zip, sandbox: DockerSandbox, warm: DockerSandbox
) -> None:
    cold = told(evaluate(golden, zipped(WHO_AM_I), sandbox))
    evaluate(golden, zipped(WHO_AM_I), warm)
    wait_until_ready(warm)

    assert told(evaluate(golden, zipped(WHO_AM_I), warm)) == cold
    assert (cold["program"], cold["door"]) == (["main.py"], [])


def test_container_is_never_used_twice(golden: Bundle, zipped: Zip, warm: DockerSandbox) -> None:
    mark = "import os\nprint(os.listdir('/tmp'), os.listdir('/dev/shm'))\nopen('/tmp/mark', 'w').close()\n"

    logs = []
    for _ in range(3):
        logs.append(evaluate(golden, zipped(mark), warm).entry_log)
        wait_until_ready(warm)

    assert logs == [b"[] []\n"] * 3


def test_what_got_ready_before_is_not_the_programs(golden: Bundle, zipped: Zip, warm: DockerSandbox) -> None:
    """Importing pandas costs more than this limit."""
    hasty = replace(golden, solution=replace(golden.solution, cpu_seconds=0.3))
    entry = "import pandas\n" + (GOLDEN / "scored" / "main.py").read_text()
    for _ in range(2):
        report = evaluate(hasty, zipped(entry), warm)
        assert report.outcome is Outcome.SCORED, report
        wait_until_ready(warm)


def test_there_are_no_more_places_than_room(golden: Bundle, zipped: Zip, warm: DockerSandbox) -> None:
    for seconds in (5, 6, 7):
        bundle = replace(golden, solution=replace(golden.solution, wall_seconds=seconds))
        evaluate(bundle, zipped(GOLDEN / "scored"), warm)
    wait_until_ready(warm)
    until(lambda: running(warm) == 2)

    assert [wish.plan.limits.wall_seconds for wish in wishes(warm) if wish.plan.name == "entry"] == [7]


def test_place_that_rested_too_long_is_replaced(
    golden: Bundle, zipped: Zip, warm: DockerSandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    evaluate(golden, zipped(GOLDEN / "scored"), warm)
    wait_until_ready(warm)
    old = {wish.place.home.name for wish in wishes(warm) if wish.place}

    monkeypatch.setattr("evaluator.sandbox.pool.OLDEST", 0.0)
    warm._pool.refill()
    until(lambda: not any((warm.folder / name).exists() for name in old))


def test_place_whose_container_died_is_not_used(golden: Bundle, zipped: Zip, warm: DockerSandbox) -> None:
    evaluate(golden, zipped(GOLDEN / "scored"), warm)
    wait_until_ready(warm)
    for wish in wishes(warm):
        assert wish.place
        warm.engine.api.kill(wish.place.home.name)

    assert evaluate(golden, zipped(GOLDEN / "scored"), warm).outcome is Outcome.SCORED


def test_place_whose_container_died_is_replaced(golden: Bundle, zipped: Zip, warm: DockerSandbox) -> None:
    evaluate(golden, zipped(GOLDEN / "scored"), warm)
    wait_until_ready(warm)
    dead = {wish.place.home.name for wish in wishes(warm) if wish.place}
    for name in dead:
        warm.engine.api.kill(name)

    warm._pool.refill()
    until(lambda: not any((warm.folder / name).exists() for name in dead))
    wait_until_ready(warm)


def test_place_whose_container_died_while_loading_is_not_waited_for(
    golden: Bundle, zipped: Zip, warm: DockerSandbox, tmp_path: Path
) -> None:
    copytree(golden.folder, tmp_path / "bundle")
    (tmp_path / "bundle" / "scorer" / "warm.py").write_text("import time\ntime.sleep(2)")
    bundle = Bundle.read(tmp_path / "bundle")
    evaluate(bundle, zipped(GOLDEN / "scored"), warm)
    until(lambda: [bool(wish.place) for wish in wishes(warm)] == [True, True])
    for wish in wishes(warm):
        assert wish.place
        warm.engine.api.kill(wish.place.home.name)
    assert not wishes(warm)[1].place.is_ready()

    assert evaluate(bundle, zipped(GOLDEN / "scored"), warm).outcome is Outcome.SCORED


def test_bundle_that_was_fetched_anew_is_not_mixed_with_its_former_folder(
    golden: Bundle, zipped: Zip, warm: DockerSandbox, tmp_path: Path
) -> None:
    copytree(golden.folder, tmp_path / "bundle")
    bundle = Bundle.read(tmp_path / "bundle")
    evaluate(bundle, zipped(GOLDEN / "scored"), warm)
    wait_until_ready(warm)
    (tmp_path / "bundle").rename(tmp_path / "evicted")
    copytree(golden.folder, tmp_path / "bundle")
    (tmp_path / "evicted" / "reference" / "truth.csv").unlink()

    assert evaluate(bundle, zipped(GOLDEN / "scored"), warm).outcome is Outcome.SCORED


def test_scorer_has_read_its_reference_before_there_are_predictions(
    golden: Bundle, zipped: Zip, warm: DockerSandbox, tmp_path: Path
) -> None:
    copytree(golden.folder, tmp_path / "bundle")
    scorer = tmp_path / "bundle" / "scorer"
    (scorer / "warm.py").write_text(
        "import os, time\nfrom pathlib import Path\n"
        "truth = Path('/app/input/ref/truth.csv').read_text()\n"
        "seen = os.listdir('/app/input/res')\nprint('read', time.process_time())\n"
    )
    (scorer / "score.py").write_text("from warm import seen\nprint(seen)\n" + (scorer / "score.py").read_text())
    bundle = Bundle.read(tmp_path / "bundle")
    evaluate(bundle, zipped(GOLDEN / "scored"), warm)
    wait_until_ready(warm)

    report = evaluate(bundle, zipped(GOLDEN / "scored"), warm)

    assert report.scores["public_mae"] == 1.0
    assert report.scorer_log.splitlines()[1:] == [b"[]"]


def test_scorer_that_fails_before_it_begins_is_our_failure_with_its_log(
    golden: Bundle, zipped: Zip, warm: DockerSandbox, tmp_path: Path
) -> None:
    copytree(golden.folder, tmp_path / "bundle")
    (tmp_path / "bundle" / "scorer" / "warm.py").write_text("raise ValueError('the third berth')")
    bundle = Bundle.read(tmp_path / "bundle")

    for _ in range(2):  # cold, then after what was made ready in vain
        with pytest.raises(NeverReady, match="exit code 1") as failed:
            evaluate(bundle, zipped(GOLDEN / "scored"), warm)
        assert b"the third berth" in failed.value.log


def test_scorer_of_another_language_waits_too(golden: Bundle, zipped: Zip, warm: DockerSandbox, tmp_path: Path) -> None:
    copytree(golden.folder, tmp_path / "bundle")
    (tmp_path / "bundle" / "scorer" / "score.sh").write_text(
        'test -f /app/input/res/predictions.csv && echo \'{"mae": 1, "bias": 0}\' >/app/output/scores.json\n'
    )
    bundle = replace(Bundle.read(tmp_path / "bundle"), scoring_command=("sh", "score.sh"))
    for _ in range(2):
        assert evaluate(bundle, zipped(GOLDEN / "scored"), warm).outcome is Outcome.SCORED
        wait_until_ready(warm)


def test_scorer_that_waits_for_a_long_entry_is_not_taken_for_abandoned(
    golden: Bundle, zipped: Zip, warm: DockerSandbox
) -> None:
    slow = replace(golden, solution=replace(golden.solution, wall_seconds=40_000))
    evaluate(slow, zipped(GOLDEN / "scored"), warm)
    wait_until_ready(warm)

    labels = [found["Labels"] for found in warm.engine.api.containers(filters={"label": RUN_LABEL})]
    mine = [found for found in labels if (warm.folder / found[RUN_LABEL]).exists()]
    assert len(mine) == 2
    assert [found for found in mine if is_abandoned(found, now=time.time() + 40_000)] == []
