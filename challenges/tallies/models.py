"""HourTally, DownloadTally."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from challenges.editions.models import Challenge, Phase


class HourTally(models.Model):
    """What was handed in to a phase in one hour of UTC, and what became of it. `waiting` ones have no result yet;
    `waits` counts how long they waited for a machine, by the classes of tallies.rules."""

    phase = models.ForeignKey(Phase, on_delete=models.CASCADE, related_name="tallies")
    hour = models.DateTimeField(_("hour"))
    received = models.PositiveIntegerField(default=0)
    scored = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0)
    broken = models.PositiveIntegerField(default=0)
    cancelled = models.PositiveIntegerField(default=0)
    waiting = models.PositiveIntegerField(default=0)
    waits = models.JSONField(default=list)
    counted_at = models.DateTimeField()

    class Meta:
        verbose_name = _("tally of an hour")
        verbose_name_plural = _("tallies of hours")
        ordering = ["hour"]
        constraints = [models.UniqueConstraint(fields=["phase", "hour"], name="hourtally_unique")]

    def __str__(self) -> str:
        return f"{self.phase_id} {self.hour:%Y-%m-%dT%H}"


class Downloaded(models.TextChoices):
    """What teams download."""

    DATA = "data", _("Data")
    KIT = "kit", _("Starter kit")


class DownloadTally(models.Model):
    """How often files of a challenge were downloaded on one day of UTC; by whom is not kept."""

    challenge = models.ForeignKey(Challenge, on_delete=models.CASCADE, related_name="download_tallies")
    day = models.DateField(_("day"))
    kind = models.CharField(_("kind"), max_length=4, choices=Downloaded)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("tally of downloads")
        verbose_name_plural = _("tallies of downloads")
        ordering = ["day"]
        constraints = [models.UniqueConstraint(fields=["challenge", "day", "kind"], name="downloadtally_unique")]

    def __str__(self) -> str:
        return f"{self.challenge_id} {self.day} {self.kind} {self.count}"
