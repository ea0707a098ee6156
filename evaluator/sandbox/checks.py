"""What a probing container found, held against what it was promised; plain values in, a check for each promise out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from evaluator.limits import Limits
from evaluator.sandbox import flags
from evaluator.sandbox.base import OUTPUT, Run
from evaluator.sandbox.slots import PAGE

WRITABLE = sorted((OUTPUT, "/tmp", "/dev/shm"))  # noqa: S108 - the container's own
FILTERED = 2  # the mode of seccomp in which a program's calls are filtered
KILLED = -9
MOST_OF_ONE_CORE = 1.6  # in a window of three periods; two cores would give 2
MUST_COUNT = 0.7  # of the CPU time that the container itself knows of
MUST_PEAK = 0.5  # of the memory limit that it ran into
BLOCK = 64 << 10

Found = Mapping[str, Any]


@dataclass(frozen=True)
class Check:
    """One promise; `said` is what was found instead, empty where it holds."""

    name: str
    said: str = ""

    @property
    def holds(self) -> bool:
        return not self.said

    def __str__(self) -> str:
        return f"{self.name} ({self.said})" if self.said else self.name


def judged(found: Found | None, run: Run, limits: Limits) -> tuple[Check, ...]:
    """`found` is what the container wrote; None when it came to no end, which proves nothing of anything."""
    if found is None:
        ending = "ran out of time" if run.timed_out else f"ended with exit code {run.exit_code}"
        return (Check("the probe itself", f"it {ending}"),)
    return tuple(Check(name, _said(judge, found, run, limits)) for name, judge in JUDGES.items())


def _said(judge: "Judge", found: Found, run: Run, limits: Limits) -> str:
    """What could not be looked at is not held."""
    try:
        return judge(found, run, limits)
    except (KeyError, TypeError):
        return f"could not be looked at: {found.get('broken')}"


def _network(found: Found, _: Run, __: Limits) -> str:
    interfaces, reached = found["network"]["interfaces"], found["network"]["reached"]
    said = [f"it has {', '.join(interfaces)}"] if interfaces else []
    return ", ".join(said + [f"it reached {address}" for address in reached])


def _user(found: Found, _: Run, __: Limits) -> str:
    users = found["privileges"]["users"]
    return "" if all(user - flags.FIRST_USER in range(flags.USERS) for user in users) else f"it is {users}"


def _capabilities(found: Found, _: Run, __: Limits) -> str:
    has = {name: value for name, value in found["privileges"]["capabilities"].items() if value}
    return ", ".join(f"{name} {value:x}" for name, value in has.items())


def _new_privileges(found: Found, _: Run, __: Limits) -> str:
    return "" if found["privileges"]["no_new_privileges"] == 1 else "a program may raise them"


def _calls(found: Found, _: Run, __: Limits) -> str:
    answered = found["calls"]
    if answered:
        return f"the kernel answered {', '.join(answered)}"
    return "" if found["privileges"]["seccomp"] == FILTERED else "they are not filtered"


def _root(found: Found, _: Run, __: Limits) -> str:
    places = sorted(set(found["surroundings"]["writable"]) - set(WRITABLE))
    if places:
        return f"it wrote into {', '.join(places)}"
    return "" if found["surroundings"]["root_is_read_only"] else "it is mounted for writing"


def _output(found: Found, _: Run, limits: Limits) -> str:
    written, files = found["room"][OUTPUT], found["files"]
    if written > limits.output_bytes + BLOCK:
        return f"it took {written} bytes of {limits.output_bytes}"
    return "" if files <= limits.output_files + 1 else f"it took {files} files of {limits.output_files}"


def _temporary(found: Found, _: Run, limits: Limits) -> str:
    allowed = {"/tmp": limits.tmp_bytes, "/dev/shm": flags.SHM_BYTES}  # noqa: S108
    over = {place: found["room"][place] for place in allowed if found["room"][place] > allowed[place] + BLOCK}
    return ", ".join(f"{place} took {written} bytes of {allowed[place]}" for place, written in over.items())


def _log(found: Found, run: Run, limits: Limits) -> str:
    printed = max(found["log"], len(run.log))
    if printed > limits.log_bytes + PAGE:
        return f"it took {printed} bytes of {limits.log_bytes}"
    return "" if run.log_full else "that it was full was not seen"


def _processes(found: Found, _: Run, limits: Limits) -> str:
    there = found["processes"]
    return "" if there <= limits.processes else f"{there} were there at once, of {limits.processes}"


def _memory(found: Found, run: Run, limits: Limits) -> str:
    if found["memory"] != KILLED:
        return f"it got twice its {limits.memory_mb} MB"
    return "" if run.out_of_memory else "that it ran out was not seen"


def _processor(found: Found, _: Run, __: Limits) -> str:
    used, wall, quota = (found["processor"][key] for key in ("used", "wall", "quota"))
    if used > MOST_OF_ONE_CORE * wall:
        return f"it computed {used:.2f} s in {wall:.2f} s"
    return "it has no quota" if quota in ("-1", "max") else ""


def _counting(found: Found, run: Run, limits: Limits) -> str:
    if run.usage.cpu_seconds < MUST_COUNT * found["cpu_seconds"]:
        return f"{run.usage.cpu_seconds:.2f} s of CPU time were seen of {found['cpu_seconds']:.2f} s"
    peak = run.usage.memory_peak_bytes
    return "" if peak >= MUST_PEAK * limits.memory_bytes else f"a memory peak of {peak} bytes was seen"


def _open_files(found: Found, _: Run, limits: Limits) -> str:
    had: Mapping[str, list[int]] = found["privileges"]["limits"]
    wanted = flags.ulimits(limits)
    over = {name: had[name.upper()] for name in wanted if had[name.upper()] != [wanted[name], wanted[name]]}
    return ", ".join(f"{name} is {soft} and {hard}" for name, (soft, hard) in over.items())


def _strangers(found: Found, _: Run, __: Limits) -> str:
    sockets, others = found["surroundings"]["sockets"], found["surroundings"]["strangers"]
    said = [f"it sees {', '.join(sockets)}"] if sockets else []
    return ", ".join(said + ([f"it sees {others} processes of others"] if others else []))


Judge = Callable[[Found, Run, Limits], str]

JUDGES: Mapping[str, Judge] = MappingProxyType(
    {
        "network": _network,
        "user": _user,
        "capabilities": _capabilities,
        "no new privileges": _new_privileges,
        "system calls": _calls,
        "read-only root": _root,
        "output": _output,
        "temporary files": _temporary,
        "log": _log,
        "processes": _processes,
        "memory": _memory,
        "processor": _processor,
        "counting": _counting,
        "open files and cores": _open_files,
        "nothing of the host's": _strangers,
    }
)
