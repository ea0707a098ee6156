"""From the rows of a panel to what its round is tallied from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from challenges.errors import Refusal, gettext_noop
from challenges.jury.anchored import Scale
from challenges.jury.case import Case
from challenges.jury.combining import Weights
from challenges.jury.marks import Mark, Marks
from challenges.jury.models import Recusal, Round
from challenges.jury.queries import counted_ballots, living_assignments
from challenges.jury.rubric import Criterion, exact
from challenges.jury.tallying import Tally, tally
from challenges.leaderboards.models import Leaderboard, Standing
from challenges.leaderboards.rules import primary_column, sort_value
from challenges.panels.models import Candidate, Juror, Panel, Stage
from challenges.panels.queries import standing_candidates, voting

BEFORE_THE_FINAL = frozenset({Stage.DRAFT, Stage.SCREENING, Stage.SELECTION})


class BoardNotClosed(Refusal):
    code = "board_not_closed"
    message = gettext_noop("The automatic score counts, and the leaderboard is not closed yet.")
    hint = gettext_noop("Wait for its close; until then the ranking is of nobody's final score.")


class ScaleMissing(Refusal):
    code = "scale_missing"
    message = gettext_noop("The automatic score counts, and its scale was not published.")
    hint = gettext_noop("The organizers write the naive value and the target into the challenge.")


@dataclass(frozen=True)
class Sitting:
    """A round as it is read: its tally, and the rows behind its names. Jurors are called J1, J2 … in the order in which
    they joined, projects by their codes. `owed` is how many ballots of each project are still to come."""

    panel: Panel
    in_round: Round
    tally: Tally
    jurors: Mapping[str, Juror]
    candidates: Mapping[str, Candidate]
    owed: Mapping[str, int]

    @property
    def order(self) -> tuple[str, ...]:
        """The codes as the numbers rank them, the best first; empty without a ranking."""
        return self.tally.order


def round_in_view(panel: Panel) -> Round:
    """The round that a panel's stage is about."""
    return Round.SCREENING if panel.stage in BEFORE_THE_FINAL and panel.has_screening else Round.FINAL


def sitting(panel: Panel, in_round: Round) -> Sitting:
    """Everything that a round has come to so far."""
    jurors = {f"J{number}": juror for number, juror in enumerate(_everybody(panel), start=1)}
    candidates = {candidate.code: candidate for candidate in before(panel, in_round)}
    case, lacking = _case(panel, in_round, jurors=jurors, candidates=candidates)
    owed = dict.fromkeys(candidates, 0)
    for assignment in living_assignments(panel, in_round).filter(ballot__cast_at=None, juror__left_at=None):
        if assignment.candidate.code in owed:
            owed[assignment.candidate.code] += 1
    return Sitting(panel, in_round, tally(case, lacking=lacking), jurors, candidates, owed)


def before(panel: Panel, in_round: Round) -> list[Candidate]:
    """The projects that a round is about, by code."""
    found = standing_candidates(panel)
    return list(found.filter(is_finalist=True) if in_round == Round.FINAL else found)


def automatic_points(candidate: Candidate) -> Fraction | None:
    """Of one project, 0 to 100 on the published scale; None where there is no scale, or the board is not closed."""
    board = _closed_board(candidate.panel)
    scale, _ = _scale(candidate.panel, board)
    if board is None or scale is None:
        return None
    standing = _standings(board, {candidate.code: candidate}).get(candidate.code)
    key = primary_column(board.columns)["key"]
    return scale.points(exact(float(standing.private_values[key])) if standing else None)


def _everybody(panel: Panel) -> Sequence[Juror]:
    """Those who left too: their number stays theirs."""
    return list(panel.jurors.select_related("user").order_by("joined_at", "pk"))


def _case(
    panel: Panel, in_round: Round, *, jurors: Mapping[str, Juror], candidates: Mapping[str, Candidate]
) -> tuple[Case, tuple[Refusal, ...]]:
    criteria = tuple(
        Criterion.of(row.key, weight=row.weight, lowest=row.lowest, highest=row.highest)
        for row in panel.criteria.order_by("order", "pk")
    )
    weights = Weights.of(Fraction(panel.jury_weight, 100))
    board = _closed_board(panel)
    scale, lacking = _scale(panel, board) if weights.automatic else (None, ())
    standings = _standings(board, candidates) if board else {}
    column = primary_column(board.columns) if board else {}
    values = {code: exact(float(standing.private_values[column["key"]])) for code, standing in standings.items()}
    case = Case(
        marks=_marks(panel, in_round, criteria=criteria, jurors=jurors, candidates=candidates),
        criteria=criteria,
        seed=panel.seed,
        weights=weights,
        scale=scale,
        metrics=values if scale else {},
        private={code: exact(sort_value(float(value), better=column["better"])) for code, value in values.items()},
        last_submission={code: standing.received_at for code, standing in standings.items()},
    )
    return case, lacking


def _marks(
    panel: Panel,
    in_round: Round,
    *,
    criteria: Sequence[Criterion],
    jurors: Mapping[str, Juror],
    candidates: Mapping[str, Candidate],
) -> Marks:
    names = {juror.pk: name for name, juror in jurors.items()}
    marks = []
    for ballot in counted_ballots(panel, in_round):
        juror, code = ballot.assignment.juror_id, ballot.assignment.candidate.code
        if code in candidates:
            grades = {key: exact(grade) for key, grade in ballot.grades.items()}
            marks.append(Mark.graded((names[juror], code), grades, criteria, seconds=ballot.seconds))
    recusals = Recusal.objects.filter(juror__panel=panel).values_list("juror_id", "candidate__code")
    sitting_now = set(voting(panel).values_list("pk", flat=True))
    voted = {mark.juror for mark in marks}
    return Marks(
        tuple(name for name, juror in jurors.items() if name in voted or juror.pk in sitting_now),
        tuple(candidates),
        tuple(sorted(marks, key=lambda mark: mark.pair)),
        frozenset((names[juror], code) for juror, code in recusals if code in candidates),
    )


def _closed_board(panel: Panel) -> Leaderboard | None:
    """The one of the challenge's last phase, once its close has been: before that nothing of it is read."""
    if panel.challenge is None:
        return None
    board = Leaderboard.objects.filter(phase__challenge=panel.challenge).order_by("-phase__closes_at").first()
    return board if board and board.closed_at else None


def _scale(panel: Panel, board: Leaderboard | None) -> tuple[Scale | None, tuple[Refusal, ...]]:
    """The published one, or what is lacking for it."""
    challenge = panel.challenge
    if challenge is None or challenge.naive_anchor is None or challenge.target_anchor is None:
        return None, (ScaleMissing(),)
    scale = Scale.of(naive=challenge.naive_anchor, target=challenge.target_anchor)
    return scale, () if board else (BoardNotClosed(),)


def _standings(board: Leaderboard, candidates: Mapping[str, Candidate]) -> dict[str, Standing]:
    """By code, of those who have one."""
    key = primary_column(board.columns)["key"]
    teams = {candidate.project.team_id: code for code, candidate in candidates.items() if candidate.project}
    found = Standing.objects.filter(leaderboard=board, team__in=teams)
    return {teams[standing.team_id]: standing for standing in found if key in standing.private_values}
