"""A release: the published, immutable version of a data set, and its files."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class Release(models.Model):
    """One published version; a change is a new version."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(_("name"))
    version = models.CharField(_("version"), max_length=20)
    title = models.JSONField(_("title"), help_text=_("One text per language: fr, ar, en."))
    licence = models.CharField(_("licence"), max_length=200)
    published_at = models.DateTimeField(_("published at"))

    class Meta:
        verbose_name = _("release")
        verbose_name_plural = _("releases")
        constraints = [models.UniqueConstraint(fields=["slug", "version"], name="release_unique_version")]

    def __str__(self) -> str:
        return f"{self.slug} {self.version}"


class ReleaseFile(models.Model):
    """One file of a release, stored by content."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="files")
    path = models.CharField(
        _("path"), max_length=200, help_text=_("Inside the release folder, such as data/train.csv.")
    )
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField(_("size in bytes"))
    content = models.FileField(max_length=100)

    class Meta:
        verbose_name = _("file of a release")
        verbose_name_plural = _("files of a release")
        ordering = ["path"]
        constraints = [models.UniqueConstraint(fields=["release", "path"], name="releasefile_unique_path")]

    def __str__(self) -> str:
        return self.path
