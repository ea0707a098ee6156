"""MentorSlot, MentorBooking."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from challenges.editions.models import ONE_PER_LANGUAGE, Challenge, Edition
from challenges.teams.models import Team


class MentorSlot(models.Model):
    """A stretch of a mentor's time that one team may book. Where it is held (`place`, `link`) is for the team that
    booked it, the mentor and the organizers. With an account the mentor sees and moves the bookings as well."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="mentor_slots")
    challenge = models.ForeignKey(
        Challenge,
        verbose_name=_("challenge"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="mentor_slots",
    )
    mentor = models.CharField(_("mentor"), max_length=80)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="mentor_slots"
    )
    topic = models.JSONField(_("topic"), help_text=ONE_PER_LANGUAGE)
    place = models.CharField(_("place"), max_length=200, blank=True)
    link = models.URLField(_("video link"), max_length=300, blank=True)
    starts_at = models.DateTimeField(_("starts at"))
    ends_at = models.DateTimeField(_("ends at"))
    cancelled_at = models.DateTimeField(_("cancelled at"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("mentor's slot")
        verbose_name_plural = _("mentors' slots")
        ordering = ["starts_at", "mentor", "pk"]
        indexes = [models.Index(fields=["edition", "starts_at"], name="mentorslot_of_edition")]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="mentorslot_ends_after_start")
        ]

    def __str__(self) -> str:
        return f"{self.mentor} {self.starts_at:%Y-%m-%d %H:%M}"


class MentorBooking(models.Model):
    """A team has a slot; one living booking a slot. A cancelled one stays, and the slot is free again."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slot = models.ForeignKey(MentorSlot, on_delete=models.CASCADE, related_name="bookings")
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="mentor_bookings")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    about = models.CharField(_("what it is about"), max_length=500, blank=True)
    booked_at = models.DateTimeField(_("booked at"))
    cancelled_at = models.DateTimeField(_("cancelled at"), null=True, blank=True)
    reminded_at = models.DateTimeField(_("reminded at"), null=True, blank=True)

    class Meta:
        verbose_name = _("booking")
        verbose_name_plural = _("bookings")
        ordering = ["-booked_at"]
        constraints = [
            models.UniqueConstraint(fields=["slot"], condition=Q(cancelled_at=None), name="mentorbooking_one_a_slot")
        ]

    def __str__(self) -> str:
        return f"{self.team}: {self.slot}"
