"""How far a round is: who has cast how many of how many, and which project has how many; never a grade."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from challenges.jury.models import Round
from challenges.jury.queries import counted_ballots, living_assignments
from challenges.panels.models import Juror, Panel, Seat
from challenges.panels.queries import standing_candidates


@dataclass(frozen=True)
class Part:
    """Ballots that were cast, of those that are asked for."""

    cast: int = 0
    asked: int = 0

    @property
    def missing(self) -> int:
        return max(0, self.asked - self.cast)

    @property
    def percent(self) -> int:
        """Rounded down: all is 100 only when all is there."""
        return 100 * min(self.cast, self.asked) // self.asked if self.asked else 0


@dataclass(frozen=True)
class Progress:
    """A round: of each juror, those who left with ballots among them, and of each project by its code."""

    jurors: list[tuple[Juror, Part]]
    projects: list[tuple[str, Part]]

    @property
    def whole(self) -> Part:
        parts = [part for _, part in self.jurors]
        return Part(sum(part.cast for part in parts), sum(part.asked for part in parts))


def progress(panel: Panel, in_round: Round) -> Progress:
    """In four queries."""
    cells = cells_of(panel, in_round)
    of_juror, of_project = _parts(cells, 0), _parts(cells, 1)
    people = [
        juror
        for juror in panel.jurors.select_related("user").order_by("joined_at", "pk")
        if juror.pk in of_juror or (juror.left_at is None and juror.seat != Seat.RESERVE)
    ]
    codes = standing_candidates(panel)
    shown = (codes.filter(is_finalist=True) if in_round == Round.FINAL else codes).order_by("code")
    return Progress(
        [(juror, of_juror.get(juror.pk, Part())) for juror in people],
        [(code, of_project.get(code, Part())) for code in shown.values_list("code", flat=True)],
    )


def cells_of(panel: Panel, in_round: Round) -> dict[tuple[int, str], bool]:
    """Whether it is cast, of every (juror, code) that is asked for and not recused; of who has left what was cast."""
    asked = living_assignments(panel, in_round).filter(juror__left_at=None).order_by()
    cells = dict.fromkeys(asked.values_list("juror", "candidate__code"), False)
    cast = counted_ballots(panel, in_round).order_by()
    pairs = cast.values_list("assignment__juror", "assignment__candidate__code")
    return cells | dict.fromkeys(pairs, True)


def missing_ballots(panel: Panel, in_round: Round) -> dict[int, int]:
    """How many each juror owes, by the juror's key; nobody who owes none."""
    return dict(Counter(juror for (juror, _), is_cast in cells_of(panel, in_round).items() if not is_cast))


def _parts(cells: Mapping[tuple[int, str], bool], at: int) -> dict[int | str, Part]:
    asked = Counter(pair[at] for pair in cells)
    cast = Counter(pair[at] for pair, is_cast in cells.items() if is_cast)
    return {key: Part(cast[key], count) for key, count in asked.items()}
