"""Reads of assignments and ballots."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef, QuerySet

from challenges.editions.models import Edition
from challenges.editions.queries import organizers_of
from challenges.jury.models import Assignment, Ballot, Decision, Recusal, Round
from challenges.panels.models import Candidate, Juror, Panel, Seat, Stage
from challenges.panels.queries import judges_now, seat_of, seated

ROUND_OF = {Stage.SCREENING: Round.SCREENING, Stage.FINAL: Round.FINAL}
"""The round in which ballots are cast at a stage; at the other stages in none."""


def closes_at(panel: Panel, in_round: Round) -> datetime | None:
    """Until when ballots of a round are taken; None while no hour is set."""
    return panel.final_closes_at if in_round == Round.FINAL else panel.screening_closes_at


def living_assignments(panel: Panel, in_round: Round) -> QuerySet[Assignment]:
    """What jurors are asked to score in a round: nothing that was taken away, recused or withdrawn, nothing of who has
    left and had not cast it."""
    recused = Recusal.objects.filter(juror=OuterRef("juror"), candidate=OuterRef("candidate"))
    found = Assignment.objects.filter(~Exists(recused), juror__panel=panel, round=in_round, ended_at=None)
    return found.filter(candidate__withdrawn_at=None).select_related("juror__user", "candidate__project", "ballot")


def ballots_that_count() -> QuerySet[Ballot]:
    """The ballots that were cast and count, those of jurors who left meanwhile among them. A recusal takes its ballot
    out: it is missing, never a zero. So is one that retention has emptied."""
    recused = Recusal.objects.filter(juror=OuterRef("assignment__juror"), candidate=OuterRef("assignment__candidate"))
    cast = Ballot.objects.filter(~Exists(recused), assignment__candidate__withdrawn_at=None, cast_at__isnull=False)
    return cast.exclude(grades={})


def counted_ballots(panel: Panel, in_round: Round) -> QuerySet[Ballot]:
    """Those of one round of a panel."""
    found = ballots_that_count().filter(assignment__juror__panel=panel, assignment__round=in_round)
    return found.select_related("assignment__juror__user", "assignment__candidate")


def left_to_do(juror: Juror, in_round: Round) -> QuerySet[Assignment]:
    """What a juror has still to score in a round, in the juror's own order."""
    found = living_assignments(juror.panel, in_round).filter(juror=juror)
    return found.exclude(ballot__cast_at__isnull=False).order_by("order", "pk")


def has_cast_all(juror: Juror) -> bool:
    """Whether a juror owes no ballot: before that nobody reads those of others. A reserve owes none and reads none."""
    if juror.panel.stage == Stage.DRAFT or juror.seat == Seat.RESERVE or juror.declared_at is None:
        return False
    in_round = ROUND_OF.get(Stage(juror.panel.stage))
    return in_round is None or not left_to_do(juror, in_round).exists()


def acting_president(panel: Panel) -> Juror | None:
    """The president; the deputy in place of one who left, has not signed, or is recused from a project that is still
    before the panel. None where neither can."""
    recused = _standing_recusals(panel).filter(juror=OuterRef("pk"))
    able = seated(panel).filter(~Exists(recused), declared_at__isnull=False)
    by_seat = {juror.seat: juror for juror in able.filter(seat__in=(Seat.PRESIDENT, Seat.DEPUTY))}
    return by_seat.get(Seat.PRESIDENT) or by_seat.get(Seat.DEPUTY)


def letter_writers(panel: Panel, candidates: Sequence[Candidate]) -> dict[Candidate, Juror | None]:
    """Who agrees the letter to each team: who presides, and in place of one who is recused from this project, finalist
    or not, the other of president and deputy. None where neither can."""
    acting = acting_president(panel)
    away = _standing_recusals(panel).filter(juror=OuterRef("pk"))
    seats = seated(panel).filter(~Exists(away), declared_at__isnull=False, seat__in=(Seat.PRESIDENT, Seat.DEPUTY))
    able = sorted(seats, key=lambda juror: juror != acting)
    recused = set(Recusal.objects.filter(juror__in=able).values_list("juror", "candidate"))
    return {
        one: next((juror for juror in able if (juror.pk, one.pk) not in recused), None) if acting else None
        for one in candidates
    }


