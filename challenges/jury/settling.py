"""A declared tie is looked at: it concerns projects, whose juror is recused from them, or it concerns none."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from challenges.errors import Refusal
from challenges.jury.distributing import make_up
from challenges.jury.keeping_rules import NothingMarked, TieLookedAt
from challenges.jury.models import Ballot, Recusal
from challenges.panels.holding import hold, tell
from challenges.panels.models import Tie


def concern_tie(tie: Tie, candidates: Collection[UUID], *, by: AbstractBaseUser, now: datetime) -> Refusal | None:
    """The juror does not judge these: nothing of theirs on them counts, a draft is forgotten, and what is missing is
    shared out anew.
    Answers why it could not be. Raises NothingMarked, TieLookedAt, PanelLocked."""
    _concern(tie, candidates, by=by, now=now)
    return make_up(tie.juror.panel, by=by, now=now)


@transaction.atomic
def clear_tie(tie: Tie, *, by: AbstractBaseUser, now: datetime) -> None:
    """It concerns no project before the panel. Raises TieLookedAt, PanelLocked."""
    panel = hold(tie.juror.panel, now=now)
    _settle(tie, now=now)
    tell(panel, "jury.tie_cleared", by=by, now=now, juror=tie.juror_id, tie=tie.pk)


@transaction.atomic
def _concern(tie: Tie, candidates: Collection[UUID], *, by: AbstractBaseUser, now: datetime) -> None:
    panel = hold(tie.juror.panel, now=now)
    chosen = list(panel.candidates.filter(pk__in=candidates).order_by("code"))
    if not chosen:
        raise NothingMarked
    _settle(tie, now=now)
    new = [Recusal(juror_id=tie.juror_id, candidate=one, relation=tie.relation, at=now, by_id=by.pk) for one in chosen]
    Recusal.objects.bulk_create(new, ignore_conflicts=True)
    drafts = Ballot.objects.filter(assignment__juror=tie.juror_id, assignment__candidate__in=chosen, cast_at=None)
    drafts.delete()
    codes = [one.code for one in chosen]
    tell(panel, "jury.tie_concerns", by=by, now=now, juror=tie.juror_id, tie=tie.pk, codes=codes)


def _settle(tie: Tie, *, now: datetime) -> None:
    if not Tie.objects.filter(pk=tie.pk, settled_at=None).update(settled_at=now):
        raise TieLookedAt
