"""Recusal, Assignment, Ballot, Motion, Feedback, Decision."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from challenges.panels.models import Candidate, Juror, Panel, Relation


class Round(models.TextChoices):
    """The two in which ballots are cast."""

    SCREENING = "screening", _("Screening")
    FINAL = "final", _("Final")


class Recusal(models.Model):
    """A juror who does not judge a project, from before the beginning or from any moment: what they had given is not
    counted, which is never the same as a zero. Nothing takes it back."""

    juror = models.ForeignKey(Juror, on_delete=models.CASCADE, related_name="recusals")
    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="recusals")
    relation = models.CharField(_("relation"), max_length=12, choices=Relation)
    reason = models.CharField(_("reason"), max_length=600, blank=True)
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("recusal")
        verbose_name_plural = _("recusals")
        ordering = ["at", "pk"]
        constraints = [models.UniqueConstraint(fields=["juror", "candidate"], name="recusal_once")]

    def __str__(self) -> str:
        return f"{self.juror}: {self.candidate}"


class Assignment(models.Model):
    """A project that a juror is asked to score in a round; `order` is this juror's own, drawn at random."""

    round = models.CharField(_("round"), max_length=9, choices=Round)
    juror = models.ForeignKey(Juror, on_delete=models.CASCADE, related_name="assignments")
    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="assignments")
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    assigned_at = models.DateTimeField(_("assigned at"))
    ended_at = models.DateTimeField(_("taken away at"), null=True, blank=True)

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["round", "juror", "candidate"], name="assignment_once")]

    def __str__(self) -> str:
        return f"{self.juror}: {self.candidate} ({self.round})"


class Ballot(models.Model):
    """What a juror says of a project: a draft until it is cast, and then as it is for ever. `grades` are whole numbers
    by the criteria's short names; `version` counts what was saved; `seconds` is how long the page was in use."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    assignment = models.OneToOneField(Assignment, on_delete=models.CASCADE, related_name="ballot")
    grades = models.JSONField(_("grades"), default=dict)
    to_team = models.TextField(_("comment for the team"), blank=True)
    to_jury = models.TextField(_("comment for the jury"), blank=True)
    version = models.PositiveIntegerField(_("version"), default=0)
    seconds = models.PositiveIntegerField(_("seconds in use"), default=0)
    saved_at = models.DateTimeField(_("saved at"))
    cast_at = models.DateTimeField(_("cast at"), null=True, blank=True)

    class Meta:
        verbose_name = _("ballot")
        verbose_name_plural = _("ballots")
        ordering = ["saved_at"]

    def __str__(self) -> str:
        return str(self.assignment)


class Motion(models.Model):
    """A deliberation that reorders: from which order to which (candidates' codes, the best first), why, who voted how,
    and who was recused (juror numbers). One that was carried counts from then on, until a later one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    panel = models.ForeignKey(Panel, on_delete=models.CASCADE, related_name="motions")
    old_order = models.JSONField(_("order before"))
    new_order = models.JSONField(_("order after"))
    reason = models.TextField(_("reason"))
    votes_for = models.JSONField(_("for"), default=list)
    votes_against = models.JSONField(_("against"), default=list)
    abstained = models.JSONField(_("abstained"), default=list)
    recused = models.JSONField(_("recused"), default=list)
    is_carried = models.BooleanField(_("carried"))
    moved_by = models.ForeignKey(Juror, on_delete=models.PROTECT, related_name="motions")
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("motion")
        verbose_name_plural = _("motions")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return str(self.id)


class Feedback(models.Model):
    """What the jury says to a team, agreed by the president; the letter goes out with the publication."""

    candidate = models.OneToOneField(Candidate, on_delete=models.CASCADE, related_name="feedback")
    text = models.TextField(_("comment"), blank=True)
    agreed_at = models.DateTimeField(_("agreed at"), null=True, blank=True)
    agreed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    released_at = models.DateTimeField(_("released at"), null=True, blank=True)

    class Meta:
        verbose_name = _("feedback to a team")
        verbose_name_plural = _("feedback to teams")

    def __str__(self) -> str:
        return str(self.candidate)


class Decision(models.Model):
    """What a panel decided. `snapshot` is canonical JSON, everything it follows from; `sha256` is its digest. It is
    proposed by a first signature and locked, for ever, by the second, of another person on the same digest."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    panel = models.ForeignKey(Panel, on_delete=models.CASCADE, related_name="decisions")
    snapshot = models.TextField(_("snapshot"))
    sha256 = models.CharField(max_length=64)
    deliberation = models.TextField(_("deliberation"), blank=True)
    program_version = models.CharField(_("version of the program"), max_length=80)
    first_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    first_name = models.CharField(_("first signatory"), max_length=160)
    first_at = models.DateTimeField(_("first signature at"))
    second_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    second_name = models.CharField(_("second signatory"), max_length=160, blank=True)
    locked_at = models.DateTimeField(_("locked at"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["first_at"]
        constraints = [
            models.UniqueConstraint(fields=["panel"], condition=Q(withdrawn_at=None), name="decision_one_alive")
        ]

    def __str__(self) -> str:
        return self.sha256[:12]
