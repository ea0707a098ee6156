"""Panel, Criterion, Juror, JurorInvitation, Tie, Candidate."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from challenges.editions.models import ONE_PER_LANGUAGE, Challenge, Edition
from challenges.projects.models import Project


class Stage(models.TextChoices):
    """How far a panel is. Criteria are frozen when it leaves DRAFT; ballots are cast in SCREENING and FINAL only."""

    DRAFT = "draft", _("In preparation")
    SCREENING = "screening", _("Screening")
    SELECTION = "selection", _("Finalists to be chosen")
    FINAL = "final", _("Final")
    DELIBERATION = "deliberation", _("Deliberation")
    LOCKED = "locked", _("Locked")


class Panel(models.Model):
    """The jury of one challenge or, without one, of a prize of the whole edition. Weights are percent: what the jury
    counts, and what the automatic score counts beside it (0: the jury alone)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="panels")
    challenge = models.ForeignKey(Challenge, on_delete=models.CASCADE, null=True, blank=True, related_name="panels")
    title = models.JSONField(_("title"), help_text=ONE_PER_LANGUAGE)
    stage = models.CharField(_("stage"), max_length=12, choices=Stage, default=Stage.DRAFT, editable=False)
    has_screening = models.BooleanField(_("screening before the final"), default=True)
    ballots_each = models.PositiveSmallIntegerField(_("ballots per project in the screening"), default=3)
    anchors = models.PositiveSmallIntegerField(_("projects that every juror scores in the screening"), default=2)
    finalists = models.PositiveSmallIntegerField(_("finalists"), default=8)
    jury_weight = models.PositiveSmallIntegerField(_("weight of the jury, in percent"), default=100)
    shows_automatic = models.BooleanField(
        _("jurors see the automatic score"), default=False, help_text=_("Of a project, after their own ballot on it.")
    )
    is_blind = models.BooleanField(_("blind screening"), default=True)
    final_is_blind = models.BooleanField(_("blind final"), default=False)
    screening_closes_at = models.DateTimeField(_("ballots of the screening until"), null=True, blank=True)
    final_closes_at = models.DateTimeField(_("ballots of the final until"), null=True, blank=True)
    opened_at = models.DateTimeField(_("opened at"), null=True, blank=True, editable=False)
    seed = models.PositiveBigIntegerField(_("seed"), default=0, editable=False)
    created_at = models.DateTimeField(_("created at"))

    class Meta:
        verbose_name = _("panel")
        verbose_name_plural = _("panels")
        ordering = ["created_at"]
        constraints = [
            models.CheckConstraint(condition=Q(jury_weight__gte=1, jury_weight__lte=100), name="panel_weight_percent")
        ]

    def __str__(self) -> str:
        return str(self.title.get("en") or self.title.get("fr") or self.pk)

    @property
    def automatic_weight(self) -> int:
        """Of the automatic score, in percent."""
        return 100 - self.jury_weight

    @property
    def whereabouts(self) -> dict[str, str]:
        """What the journal says of it beside what changed."""
        named = {"challenge": self.challenge.slug} if self.challenge else {}
        return {"edition": self.edition.slug, **named, "panel": str(self.pk)}


class Criterion(models.Model):
    """What a project is graded by, from `lowest` to `highest` in whole steps; `levels` says in three languages what a
    grade means: {"1": {"fr": …, "ar": …, "en": …}, …}."""

    panel = models.ForeignKey(Panel, on_delete=models.CASCADE, related_name="criteria")
    key = models.SlugField(_("short name"), max_length=40)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    title = models.JSONField(_("title"), help_text=ONE_PER_LANGUAGE)
    about = models.JSONField(_("what it asks"), default=dict, blank=True, help_text=ONE_PER_LANGUAGE)
    weight = models.PositiveSmallIntegerField(_("weight"), default=1)
    lowest = models.SmallIntegerField(_("lowest grade"), default=1)
    highest = models.SmallIntegerField(_("highest grade"), default=5)
    levels = models.JSONField(_("what each grade means"), default=dict)

    class Meta:
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["panel", "key"], name="criterion_unique_key"),
            models.CheckConstraint(condition=Q(highest__gt=F("lowest")), name="criterion_scale_upwards"),
            models.CheckConstraint(condition=Q(weight__gte=1), name="criterion_weighs"),
        ]

    def __str__(self) -> str:
        return self.key


class Seat(models.TextChoices):
    """What a member of the jury is in it. A reserve takes part when a president calls it in."""

    PRESIDENT = "president", _("President")
    DEPUTY = "deputy", _("Deputy")
    JUROR = "juror", _("Juror")
    RESERVE = "reserve", _("Reserve")


