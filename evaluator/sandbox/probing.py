"""What a container tries in order to find out how tightly it is held: standard library alone, run as an entry is run.

Beside it lies asked.json with what to try; what was found goes into found.json. It judges nothing.
"""

import ctypes
import errno
import json
import os
import resource
import signal
import socket
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ASKED, FOUND = "asked.json", "found.json"
OUTPUT = Path("/app/output")
WORLD_WRITABLE = ("/var/tmp", "/run", "/run/lock", "/dev/mqueue")  # noqa: S108
RUNS = ("/run", "/var/run")
CONTROL_SOCKETS = ("docker.sock", "podman/podman.sock", "containerd/containerd.sock", "crio/crio.sock")
QUOTAS = ("/sys/fs/cgroup/cpu/cpu.cfs_quota_us", "/sys/fs/cgroup/cpu.max")
LIMITS = ("NOFILE", "FSIZE", "CORE", "MEMLOCK", "MSGQUEUE")
BLOCK = 64 << 10
STEP = 8 << 20  # of memory
BURN_SECONDS = 0.3
PATIENCE = 0.3  # for a connection
GET_SECCOMP, GET_NO_NEW_PRIVILEGES = 21, 39
NEW_USER, AF_NETLINK, AF_VSOCK, IO_URING_SETUP = 0x10000000, 16, 40, 425
KEYCTL = {"x86_64": 250, "aarch64": 219}.get(os.uname().machine)

libc = ctypes.CDLL(None, use_errno=True)


def network(asked: dict[str, Any]) -> dict[str, Any]:
    interfaces = [line.split(":")[0].strip() for line in Path("/proc/net/dev").read_text().splitlines()[2:]]
    return {
        "interfaces": sorted(set(interfaces) - {"lo"}),
        "reached": [f"{host}:{port}" for host, port in asked["listeners"] if _answers(host, port)],
    }


def _answers(host: str, port: int) -> bool:
    try:
        socket.create_connection((host, port), timeout=PATIENCE).close()
    except OSError:
        return False
    return True


def privileges(_: dict[str, Any]) -> dict[str, Any]:
    status = [line.split(":") for line in Path("/proc/self/status").read_text().splitlines()]
    return {
        "users": sorted({*os.getresuid(), *os.getresgid(), *os.getgroups()}),
        "capabilities": {name: int(value, 16) for name, value in status if name.startswith("Cap")},
        "no_new_privileges": libc.prctl(GET_NO_NEW_PRIVILEGES, 0, 0, 0, 0),
        "seccomp": libc.prctl(GET_SECCOMP, 0, 0, 0, 0),
        "limits": {name: resource.getrlimit(getattr(resource, f"RLIMIT_{name}")) for name in LIMITS},
    }


def calls(_: dict[str, Any]) -> list[str]:
    """Which calls off the list the kernel answered; each is tried in a child, which may not survive it."""
    tried: dict[str, Callable[[], object]] = {
        "unshare": lambda: libc.unshare(NEW_USER),
        "ptrace": lambda: libc.ptrace(0, 0, 0, 0),
        "inotify": lambda: libc.inotify_init1(0),
        "io_uring": lambda: libc.syscall(IO_URING_SETUP, 0, 0),
        "AF_VSOCK": lambda: socket.socket(AF_VSOCK, socket.SOCK_STREAM).fileno(),
        "AF_NETLINK": lambda: socket.socket(AF_NETLINK, socket.SOCK_RAW).fileno(),
        "AF_INET": lambda: socket.socket(socket.AF_INET).fileno(),
    }
    if KEYCTL:
        tried["keyctl"] = lambda: libc.syscall(KEYCTL, 0, -3, 0)
    return [name for name, call in tried.items() if _in_child(lambda call=call: _is_answered(call)) != 0]  # type: ignore[misc]


def _is_answered(call: Callable[[], object]) -> bool:
    ctypes.set_errno(0)
    try:
        result, number = call(), ctypes.get_errno()
    except OSError as error:
        result, number = -1, error.errno or 0
    return result != -1 or number not in (errno.EPERM, errno.ENOSYS, errno.EAFNOSUPPORT)


def _in_child(work: Callable[[], bool]) -> int:
    """0 if `work` is false, 1 if true, negative for the signal it died of."""
    child = os.fork()
    if child == 0:
        os._exit(int(work()))
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def surroundings(_: dict[str, Any]) -> dict[str, Any]:
    points = {line.split()[1] for line in Path("/proc/self/mounts").read_text().splitlines()}
    folders = filter(os.path.isdir, sorted(points | {"/", *WORLD_WRITABLE}))
    return {
        "root_is_read_only": bool(os.statvfs("/").f_flag & os.ST_RDONLY),
        "writable": [folder for folder in folders if _is_writable(folder)],
        "sockets": [name for name in CONTROL_SOCKETS if any(os.path.lexists(f"{run}/{name}") for run in RUNS)],
        "strangers": sum(1 for path in Path("/proc").glob("[0-9]*/status") if not _is_ours(path)),
    }


