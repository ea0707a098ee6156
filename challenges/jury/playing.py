"""Whoever plays does not judge: a juror who has joined a team of the edition competes with every other."""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext

from challenges.errors import gettext_noop
from challenges.jury.distributing import make_up
from challenges.jury.models import Ballot, Recusal
from challenges.panels.holding import hold, tell
from challenges.panels.models import Juror, Relation, Stage
from challenges.panels.seating import end_seat

WHY = gettext_noop("Plays in a team of this edition.")


def end_seats_of_players(*, now: datetime) -> int:
    """What the clock does: their seats end, nothing that they gave counts, and what is missing then is shared out
    anew. How many seats ended."""
    plays = {"user__memberships__edition": F("panel__edition"), "user__memberships__team__is_baseline": False}
    found = Juror.objects.filter(left_at=None, **plays).exclude(panel__stage=Stage.LOCKED)
    players = list(found.select_related("panel").order_by("pk"))
    for juror in players:
        _put_out(juror, now=now)
        make_up(juror.panel, by=None, now=now)
    return len(players)


@transaction.atomic
def _put_out(juror: Juror, *, now: datetime) -> None:
    panel = hold(juror.panel, now=now)
    why = gettext(WHY)
    given = {"juror": juror, "relation": Relation.COMPETITOR, "reason": why, "at": now}
    rows = [Recusal(candidate=candidate, **given) for candidate in panel.candidates.all()]
    made = Recusal.objects.bulk_create(rows, ignore_conflicts=True)
    Ballot.objects.filter(assignment__juror=juror, cast_at=None).delete()
    tell(panel, "jury.player_recused", by=None, now=now, juror=juror.pk, candidates=len(made))
    end_seat(juror, reason=why, by=None, now=now)
