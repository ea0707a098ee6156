"""Ballots are drafted and cast. Grades and comments stand in no line of the journal."""

from collections.abc import Sequence
from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from challenges.journal.actions import hold_the_pen
from challenges.jury.models import Assignment, Ballot, Recusal, Round
from challenges.jury.queries import ROUND_OF, closes_at
from challenges.jury.rules import (
    Draft,
    GivenToAnother,
    RecusedFromIt,
    Scale,
    require_complete,
    require_draft,
    require_round,
    require_uncast,
    require_version,
    seconds_in_use,
)
from challenges.panels.holding import hold, tell
from challenges.panels.models import Panel, Stage


@transaction.atomic
def save_draft(
    assignment: Assignment, *, draft: Draft, seen: int, seconds: int, by: AbstractBaseUser, now: datetime
) -> Ballot:
    """Keep what is written so far. `seen` is the version that the page had before it, 0 for none; what is kept already
    is kept once, whatever the page had. `seconds` is how long it was in use since it last said so.

    Raises RecusedFromIt, GivenToAnother, CastAlready, RoundNotOpen, RoundClosed, GradeOffScale, CommentTooLong,
    DraftChangedElsewhere.
    """
    if not Ballot.objects.filter(assignment=assignment).exists():
        hold_the_pen(now)  # a first draft leaves a line
    held = _held(assignment, now=now)
    tidied = require_draft(draft, scales_of(held.juror.panel))
    kept = Ballot.objects.filter(assignment=held).first()
    if kept is None:
        used = seconds_in_use(0, told=seconds, since=None, now=now)
        _tell("jury.ballot_begun", held, by=by, now=now)
        given = {"grades": tidied.grades, "to_team": tidied.to_team, "to_jury": tidied.to_jury}
        return Ballot.objects.create(assignment=held, version=1, seconds=used, saved_at=now, **given)
    if draft_of(kept) == tidied:
        return kept
    require_version(kept.version, seen=seen, saved_at=kept.saved_at)
    kept.seconds = seconds_in_use(kept.seconds, told=seconds, since=kept.saved_at, now=now)
    kept.grades, kept.to_team, kept.to_jury = tidied.grades, tidied.to_team, tidied.to_jury
    kept.version, kept.saved_at = kept.version + 1, now
    kept.save()
    return kept


@transaction.atomic
def cast_ballot(assignment: Assignment, *, seen: int, by: AbstractBaseUser, now: datetime) -> Ballot:
    """What was written counts from now on, for ever. `seen` is the version that the juror has looked at as a whole.

    Raises PanelLocked, RecusedFromIt, GivenToAnother, CastAlready, RoundNotOpen, RoundClosed, GradesMissing,
    DraftChangedElsewhere.
    """
    hold(assignment.juror.panel, now=now)  # none is cast while a round closes
    held = _held(assignment, now=now)
    kept = Ballot.objects.filter(assignment=held).first()
    require_complete(kept.grades if kept else {}, scales_of(held.juror.panel))
    if kept is None:  # only on a panel without criteria
        raise GivenToAnother
    require_version(kept.version, seen=seen, saved_at=kept.saved_at)
    kept.cast_at = now
    kept.save(update_fields=["cast_at"])
    _tell("jury.ballot_cast", held, by=by, now=now)
    return kept


def draft_of(ballot: Ballot | None) -> Draft:
    """What it says; nothing where there is none."""
    return Draft(dict(ballot.grades), ballot.to_team, ballot.to_jury) if ballot else Draft({})


def scales_of(panel: Panel) -> Sequence[Scale]:
    """Of all its criteria, in order."""
    return [Scale(one.key, one.lowest, one.highest) for one in panel.criteria.all()]


def _held(assignment: Assignment, *, now: datetime) -> Assignment:
    """Locked, as it is now, and still this juror's to score."""
    rows = Assignment.objects.select_for_update(no_key=True, of=("self",))
    held = rows.select_related("juror__panel__edition", "juror__panel__challenge", "candidate").get(pk=assignment.pk)
    panel, in_round = held.juror.panel, Round(held.round)
    if Recusal.objects.filter(juror=held.juror, candidate=held.candidate).exists():
        raise RecusedFromIt
    if held.ended_at or held.candidate.withdrawn_at or held.juror.left_at:
        raise GivenToAnother
    require_uncast(Ballot.objects.filter(assignment=held).values_list("cast_at", flat=True).first())
    is_open = ROUND_OF.get(Stage(panel.stage)) == in_round
    require_round(is_open=is_open, closes_at=closes_at(panel, in_round), now=now)
    return held


def _tell(deed: str, held: Assignment, *, by: AbstractBaseUser, now: datetime) -> None:
    tell(held.juror.panel, deed, by=by, now=now, round=held.round, candidate=held.candidate.code)
