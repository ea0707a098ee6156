"""GroupLetter."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from challenges.editions.models import ONE_PER_LANGUAGE, Challenge, Edition


class Audience(models.TextChoices):
    """To whom a letter goes."""

    EVERYBODY = "everybody", _("Everybody who has an account")
    MEMBERS = "members", _("The members of all teams")
    CAPTAINS = "captains", _("The captains of all teams")
    CHALLENGE = "challenge", _("The members of teams that accepted a challenge’s rules")
    IDLE = "idle", _("The members of teams that have not handed in yet")
    ORGANIZERS = "organizers", _("The organizers")


class Ground(models.TextChoices):
    """Why the organizers may write at all, which says whom the letter leaves out.

    What the contest cannot run without (hours, rules, a fault) is part of what people signed up for, and goes to
    everybody. News go to those who want announcements. A partner's own message goes, of these, only to those who
    agreed that partners may write (law 09-08 asks for that consent).
    """

    RUNNING = "running", _("It is about the contest’s running: everybody gets it")
    NEWS = "news", _("It is news: those who want announcements get it")
    PARTNER = "partner", _("It is a partner’s message: those who agreed to such, and want announcements, get it")


class GroupLetter(models.Model):
    """A draft until `sent_at`; then the clock writes one letter to each reader, and `written_at` says that all are
    written. `challenge` narrows the audiences that know one. Texts are plain; places such as `{name}`
    are filled for each reader."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="group_letters")
    audience = models.CharField(_("to whom"), max_length=16, choices=Audience)
    challenge = models.ForeignKey(Challenge, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    ground = models.CharField(_("why"), max_length=16, choices=Ground)
    subject = models.JSONField(_("subject"), default=dict, help_text=ONE_PER_LANGUAGE)
    body = models.JSONField(_("text"), default=dict, help_text=ONE_PER_LANGUAGE)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    changed_at = models.DateTimeField(_("changed at"))
    tried_at = models.DateTimeField(_("tried on oneself at"), null=True, blank=True)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    written_at = models.DateTimeField(_("all written at"), null=True, blank=True)

    class Meta:
        verbose_name = _("letter to a group")
        verbose_name_plural = _("letters to groups")
        ordering = ["-changed_at"]

    def __str__(self) -> str:
        return str(self.subject.get("en") or self.subject.get("fr") or self.pk)
