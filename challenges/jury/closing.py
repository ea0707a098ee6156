"""Ends the rounds in which ballots are cast, and moves their hours. The clock ends none by itself."""

from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from challenges.journal.changes import changes
from challenges.jury.keeping_rules import RoundOver
from challenges.jury.models import Round
from challenges.jury.progress import missing_ballots
from challenges.jury.queries import ROUND_OF
from challenges.panels import letters
from challenges.panels.actions import HOURS
from challenges.panels.holding import hold, tell
from challenges.panels.models import Panel, Stage
from challenges.panels.queries import seated
from challenges.panels.rules import require_hours
from challenges.post.actions import write_to


def close_screening(panel: Panel, *, by: AbstractBaseUser, now: datetime) -> Panel:
    """No ballot is taken in it any more; the finalists are to be chosen. Raises RoundOver, PanelLocked."""
    return _close(panel, Stage.SCREENING, Stage.SELECTION, by=by, now=now)


def close_final(panel: Panel, *, by: AbstractBaseUser, now: datetime) -> Panel:
    """No ballot is taken any more; the jury deliberates. Raises RoundOver, PanelLocked."""
    return _close(panel, Stage.FINAL, Stage.DELIBERATION, by=by, now=now)


@transaction.atomic
def change_hours(
    panel: Panel, *, screening: datetime | None, final: datetime | None, by: AbstractBaseUser, now: datetime
) -> bool:
    """Of an open panel; jurors are told where the round that goes on is concerned. Whether anything changed.

    Raises PanelLocked, HourNotToCome, HoursOutOfOrder.
    """
    held = hold(panel, now=now)
    after = {"screening_closes_at": screening if held.has_screening else None, "final_closes_at": final}
    told = changes({name: getattr(held, name) for name in HOURS}, after)
    require_hours(after["screening_closes_at"], final, changed=told, now=now)
    if not told:
        return False
    Panel.objects.filter(pk=held.pk).update(**after)
    tell(held, "panel.hours_changed", by=by, now=now, changes=told)
    in_round = ROUND_OF.get(Stage(held.stage))
    concerned = "final_closes_at" if in_round == Round.FINAL else "screening_closes_at"
    if in_round is not None and concerned in told:
        people = [juror.user for juror in seated(held) if juror.user]
        about = f"jury:hour:{held.pk}:{now.isoformat()}"
        write_to(people, letters.hour_moved(held, until=after[concerned]), kind="", about=about, now=now)
    return True


@transaction.atomic
def _close(panel: Panel, stage: Stage, then: Stage, *, by: AbstractBaseUser, now: datetime) -> Panel:
    held = hold(panel, now=now)
    if held.stage != stage:
        raise RoundOver
    missing = sum(missing_ballots(held, ROUND_OF[stage]).values())
    held.stage = then
    held.save(update_fields=["stage"])
    tell(held, f"panel.{stage}_closed", by=by, now=now, missing=missing)
    return held
