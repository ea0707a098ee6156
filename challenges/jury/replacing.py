"""Jurors who leave, change seats or are recused, reserves who are called in, projects that are withdrawn: what is not
scored yet is shared out anew."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser

from challenges.errors import Refusal
from challenges.jury.distributing import make_up
from challenges.jury.recusing import recuse
from challenges.panels.candidates import withdraw_candidate
from challenges.panels.models import Candidate, Juror
from challenges.panels.seating import Place, change_seat, end_seat


@dataclass(frozen=True)
class Replaced:
    """Whether it was done now, and why the rest could not be shared out, where it could not."""

    is_done: bool
    refusal: Refusal | None = None


def reseat_juror(juror: Juror, place: Place, *, by: AbstractBaseUser, now: datetime) -> Replaced:
    """Another seat, institution or other fields; a reserve that becomes a juror is called in by it. Raises PanelLocked,
    HasLeft, SeatTaken, InstitutionMissing."""
    if not change_seat(juror, place, by=by, now=now):
        return Replaced(False)
    return Replaced(True, make_up(juror.panel, by=by, now=now))


def remove_juror(juror: Juror, *, reason: str, by: AbstractBaseUser, now: datetime) -> Replaced:
    """They leave by themselves, or are taken out; what they have cast stays and counts. Raises PanelLocked,
    WhyMissing."""
    if not end_seat(juror, reason=reason, by=by, now=now):
        return Replaced(False)
    return Replaced(True, make_up(juror.panel, by=by, now=now))


def remove_candidate(candidate: Candidate, *, reason: str, by: AbstractBaseUser, now: datetime) -> Replaced:
    """A project is withdrawn, and the loads are even again. Raises PanelLocked, WhyMissing."""
    if not withdraw_candidate(candidate, reason=reason, by=by, now=now):
        return Replaced(False)
    return Replaced(True, make_up(candidate.panel, by=by, now=now))


def recuse_juror(
    juror: Juror, candidate: Candidate, *, relation: str, reason: str, by: AbstractBaseUser, now: datetime
) -> Replaced:
    """From then on they do not judge the project, which goes to another juror where one is free to score it. Raises
    RelationMissing, WhyRecusedTooLong, PanelLocked."""
    recuse(juror, candidate, relation=relation, reason=reason, by=by, now=now)
    return Replaced(True, make_up(juror.panel, by=None, now=now))
