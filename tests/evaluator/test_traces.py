"""That what a run could leave behind would be seen, among what other tests' runs have in the engine just then."""

import os
import subprocess
from pathlib import Path

import pytest

from evaluator.sandbox.docker import DockerSandbox
from evaluator.sandbox.flags import FIRST_USER
from evaluator.sandbox.owner import new_name
from tests.evaluator import traces
from tests.evaluator.traces import used_bytes

pytestmark = [
    pytest.mark.engine,
    pytest.mark.skipif(os.geteuid() != 0, reason="looks where only root may"),
]


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(traces, "PATIENCE", 0.0)


def test_process_of_a_runs_user_is_seen(sandbox: DockerSandbox) -> None:
    with subprocess.Popen(["sleep", "30"], user=FIRST_USER + 7, group=FIRST_USER + 7) as process:
        found = traces.traces(sandbox, used_before=used_bytes(sandbox))
        process.kill()

    assert f"process {process.pid} of user 21007" in [trace.split(":")[0] for trace in found]


def test_group_without_its_container_is_seen(sandbox: DockerSandbox) -> None:
    root = Path("/sys/fs/cgroup")
    group = (root / "memory" if (root / "memory").is_dir() else root) / new_name() / ("0" * 64)
    group.mkdir(parents=True)
    try:
        assert str(group) in traces.traces(sandbox, used_before=used_bytes(sandbox))
    finally:
        group.rmdir()
        group.parent.rmdir()


def test_folder_of_a_container_that_is_gone_is_seen(sandbox: DockerSandbox) -> None:
    folder = Path(sandbox.engine.api.info()["DockerRootDir"]) / "containers" / ("0" * 64)
    folder.mkdir()
    try:
        assert str(folder) in traces.traces(sandbox, used_before=used_bytes(sandbox))
    finally:
        folder.rmdir()


def test_disk_that_grew_is_seen(sandbox: DockerSandbox) -> None:
    found = traces.traces(sandbox, used_before=used_bytes(sandbox) - (8 << 30))

    assert any(trace.endswith("MiB on the disk") for trace in found)
