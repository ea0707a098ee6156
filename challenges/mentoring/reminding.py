"""What the clock does about mentors' hours: reminds the day before, and frees what nobody will come to."""

from datetime import datetime

from django.db import transaction

from challenges.mentoring import letters
from challenges.mentoring.models import MentorBooking
from challenges.mentoring.queries import of_nobody, to_remind
from challenges.mentoring.rules import REMIND_BEFORE

A_ROUND = 100


def remind(*, now: datetime) -> int:
    """A letter a day before, once: whoever booked later than that has it in hand already. How many were noted."""
    return sum(_remind(booking, now=now) for booking in to_remind(until=now + REMIND_BEFORE, now=now)[:A_ROUND])


def free_abandoned(*, now: datetime) -> int:
    """Hours of teams that everybody has left can be booked again; how many."""
    keys = list(of_nobody(now=now).values_list("pk", flat=True)[:A_ROUND])
    return MentorBooking.objects.filter(pk__in=keys, cancelled_at=None).update(cancelled_at=now) if keys else 0


@transaction.atomic
def _remind(booking: MentorBooking, *, now: datetime) -> int:
    claim = MentorBooking.objects.filter(pk=booking.pk, reminded_at=None, cancelled_at=None)
    if not claim.update(reminded_at=now):
        return 0
    if booking.booked_at <= booking.slot.starts_at - REMIND_BEFORE:
        about = f"mentor:{booking.pk}:reminder:{booking.slot.starts_at.isoformat()}"
        letters.tell(letters.REMINDER, booking, about=about, now=now)
    return 1