def own_assignments(juror: Juror, in_round: Round) -> QuerySet[Assignment]:
    """All that a juror was asked to score in a round and may still see, cast or not, in the juror's own order."""
    return living_assignments(juror.panel, in_round).filter(juror=juror).order_by("order", "pk")


def assignment_of(juror: Juror, code: str) -> Assignment | None:
    """What a juror may see of the project of this code: the assignment of the round that is on, else the last one.
    None where there is none, was taken away, or the juror is recused."""
    recused = Recusal.objects.filter(juror=juror, candidate=OuterRef("candidate"))
    rows = Assignment.objects.filter(~Exists(recused), juror=juror, candidate__code=code, ended_at=None)
    rows = rows.filter(candidate__withdrawn_at=None).select_related(
        "ballot", "candidate__project__team", "candidate__project__challenge"
    )
    found = {Round(one.round): one for one in rows}
    current = ROUND_OF.get(Stage(juror.panel.stage))
    return found.get(current or Round.FINAL) or found.get(Round.FINAL) or found.get(Round.SCREENING)


def keepers_of(panel: Panel) -> QuerySet[Any]:
    """The organizers who keep it: of its challenge or, without one, of the whole edition."""
    if panel.challenge is not None:
        return organizers_of(panel.challenge)
    staff = get_user_model()._default_manager.filter(is_staff=True, is_active=True, organizes_named_only=False)
    return staff.order_by("pk")


def is_unrecused(juror: Juror) -> bool:
    """Whether there is no project before the panel (from the final on: no finalist) that this juror is recused from."""
    return not _standing_recusals(juror.panel).filter(juror=juror).exists()


def _standing_recusals(panel: Panel) -> QuerySet[Recusal]:
    found = Recusal.objects.filter(juror__panel=panel, candidate__withdrawn_at=None)
    if panel.stage in (Stage.FINAL, Stage.DELIBERATION, Stage.LOCKED):
        found = found.filter(candidate__is_finalist=True)
    return found


def decision_of(panel: Panel) -> Decision | None:
    """The decision that is proposed or locked; none that was withdrawn."""
    return panel.decisions.filter(withdrawn_at=None).first()


def may_sit(user: Any, panel: Panel) -> bool:
    """Whoever has a seat: reads and signs the declaration, and leaves."""
    return bool(user.is_authenticated and user.is_active) and seat_of(user, panel) is not None


def may_judge(user: Any, panel: Panel) -> bool:
    """Whoever has a seat, has signed, and is no reserve."""
    seat = seat_of(user, panel) if user.is_authenticated and user.is_active else None
    return seat is not None and seat.declared_at is not None and seat.seat != Seat.RESERVE


def may_read_boards(user: Any, edition: Edition) -> bool:
    """Leaderboards and project pages of an edition: not who judges in it, until the decision is locked."""
    return not judges_now(user, edition.pk)


def may_read_results(user: Any, panel: Panel) -> bool:
    """The president and the deputy, once their own ballots are in; not whoever is recused from a project that is still
    before the panel, for its scores are not theirs to see."""
    seat = seat_of(user, panel) if user.is_authenticated and user.is_active else None
    if seat is None or seat.seat not in (Seat.PRESIDENT, Seat.DEPUTY):
        return False
    return has_cast_all(seat) and is_unrecused(seat)


def may_preside(user: Any, panel: Panel) -> bool:
    """The acting president, once their own ballots are in."""
    acting = acting_president(panel) if user.is_authenticated and user.is_active else None
    return acting is not None and acting.user_id == user.pk and has_cast_all(acting)
