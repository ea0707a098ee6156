"""Mentors' hours: what is free, book one for one's team, cancel it."""

from typing import Any
from uuid import UUID

from django.http import Http404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from challenges import clock
from challenges.api.door import Door
from challenges.api.editions import edition_asked
from challenges.api.errors import MEMBERS_ONLY, NOT_FOUND, READING, WRITING, errors
from challenges.api.language import LANG, Text
from challenges.api.shape import Shape
from challenges.errors import gettext_noop
from challenges.mentoring.actions import book, cancel
from challenges.mentoring.models import MentorSlot
from challenges.mentoring.queries import bookings_of, free_slots, offered_slots
from challenges.mentoring.rules import (
    ABOUT_LENGTH,
    BookingUnknown,
    SlotOver,
    SlotTaken,
    SlotUnknown,
    TeamBusy,
    TooLateToCancel,
    WeekUsed,
)
from challenges.teams.models import Team
from challenges.teams.queries import team_of
from challenges.teams.rules import NoTeam

FREE = OpenApiParameter("free", type=bool, description=gettext_noop("Only what nobody has booked."))


class SlotBody(Shape):
    id = serializers.UUIDField()
    mentor = serializers.CharField()
    topic = Text()
    challenge = serializers.CharField(
        source="challenge.slug",
        default=None,
        allow_null=True,
        help_text=gettext_noop("Null where it is about the whole edition."),
    )
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    is_taken = serializers.BooleanField(help_text=gettext_noop("A team has booked it; which one is not told."))
    is_mine = serializers.BooleanField(source="is_ours", help_text=gettext_noop("Booked by the asker's team."))


class BookingBody(Shape):
    slot = serializers.UUIDField(source="slot.pk")
    mentor = serializers.CharField(source="slot.mentor")
    topic = Text(source="slot.topic")
    starts_at = serializers.DateTimeField(source="slot.starts_at")
    ends_at = serializers.DateTimeField(source="slot.ends_at")
    place = serializers.CharField(source="slot.place", allow_blank=True)
    link = serializers.URLField(source="slot.link", allow_blank=True, help_text=gettext_noop("To join by video."))
    about = serializers.CharField(allow_blank=True, help_text=gettext_noop("What the team wants to talk about."))
    booked_at = serializers.DateTimeField()


class NewBooking(Shape):
    about = serializers.CharField(
        max_length=ABOUT_LENGTH,
        required=False,
        allow_blank=True,
        help_text=gettext_noop("What the team wants to talk about."),
    )


class SlotsDoor(Door):
    @extend_schema(
        operation_id="list_mentor_slots",
        summary=gettext_noop("Mentors' hours to come"),
        description=gettext_noop("The earliest first."),
        parameters=[LANG, FREE],
        responses={200: SlotBody(many=True), **errors(*READING, NOT_FOUND)},
    )
    def get(self, request: Request) -> Response:
        edition = edition_asked()
        if request.query_params.get("free", "").lower() in {"true", "1", "yes"}:
            return self.paged(SlotBody, free_slots(edition, now=clock.now()))
        return self.paged(SlotBody, offered_slots(edition, now=clock.now(), team=team_of(request.user, edition)))


class BookingsDoor(Door):
    permission_classes = [IsAuthenticated]

    @extend_schema(
        operation_id="list_mentor_bookings",
        summary=gettext_noop("My team's hours with mentors"),
        description=gettext_noop("Those that are not over, with the place."),
        parameters=[LANG],
        responses={200: BookingBody(many=True), **errors(*MEMBERS_ONLY, NOT_FOUND, NoTeam)},
    )
    def get(self, request: Request) -> Response:
        return self.paged(BookingBody, bookings_of(_team(request), now=clock.now()))


class BookingDoor(Door):
    permission_classes = [IsAuthenticated]

    @extend_schema(
        operation_id="book_mentor_slot",
        summary=gettext_noop("Book a mentor's hour"),
        description=gettext_noop("For the asker's team, whose members get a letter. A second time changes nothing."),
        parameters=[LANG],
        request=NewBooking,
        responses={
            200: BookingBody,
            **errors(*WRITING, NOT_FOUND, NoTeam, SlotUnknown, SlotOver, SlotTaken, TeamBusy, WeekUsed),
        },
    )
    def put(self, request: Request, slot_id: UUID) -> Response:
        slot, team = _slot(slot_id), _team(request)
        asked = NewBooking(data=request.data)
        asked.is_valid(raise_exception=True)
        about: Any = asked.validated_data.get("about", "")
        made = book(slot, team=team, about=about, by=self.person, now=clock.now())
        return Response(self.shaped(BookingBody, made))

    @extend_schema(
        operation_id="cancel_mentor_booking",
        summary=gettext_noop("Cancel a mentor's hour"),
        description=gettext_noop("Until an hour before it begins."),
        parameters=[LANG],
        responses={204: None, **errors(*WRITING, NOT_FOUND, NoTeam, SlotUnknown, BookingUnknown, TooLateToCancel)},
    )
    def delete(self, request: Request, slot_id: UUID) -> Response:
        cancel(_slot(slot_id), team=_team(request), by=self.person, now=clock.now())
        return Response(status=204)


def _slot(slot_id: UUID) -> MentorSlot:
    """One that visitors may know of, begun or not. Raises Http404."""
    shown = MentorSlot.objects.filter(pk=slot_id, edition=edition_asked()).select_related("challenge").first()
    if shown is None or (shown.challenge is not None and not shown.challenge.is_published):
        raise Http404
    return shown


def _team(request: Request) -> Team:
    """Raises NoTeam."""
    found = team_of(request.user, edition_asked())
    if found is None:
        raise NoTeam
    return found
