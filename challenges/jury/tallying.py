"""What the ballots of a round come to: everything that is looked at before a decision is locked, also where no ranking
can be made of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from challenges.errors import Refusal
from challenges.jury.case import Case
from challenges.jury.judgement import Agreement, Judgement, agreement, judge
from challenges.jury.marks import AllEqual, ConstantJuror, Marks, constant_jurors, require_difference, require_enough
from challenges.jury.patterns import Pattern, patterns
from challenges.jury.severity import require_connected


@dataclass(frozen=True)
class Tally:
    """`problems` forbid a ranking, and each says what to do; `remarks` forbid nothing."""

    case: Case
    judgement: Judgement | None
    agreement: Agreement
    patterns: tuple[Pattern, ...]
    problems: tuple[Refusal, ...]
    remarks: tuple[Refusal, ...]

    @property
    def ballots(self) -> Mapping[str, int]:
        """How many valid ones each project has."""
        return {project: len(found) for project, found in self.case.marks.of_project.items()}

    @property
    def order(self) -> tuple[str, ...]:
        """As the numbers rank the projects, the best first; empty without a ranking."""
        return self.judgement.order.projects if self.judgement else ()

    @property
    def is_sensitive(self) -> bool:
        return self.judgement is not None and self.judgement.sensitivity.is_sensitive


def tally(case: Case, *, lacking: tuple[Refusal, ...] = ()) -> Tally:
    """`lacking` is what forbids to count the automatic score. Raises nothing that the rules say no to: it is among the
    problems."""
    marks = case.marks
    asked: list[Callable[[Marks], None]] = [require_enough]
    if marks.marks:
        asked += [require_difference]
    if all(marks.of_project.values()):
        asked += [require_connected]
    problems = [*(refused for require in asked for refused in _refused_by(require, marks)), *lacking]
    judgement = None
    if marks.projects and not problems:
        try:
            judgement = judge(case)
        except Refusal as refused:
            problems.append(refused)
    return Tally(
        case,
        judgement,
        judgement.agreement if judgement else agreement(case),
        judgement.patterns if judgement else tuple(patterns(marks)),
        tuple(problems),
        tuple(_remarks(marks, problems)),
    )


def _remarks(marks: Marks, problems: list[Refusal]) -> list[Refusal]:
    constant = constant_jurors(marks)
    is_told = any(isinstance(problem, AllEqual) for problem in problems)
    return [ConstantJuror(constant)] if constant and not is_told else []


def _refused_by(require: Callable[[Marks], None], marks: Marks) -> list[Refusal]:
    try:
        require(marks)
    except Refusal as refused:
        return [refused]
    return []
