"""Whether the ranking hangs on a thread: then there is a banner, and the decision needs a written deliberation."""

from dataclasses import dataclass

from challenges.errors import gettext_noop
from challenges.jury.columns import Column, disagreeing
from challenges.jury.uncertainty import Uncertainty

SURE = 0.6
METHODS_DIFFER, FIRST_UNSURE = "methods_differ", "first_unsure"
TITLES = {
    METHODS_DIFFER: gettext_noop("Other methods name another winner."),
    FIRST_UNSURE: gettext_noop("With other jurors somebody else may well have come first."),
}


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """`reasons` are keys of TITLES, none where the ranking is robust; `methods` those that name other winners; `sure`
    is how likely the leader is first, 0 to 1."""

    reasons: tuple[str, ...]
    methods: tuple[str, ...]
    sure: float

    @property
    def is_sensitive(self) -> bool:
        return bool(self.reasons)


def sensitivity(found: list[Column], uncertainty: Uncertainty, *, leader: str) -> Sensitivity:
    """`found` are columns.columns, and `leader` is who stands first in the final order."""
    methods, sure = disagreeing(found), uncertainty.first[leader]
    reasons = {METHODS_DIFFER: bool(methods), FIRST_UNSURE: sure < SURE}
    return Sensitivity(tuple(reason for reason, holds in reasons.items() if holds), methods, sure)
