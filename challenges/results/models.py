"""Publication, PublishedPicture, Erratum, Certificate, Keepsake."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from challenges.ceremony.models import Laureate
from challenges.editions.models import ONE_PER_LANGUAGE, Edition
from challenges.teams.models import Team
from datasets.hidden import hidden_storage


class Publication(models.Model):
    """The results of an edition, public from `at` on, as they were then: whatever pages are deleted later. `sha256` is
    of their canonical JSON."""

    edition = models.OneToOneField(Edition, on_delete=models.CASCADE, related_name="publication")
    at = models.DateTimeField(_("published at"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    results = models.JSONField(_("results"), default=dict)
    sha256 = models.CharField(max_length=64, editable=False)

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")

    def __str__(self) -> str:
        return str(self.edition)


class PublishedPicture(models.Model):
    """A picture of a laureate's project as the results show it: the same file as the project's, kept by a row of its
    own, so that it is there when the project is not."""

    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="pictures")
    digest = models.CharField(max_length=64, editable=False)
    content = models.FileField(max_length=100, editable=False)

    class Meta:
        verbose_name = _("picture of the results")
        verbose_name_plural = _("pictures of the results")
        constraints = [models.UniqueConstraint(fields=["publication", "digest"], name="published_picture_once")]

    def __str__(self) -> str:
        return self.digest


class Erratum(models.Model):
    """A correction of published results, for ever beside them: `text` says it, `changes` from what to what."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="errata")
    text = models.JSONField(_("text"), help_text=ONE_PER_LANGUAGE)
    changes = models.JSONField(_("changes"), default=list)
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("erratum")
        verbose_name_plural = _("errata")
        ordering = ["at"]

    def __str__(self) -> str:
        return str(self.id)


class CertificateKind(models.TextChoices):
    """What a certificate attests."""

    PARTICIPATION = "participation", _("Participation")
    FINALIST = "finalist", _("Finalist")
    PRIZE = "prize", _("Prize")
    JURY = "jury", _("Member of the jury")
    MENTOR = "mentor", _("Mentor")


class Certificate(models.Model):
    """What is attested to whom. `code` is random (80 bits) and in no order; `statement` is the canonical text that
    `signature` (Ed25519) signs, with the key whose published half begins with `key`."""

    code = models.CharField(_("code"), max_length=24, primary_key=True)
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="certificates")
    kind = models.CharField(_("kind"), max_length=13, choices=CertificateKind)
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="certificates"
    )
    holder_name = models.CharField(_("name"), max_length=160)
    team = models.ForeignKey(Team, on_delete=models.SET_NULL, null=True, related_name="certificates")
    laureate = models.ForeignKey(Laureate, on_delete=models.SET_NULL, null=True, related_name="certificates")
    statement = models.TextField(_("statement"))
    signature = models.CharField(max_length=128)
    key = models.CharField(max_length=16)
    issued_at = models.DateTimeField(_("issued at"))
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)
    revoked_reason = models.CharField(_("reason"), max_length=600, blank=True)
    replaced_by = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="replaces")

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code


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
