"""The probe on the real engine, and on the same engine made to pass over one flag at a time."""

import gc
import re
import warnings
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from docker import APIClient

from evaluator.errors import EngineGone, EngineUnfit, ImageMissing
from evaluator.sandbox.checks import JUDGES
from evaluator.sandbox.docker import DockerSandbox
from evaluator.sandbox.probe import main, probe, require_proof

pytestmark = [pytest.mark.engine, pytest.mark.usefixtures("clean")]

Flags = dict[str, Any]
Doctor = Callable[[Flags], object]


def without(*names: str) -> Doctor:
    """An engine that does not know these flags of the host's part."""
    return lambda flags: [flags["host_config"].pop(name) for name in names]


def without_option(word: str) -> Doctor:
    """One that passes over a security option."""

    def drop(flags: Flags) -> None:
        options = flags["host_config"]["SecurityOpt"]
        options.remove(next(option for option in options if option.startswith(word)))

    return drop


def with_folder(target: str, **options: Any) -> Doctor:
    """One that mounts a folder of the host's that nobody asked for."""
    mount = {"Type": "bind", "Source": "/run", "Target": target, **options}
    return lambda flags: flags["host_config"]["Mounts"].append(mount)


def with_wide_limits(flags: Flags) -> None:
    for limit in flags["host_config"]["Ulimits"]:
        if limit["Name"] in ("nofile", "core"):
            limit["Soft"] = limit["Hard"] = 4096


def with_wide_tmpfs(flags: Flags) -> None:
    flags["host_config"]["Tmpfs"] = dict.fromkeys(flags["host_config"]["Tmpfs"], "rw,mode=1777")


def with_first_group(flags: Flags) -> None:
    """Groups come from the image's list of users: for one that it does not know, the first."""
    flags["user"] = flags["user"].split(":")[0]


# What the engine passes over, and the check that must say so. The memory limit is held twice, by the container's own
# group and by ours around it, so an engine has to miss both; one that starts no container without no-new-privileges
# under our filter misses the filter too.
DOCTORS: dict[str, tuple[Doctor, str]] = {
    "network_mode": (without("NetworkMode"), "network"),
    "network_mode of the host": (lambda flags: flags["host_config"].update(NetworkMode="host"), "network"),
    "user": (with_first_group, "user"),
    "cap_drop": (without("CapDrop"), "capabilities"),
    "no-new-privileges": (
        lambda flags: [without_option(word)(flags) for word in ("no-new-privileges", "seccomp")],
        "no new privileges",
    ),
    "seccomp": (without_option("seccomp"), "system calls"),
    "seccomp at all": (lambda flags: flags["host_config"].update(SecurityOpt=["seccomp=unconfined"]), "system calls"),
    "read_only": (without("ReadonlyRootfs"), "read-only root"),
    "tmpfs sizes": (with_wide_tmpfs, "temporary files"),
    "pids_limit": (without("PidsLimit"), "processes"),
    "memory": (without("Memory", "MemorySwap", "CgroupParent"), "memory"),
    "nano_cpus": (without("NanoCpus"), "processor"),
    "cgroup_parent": (without("CgroupParent"), "counting"),
    "ulimits": (with_wide_limits, "open files and cores"),
    "pid namespaces": (lambda flags: flags["host_config"].update(PidMode="host"), "nothing of the host's"),
    "its socket": (with_folder("/run"), "nothing of the host's"),
}


@pytest.fixture
def doctored(monkeypatch: pytest.MonkeyPatch) -> Callable[[Doctor], None]:
    """Every container that is made from now on is made after the doctor has seen its flags."""
    create = APIClient.create_container

    def doctor_with(doctor: Doctor) -> None:
        def create_doctored(self: APIClient, **flags: Any) -> Any:
            doctor(flags)
            return create(self, **flags)

        monkeypatch.setattr(APIClient, "create_container", create_doctored)

    return doctor_with


# Docker's library leaves the sockets of streams, in which volumes are read, to the collector.
leaves_sockets = pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning")


