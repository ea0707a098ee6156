"""Draft, Revision, Build, Decision: a recipe as it is changed, what a build of it gave, and who signed."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from datasets.vault.models import Extract


class Draft(models.Model):
    """A recipe that is being written for an extract; its text is that of its last revision."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    extract = models.ForeignKey(Extract, on_delete=models.PROTECT, related_name="drafts")
    name = models.SlugField(_("name of the release"), unique=True)
    created_at = models.DateTimeField(_("created at"))
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("recipe")
        verbose_name_plural = _("recipes")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.name


class Revision(models.Model):
    """The whole text of a recipe (YAML) after one change; what was before stays, so every change can be undone."""

    id = models.BigAutoField(primary_key=True)
    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField(_("number"))
    text = models.TextField(_("text"))
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("revision of a recipe")
        verbose_name_plural = _("revisions of recipes")
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["draft", "number"], name="revision_unique_number")]

    def __str__(self) -> str:
        return f"{self.draft} r{self.number}"


class BuildState(models.TextChoices):
    """Where a build is. BLOCKED: a gate or a promise does not hold; FAILED: the recipe does not fit the extract, or we
    failed; READY waits for its signatures; DISCARDED was not wanted."""

    QUEUED = "queued", _("Waiting")
    RUNNING = "running", _("Running")
    BLOCKED = "blocked", _("Blocked")
    FAILED = "failed", _("Failed")
    READY = "ready", _("To be signed")
    PUBLISHED = "published", _("Published")
    DISCARDED = "discarded", _("Discarded")


class Build(models.Model):
    """One revision applied to its extract. Its folder in the vault (named by the id) holds `release`, `reference` and
    what is needed to verify; `findings` are those of the gates and promises, `risk` the report, as JSON."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="builds")
    state = models.CharField(_("state"), max_length=12, choices=BuildState, default=BuildState.QUEUED)
    step = models.CharField(_("step"), max_length=40, blank=True)
    percent = models.PositiveSmallIntegerField(_("percent"), default=0)
    asked_at = models.DateTimeField(_("asked at"))
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    seen_at = models.DateTimeField(_("last sign of life"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    refusal = models.JSONField(_("why it failed"), default=dict, blank=True)
    findings = models.JSONField(_("findings"), default=list, blank=True)
    risk = models.JSONField(_("risk report"), default=dict, blank=True)
    changes = models.JSONField(_("what changed since the version before"), default=dict, blank=True)

    class Meta:
        verbose_name = _("build")
        verbose_name_plural = _("builds")
        ordering = ["-asked_at"]

    def __str__(self) -> str:
        return f"{self.revision} {self.asked_at:%Y-%m-%d %H:%M}"


class Question(models.TextChoices):
    """What the law asks of data that call themselves anonymous (opinion 05/2014 of the Article 29 working party)."""

    SINGLING_OUT = "singling_out", _("Singling out")
    LINKABILITY = "linkability", _("Linkability")
    INFERENCE = "inference", _("Inference")


class Decision(models.Model):
    """One question of the law answered for a build, by a person who signs for it."""

    id = models.BigAutoField(primary_key=True)
    build = models.ForeignKey(Build, on_delete=models.PROTECT, related_name="decisions")
    question = models.CharField(_("question"), max_length=20, choices=Question)
    test = models.CharField(_("test"), max_length=300)
    value = models.CharField(_("value"), max_length=60)
    limit = models.CharField(_("limit"), max_length=60)
    is_accepted = models.BooleanField(_("accepted"))
    reason = models.TextField(_("reason"), blank=True)
    signer = models.CharField(_("signer"), max_length=150)
    role = models.CharField(_("as"), max_length=150)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["build", "question"], name="decision_unique_question")]

    def __str__(self) -> str:
        return f"{self.build} {self.question}"
