"""Question."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from challenges.editions.models import Challenge
from challenges.teams.models import Team


class Question(models.Model):
    """A team asks about a challenge. The answer (Markdown, in the language of the question) is for that team alone, or
    public: then everybody sees question and answer, and nobody sees who asked. Where `public_text` is given, that is
    what everybody reads in place of the team's own words. `folded` is what strangers search: empty unless public."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    challenge = models.ForeignKey(Challenge, on_delete=models.CASCADE, related_name="questions")
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="questions")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    language = models.CharField(_("language"), max_length=2)
    text = models.TextField(_("question"))
    asked_at = models.DateTimeField(_("asked at"))
    answer = models.TextField(_("answer"), blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    edited_at = models.DateTimeField(_("answer changed at"), null=True, blank=True)
    is_public = models.BooleanField(_("answered to everybody"), default=False)
    public_text = models.TextField(_("question as everybody reads it"), blank=True)
    folded = models.TextField(editable=False, blank=True)

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["-asked_at"]
        indexes = [models.Index(fields=["challenge", "is_public", "-answered_at"], name="question_of_challenge")]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def shown_text(self) -> str:
        """The question as everybody reads it."""
        return self.public_text or self.text
