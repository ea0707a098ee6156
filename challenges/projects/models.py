"""Project, ProjectPicture."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from challenges.editions.models import Challenge
from challenges.teams.models import Team


class Project(models.Model):
    """A team's page about its work on a challenge, which the jury reads; the pitch is Markdown. One that organizers
    have hidden is seen by its team and by them, whatever the team wants, with the reason."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    challenge = models.ForeignKey(Challenge, on_delete=models.CASCADE, related_name="projects")
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="projects")
    title = models.CharField(_("title"), max_length=120)
    pitch = models.TextField(_("pitch"), blank=True)
    video = models.URLField(_("video"), max_length=300, blank=True)
    repository = models.URLField(_("repository"), max_length=300, blank=True)
    demo = models.URLField(_("demonstration"), max_length=300, blank=True)
    is_public = models.BooleanField(_("shown to everybody"), default=False)
    hidden_at = models.DateTimeField(_("hidden by organizers at"), null=True, blank=True)
    hidden_reason = models.CharField(_("reason"), max_length=600, blank=True)
    changed_at = models.DateTimeField(_("changed at"))
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("project page")
        verbose_name_plural = _("project pages")
        ordering = ["title"]
        constraints = [models.UniqueConstraint(fields=["challenge", "team"], name="project_one_a_team")]

    def __str__(self) -> str:
        return self.title


class ShownPictures(models.Manager["ProjectPicture"]):
    """Without those that organizers have removed: whoever reads pictures reads these."""

    def get_queryset(self) -> models.QuerySet["ProjectPicture"]:
        return super().get_queryset().filter(removed_at=None)


class ProjectPicture(models.Model):
    """A picture of a project page, drawn anew from what was uploaded: nothing but its pixels is kept. One that
    organizers have removed takes no room on the page and is seen by them alone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="pictures")
    content = models.FileField(max_length=100)
    width = models.PositiveIntegerField(_("width"))
    height = models.PositiveIntegerField(_("height"))
    caption = models.CharField(_("caption"), max_length=200, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    removed_at = models.DateTimeField(_("removed by organizers at"), null=True, blank=True)

    objects = ShownPictures()
    everything = models.Manager["ProjectPicture"]()

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.caption or str(self.id)