def _is_writable(folder: str) -> bool:
    path = Path(folder, "probe")
    try:
        path.write_bytes(b"x")
        path.unlink()
    except OSError:
        return False
    return True


def _is_ours(status: Path) -> bool:
    try:
        lines = status.read_text().splitlines()
    except OSError:  # it has just ended
        return True
    return all(line.split()[1] == str(os.getuid()) for line in lines if line.startswith("Uid:"))


def memory(asked: dict[str, Any]) -> int:
    """How a child ended that asks for twice what it may have."""

    def grow() -> bool:
        keep = [bytearray(b"x") * STEP for _ in range(2 * asked["memory_bytes"] // STEP)]
        return not keep

    return _in_child(grow)


def processes(asked: dict[str, Any]) -> int:
    """How many could be there at once, this one included; more than allowed are tried."""
    reader, writer = os.pipe()
    children: list[int] = []
    try:
        while len(children) < 2 * asked["processes"]:
            children.append(os.fork())
            if children[-1] == 0:
                os.close(writer)
                os.read(reader, 1)
                os._exit(0)
    except OSError:
        pass
    os.close(writer)
    for child in children:
        os.waitpid(child, 0)
    os.close(reader)
    return len(children) + 1


def room(asked: dict[str, Any]) -> dict[str, int]:
    """How many bytes went into each place before it was full; twice what is allowed are tried."""
    return {folder: _bytes_into(Path(folder), 2 * allowed, most=asked["fsize"]) for folder, allowed in asked["room"]}


def _bytes_into(folder: Path, wanted: int, *, most: int) -> int:
    """Through as many files as it takes: none may be larger than `most`."""
    paths = [folder / f"full{number}" for number in range(1 + wanted // most)]
    written = sum(_filled(path, most) for path in paths)
    for path in paths:
        path.unlink(missing_ok=True)
    return written


def _filled(path: Path, most: int) -> int:
    written = 0
    try:
        with path.open("wb", buffering=0) as file:
            while written < most:
                written += file.write(bytes(min(BLOCK, most - written)))
    except OSError:
        pass
    return written


def files(asked: dict[str, Any]) -> int:
    """How many there could be in the output; four times what is allowed are tried."""
    return _files_into(OUTPUT, asked["output_files"])


def _files_into(folder: Path, allowed: int) -> int:
    paths = [folder / f"file{number}" for number in range(4 * allowed)]
    made = 0
    for path in paths:
        try:
            path.touch()
        except OSError:
            break
        made += 1
    for path in paths[:made]:
        path.unlink()
    return made


def processor(_: dict[str, Any]) -> dict[str, Any]:
    """What two children that only compute get of it together."""
    started, before = time.monotonic(), os.times()
    children = [_computing(until=started + BURN_SECONDS) for _ in range(2)]
    for child in children:
        os.waitpid(child, 0)
    after = os.times()
    used = after.children_user + after.children_system - before.children_user - before.children_system
    quotas = [Path(path).read_text().split()[0] for path in QUOTAS if Path(path).exists()]
    return {"used": used, "wall": time.monotonic() - started, "quota": quotas[0] if quotas else ""}


def _computing(*, until: float) -> int:
    child = os.fork()
    if child == 0:
        while time.monotonic() < until:
            pass
        os._exit(0)
    return child


def log(asked: dict[str, Any]) -> int:
    """How many bytes of twice what is allowed could be printed."""
    written = 0
    try:
        while written < 2 * asked["log_bytes"]:
            written += os.write(1, b"The log is filled on purpose.\n" * 32)
    except OSError:
        pass
    return written


LOOKS = (network, privileges, calls, surroundings, memory, processes, room, files, processor, log)


def main() -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    asked = json.loads((Path(__file__).parent / ASKED).read_text())
    found: dict[str, Any] = {}
    for look in LOOKS:
        try:
            found[look.__name__] = look(asked)
        except Exception as error:  # what could not be looked at is not held
            found.setdefault("broken", {})[look.__name__] = repr(error)
    times = os.times()
    found["cpu_seconds"] = times.user + times.system + times.children_user + times.children_system
    (OUTPUT / FOUND).write_text(json.dumps(found))


if __name__ == "__main__":
    main()
