"""JournalEntry: one deed, chained to the one before by its hash."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class JournalEntry(models.Model):
    """Append-only; number 0 opens it. `hash` covers every field but `by`, which an account's deletion empties
    while `actor` stays, and the hash of the entry before (see journal.rules)."""

    number = models.PositiveBigIntegerField(_("number"), unique=True)
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    actor = models.CharField(
        _("who"), max_length=120, help_text=_("The person's key as it was, or the part of the system.")
    )
    deed = models.CharField(_("deed"), max_length=60)
    subject = models.CharField(_("about"), max_length=120)
    details = models.JSONField(_("details"), default=dict)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        verbose_name = _("journal entry")
        verbose_name_plural = _("journal")
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.number} {self.deed} {self.subject}"
