"""Letter, MailPreference."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Letter(models.Model):
    """An e-mail, written in the transaction of what it tells and sent by the clock.

    `to` is a person, or nobody where it goes to an address that has no account. `about` makes it unique: the same thing
    is told the same address once. One with an empty `kind` is always sent; the others where they are wanted.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    to = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    address = models.EmailField(_("e-mail address"))
    kind = models.CharField(_("kind"), max_length=16, blank=True)
    about = models.CharField(max_length=120)
    language = models.CharField(_("language"), max_length=2)
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"))
    written_at = models.DateTimeField(_("written at"))
    not_before = models.DateTimeField(_("not before"))
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    tries = models.PositiveSmallIntegerField(_("times tried"), default=0)
    trouble = models.CharField(_("what failed"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ["-written_at"]
        constraints = [models.UniqueConstraint(fields=["about", "address"], name="letter_once")]
        indexes = [
            models.Index(fields=["not_before"], condition=models.Q(sent_at=None), name="letter_waiting"),
        ]

    def __str__(self) -> str:
        return self.subject


class MailPreference(models.Model):
    """A person's wish to have, or not to have, letters of one kind; without a row the kind's own default holds."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mail_preferences")
    kind = models.CharField(_("kind"), max_length=16)
    is_wanted = models.BooleanField(_("wanted"))

    class Meta:
        verbose_name = _("mail preference")
        verbose_name_plural = _("mail preferences")
        constraints = [models.UniqueConstraint(fields=["user", "kind"], name="mailpreference_unique")]

    def __str__(self) -> str:
        return f"{self.user}: {self.kind}"
