"""The runtime that an operator asks for: used for every container where the engine has it, else no work at all."""

import gc
import os
import shutil
import warnings
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from evaluator.bundle import IMAGE, Bundle
from evaluator.errors import EngineUnfit
from evaluator.harness import evaluate
from evaluator.limits import Limits
from evaluator.report import Outcome
from evaluator.sandbox import flags
from evaluator.sandbox.docker import DockerSandbox
from evaluator.sandbox.engine import Engine, require_runtime, shares_our_kernel
from evaluator.sandbox.probe import plan, require_proof
from evaluator.sandbox.proof import identity_of
from tests.evaluator.conftest import GOLDEN, Zip
from tests.journeys.engine import OwnEngine, require_engine

# As an engine described itself: Docker 20.10 without gVisor, and with it installed by `runsc install`.
WITHOUT: dict[str, Any] = {
    "DefaultRuntime": "runc",
    "Runtimes": {
        "io.containerd.runc.v2": {"path": "runc"},
        "io.containerd.runtime.v1.linux": {"path": "runc"},
        "runc": {"path": "runc"},
    },
}
WITH = WITHOUT | {"Runtimes": WITHOUT["Runtimes"] | {"runsc": {"path": "/usr/local/bin/runsc"}}}


@pytest.fixture
def asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flags, "RUNTIME", "runsc")


@pytest.mark.parametrize("told", [WITHOUT, WITH, {}])
def test_engine_keeps_its_usual_runtime_when_none_is_asked_for(told: dict[str, Any]) -> None:
    require_runtime(told)


@pytest.mark.usefixtures("asked_for")
def test_runtime_that_is_installed_may_be_asked_for() -> None:
    require_runtime(WITH)


@pytest.mark.usefixtures("asked_for")
@pytest.mark.parametrize(
    ("told", "has"), [(WITHOUT, "io.containerd.runc.v2, io.containerd.runtime.v1.linux, runc"), ({}, "its own")]
)
def test_runtime_that_is_not_installed_is_refused_in_a_sentence(told: dict[str, Any], has: str) -> None:
    with pytest.raises(EngineUnfit) as refused:
        require_runtime(told)

    assert str(refused.value) == f"SMARTPORT_RUNTIME asks for runsc, and the engine has only {has}."


@pytest.mark.usefixtures("asked_for")
def test_every_kind_of_container_is_asked_to_use_it(tmp_path: Path) -> None:
    image = {"Id": "sha256:0"}
    run = flags.for_run(plan(), given=tmp_path, slot=[], door=None, user=21_000, cgroup_parent=None, image=image)
    keeper = flags.for_keeper(slot=[], user=21_000, seconds=1, image=image)

    assert [made["host_config"]["Runtime"] for made in (run, keeper)] == ["runsc", "runsc"]


def test_other_runtime_has_another_kernel_where_no_door_of_ours_leads(monkeypatch: pytest.MonkeyPatch) -> None:
    told = {"KernelVersion": os.uname().release}
    assert shares_our_kernel(told)
    assert not shares_our_kernel({"KernelVersion": "0.0-elsewhere"})

    monkeypatch.setattr(flags, "RUNTIME", "runsc")
    assert not shares_our_kernel(told)


@pytest.mark.engine
@pytest.mark.usefixtures("asked_for")
def test_engine_at_hand_without_it_gets_no_work() -> None:
    if shutil.which("runsc"):
        pytest.skip("the engine at hand may have it")
    with pytest.raises(EngineUnfit, match="asks for runsc"):
        Engine.reach(None)


@pytest.fixture
def stand_in(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[OwnEngine, Path]]:
    """An engine of our own with a runtime called runsc, which is the usual one and writes down what it is asked."""
    require_engine()
    written, program = tmp_path / "asked", tmp_path / "runsc"
    program.write_text(f'#!/bin/sh\necho "$@" >>{written}\nexec runc "$@"\n')
    program.chmod(0o755)
    engine = OwnEngine(tmp_path_factory.mktemp("engine"), runtimes={"runsc": program})
    try:
        engine.start()
        engine.take_image(IMAGE)
        yield engine, written
    finally:
        engine.close()
    with warnings.catch_warnings():  # docker's library leaves the sockets of streams to the collector
        warnings.simplefilter("ignore", ResourceWarning)
        gc.collect()


def made_with(written: Path) -> int:
    """How many containers it was asked to make."""
    return sum(" create " in line for line in written.read_text().splitlines()) if written.exists() else 0


@pytest.mark.engine
@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning")
def test_all_containers_are_made_by_it_and_the_probe_judges_them(
    stand_in: tuple[OwnEngine, Path], golden: Bundle, zipped: Zip, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine, written = stand_in
    entry = zipped(GOLDEN / "scored")
    with DockerSandbox(engine.url, folder=tmp_path / "sandbox") as sandbox:
        assert evaluate(golden, entry, sandbox).outcome is Outcome.SCORED
        assert made_with(written) == 0

        monkeypatch.setattr(flags, "RUNTIME", "runsc")
        assert evaluate(golden, entry, sandbox).outcome is Outcome.SCORED
        assert made_with(written) == 2

        require_proof(sandbox)
        assert made_with(written) == 3

        sandbox.engine = replace(sandbox.engine, is_here=False, takes_groups=False)
        assert evaluate(golden, entry, sandbox).outcome is Outcome.SCORED
        assert made_with(written) == 7  # with a keeper of the volumes for each run
        before = identity_of(sandbox.engine)

    engine.stop()
    engine.start()
    with DockerSandbox(engine.url, folder=tmp_path / "sandbox") as sandbox:
        assert identity_of(sandbox.engine) != before


def test_limits_of_a_keeper_are_those_of_a_run() -> None:
    """The keeper is held as tightly: it differs in what it may use, not in how it is held."""
    keeper = flags.for_keeper(slot=[], user=21_000, seconds=1, image={"Id": "sha256:0"})["host_config"]
    run = flags._held(Limits(), mounts=[], cgroup_parent=None)

    sized = {"Memory", "MemorySwap", "PidsLimit", "Ulimits", "Tmpfs"}
    assert {key: run[key] for key in run.keys() - sized} == {key: keeper[key] for key in keeper.keys() - sized}
