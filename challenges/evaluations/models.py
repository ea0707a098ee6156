"""Bundle, Rejudge, Evaluation, LiveLog, Score, Machine: the record of what the evaluator said; also the queue."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from challenges.editions.models import ONE_PER_LANGUAGE, LogPolicy, Phase
from challenges.submissions.models import Submission
from datasets.hidden import hidden_storage


class Bundle(models.Model):
    """What scores a phase: program, reference, limits, image; stored as one zip. A change is a new bundle.

    `manifest` is what the evaluator read in the bundle's challenge.yaml (see evaluations.packing);
    `expected_ids` is a JSON list. The bundle in force is the one published last.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    phase = models.ForeignKey(Phase, on_delete=models.PROTECT, related_name="bundles")
    content = models.FileField(max_length=100, storage=hidden_storage)
    sha256 = models.CharField(max_length=64)
    manifest = models.JSONField(_("manifest"))
    expected_ids = models.FileField(max_length=100, blank=True)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)

    class Meta:
        verbose_name = _("bundle")
        verbose_name_plural = _("bundles")
        ordering = ["-published_at"]
        constraints = [models.UniqueConstraint(fields=["phase", "sha256"], name="bundle_unique_content")]

    def __str__(self) -> str:
        return f"{self.phase} {self.sha256[:12]}"


class Rejudge(models.Model):
    """Submissions that are evaluated once more, for a reason that everybody will read.

    It counts nowhere until it is applied; then its evaluations speak for their submissions, and the earlier ones are
    kept. Or it is dropped, and nothing was. `bundle` is the one in force, or a new one that applying puts in force.
    `moves` is what applying it changed on the board (see leaderboards.preview), by the public part only.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    phase = models.ForeignKey(Phase, on_delete=models.PROTECT, related_name="rejudges")
    bundle = models.ForeignKey(Bundle, on_delete=models.PROTECT, related_name="rejudges")
    reason = models.JSONField(_("reason"), help_text=ONE_PER_LANGUAGE)
    asked_at = models.DateTimeField(_("asked at"))
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    applied_at = models.DateTimeField(_("applied at"), null=True, blank=True)
    applied_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    dropped_at = models.DateTimeField(_("dropped at"), null=True, blank=True)
    dropped_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    moves = models.JSONField(_("what it changed"), null=True, blank=True)

    class Meta:
        verbose_name = _("rejudge")
        verbose_name_plural = _("rejudges")
        ordering = ["-asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["phase"], condition=Q(applied_at=None, dropped_at=None), name="rejudge_one_open"
            ),
            models.CheckConstraint(
                condition=Q(applied_at=None) | Q(dropped_at=None), name="rejudge_applied_or_dropped"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.phase} {self.asked_at:%Y-%m-%d}"

    @property
    def is_open(self) -> bool:
        """Neither applied nor dropped."""
        return self.applied_at is None and self.dropped_at is None


class State(models.TextChoices):
    """Where an evaluation is. FAILED is the entry's fault, BROKEN is ours, CANCELLED was no longer wanted."""

    QUEUED = "queued", _("Queued")
    SENT = "sent", _("Running")
    SCORED = "scored", _("Scored")
    FAILED = "failed", _("Failed")
    BROKEN = "broken", _("Interrupted by us")
    CANCELLED = "cancelled", _("Cancelled")


JUDGED = (State.SCORED, State.FAILED)  # it came to a result, which its team saw