class Juror(models.Model):
    """A person on a panel. `fields` are the words of what they know, one a line. Nothing is shown before
    `declared_at`; of whoever has left, and of whose account is deleted, the ballots that were cast stay."""

    panel = models.ForeignKey(Panel, on_delete=models.CASCADE, related_name="jurors")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="seats")
    seat = models.CharField(_("seat"), max_length=9, choices=Seat, default=Seat.JUROR)
    institution = models.CharField(_("institution"), max_length=120)
    fields = models.TextField(_("fields of expertise"), max_length=600, blank=True)
    joined_at = models.DateTimeField(_("joined at"))
    declared_at = models.DateTimeField(_("declaration signed at"), null=True, blank=True)
    declared_name = models.CharField(_("signed as"), max_length=120, blank=True)
    declaration_version = models.PositiveSmallIntegerField(_("version of the declaration"), default=0)
    left_at = models.DateTimeField(_("left at"), null=True, blank=True)
    left_reason = models.CharField(_("reason"), max_length=600, blank=True)

    class Meta:
        verbose_name = _("juror")
        verbose_name_plural = _("jurors")
        ordering = ["joined_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["panel", "user"], name="juror_once_a_panel"),
            models.UniqueConstraint(
                fields=["panel"], condition=Q(seat="president", left_at=None), name="juror_one_president"
            ),
            models.UniqueConstraint(
                fields=["panel"], condition=Q(seat="deputy", left_at=None), name="juror_one_deputy"
            ),
        ]

    def __str__(self) -> str:
        return str(self.user or self.declared_name)


class JurorInvitation(models.Model):
    """A link that seats whoever has the address it was sent to; only a digest of its secret is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    panel = models.ForeignKey(Panel, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mail address"))
    seat = models.CharField(_("seat"), max_length=9, choices=Seat, default=Seat.JUROR)
    institution = models.CharField(_("institution"), max_length=120)
    fields = models.TextField(_("fields of expertise"), max_length=600, blank=True)
    secret_sha256 = models.CharField(max_length=64, unique=True, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(_("created at"))
    expires_at = models.DateTimeField(_("expires at"))
    ended_at = models.DateTimeField(_("answered or withdrawn at"), null=True, blank=True)
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("invitation of a juror")
        verbose_name_plural = _("invitations of jurors")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return str(self.id)


class Relation(models.TextChoices):
    """Why somebody does not judge a project."""

    EMPLOYER = "employer", _("Employer or employee")
    SUPERVISOR = "supervisor", _("Supervisor or supervised")
    MENTOR = "mentor", _("Mentor")
    FAMILY = "family", _("Family")
    INVESTOR = "investor", _("Investor or shareholder")
    INSTITUTION = "institution", _("Same institution within three years")
    COMPETITOR = "competitor", _("Competitor")
    OTHER = "other", _("Something else")


class Tie(models.Model):
    """A person or an institution that a juror declares to be close to, before anything is seen: which projects that
    concerns is for the organizers to find, for the juror reads no names."""

    juror = models.ForeignKey(Juror, on_delete=models.CASCADE, related_name="ties")
    relation = models.CharField(_("relation"), max_length=12, choices=Relation)
    name = models.CharField(_("person or institution"), max_length=160)
    settled_at = models.DateTimeField(_("looked at"), null=True, blank=True)

    class Meta:
        verbose_name = _("declared tie")
        verbose_name_plural = _("declared ties")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["juror", "relation", "name"], name="tie_once")]

    def __str__(self) -> str:
        return self.name


class Candidate(models.Model):
    """A project before a panel. `code` is its name there, drawn at random: it says neither team nor order. Without
    a project its team has deleted the page."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    panel = models.ForeignKey(Panel, on_delete=models.CASCADE, related_name="candidates")
    project = models.ForeignKey(Project, on_delete=models.SET_NULL, null=True, related_name="candidacies")
    code = models.CharField(_("code"), max_length=8)
    is_anchor = models.BooleanField(_("scored by every juror"), default=False)
    is_finalist = models.BooleanField(_("finalist"), default=False)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    withdrawn_reason = models.CharField(_("reason"), max_length=600, blank=True)

    class Meta:
        verbose_name = _("project before the jury")
        verbose_name_plural = _("projects before the jury")
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(fields=["panel", "project"], name="candidate_once_a_panel"),
            models.UniqueConstraint(fields=["panel", "code"], name="candidate_unique_code"),
        ]

    def __str__(self) -> str:
        return self.code
