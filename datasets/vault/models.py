"""Extract and Access: a raw file in the vault, and every time somebody touched it."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ExtractState(models.TextChoices):
    """Where an extract is. REFUSED could not be read as a table; DELETED is gone from the disk, its row stays."""

    UPLOADING = "uploading", _("Being uploaded")
    READING = "reading", _("Being read")
    READY = "ready", _("Ready")
    REFUSED = "refused", _("Refused")
    DELETED = "deleted", _("Deleted")


class Extract(models.Model):
    """A raw file. The vault keeps it as it came and as a table in a folder named by the id (vault.keeping); no address
    of the site leads there. `received` is how many bytes of `size` have come. `columns` is what was found in each: the
    fields of a ColumnNote, of its doubts only the rows, and `identifiers` with the fields of Identified. `reading` is
    how the file was read (Reading.how); while it is being read, the worker's ticket, attempts and percent. `refusal`
    says why it could not be read, as a code with details."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.SlugField(_("name"), unique=True, help_text=_("As recipes call it: small letters, digits, hyphens."))
    original_name = models.CharField(_("name of the file"), max_length=255)
    state = models.CharField(_("state"), max_length=12, choices=ExtractState, default=ExtractState.UPLOADING)
    size = models.BigIntegerField(_("size in bytes"))
    received = models.BigIntegerField(_("bytes received"), default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    rows = models.BigIntegerField(_("rows"), null=True, blank=True)
    columns = models.JSONField(_("columns"), default=list, blank=True)
    reading = models.JSONField(_("how it was read"), default=dict, blank=True)
    refusal = models.JSONField(_("why it was refused"), default=dict, blank=True)
    kept_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(_("created at"))
    changed_at = models.DateTimeField(_("changed at"))
    delete_after = models.DateField(_("delete after"), help_text=_("The file is destroyed on the day after this one."))
    deleted_at = models.DateTimeField(_("deleted at"), null=True, blank=True)

    class Meta:
        verbose_name = _("raw extract")
        verbose_name_plural = _("raw extracts")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.name


class Access(models.Model):
    """Somebody touched an extract; never changed, and kept when the file is gone. `actor` outlives the account."""

    id = models.BigAutoField(primary_key=True)
    extract = models.ForeignKey(Extract, on_delete=models.PROTECT, related_name="accesses")
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    actor = models.CharField(_("who"), max_length=120)
    deed = models.CharField(_("deed"), max_length=40)
    details = models.JSONField(_("details"), default=dict, blank=True)

    class Meta:
        verbose_name = _("access to an extract")
        verbose_name_plural = _("accesses to extracts")
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.deed} {self.extract}"
