"""Teams book mentors' hours and cancel; mentors and organizers offer, change and withdraw them.

Whoever books locks the team's row first, then the slot's: of two teams one has the slot, of two members of a team one
is second.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from challenges.editions.models import Challenge, Edition
from challenges.journal.actions import write
from challenges.journal.keeping import keep
from challenges.mentoring import letters
from challenges.mentoring.models import MentorBooking, MentorSlot
from challenges.mentoring.queries import living, living_booking
from challenges.mentoring.rules import (
    BookingUnknown,
    Series,
    SlotTaken,
    SlotUnknown,
    Taken,
    cut,
    plain_about,
    require_bookable,
    require_cancellable,
    require_free_team,
    require_week,
)
from challenges.teams.entering import hold_team
from challenges.teams.models import Team
from challenges.teams.queries import is_member
from challenges.teams.rules import NoTeam

FIELDS = ("mentor", "account", "topic", "challenge", "place", "link", "starts_at", "ends_at")


@dataclass(frozen=True)
class Offer:
    """What all slots of a series have in common. Its `key` makes it once, however often it is sent."""

    key: UUID
    mentor: str
    topic: dict[str, str]
    challenge: Challenge | None = None
    account: Any = None
    place: str = ""
    link: str = field(default="")


@transaction.atomic
def offer_series(
    edition: Edition, offer: Offer, series: Series, *, by: AbstractBaseUser, now: datetime
) -> list[MentorSlot]:
    """The slots of a series, free. Raises SeriesUnusable, SeriesTooLong."""
    spans = cut(series, zone=edition.timezone)
    rows = [
        MentorSlot(
            pk=uuid5(offer.key, span.starts_at.isoformat()),
            edition=edition,
            mentor=offer.mentor,
            topic=offer.topic,
            challenge=offer.challenge,
            account=offer.account,
            place=offer.place,
            link=offer.link,
            starts_at=span.starts_at,
            ends_at=span.ends_at,
        )
        for span in spans
    ]
    there = set(MentorSlot.objects.filter(pk__in=[row.pk for row in rows]).values_list("pk", flat=True))
    made = MentorSlot.objects.bulk_create([row for row in rows if row.pk not in there], ignore_conflicts=True)
    if made:
        told = {"edition": edition.slug, "mentor": offer.mentor, "slots": len(made), "first": str(rows[0].starts_at)}
        write("mentorslot.offered", subject=f"mentorslots:{offer.key}", by=by, now=now, details=told)
    return made


@transaction.atomic
def book(slot: MentorSlot, *, team: Team, about: str = "", by: AbstractBaseUser, now: datetime) -> MentorBooking:
    """The slot is the team's. A second time by the same team answers the booking that is there.

    Raises NoTeam, SlotUnknown, SlotOver, SlotTaken, TeamBusy, WeekUsed.
    """
    held_team = hold_team(team.pk)
    if held_team is None or not is_member(by, held_team):
        raise NoTeam
    held = _held(slot)
    require_bookable(held.starts_at, now=now)
    there = living_booking(held)
    if there is not None:
        if there.team_id == held_team.pk:
            return there
        raise SlotTaken
    _require_room(held, held_team)
    made = MentorBooking.objects.create(slot=held, team=held_team, by_id=by.pk, about=plain_about(about), booked_at=now)
    letters.tell(letters.BOOKED, made, about=f"mentor:{made.pk}:booked", now=now)
    _note("mentorslot.booked", made, by=by, now=now)
    return made


@transaction.atomic
def cancel(slot: MentorSlot, *, team: Team, by: AbstractBaseUser, now: datetime) -> None:
    """The slot is free again. Raises NoTeam, SlotUnknown, BookingUnknown, TooLateToCancel."""
    held_team = hold_team(team.pk)
    if held_team is None or not is_member(by, held_team):
        raise NoTeam
    held = _held(slot)
    found = living_booking(held)
    if found is None or found.team_id != held_team.pk:
        raise BookingUnknown
    require_cancellable(held.starts_at, now=now)
    found.slot = held
    _end(found, now=now)
    letters.tell(letters.CANCELLED, found, about=f"mentor:{found.pk}:cancelled", now=now)
    _note("mentorslot.cancelled", found, by=by, now=now)


@transaction.atomic
def change_slot(slot: MentorSlot, *, by: AbstractBaseUser, now: datetime) -> None:
    """What the row says holds; whoever booked it is told of another hour or place, and reminded of the new one. Raises
    SlotUnknown, SlotOver."""
    before = _held(slot)
    require_bookable(min(before.starts_at, slot.starts_at), now=now)
    found = living(slot.bookings.select_for_update(of=("self",), no_key=True)).select_related("team").first()
    told = keep(slot, fields=FIELDS, by=by, now=now)  # the journal's lock is the last one taken
    if found is None or not {"starts_at", "ends_at", "place", "link", "mentor"} & told.keys():
        return
    MentorBooking.objects.filter(pk=found.pk).update(reminded_at=None)
    found.slot = slot
    letters.tell(
        letters.MOVED, found, about=f"mentor:{found.pk}:moved:{now.isoformat()}", was=before.starts_at, now=now
    )


@transaction.atomic
def withdraw_slot(slot: MentorSlot, *, by: AbstractBaseUser, now: datetime) -> bool:
    """No longer offered; whoever booked it is told. False where that was done before. Raises SlotOver."""
    held = MentorSlot.objects.select_for_update(of=("self",), no_key=True).select_related("edition", "account")
    found = held.get(pk=slot.pk)
    if found.cancelled_at is not None:
        return False
    require_bookable(found.starts_at, now=now)
    MentorSlot.objects.filter(pk=found.pk).update(cancelled_at=now)
    booking = living_booking(found)
    if booking is not None:
        booking.slot = found
        _end(booking, now=now)
        letters.tell(letters.WITHDRAWN, booking, about=f"mentor:{booking.pk}:withdrawn", now=now)
    details = {"mentor": found.mentor, "was_booked": booking is not None}
    write("mentorslot.withdrawn", subject=f"mentorslot:{found.pk}", by=by, now=now, details=details)
    return True


def move_bookings(absorbed: Team, into: Team, *, now: datetime) -> None:
    """Of two teams that become one, in the transaction that holds both: its hours are the other's, but for those that
    the other could not keep because it is elsewhere then."""
    mine = [Taken(one.slot.starts_at, one.slot.ends_at) for one in _living_of(into)]
    for booking in _living_of(absorbed):
        clashes = any(one.starts_at < booking.slot.ends_at and booking.slot.starts_at < one.ends_at for one in mine)
        if clashes and booking.slot.starts_at > now:
            booking.team = into
            _end(booking, now=now)
            letters.tell(letters.CANCELLED, booking, about=f"mentor:{booking.pk}:cancelled", now=now)
    MentorBooking.objects.filter(team=absorbed).update(team=into)


def _require_room(slot: MentorSlot, team: Team) -> None:
    booked = [Taken(one.slot.starts_at, one.slot.ends_at) for one in _living_of(team)]
    require_free_team(Taken(slot.starts_at, slot.ends_at), booked)
    require_week(slot.starts_at, [one.starts_at for one in booked], zone=slot.edition.timezone)


def _living_of(team: Team) -> Sequence[MentorBooking]:
    return list(living(MentorBooking.objects.filter(team=team)).select_related("slot__edition", "slot__account"))


def _held(slot: MentorSlot) -> MentorSlot:
    """As it is now, locked for the rest of the transaction. Raises SlotUnknown."""
    rows = MentorSlot.objects.select_for_update(of=("self",), no_key=True).select_related("edition", "account")
    found = rows.filter(pk=slot.pk, cancelled_at=None).first()
    if found is None:
        raise SlotUnknown
    return found


def _end(booking: MentorBooking, *, now: datetime) -> None:
    booking.cancelled_at = now
    booking.save(update_fields=["cancelled_at"])


def _note(deed: str, booking: MentorBooking, *, by: AbstractBaseUser, now: datetime) -> None:
    details = {"team": str(booking.team_id), "at": str(booking.slot.starts_at)}
    write(deed, subject=f"mentorslot:{booking.slot_id}", by=by, now=now, details=details)
