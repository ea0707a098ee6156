"""JournalEntry: one deed, chained to the one before by its hash; DayHead: the end of the chain at the end of a day;
JournalCheck: one walk over the chain."""

import uuid

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
        indexes = [
            models.Index(fields=["subject", "number"], name="journal_of_subject"),
            models.Index(fields=["actor", "number"], name="journal_of_actor"),
            models.Index(fields=["deed", "number"], name="journal_of_deed"),
            models.Index(fields=["at", "number"], name="journal_of_hours"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.deed} {self.subject}"


class DayHead(models.Model):
    """The last line of a day that is over, as it was then: whoever changes that line or one before it has to change
    what is published here too, and what readers have written down. A day without a line has none."""

    day = models.DateField(_("day"), primary_key=True)
    zone = models.CharField(max_length=40, help_text=_("The time zone of the day."))
    number = models.PositiveBigIntegerField(_("number"), unique=True)
    hash = models.CharField(max_length=64)
    noted_at = models.DateTimeField()

    class Meta:
        verbose_name = _("head of a day")
        verbose_name_plural = _("heads of days")
        ordering = ["-day"]

    def __str__(self) -> str:
        return f"{self.day} {self.number} {self.hash}"


class JournalCheck(models.Model):
    """A walk over the chain from its first line to `up_to`, the last one when it was asked for. `next_number` and
    `last_hash` say how far it is; `findings` are the first of `finding_count` (see journal.rules)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    up_to = models.BigIntegerField()
    next_number = models.BigIntegerField(default=0)
    last_hash = models.CharField(max_length=64)
    findings = models.JSONField(default=list)
    finding_count = models.PositiveIntegerField(default=0)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("check of the journal")
        verbose_name_plural = _("checks of the journal")
        ordering = ["-asked_at"]

    def __str__(self) -> str:
        return f"{self.asked_at:%Y-%m-%d %H:%M} {self.next_number}/{self.up_to}"
