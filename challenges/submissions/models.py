"""Submission: what was handed in, whose bytes and hour never change; Selection: what its team wants to count;
Disqualification and SubmissionNote: what organizers decide and note about it."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from challenges.editions.models import Phase
from challenges.teams.models import Team


class Kind(models.TextChoices):
    """What a team may hand in."""

    PREDICTIONS = "predictions", _("Predictions file")
    CODE = "code", _("Code")


class Submission(models.Model):
    """The bytes of one entry, with the hour that decides.

    `tags` are the team's own words, to find it again. `copied_from` is the former one that was handed in again.
    `request_key` is what the form or program that handed it in called this attempt: the same bytes under the same key
    are one submission, however often they are sent. `is_counted` is False only where we could not evaluate it: then the
    team has its allowance back. `counts_today` is False where it came to no score by its own fault: that is no use of
    its day, only of the total, which bounds endless failing.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    phase = models.ForeignKey(Phase, on_delete=models.PROTECT, related_name="submissions")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="submissions")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="submissions")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    file_name = models.CharField(_("file name"), max_length=120)
    content = models.FileField(max_length=100)
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField(_("size in bytes"))
    message = models.CharField(_("note to the team"), max_length=200, blank=True)
    tags = models.JSONField(_("tags"), default=list, blank=True)
    copied_from = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="copies", editable=False
    )
    request_key = models.UUIDField(null=True, blank=True, editable=False)
    received_at = models.DateTimeField(_("received at"))
    is_counted = models.BooleanField(_("counted"), default=True)
    counts_today = models.BooleanField(_("counted for its day"), default=True)

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        ordering = ["-received_at"]
        indexes = [
            models.Index(fields=["team", "phase", "-received_at"], name="submission_of_team"),
            models.Index(fields=["phase", "received_at"], name="submission_of_phase"),
            models.Index(fields=["-received_at", "-id"], name="submission_newest"),
            models.Index(fields=["sha256"], name="submission_bytes"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["team", "phase", "request_key", "sha256"], name="submission_once_a_request")
        ]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def disqualification(self) -> "Disqualification | None":
        """The one that stands; read with it where `disqualifications` are prefetched."""
        return next((one for one in self.disqualifications.all() if one.lifted_at is None), None)


class Selection(models.Model):
    """A submission that its team chose to count at the close; where it chose none, or fewer than it may, those that are
    best on the public part count."""

    phase = models.ForeignKey(Phase, on_delete=models.CASCADE, related_name="chosen")
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="selections")
    submission = models.OneToOneField(Submission, on_delete=models.CASCADE, related_name="selection")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    chosen_at = models.DateTimeField(_("chosen at"))

    class Meta:
        verbose_name = _("final selection")
        verbose_name_plural = _("final selections")
        ordering = ["chosen_at"]
        indexes = [models.Index(fields=["phase", "team"], name="selection_of_team")]

    def __str__(self) -> str:
        return f"{self.team}: {self.submission_id}"


class Disqualification(models.Model):
    """Organizers took a submission out: while this stands it counts nowhere, and keeps its place in the allowance.
    `reason` is what its team and everybody at the board reads. Once it is lifted everything is as it was."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="disqualifications")
    reason = models.JSONField(_("reason"))
    decided_at = models.DateTimeField(_("decided at"))
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    lifted_at = models.DateTimeField(_("lifted at"), null=True, blank=True)
    lifted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("disqualification")
        verbose_name_plural = _("disqualifications")
        ordering = ["-decided_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["submission"], condition=models.Q(lifted_at=None), name="disqualification_one_standing"
            )
        ]

    def __str__(self) -> str:
        return str(self.submission_id)


class SubmissionNote(models.Model):
    """What organizers note for each other; its team never reads it."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="organizers_notes")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    text = models.TextField(_("note"), max_length=2000)
    written_at = models.DateTimeField(_("written at"))

    class Meta:
        verbose_name = _("organizers' note")
        verbose_name_plural = _("organizers' notes")
        ordering = ["written_at"]

    def __str__(self) -> str:
        return self.text[:80]
