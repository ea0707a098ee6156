"""Appointment, CrewInvitation."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from challenges.editions.models import Challenge, Edition


class Role(models.TextChoices):
    """What a person may be besides a challenger."""

    ORGANIZER = "organizer", _("Organizer")
    OPERATOR = "operator", _("Operator")


class Appointment(models.Model):
    """A role as somebody had it, from when to when, and by whom; `by` is empty where it was given at the machine. What
    somebody may do is read from the account; this is its history."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="appointments")
    role = models.CharField(_("role"), max_length=16, choices=Role)
    since = models.DateTimeField(_("since"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        ordering = ["since"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role"], condition=models.Q(ended_at=None), name="appointment_one_living"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.role}"


class CrewInvitation(models.Model):
    """A link that makes whoever has the address it was sent to an organizer; only a digest of its secret is kept.
    With `is_limited` of the named challenges only."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="+")
    email = models.EmailField(_("e-mail address"))
    role = models.CharField(_("role"), max_length=16, choices=Role, default=Role.ORGANIZER)
    is_limited = models.BooleanField(_("for the named challenges only"), default=False)
    challenges = models.ManyToManyField(Challenge, related_name="+")
    secret_sha256 = models.CharField(max_length=64, unique=True, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(_("created at"))
    expires_at = models.DateTimeField(_("expires at"))
    ended_at = models.DateTimeField(_("answered or withdrawn at"), null=True, blank=True)
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("invitation of an organizer")
        verbose_name_plural = _("invitations of organizers")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return str(self.id)
