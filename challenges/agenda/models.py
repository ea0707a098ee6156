"""AgendaItem."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from challenges.editions.models import ONE_PER_LANGUAGE, Challenge, Edition


class Happening(models.TextChoices):
    """What kind of thing an item of the agenda is."""

    OPENING = "opening", _("Opening")
    WORKSHOP = "workshop", _("Workshop")
    WEBINAR = "webinar", _("Webinar")
    MEETING = "meeting", _("Meeting")
    DEADLINE = "deadline", _("Deadline")
    JURY = "jury", _("Jury session")
    CEREMONY = "ceremony", _("Ceremony")


class AgendaItem(models.Model):
    """Something that happens during an edition; without an end it is an instant. What is not public yet is the
    organizers' own. The hours of phases are no items: they stand in the agenda by themselves."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="agenda")
    challenge = models.ForeignKey(
        Challenge, verbose_name=_("challenge"), on_delete=models.CASCADE, null=True, blank=True, related_name="agenda"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Happening, default=Happening.MEETING)
    starts_at = models.DateTimeField(_("starts at"))
    ends_at = models.DateTimeField(_("ends at"), null=True, blank=True)
    title = models.JSONField(_("title"), help_text=ONE_PER_LANGUAGE)
    place = models.JSONField(_("place"), default=dict, blank=True, help_text=ONE_PER_LANGUAGE)
    about = models.JSONField(_("about"), default=dict, blank=True, help_text=ONE_PER_LANGUAGE)
    link = models.URLField(_("link to take part from afar"), max_length=300, blank=True)
    is_public = models.BooleanField(_("shown to everybody"), default=True)

    class Meta:
        verbose_name = _("item of the agenda")
        verbose_name_plural = _("agenda")
        ordering = ["starts_at", "pk"]
        indexes = [models.Index(fields=["edition", "starts_at"], name="agendaitem_of_edition")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gt=F("starts_at")), name="agendaitem_ends_after_start"
            )
        ]

    def __str__(self) -> str:
        return str(self.title.get("fr") or self.title.get("en") or self.pk)
