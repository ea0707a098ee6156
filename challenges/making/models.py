"""Making and Source: a challenge on its way, and the pack of one that is there."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from challenges.editions.models import Challenge, Edition
from datasets.hidden import hidden_storage


class Way(models.TextChoices):
    """What a challenge is made from."""

    RELEASE = "release", _("Published data and a metric")
    TEMPLATE = "template", _("A challenge of the house")
    ZIP = "zip", _("A folder as ZIP")
    COPY = "copy", _("A challenge of another edition")


class Making(models.Model):
    """A challenge that somebody is making: nothing of it is lost between two visits, and nothing is on the site before
    the last step. `answers` are what was said so far, by step; `content` is the zip that was brought, if one was.
    `challenge` is what came of it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="makings")
    way = models.CharField(_("made from"), max_length=8, choices=Way)
    answers = models.JSONField(_("answers"), default=dict, blank=True)
    content = models.FileField(max_length=100, blank=True, storage=hidden_storage, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    begun_at = models.DateTimeField(_("begun at"))
    changed_at = models.DateTimeField(_("changed at"))
    challenge = models.ForeignKey(Challenge, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("challenge being made")
        verbose_name_plural = _("challenges being made")
        ordering = ["-changed_at"]

    def __str__(self) -> str:
        return f"{self.edition} {self.way}"


class Source(models.Model):
    """The pack folder that a challenge was made from, as a zip without what the site keeps elsewhere (the bundle and
    the data): its baselines, its recipe, its figures. What the export is made of, and what a check runs."""

    challenge = models.OneToOneField(Challenge, on_delete=models.CASCADE, primary_key=True, related_name="source")
    content = models.FileField(max_length=100, storage=hidden_storage)
    sha256 = models.CharField(max_length=64)
    kept_at = models.DateTimeField(_("kept at"))

    class Meta:
        verbose_name = _("pack of a challenge")
        verbose_name_plural = _("packs of challenges")

    def __str__(self) -> str:
        return f"{self.challenge} {self.sha256[:12]}"
