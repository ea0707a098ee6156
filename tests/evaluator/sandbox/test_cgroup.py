"""Reading control groups of both versions, from folders that look like the kernel's."""

from pathlib import Path

import pytest

from evaluator.sandbox.cgroup import CountersV1, CountersV2, Hierarchies, Meter

CONTAINER = "c0ffee" * 10


@pytest.fixture
def version_1(tmp_path: Path) -> Hierarchies:
    (tmp_path / "root").mkdir()
    lines = [
        f"tmpfs {tmp_path}/root tmpfs rw 0 0",
        f"cgroup {tmp_path}/root/cpu,cpuacct cgroup rw,nosuid,cpu,cpuacct 0 0",
        f"cgroup {tmp_path}/root/memory cgroup rw,nosuid,memory 0 0",
        f"cgroup2 {tmp_path}/root/unified cgroup2 rw 0 0",
        f"proc {tmp_path}/proc proc rw 0 0",
    ]
    (tmp_path / "mounts").write_text("\n".join(lines) + "\n")
    found = Hierarchies.here(tmp_path / "root", tmp_path / "mounts")
    for tree in found.trees:
        tree.mkdir()
    return found


@pytest.fixture
def version_2(tmp_path: Path) -> Hierarchies:
    (tmp_path / "cgroup.controllers").write_text("cpu memory pids\n")
    return Hierarchies.here(tmp_path, tmp_path / "mounts")


def fill_v1(memory: Path, cpu: Path, *, oom_kills: int = 0) -> None:
    for folder in (memory, cpu):
        folder.mkdir(parents=True, exist_ok=True)
    (memory / "memory.max_usage_in_bytes").write_text("4096\n")
    (memory / "memory.oom_control").write_text(f"oom_kill_disable 0\nunder_oom 0\noom_kill {oom_kills}\n")
    (cpu / "cpuacct.usage").write_text("1500000000\n")


def fill_v2(group: Path, *, oom_kills: int = 0) -> None:
    group.mkdir(parents=True, exist_ok=True)
    (group / "cpu.stat").write_text("usage_usec 2500000\nuser_usec 1\nsystem_usec 1\n")
    (group / "memory.current").write_text("100\n")
    (group / "memory.events").write_text(f"low 0\nhigh 0\nmax 3\noom 1\noom_kill {oom_kills}\n")


def test_version_1_has_a_tree_for_each_mount(version_1: Hierarchies) -> None:
    assert version_1.unified is None
    assert [tree.name for tree in version_1.trees] == ["cpu,cpuacct", "memory", "unified"]
    assert version_1.controllers["cpuacct"] == version_1.controllers["cpu"]


def test_version_1_counters(version_1: Hierarchies) -> None:
    fill_v1(version_1.controllers["memory"] / "run", version_1.controllers["cpuacct"] / "run", oom_kills=2)

    counters = version_1.of_group("run")

    assert (counters.cpu_seconds(), counters.memory_bytes(), counters.oom_kills()) == (1.5, 4096, 2)


def test_version_2_counters(version_2: Hierarchies, tmp_path: Path) -> None:
    fill_v2(tmp_path / "run", oom_kills=1)

    counters = version_2.of_group("run")

    assert (counters.cpu_seconds(), counters.memory_bytes(), counters.oom_kills()) == (2.5, 100, 1)
    (tmp_path / "run" / "memory.peak").write_text("200\n")
    assert counters.memory_bytes() == 200


@pytest.mark.parametrize("place", [f"docker/{CONTAINER}", f"system.slice/docker-{CONTAINER}.scope"])
def test_container_is_found_where_engines_put_it(
    place: str, version_1: Hierarchies, tmp_path_factory: pytest.TempPathFactory
) -> None:
    root = tmp_path_factory.mktemp("unified")
    (root / "cgroup.controllers").touch()
    assert version_1.of_container(CONTAINER) is None
    fill_v1(version_1.controllers["memory"] / place, version_1.controllers["cpuacct"] / place)
    fill_v2(root / place)

    assert isinstance(version_1.of_container(CONTAINER), CountersV1)
    assert isinstance(Hierarchies.here(root, root / "mounts").of_container(CONTAINER), CountersV2)


def test_group_of_another_process_is_not_taken_for_the_containers(version_2: Hierarchies) -> None:
    assert version_2.of_process(1, container=CONTAINER) is None
    assert version_2.of_process(1 << 30, container=CONTAINER) is None


def test_meter_keeps_the_highest_and_survives_the_group(version_2: Hierarchies, tmp_path: Path) -> None:
    meter = Meter(lambda: version_2.of_group("run"))
    meter.sample()
    assert (meter.cpu_seconds, meter.memory_peak_bytes, meter.out_of_memory) == (0.0, 0, False)

    fill_v2(tmp_path / "run", oom_kills=1)
    meter.sample()
    fill_v2(tmp_path / "run", oom_kills=0)
    (tmp_path / "run" / "memory.current").write_text("50\n")
    meter.sample()
    for path in (tmp_path / "run").iterdir():
        path.unlink()
    meter.finish()

    assert (meter.cpu_seconds, meter.memory_peak_bytes, meter.out_of_memory) == (2.5, 100, True)


def test_meter_looks_until_it_finds() -> None:
    found: list[CountersV2 | None] = [None, CountersV2(Path("/nowhere"))]
    meter = Meter(lambda: found.pop(0))

    for _ in range(3):
        meter.sample()

    assert found == []


def test_removing_takes_what_a_container_left_in_it(version_1: Hierarchies) -> None:
    for tree in version_1.trees:
        (tree / "run" / CONTAINER / "deeper").mkdir(parents=True)
        (tree / "other").mkdir()

    version_1.remove("run")

    assert set(version_1.names()) == {"other"}


def test_system_without_groups_has_none(tmp_path: Path) -> None:
    found = Hierarchies.here(tmp_path, tmp_path / "mounts")

    assert (found.unified, found.controllers, found.trees) == (None, {}, ())
    assert found.of_container(CONTAINER) is None
