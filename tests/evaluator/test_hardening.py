"""What a container may and may not do, beyond the shared hostile programs."""

import json
import threading
from dataclasses import replace

import pytest

from evaluator.bundle import Bundle
from evaluator.harness import evaluate
from evaluator.report import Outcome, Report
from evaluator.sandbox.docker import DockerSandbox
from tests.evaluator.conftest import GOLDEN, Zip

pytestmark = [pytest.mark.engine, pytest.mark.usefixtures("clean")]

LIBRARIES = """\
import json, multiprocessing, threading
import lightgbm, numpy, pandas, pyarrow, scipy.optimize
from concurrent.futures import ProcessPoolExecutor
from sklearn.ensemble import HistGradientBoostingRegressor, RandomForestRegressor

def square(number):
    return number * number

if __name__ == "__main__":
    rng = numpy.random.default_rng(0)
    x, y = rng.normal(size=(300, 4)), rng.normal(size=300)
    RandomForestRegressor(n_estimators=8, n_jobs=2).fit(x, y).predict(x)
    HistGradientBoostingRegressor(max_iter=5).fit(x, y).predict(x)
    lightgbm.LGBMRegressor(n_estimators=5, n_jobs=2, verbose=-1).fit(x, y).predict(x)
    scipy.optimize.minimize(lambda point: (point ** 2).sum(), [1.0, 2.0])
    pandas.DataFrame(x).to_parquet("/tmp/x.parquet")
    with ProcessPoolExecutor(2) as pool:
        squares = list(pool.map(square, range(5)))
    with multiprocessing.Lock():
        queue = multiprocessing.SimpleQueue()
        process = multiprocessing.Process(target=queue.put, args=("from a process",))
        process.start()
        word = queue.get()
        process.join()
    seen = []
    thread = threading.Thread(target=seen.append, args=("from a thread",))
    thread.start()
    thread.join()
    print(json.dumps([squares, word, seen]))
"""


@pytest.fixture
def roomy(golden: Bundle) -> Bundle:
    return replace(golden, solution=replace(golden.solution, cpu_seconds=30, wall_seconds=60, memory_mb=1024))


def log_of(program: str, bundle: Bundle, zipped: Zip, sandbox: DockerSandbox) -> tuple[Report, str]:
    report = evaluate(bundle, zipped(program), sandbox)
    return report, report.entry_log.decode()


def test_libraries_threads_and_processes_work(roomy: Bundle, zipped: Zip, sandbox: DockerSandbox) -> None:
    report, log = log_of(LIBRARIES, roomy, zipped, sandbox)

    assert report.outcome is Outcome.NO_PREDICTIONS, log
    assert json.loads(log.splitlines()[-1]) == [[0, 1, 4, 9, 16], "from a process", ["from a thread"]]


def test_process_1_has_no_way_to_the_engine(golden: Bundle, zipped: Zip, sandbox: DockerSandbox) -> None:
    program = "import os\nprint(*sorted({os.readlink(f'/proc/1/fd/{n}') for n in os.listdir('/proc/1/fd')}))"

    _, log = log_of(program, golden, zipped, sandbox)

    assert log == "/app/log/log /dev/null\n"


def test_flood_through_process_1_stays_in_the_sized_log(golden: Bundle, zipped: Zip, sandbox: DockerSandbox) -> None:
    program = "import os\nos.write(os.open('/proc/1/fd/1', os.O_WRONLY), b'flood ' * 1_000_000)"

    report, _ = log_of(program, golden, zipped, sandbox)

    assert report.outcome is Outcome.LOG_LIMIT


def test_nothing_of_the_host_is_in_the_environment(golden: Bundle, zipped: Zip, sandbox: DockerSandbox) -> None:
    program = (
        "import json, os\nprint(json.dumps([sorted(os.environ), os.getuid(), os.getgroups(), os.uname().nodename]))"
    )

    _, log = log_of(program, golden, zipped, sandbox)

    names, user, groups, host = json.loads(log)
    assert 21_000 <= user < 22_000
    assert groups in ([], [user])
    assert host == "runner"
    assert set(names) - {"PYTHONTZPATH"} == {
        *("HOME", "HOSTNAME", "INPUT_DIR", "LANG", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "OUTPUT_DIR", "PATH"),
        *("PWD", "PYTHONDONTWRITEBYTECODE", "PYTHONHASHSEED", "PYTHONUNBUFFERED"),
    }


def test_privileges_are_gone(golden: Bundle, zipped: Zip, sandbox: DockerSandbox) -> None:
    program = "print(*(line for line in open('/proc/self/status') if line.startswith(('Cap', 'NoNew', 'Seccomp:'))))"

    _, log = log_of(program, golden, zipped, sandbox)

    found = {name: int(value, 16) for name, value in (line.split(":") for line in log.split("\n") if line.strip())}
    assert {name.strip(): value for name, value in found.items()} == {
        **dict.fromkeys(("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb"), 0),
        "NoNewPrivs": 1,
        "Seccomp": 2,
    }


def test_only_a_few_small_places_can_be_written(golden: Bundle, zipped: Zip, sandbox: DockerSandbox) -> None:
    program = """\
import os
points = {line.split()[1] for line in open("/proc/mounts")} | {"/", "/etc", "/home", "/run", "/srv", "/var/tmp"}
for point in sorted(filter(os.path.isdir, points)):
    try:
        with open(os.path.join(point, "x"), "wb") as file:
            file.write(bytes(4096))
        os.remove(file.name)
        print(point)
    except OSError:
        pass
"""

    _, log = log_of(program, golden, zipped, sandbox)

    assert log.split() == ["/app/output", "/dev/shm", "/tmp"]  # noqa: S108 - the log has no room for a file


def test_truth_is_only_in_the_scorers_container(golden: Bundle, zipped: Zip, sandbox: DockerSandbox) -> None:
    program = "import glob\nprint(sorted(glob.glob('/app/**', recursive=True)), open('/proc/mounts').read())"

    _, log = log_of(program, golden, zipped, sandbox)

    assert "input_data/test.csv" in log
    assert "truth.csv" not in log
    assert "reference" not in log


def test_other_address_families_are_refused(golden: Bundle, zipped: Zip, sandbox: DockerSandbox) -> None:
    program = """\
import socket
for family in range(1, 46):
    try:
        socket.socket(family, socket.SOCK_DGRAM).close()
        print(family)
    except OSError:
        pass
"""

    _, log = log_of(program, golden, zipped, sandbox)

    assert log.split() == ["1"]  # AF_UNIX; loopback too would hold memory that is counted as nobody's


def test_orphans_are_reaped_while_the_program_runs(roomy: Bundle, zipped: Zip, sandbox: DockerSandbox) -> None:
    program = """\
import os, time
for _ in range(300):
    if os.fork() == 0:
        if os.fork() == 0:
            os._exit(0)
        os._exit(0)
    os.wait()
    time.sleep(0.002)
print("300 orphans")
"""

    _, log = log_of(program, roomy, zipped, sandbox)

    assert log == "300 orphans\n"


def test_evaluations_side_by_side_do_not_disturb_each_other(
    golden: Bundle, zipped: Zip, sandbox: DockerSandbox
) -> None:
    entry = zipped(GOLDEN / "scored")
    reports: list[Report] = []
    threads = [threading.Thread(target=lambda: reports.append(evaluate(golden, entry, sandbox))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [report.scores["public_mae"] for report in reports] == [1.0, 1.0, 1.0]
