"""FailedTask, Reading."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class FailedTask(models.Model):
    """A task of the site's own workers that failed, once or several times in the same way (`likeness` says in which).

    `arguments` are those of the last time, shortened and without secrets; only where nothing was left out (`is_whole`)
    can it be sent again, into `queue`.
    """

    task = models.CharField(_("task"), max_length=120)
    likeness = models.CharField(max_length=64, editable=False)
    queue = models.CharField(max_length=60, blank=True, editable=False)
    arguments = models.JSONField(_("arguments"), default=dict)
    is_whole = models.BooleanField(default=False, editable=False)
    error = models.CharField(_("error"), max_length=400)
    traceback = models.TextField(_("traceback"), blank=True)
    times = models.PositiveIntegerField(_("times"), default=1)
    first_at = models.DateTimeField(_("first failed"))
    last_at = models.DateTimeField(_("failed last"))
    sent_again_at = models.DateTimeField(_("sent again"), null=True, blank=True)
    dealt_with_at = models.DateTimeField(_("dealt with"), null=True, blank=True)

    class Meta:
        verbose_name = _("failed task")
        verbose_name_plural = _("failed tasks")
        ordering = ["-last_at"]
        indexes = [models.Index(fields=["-last_at"], name="failedtask_latest")]
        constraints = [
            models.UniqueConstraint(
                fields=["likeness"], condition=models.Q(dealt_with_at=None), name="failedtask_open_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.task}: {self.error}"


class Reading(models.Model):
    """What a periodic task found last, or only that it ran; so that no page has to measure."""

    name = models.CharField(max_length=80, unique=True)
    at = models.DateTimeField()
    value = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("reading")
        verbose_name_plural = _("readings")

    def __str__(self) -> str:
        return f"{self.name} {self.at:%Y-%m-%d %H:%M}"
