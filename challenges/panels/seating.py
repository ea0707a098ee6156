"""Seats that are changed or left, and the mark on accounts that somebody judges."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from challenges.journal.changes import changes
from challenges.panels import letters
from challenges.panels.holding import hold, tell
from challenges.panels.models import Juror, JurorInvitation, Panel, Seat
from challenges.panels.rules import HasLeft, SeatTaken, require_institution, require_why
from challenges.post.actions import write_to

SINGLE = frozenset({Seat.PRESIDENT, Seat.DEPUTY})
FIELDS = ("seat", "institution", "fields")


@dataclass(frozen=True)
class Place:
    """What somebody is on a panel: the seat, the institution, and the fields they know, one a line."""

    seat: str
    institution: str
    fields: str = ""


@transaction.atomic
def change_seat(juror: Juror, place: Place, *, by: AbstractBaseUser, now: datetime) -> bool:
    """Another seat, institution or other fields; whether the seat is another one, of which its holder is told. What
    is to be scored is not touched here. Raises PanelLocked, HasLeft, SeatTaken, InstitutionMissing."""
    panel = hold(juror.panel, now=now)
    held = _living(juror)
    require_free(panel, place.seat, but=held.pk, now=now)
    after = {"seat": place.seat, "institution": require_institution(place.institution), "fields": place.fields.strip()}
    before = {name: getattr(held, name) for name in FIELDS}
    told = changes(before, after)
    if not told:
        return False
    for name, value in after.items():
        setattr(held, name, value)
    held.save(update_fields=FIELDS)
    tell(panel, "panel.juror_changed", by=by, now=now, juror=held.pk, changes=told)
    if "seat" in told and held.user:
        about = f"jury:seat:{held.pk}:{now.isoformat()}"
        write_to([held.user], letters.seat_changed(panel, held), kind="", about=about, now=now)
    return "seat" in told


@transaction.atomic
def end_seat(juror: Juror, *, reason: str, by: AbstractBaseUser | None, now: datetime) -> bool:
    """They leave, or are taken out; what they have cast stays. False where they had left before. A juror's own
    farewell needs no letter. Raises PanelLocked, WhyMissing."""
    panel = hold(juror.panel, now=now)
    why = require_why(reason)
    ended = Juror.objects.filter(pk=juror.pk, left_at=None).update(left_at=now, left_reason=why)
    if not ended:
        return False
    juror.refresh_from_db()
    if juror.user_id:
        settle_judges([juror.user_id])
    is_own = by is not None and juror.user_id == by.pk
    tell(panel, "panel.juror_left", by=by, now=now, juror=juror.pk, seat=juror.seat, is_own=is_own)
    if juror.user and not is_own:
        about = f"jury:left:{juror.pk}:{now.isoformat()}"
        write_to([juror.user], letters.seat_ended(panel), kind="", about=about, now=now)
    return True


def require_free(panel: Panel, seat: str, *, but: int | None = None, now: datetime) -> None:
    """There is one president and one deputy, the invited among them. Raises SeatTaken."""
    if seat not in SINGLE:
        return
    invited = JurorInvitation.objects.filter(panel=panel, seat=seat, ended_at=None, expires_at__gte=now)
    seated = panel.jurors.filter(seat=seat, left_at=None)
    others = seated.exclude(pk=but) if but else seated
    if others.exists() or invited.exists():
        raise SeatTaken


def settle_judges(people: Collection[int]) -> None:
    """Whoever has a seat on a panel is marked, and nobody else: to be called whenever a seat begins or ends. A lock
    ends none: who knows the decision before it is told keeps the second factor."""
    rows = get_user_model()._default_manager.filter(pk__in=people)
    judging = set(Juror.objects.filter(user__in=people, left_at=None).values_list("user", flat=True))
    rows.filter(pk__in=judging, judges=False).update(judges=True)
    rows.filter(judges=True).exclude(pk__in=judging).update(judges=False)


def _living(juror: Juror) -> Juror:
    """The row as it is now. Raises HasLeft."""
    held = Juror.objects.select_for_update(no_key=True, of=("self",)).select_related("user").get(pk=juror.pk)
    if held.left_at is not None:
        raise HasLeft
    return held
