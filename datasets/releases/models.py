"""Release and its files, the ledger of what came of the same rows, and who accepted the licence."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from datasets.hidden import hidden_storage


class Release(models.Model):
    """One published version; a change is a new version. `commitment` is the SHA-256 of the hidden labels and `salt`
    (labels first), published with the release; `salt` is told when the labels are. `resets` lists the challenges whose
    leaderboards this version makes begin anew."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(_("name"))
    version = models.CharField(_("version"), max_length=20)
    title = models.JSONField(_("title"), help_text=_("One text per language: fr, ar, en."))
    licence = models.CharField(_("licence"), max_length=200)
    published_at = models.DateTimeField(_("published at"))
    recipe = models.TextField(_("recipe"), blank=True)
    commitment = models.CharField(_("commitment to the labels"), max_length=64, blank=True)
    salt = models.CharField(max_length=64, blank=True, editable=False)
    labels = models.FileField(max_length=100, blank=True, storage=hidden_storage, editable=False)
    changes = models.JSONField(_("what changed"), default=dict, blank=True)

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


class LedgerLine(models.Model):
    """Which raw rows a release was made of: `marks` is a file of the vault with a keyed mark for each row, so that a
    later release of the same rows is found whatever file they come in. Nothing can be read from a mark."""

    release = models.OneToOneField(Release, on_delete=models.PROTECT, primary_key=True, related_name="ledger_line")
    marks = models.CharField(max_length=200)
    rows = models.BigIntegerField(_("rows"))

    class Meta:
        verbose_name = _("line of the ledger")
        verbose_name_plural = _("ledger of releases")

    def __str__(self) -> str:
        return str(self.release)


class LicenceAcceptance(models.Model):
    """A person accepted the licence of a release by name and text; asked once, and anew when the licence changes."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    slug = models.SlugField(_("name"))
    licence = models.CharField(_("licence"), max_length=200)
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("acceptance of a licence")
        verbose_name_plural = _("acceptances of licences")
        constraints = [models.UniqueConstraint(fields=["user", "slug", "licence"], name="licence_accepted_once")]

    def __str__(self) -> str:
        return f"{self.user} {self.slug}"