@pytest.fixture
def elsewhere(sandbox: DockerSandbox) -> Iterator[DockerSandbox]:
    """The same engine as somebody sees it who is not root beside it: volumes instead of mounts, no groups of ours."""
    with DockerSandbox() as other:
        other.engine = replace(other.engine, is_here=False, takes_groups=False)
        yield other
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        gc.collect()


def test_engine_at_hand_holds_what_it_promises(sandbox: DockerSandbox) -> None:
    checks = probe(sandbox)

    assert [(check.name, check.said) for check in checks] == [(name, "") for name in JUDGES]
    require_proof(sandbox)


@leaves_sockets
def test_engine_holds_the_same_for_those_who_are_not_root(elsewhere: DockerSandbox) -> None:
    require_proof(elsewhere)


@pytest.mark.parametrize("flag", DOCTORS)
def test_engine_that_passes_over_a_flag_is_refused_by_name(
    flag: str, sandbox: DockerSandbox, doctored: Callable[[Doctor], None]
) -> None:
    doctor, name = DOCTORS[flag]
    doctored(doctor)

    with pytest.raises(EngineUnfit, match=name):
        require_proof(sandbox)


@leaves_sockets
@pytest.mark.parametrize("name", ["output", "log"])
def test_engine_that_passes_over_a_volumes_size_is_refused(
    name: str, elsewhere: DockerSandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    create = APIClient.create_volume

    def create_wide(self: APIClient, volume: str, **given: Any) -> Any:
        if volume.endswith(name):
            options = re.sub("size=[0-9]+,nr_inodes=[0-9]+", "size=64m", given["driver_opts"]["o"])
            given["driver_opts"] |= {"o": options}
        return create(self, volume, **given)

    monkeypatch.setattr(APIClient, "create_volume", create_wide)

    with pytest.raises(EngineUnfit, match=f"{name} .it took"):
        require_proof(elsewhere)


def test_engine_that_starts_nothing_is_refused(sandbox: DockerSandbox, doctored: Callable[[Doctor], None]) -> None:
    doctored(without_option("no-new-privileges"))  # under our filter, which it then cannot load

    with pytest.raises(EngineUnfit, match="does not run a container as it is told to"):
        require_proof(sandbox)


def test_program_that_comes_to_no_end_proves_nothing(
    sandbox: DockerSandbox, doctored: Callable[[Doctor], None]
) -> None:
    doctored(lambda flags: flags["environment"].update(PYTHONHOME="/nowhere"))

    with pytest.raises(EngineUnfit, match="getting ready"):
        require_proof(sandbox)


def test_engine_without_the_image_is_no_unfit_one(sandbox: DockerSandbox) -> None:
    with pytest.raises(ImageMissing):
        probe(sandbox, image="smartport-none:0")


def test_engine_that_is_gone_is_no_unfit_one(sandbox: DockerSandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*_: object, **__: object) -> None:
        raise EngineGone("no answer")

    monkeypatch.setattr(APIClient, "create_container", gone)
    monkeypatch.setattr("evaluator.sandbox.engine.Engine.require_alive", gone)

    with pytest.raises(EngineGone):
        probe(sandbox)


def test_operator_sees_a_table(sandbox: DockerSandbox, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0

    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == ["✓"] * len(JUDGES)


def test_operator_sees_what_does_not_hold(
    sandbox: DockerSandbox, doctored: Callable[[Doctor], None], capsys: pytest.CaptureFixture[str]
) -> None:
    doctored(without("PidsLimit"))

    assert main([]) == 1

    lines = capsys.readouterr().out.splitlines()
    assert [line.split(maxsplit=2)[1:] for line in lines if line.startswith("✗")] == [
        ["processes", "49 were there at once, of 24"]
    ]


def test_operator_is_told_that_no_engine_answers(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--engine", "unix:///nowhere"]) == 3
    assert capsys.readouterr().err.startswith("No container engine answers")
