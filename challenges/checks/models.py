"""Check: a bundle that a machine tries out."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from challenges.evaluations.models import Bundle
from datasets.hidden import hidden_storage


class CheckState(models.TextChoices):
    """Where a check is; BROKEN could not be done, by our fault or because the bundle cannot be read there."""

    QUEUED = "queued", _("Waiting for a machine")
    SENT = "sent", _("Being checked")
    DONE = "done", _("Checked")
    BROKEN = "broken", _("Could not be checked")


OPEN = (CheckState.QUEUED, CheckState.SENT)


class Check(models.Model):
    """One time that a bundle was tried out. While SENT it holds a ticket and a lease; only that ticket may finish it.
    `pack` is a zip with the baselines that run with it. `report` is what `evaluate check --json` prints; `is_well`
    says that nothing in it is to be repaired."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    bundle = models.ForeignKey(Bundle, on_delete=models.CASCADE, related_name="checks")
    pack = models.FileField(max_length=100, blank=True, storage=hidden_storage)
    state = models.CharField(_("state"), max_length=8, choices=CheckState, default=CheckState.QUEUED)
    step = models.CharField(_("step"), max_length=200, blank=True)
    steps = models.PositiveSmallIntegerField(_("steps"), default=0)
    ticket = models.CharField(max_length=32, blank=True, editable=False)
    tries = models.PositiveSmallIntegerField(_("times sent"), default=0)
    machine = models.CharField(_("machine"), max_length=120, blank=True)
    asked_at = models.DateTimeField(_("asked at"))
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    lease_until = models.DateTimeField(_("lease until"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    is_well = models.BooleanField(_("nothing to repair"), null=True, blank=True)
    report = models.JSONField(_("report"), null=True, blank=True)
    trouble = models.CharField(_("why it could not be checked"), max_length=400, blank=True)

    class Meta:
        verbose_name = _("check")
        verbose_name_plural = _("checks")
        ordering = ["-asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["bundle"], condition=Q(state__in=["queued", "sent"]), name="check_one_under_way"
            )
        ]
        indexes = [models.Index(fields=["asked_at"], condition=Q(state__in=["queued", "sent"]), name="check_open")]

    def __str__(self) -> str:
        return f"{self.bundle} {self.asked_at:%Y-%m-%d %H:%M}"

    @property
    def is_open(self) -> bool:
        """Waiting or under way."""
        return self.state in OPEN
