"""Poll, Vote."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from challenges.editions.models import Edition
from challenges.projects.models import Project


class Poll(models.Model):
    """The public's choice among the projects that the teams of an edition show; `closes_at` still counts."""

    edition = models.OneToOneField(Edition, on_delete=models.CASCADE, related_name="poll")
    opens_at = models.DateTimeField(_("opens at"))
    closes_at = models.DateTimeField(_("closes at"))

    class Meta:
        verbose_name = _("public vote")
        verbose_name_plural = _("public votes")
        constraints = [models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="poll_ends_after_start")]

    def __str__(self) -> str:
        return str(self.edition)

    @property
    def whereabouts(self) -> dict[str, str]:
        """What the journal says of it beside what changed."""
        return {"edition": self.edition.slug}


class Vote(models.Model):
    """A person's one vote; it may be moved until the close, and goes with the account. `moves` counts how often."""

    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="votes")
    voter = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="votes")
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="votes")
    first_at = models.DateTimeField(_("voted first at"))
    at = models.DateTimeField(_("voted at"))
    moves = models.PositiveSmallIntegerField(_("times moved"), default=0)

    class Meta:
        verbose_name = _("vote of the public")
        verbose_name_plural = _("votes of the public")
        ordering = ["at"]
        constraints = [models.UniqueConstraint(fields=["poll", "voter"], name="vote_one_a_person")]
        indexes = [models.Index(fields=["poll", "project"], name="vote_by_project")]

    def __str__(self) -> str:
        return str(self.pk)
