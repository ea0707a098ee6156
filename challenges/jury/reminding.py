"""Letters to jurors who still owe ballots: by the clock before the hour, and whenever an organizer asks."""

from datetime import datetime, timedelta

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import Q

from challenges.jury.keeping_rules import NobodyOwes, RoundOver
from challenges.jury.models import Round
from challenges.jury.progress import missing_ballots
from challenges.jury.queries import ROUND_OF, closes_at
from challenges.panels import letters
from challenges.panels.holding import hold, tell
from challenges.panels.models import Juror, Panel, Stage
from challenges.post.actions import write_to
from challenges.post.models import Letter

BEFORE = (timedelta(hours=6), timedelta(days=2))
"""The clock reminds at each of these before the hour."""


@transaction.atomic
def remind_jurors(panel: Panel, *, by: AbstractBaseUser, now: datetime) -> int:
    """At once; how many are reminded, and nobody twice within an hour. Raises RoundOver, NobodyOwes, PanelLocked."""
    held = hold(panel, now=now)
    in_round = ROUND_OF.get(Stage(held.stage))
    if in_round is None:
        raise RoundOver
    owed = missing_ballots(held, in_round)
    if not owed:
        raise NobodyOwes
    written = _write(held, in_round, owed, about=f"jury:reminder:{held.pk}:{now:%Y%m%d%H}", now=now)
    tell(held, "panel.reminded", by=by, now=now, jurors=written)
    return written


def remind_due(*, now: datetime) -> int:
    """What the clock does: two days and some hours before the hour, each once. How many letters were written."""
    soon = Q(stage=Stage.SCREENING, screening_closes_at__gt=now, screening_closes_at__lte=now + max(BEFORE))
    final = Q(stage=Stage.FINAL, final_closes_at__gt=now, final_closes_at__lte=now + max(BEFORE))
    due = Panel.objects.filter(soon | final).select_related("edition").order_by("pk")
    return sum(_remind(panel, now=now) for panel in due)


@transaction.atomic
def _remind(panel: Panel, *, now: datetime) -> int:
    in_round = ROUND_OF[Stage(panel.stage)]
    hour = closes_at(panel, in_round)
    if hour is None:
        return 0
    before = next(span for span in BEFORE if hour - now <= span)
    about = f"jury:due:{panel.pk}:{hour.isoformat()}:{int(before.total_seconds())}"
    if Letter.objects.filter(about=about).exists():
        return 0
    return _write(panel, in_round, missing_ballots(panel, in_round), about=about, now=now)


def _write(panel: Panel, in_round: Round, owed: dict[int, int], *, about: str, now: datetime) -> int:
    people = Juror.objects.filter(pk__in=owed, user__isnull=False).select_related("user").order_by("pk")
    until = closes_at(panel, in_round)
    for juror in people:
        if juror.user:
            written = letters.reminder(panel, count=owed[juror.pk], until=until)
            write_to([juror.user], written, kind="", about=about, now=now)
    return len(people)
