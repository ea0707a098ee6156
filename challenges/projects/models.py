"""Project, ProjectPicture."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from challenges.editions.models import Challenge
from challenges.teams.models import Team


class Project(models.Model):
    """A team's page about its work on a challenge, which the jury reads; the pitch is Markdown."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    challenge = models.ForeignKey(Challenge, on_delete=models.CASCADE, related_name="projects")
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="projects")
    title = models.CharField(_("title"), max_length=120)
    pitch = models.TextField(_("pitch"), blank=True)
    video = models.URLField(_("video"), max_length=300, blank=True)
    repository = models.URLField(_("repository"), max_length=300, blank=True)
    demo = models.URLField(_("demonstration"), max_length=300, blank=True)
    is_public = models.BooleanField(_("shown to everybody"), default=False)
    changed_at = models.DateTimeField(_("changed at"))
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("project page")
        verbose_name_plural = _("project pages")
        ordering = ["title"]
        constraints = [models.UniqueConstraint(fields=["challenge", "team"], name="project_one_a_team")]

    def __str__(self) -> str:
        return self.title


class ProjectPicture(models.Model):
    """A picture of a project page, drawn anew from what was uploaded: nothing but its pixels is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="pictures")
    content = models.FileField(max_length=100)
    width = models.PositiveIntegerField(_("width"))
    height = models.PositiveIntegerField(_("height"))
    caption = models.CharField(_("caption"), max_length=200, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.caption or str(self.id)
