"""A panel that has scored: teams with projects, jurors with seats, and every ballot cast."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from challenges.editions.models import Challenge
from challenges.jury.models import Round
from challenges.panels.models import Candidate, Juror, Panel, Seat, Stage
from challenges.projects.models import Project
from tests.factories.editions import NOW
from tests.factories.jury import CRITERIA, make_ballot, make_candidate, make_juror, make_panel
from tests.factories.people import make_person, make_team

PEOPLE = ("petra", "deborah", "jamal", "judith", "joris")
GRADES = {"K7M2": (5, 5, 4, 5, 5), "B4XQ": (4, 4, 4, 3, 4), "T9HD": (3, 2, 3, 4, 2), "W3ZN": (2, 2, 1, 3, 2)}
"""Of four projects, from the five jurors in the order of PEOPLE; on each criterion the same, but one step lower on the
last one where that is possible."""


@dataclass(frozen=True)
class Hearing:
    """Jurors by name, candidates by code."""

    panel: Panel
    jurors: Mapping[str, Juror]
    candidates: Mapping[str, Candidate]

    @property
    def president(self) -> Juror:
        return self.jurors["petra"]

    @property
    def deputy(self) -> Juror:
        return self.jurors["deborah"]


def make_hearing(
    challenge: Challenge,
    *,
    stage: Stage = Stage.DELIBERATION,
    in_round: Round = Round.FINAL,
    grades: Mapping[str, Sequence[int | None]] = GRADES,
    **fields: object,
) -> Hearing:
    """Five jurors, petra presiding and deborah her deputy; of each project the grades it has from each of them, None
    where there is no ballot."""
    panel = make_panel(challenge, **{"stage": stage, "opened_at": NOW, "seed": 7, **fields})
    seats = dict(zip(PEOPLE, (Seat.PRESIDENT, Seat.DEPUTY, Seat.JUROR, Seat.JUROR, Seat.JUROR), strict=True))
    jurors = {
        name: make_juror(panel, name=name, seat=seat, institution=f"Port Institute {number}")
        for number, (name, seat) in enumerate(seats.items(), start=1)
    }
    candidates = {}
    for number, (code, given) in enumerate(grades.items(), start=1):
        candidates[code] = _candidate(panel, challenge, code, number, is_finalist=in_round == Round.FINAL)
        for juror, grade in zip(jurors.values(), given, strict=True):
            if grade is not None:
                make_ballot(juror, candidates[code], _on_all(grade), in_round=in_round, to_team=f"Said by {juror}.")
    return Hearing(panel, jurors, candidates)


def _candidate(panel: Panel, challenge: Challenge, code: str, number: int, *, is_finalist: bool) -> Candidate:
    captain = make_person(f"captain{number}")
    team = make_team(challenge.edition, name=f"Hidden crew {number}", captain=captain)
    project = Project.objects.create(challenge=challenge, team=team, title=f"Secret title {number}", changed_at=NOW)
    return make_candidate(panel, project, code=code, is_finalist=is_finalist)


def _on_all(grade: int) -> dict[str, int]:
    return {**dict.fromkeys(CRITERIA, grade), CRITERIA[-1]: max(1, grade - 1)}
