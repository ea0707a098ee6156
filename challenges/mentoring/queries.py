"""Reads of mentors' hours and of who booked them."""

from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Exists, OuterRef, Q, QuerySet

from challenges.editions.models import Edition
from challenges.editions.queries import about_own
from challenges.mentoring.models import MentorBooking, MentorSlot
from challenges.teams.models import Team


def living(bookings: QuerySet[MentorBooking]) -> QuerySet[MentorBooking]:
    """Those that were not cancelled."""
    return bookings.filter(cancelled_at=None)


def offered_slots(edition: Edition, *, now: datetime, team: Team | None = None) -> QuerySet[MentorSlot]:
    """What has not begun, the earliest first; each with `is_taken` and `is_ours`, and no word of who took it."""
    taken = living(MentorBooking.objects.filter(slot=OuterRef("pk")))
    shown = edition.mentor_slots.filter(cancelled_at=None, starts_at__gt=now, edition__is_published=True)
    about = Q(challenge=None) | Q(challenge__is_published=True)
    marked = shown.filter(about).annotate(
        is_taken=Exists(taken), is_ours=Exists(taken.filter(team=team.pk if team else None))
    )
    return marked.select_related("challenge").order_by("starts_at", "mentor", "pk")


def free_slots(edition: Edition, *, now: datetime) -> QuerySet[MentorSlot]:
    """Of these what nobody has booked."""
    return narrowed(offered_slots(edition, now=now), is_free=True)


def narrowed(
    slots: QuerySet[MentorSlot], *, mentor: str = "", challenge: str = "", is_free: bool = False
) -> QuerySet[MentorSlot]:
    """Of what is offered: by this mentor, about the challenge of this slug, what nobody has booked."""
    wanted = {"mentor": mentor, "challenge__slug": challenge}
    found = slots.filter(**{name: value for name, value in wanted.items() if value})
    return found.filter(~Exists(living(MentorBooking.objects.filter(slot=OuterRef("pk"))))) if is_free else found


def bookings_of(team: Team, *, now: datetime) -> QuerySet[MentorBooking]:
    """A team's own that are not over, the earliest first."""
    found = living(MentorBooking.objects.filter(team=team, slot__ends_at__gt=now))
    return found.select_related("slot__challenge", "slot__edition", "by").order_by("slot__starts_at", "pk")


def booking_of(team: Team, slot: MentorSlot) -> MentorBooking | None:
    """The living one of this team for this slot."""
    return living(slot.bookings.filter(team=team)).select_related("slot", "team").first()


def living_booking(slot: MentorSlot) -> MentorBooking | None:
    """Whoever has the slot."""
    return living(slot.bookings.all()).select_related("team", "by").first()


def slots_for_organizers(edition: Edition, *, by: AbstractBaseUser) -> QuerySet[MentorSlot]:
    """About the whole edition or a challenge of this organizer's; the cancelled are gone from the list."""
    return edition.mentor_slots.filter(about_own(by), cancelled_at=None).select_related("challenge", "account")


def slots_of(mentor: AbstractBaseUser, edition: Edition) -> QuerySet[MentorSlot]:
    """A mentor's own."""
    return edition.mentor_slots.filter(account_id=mentor.pk, cancelled_at=None).select_related("challenge")


def to_remind(*, until: datetime, now: datetime) -> QuerySet[MentorBooking]:
    """Bookings of hours that begin between now and then and of which nobody was reminded."""
    found = living(MentorBooking.objects.filter(reminded_at=None, slot__starts_at__gt=now, slot__starts_at__lte=until))
    return found.select_related("slot__edition", "slot__challenge", "slot__account", "team").order_by("slot__starts_at")


def of_nobody(*, now: datetime) -> QuerySet[MentorBooking]:
    """Bookings to come of teams that everybody has left."""
    found = living(MentorBooking.objects.filter(slot__starts_at__gt=now, team__memberships=None))
    return found.select_related("slot", "team")
