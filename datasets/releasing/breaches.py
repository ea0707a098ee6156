"""A promise of a release that its files do not keep."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Breach:
    """`code` is stable, `values` go into its sentence (see wording.py). Nothing of it repeats a raw value."""

    code: str
    values: Mapping[str, Any]

    def as_dict(self) -> dict[str, Any]:
        return {"code": self.code, "values": dict(self.values)}
