"""Opens a panel: its criteria are frozen, its first round is shared out, its jurors are told."""

import hashlib
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from challenges.jury.distributing import write_shares
from challenges.jury.keeping_rules import PanelNotReady
from challenges.jury.lacking import first_round, readiness
from challenges.jury.models import Round
from challenges.jury.queries import closes_at, living_assignments
from challenges.jury.sharing import shares_of
from challenges.panels import letters
from challenges.panels.holding import hold_draft, tell
from challenges.panels.models import Panel, Stage
from challenges.panels.queries import standing_candidates, voting
from challenges.panels.rules import require_draft
from challenges.post.actions import write_to
from evaluator.report import canonical


def open_panel(panel: Panel, *, by: AbstractBaseUser, now: datetime) -> Panel:
    """With a screening into it; without one into the final, with every project a finalist. Raises PanelNotReady,
    PanelFrozen, and what refuses a distribution."""
    require_draft(opened_at=panel.opened_at)
    ready = readiness(panel, now=now)
    if ready.lacks:
        raise PanelNotReady(count=len(ready.lacks))
    with transaction.atomic():
        held = hold_draft(panel, now=now)
        in_round = first_round(held)
        held.stage = Stage.SCREENING if held.has_screening else Stage.FINAL
        held.opened_at = now
        held.save(update_fields=["stage", "opened_at"])
        if in_round == Round.FINAL:
            standing_candidates(held).update(is_finalist=True)
        write_shares(held, in_round, ready.shares or shares_of(held, in_round), by=by, now=now)
        tell(held, "panel.opened", by=by, now=now, **_frozen(held))
        tell_begun(held, in_round, now=now)
    return held


def tell_begun(panel: Panel, in_round: Round, *, now: datetime) -> None:
    """A letter to each juror who has something to score in a round that begins; once a round."""
    until = closes_at(panel, in_round)
    rows = living_assignments(panel, in_round).order_by().values_list("juror", flat=True)
    counts = list(rows)
    for juror in voting(panel):
        count = counts.count(juror.pk)
        if count and juror.user:
            written = letters.opened(panel, count=count, until=until)
            write_to([juror.user], written, kind="", about=f"jury:begun:{in_round}:{juror.pk}", now=now)


def _frozen(panel: Panel) -> dict[str, Any]:
    """What nobody changes any more, as a digest and in numbers."""
    fields = ("key", "order", "weight", "lowest", "highest", "title", "about", "levels")
    criteria = list(panel.criteria.values(*fields))
    digest = hashlib.sha256(canonical({"criteria": criteria}).encode()).hexdigest()
    counts = {"projects": standing_candidates(panel).count(), "jurors": voting(panel).count()}
    return {"criteria_sha256": digest, "seed": panel.seed, "stage": str(panel.stage), **counts}
