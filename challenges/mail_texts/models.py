"""MailText."""

from django.db import models
from django.utils.translation import gettext_lazy as _

ONE_PER_LANGUAGE = _("One text per language: fr, ar, en.")


class MailText(models.Model):
    """A letter to start from: subject and body in each language, with places such as {team} that are filled for each
    reader (see rules.PLACES)."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    subject = models.JSONField(_("subject"), help_text=ONE_PER_LANGUAGE)
    body = models.JSONField(_("text"), help_text=ONE_PER_LANGUAGE)

    class Meta:
        verbose_name = _("mail text")
        verbose_name_plural = _("mail texts")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
