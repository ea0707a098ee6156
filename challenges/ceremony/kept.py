"""Keepsake: a copy of an edition that opens without a server."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from challenges.editions.models import Edition
from datasets.hidden import hidden_storage


class KeepsakeState(models.TextChoices):
    """How far a copy is."""

    WAITING = "waiting", _("Waiting for its turn")
    RUNNING = "running", _("Being made")
    READY = "ready", _("Ready")
    FAILED = "failed", _("Given up")


class Keepsake(models.Model):
    """A copy of an edition that opens without a server, as one ZIP: asked for, and made by a worker, who takes it with
    a ticket and gives signs of life. `refusal` has the code and the details of what stopped it; `sums_sha256` is of the
    file SHA256SUMS in it, and so stands for every other."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="keepsakes")
    state = models.CharField(_("state"), max_length=7, choices=KeepsakeState, default=KeepsakeState.WAITING)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField(_("asked at"))
    ticket = models.CharField(max_length=32, blank=True, editable=False)
    attempts = models.PositiveSmallIntegerField(default=0, editable=False)
    seen_at = models.DateTimeField(null=True, editable=False)
    step = models.CharField(max_length=5, blank=True, editable=False)
    done = models.PositiveIntegerField(default=0, editable=False)
    known = models.PositiveIntegerField(default=0, editable=False)
    refusal = models.JSONField(default=dict, blank=True, editable=False)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True, editable=False)
    content = models.FileField(max_length=100, blank=True, storage=hidden_storage, editable=False)
    size = models.PositiveBigIntegerField(_("size"), default=0, editable=False)
    sha256 = models.CharField(max_length=64, blank=True, editable=False)
    sums_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    pages = models.PositiveIntegerField(_("pages"), default=0, editable=False)
    has_results = models.BooleanField(_("with the results"), default=False, editable=False)

    class Meta:
        verbose_name = _("copy of an edition")
        verbose_name_plural = _("copies of an edition")
        ordering = ["asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition"], condition=Q(state__in=["waiting", "running"]), name="keepsake_one_under_way"
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)
