"""What one run may use at most."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from types import MappingProxyType

KIB = 1 << 10
MIB = 1 << 20

BOUNDS: Mapping[str, tuple[float, float]] = MappingProxyType(
    {
        "cpu_seconds": (0.1, 86_400),
        "wall_seconds": (0.1, 172_800),
        "memory_mb": (32, 1_048_576),
        "output_mb": (1, 4_096),
        "output_files": (1, 100_000),
        "log_kb": (4, 16_384),
        "processes": (4, 4_096),
        "tmp_mb": (1, 16_384),
    }
)


@dataclass(frozen=True)
class Limits:
    """CPU time of the whole run judges, wall time is the guard; what lies in /tmp and the output counts as memory
    too.
    """

    cpu_seconds: float = 60
    wall_seconds: float = 120
    memory_mb: int = 1024
    output_mb: int = 32
    output_files: int = 64
    log_kb: int = 1024
    processes: int = 64
    tmp_mb: int = 64

    @property
    def memory_bytes(self) -> int:
        return self.memory_mb * MIB

    @property
    def output_bytes(self) -> int:
        return self.output_mb * MIB

    @property
    def log_bytes(self) -> int:
        return self.log_kb * KIB

    @property
    def tmp_bytes(self) -> int:
        return self.tmp_mb * MIB

    @classmethod
    def read(cls, section: Mapping[str, object]) -> "Limits":
        """From a section of challenge.yaml; without `wall_seconds` it is twice the CPU time. Raises ValueError naming
        the key.
        """
        given = {key: _number(section[key], key=key) for key in BOUNDS if key in section}
        whole = {field.name for field in fields(cls) if field.type is int}
        for key in given.keys() & whole:
            if given[key] != int(given[key]):
                raise ValueError(f"{key} must be a whole number, not {given[key]}")
            given[key] = int(given[key])
        given.setdefault("wall_seconds", 2 * given.get("cpu_seconds", cls.cpu_seconds))
        if given["wall_seconds"] < given.get("cpu_seconds", cls.cpu_seconds):
            raise ValueError("wall_seconds must not be less than cpu_seconds")
        return cls(**given)  # type: ignore[arg-type]


def _number(value: object, *, key: str) -> float:
    low, high = BOUNDS[key]
    if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
        raise ValueError(f"{key} must be a number from {low:g} to {high:g}, not {value!r}")
    return value