class Evaluation(models.Model):
    """One submission under one bundle. While SENT it holds a ticket and a lease; only that ticket may finish it.

    A ticket stays good after its lease ran out, until the evaluation is sent again with a new one.
    `attempt` counts the times somebody asked for it (1, then rejudges); `tries` the times it was sent; `priority` is
    that of the order that was sent (see evaluations.rules.Turn). The logs are of the last try, and `log_policy` is the
    one it was sent under; `scorer_failed` says of which run the scorer's log is. `receipt` is canonical JSON whose
    digest is in the journal; `receipt_opening`, with the salt, is secret until the close.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="evaluations")
    bundle = models.ForeignKey(Bundle, on_delete=models.PROTECT, related_name="evaluations")
    rejudge = models.ForeignKey(Rejudge, on_delete=models.PROTECT, null=True, blank=True, related_name="evaluations")
    attempt = models.PositiveSmallIntegerField(_("attempt"), default=1)
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.QUEUED)
    ticket = models.CharField(max_length=32, blank=True, editable=False)
    tries = models.PositiveSmallIntegerField(_("times sent"), default=0)
    priority = models.PositiveSmallIntegerField(default=0, editable=False)
    breakdowns = models.PositiveSmallIntegerField(_("times we failed"), default=0)
    queued_at = models.DateTimeField(_("queued at"))
    not_before = models.DateTimeField(_("not before"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    started_at = models.DateTimeField(_("started at"), null=True, blank=True)
    lease_until = models.DateTimeField(_("lease until"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    machine = models.CharField(_("machine"), max_length=120, blank=True)
    boot = models.CharField(max_length=60, blank=True, editable=False)
    trouble = models.CharField(_("what failed on our side"), max_length=400, blank=True)
    outcome = models.CharField(_("outcome"), max_length=24, blank=True)
    report = models.JSONField(_("report"), null=True, blank=True)
    receipt = models.TextField(blank=True, editable=False)
    receipt_opening = models.TextField(blank=True, editable=False)
    log_policy = models.CharField(_("log policy"), max_length=6, choices=LogPolicy, default=LogPolicy.FULL)
    scorer_failed = models.BooleanField(_("the scorer failed"), default=False)
    entry_log = models.FileField(max_length=100, blank=True)
    hidden_log = models.FileField(max_length=100, blank=True)
    public_log = models.FileField(max_length=100, blank=True)
    scorer_log = models.FileField(max_length=100, blank=True)
    row_losses = models.FileField(max_length=100, blank=True)

    class Meta:
        verbose_name = _("evaluation")
        verbose_name_plural = _("evaluations")
        ordering = ["-queued_at"]
        constraints = [
            models.UniqueConstraint(fields=["submission", "bundle", "attempt"], name="evaluation_unique_attempt")
        ]
        indexes = [
            models.Index(fields=["queued_at"], condition=Q(state="queued"), name="evaluation_queue"),
            models.Index(fields=["lease_until"], condition=Q(state="sent"), name="evaluation_leases"),
            models.Index(fields=["finished_at"], name="evaluation_ends"),
            models.Index(fields=["finished_at"], condition=Q(state="broken"), name="evaluation_broken"),
            models.Index(fields=["state", "outcome", "submission"], name="evaluation_states"),
            models.Index(fields=["rejudge", "state"], condition=Q(rejudge__isnull=False), name="evaluation_rejudged"),
        ]

    def __str__(self) -> str:
        return str(self.id)


class LiveLog(models.Model):
    """How the log of an entry ends while it runs, as long as that lasts; `size` is that of the whole log so far."""

    evaluation = models.OneToOneField(Evaluation, on_delete=models.CASCADE, primary_key=True, related_name="+")
    ticket = models.CharField(max_length=32)
    size = models.BigIntegerField()
    tail = models.BinaryField()

    class Meta:
        verbose_name = _("live log")
        verbose_name_plural = _("live logs")

    def __str__(self) -> str:
        return str(self.evaluation_id)


class Part(models.TextChoices):
    """The half of the hidden test a score speaks of; PRIVATE is revealed at the close."""

    PUBLIC = "public", _("public part")
    PRIVATE = "private", _("private part")


class Score(models.Model):
    """One number of one evaluation."""

    evaluation = models.ForeignKey(Evaluation, on_delete=models.CASCADE, related_name="scores")
    part = models.CharField(_("part"), max_length=7, choices=Part)
    key = models.CharField(_("score"), max_length=40)
    value = models.FloatField(_("value"))

    class Meta:
        verbose_name = _("score")
        verbose_name_plural = _("scores")
        constraints = [models.UniqueConstraint(fields=["evaluation", "part", "key"], name="score_unique")]

    def __str__(self) -> str:
        return f"{self.part} {self.key} {self.value}"


class Machine(models.Model):
    """A host that evaluates, as it last spoke.

    `boot` names one life of its worker; later lives sort after earlier ones. `slots` is 0 while its engine does not
    answer, or is not fit for strangers' code; `trouble` then says in one sentence why. `about` is what it is made of
    (evaluator/introducing.py). One with `drain_asked_at` is given nothing new; `is_drained` says whether it has heard
    of that, and is None for a worker of an older version, which cannot. `breakdowns` counts what it failed at.
    """

    name = models.CharField(_("name"), max_length=120, unique=True)
    slots = models.PositiveSmallIntegerField(_("slots"))
    boot = models.CharField(max_length=60, editable=False)
    trouble = models.CharField(_("what keeps it from work"), max_length=500, blank=True)
    seen_at = models.DateTimeField(_("last heard of"))
    about = models.JSONField(_("what it is made of"), default=dict, blank=True)
    drain_asked_at = models.DateTimeField(_("to take nothing new since"), null=True, blank=True)
    is_drained = models.BooleanField(_("takes nothing new"), null=True, blank=True)
    breakdowns = models.PositiveIntegerField(_("times it failed"), default=0)
    last_breakdown = models.CharField(_("how it failed last"), max_length=400, blank=True)
    last_breakdown_at = models.DateTimeField(_("failed last"), null=True, blank=True)

    class Meta:
        verbose_name = _("machine")
        verbose_name_plural = _("machines")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
