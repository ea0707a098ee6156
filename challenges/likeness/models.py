"""Fingerprint, FingerprintMark: what is kept of a submission to compare it; Likeness: two that are alike."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from challenges.editions.models import Phase
from challenges.submissions.models import Kind, Submission


class Fingerprint(models.Model):
    """So that others are compared with it without reading its file again. `sketch` is a sample of the predictions
    (see rules.Sampler) or the winnowed hashes of the code (see winnowing); `size` is how many ids or hashes there are,
    0 where there is nothing to compare, and `note` says why. `sort_value` is its public score, smaller for better."""

    submission = models.OneToOneField(
        Submission, on_delete=models.CASCADE, primary_key=True, related_name="fingerprint"
    )
    phase = models.ForeignKey(Phase, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    sort_value = models.FloatField(null=True)
    sketch = models.JSONField(default=dict)
    size = models.PositiveIntegerField(default=0)
    note = models.CharField(max_length=40, blank=True)
    taken_at = models.DateTimeField()

    class Meta:
        verbose_name = _("fingerprint of a submission")
        verbose_name_plural = _("fingerprints of submissions")
        ordering = ["-taken_at"]
        indexes = [
            models.Index(fields=["phase", "kind", "sort_value"], condition=Q(size__gt=0), name="fingerprint_by_score")
        ]

    def __str__(self) -> str:
        return str(self.submission_id)


class FingerprintMark(models.Model):
    """One of the smallest hashes of a program: programs that are alike have some of these in common."""

    fingerprint = models.ForeignKey(Fingerprint, on_delete=models.CASCADE, related_name="marks")
    phase = models.ForeignKey(Phase, on_delete=models.CASCADE, related_name="+", db_index=False)
    value = models.BigIntegerField()

    class Meta:
        verbose_name = _("mark of a fingerprint")
        verbose_name_plural = _("marks of fingerprints")
        indexes = [models.Index(fields=["phase", "value", "fingerprint"], name="fingerprintmark_found")]

    def __str__(self) -> str:
        return f"{self.fingerprint_id} {self.value}"


class LikenessKind(models.TextChoices):
    """In what two submissions are alike."""

    BYTES = "bytes", _("Same bytes")
    PREDICTIONS = "predictions", _("Nearly the same predictions")
    CODE = "code", _("Nearly the same code")


class Likeness(models.Model):
    """Two submissions of different teams to look at, the earlier one first: never a verdict, and never shown to a team.
    Of two teams and a kind only the strongest that nobody has looked at is kept. `word` is what was thought of it."""

    phase = models.ForeignKey(Phase, on_delete=models.CASCADE, related_name="likenesses")
    first = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(_("kind"), max_length=12, choices=LikenessKind)
    score = models.FloatField(_("strength"))
    evidence = models.JSONField(default=dict)
    found_at = models.DateTimeField(_("found at"))
    looked_at = models.DateTimeField(_("looked at"), null=True, blank=True)
    looked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    word = models.CharField(_("word"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("likeness of two submissions")
        verbose_name_plural = _("likenesses of submissions")
        ordering = ["-score", "-found_at"]
        constraints = [
            models.UniqueConstraint(fields=["first", "second", "kind"], name="likeness_once"),
            models.CheckConstraint(condition=~Q(first=F("second")), name="likeness_of_two"),
        ]
        indexes = [models.Index(fields=["phase", "-score"], name="likeness_by_strength")]

    def __str__(self) -> str:
        return f"{self.kind} {self.score:.2f}"
