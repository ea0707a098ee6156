"""Who comes into the final: proposed by the ranking of the screening, chosen by the president."""

from collections.abc import Collection
from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from challenges.jury.distributing import write_shares
from challenges.jury.gathering import Sitting, sitting
from challenges.jury.models import Round
from challenges.jury.motions import REASON_LENGTH
from challenges.jury.opening import tell_begun
from challenges.jury.presiding import (
    FinalistUnknown,
    NoFinalists,
    NotAtThisStage,
    NotPresiding,
    require_reason,
    require_text,
)
from challenges.jury.queries import acting_president
from challenges.jury.sharing import shares_of
from challenges.panels.holding import hold, tell
from challenges.panels.models import Candidate, Juror, Panel, Stage
from challenges.panels.queries import standing_candidates


def proposed(found: Sitting) -> tuple[str, ...]:
    """The codes that the ranking puts first, as many as the panel wants, and whoever shares the last place; by code."""
    judgement = found.tally.judgement
    if judgement is None:
        return ()
    standings = judgement.order.standings
    last = standings[min(found.panel.finalists, len(standings)) - 1].rank
    return tuple(sorted(standing.project for standing in standings if standing.rank <= last))


@transaction.atomic
def choose_finalists(
    panel: Panel, *, chosen: Collection[str], reason: str, by: AbstractBaseUser, now: datetime
) -> list[Candidate]:
    """Opens the final: every voting juror who is not recused scores every finalist. Others than the proposed ones need
    a reason. Raises NotAtThisStage, NotPresiding, NoFinalists, FinalistUnknown, ReasonNeeded, TextTooLong."""
    locked = held_at(panel, Stage.SELECTION, now=now)
    require_presiding(locked, by)
    wanted = set(chosen)
    if not wanted:
        raise NoFinalists
    candidates = list(standing_candidates(locked).filter(code__in=wanted))
    if len(candidates) != len(wanted):
        raise FinalistUnknown
    by_ranking = proposed(sitting(locked, Round.SCREENING))
    told = require_text(reason, longest=REASON_LENGTH, field="reason")
    if set(by_ranking) != wanted:
        told = require_reason(reason)
    Candidate.objects.filter(panel=locked).update(is_finalist=False)
    Candidate.objects.filter(pk__in=[candidate.pk for candidate in candidates]).update(is_finalist=True)
    Panel.objects.filter(pk=locked.pk, stage=Stage.SELECTION).update(stage=Stage.FINAL)
    panel.stage = locked.stage = Stage.FINAL
    write_shares(locked, Round.FINAL, shares_of(locked, Round.FINAL), by=by, now=now)
    details = {"finalists": sorted(wanted), "as_ranked": set(by_ranking) == wanted, "reason": told}
    tell(locked, "jury.finalists_chosen", by=by, now=now, **details)
    tell_begun(locked, Round.FINAL, now=now)
    return candidates


def held_at(panel: Panel, *stages: Stage, now: datetime) -> Panel:
    """The panel as it is now, held until the transaction ends. Raises PanelLocked, NotAtThisStage."""
    found = hold(panel, now=now)
    if found.stage not in stages:
        raise NotAtThisStage(stage=Stage(found.stage).label)
    return found


def require_presiding(panel: Panel, by: AbstractBaseUser) -> Juror:
    """The seat of who presides. Raises NotPresiding."""
    acting = acting_president(panel)
    if acting is None or acting.user_id != by.pk:
        raise NotPresiding
    return acting
