"""Leaderboard, BestScore, FrozenScore, Standing."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from challenges.editions.models import Phase
from challenges.evaluations.models import Evaluation
from challenges.teams.models import Team


class Leaderboard(models.Model):
    """Who stands where in one phase. Open: the public part, live, until `frozen_at`; from then on what was received
    before (FrozenScore). Closed: the private part, for ever, shown from `told_at` on: at once, or with the results of
    the edition where those are told on the stage.

    `salt` is in the journal's digest of standings that were not told at the close, and told with them.
    `stamp` is another one after every change of what visitors see, at `changed_at`; what only the close will show
    leaves both alone.
    """

    phase = models.OneToOneField(Phase, on_delete=models.CASCADE, related_name="leaderboard")
    columns = models.JSONField(_("columns"), help_text=_("The score columns of the bundle; the primary one ranks."))
    frozen_at = models.DateTimeField(_("frozen at"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    told_at = models.DateTimeField(_("final standings shown since"), null=True, blank=True, editable=False)
    changed_at = models.DateTimeField(_("changed at"), null=True, blank=True, editable=False)
    stamp = models.UUIDField(default=uuid.uuid4, editable=False)
    salt = models.CharField(max_length=32, blank=True, editable=False)

    class Meta:
        verbose_name = _("leaderboard")
        verbose_name_plural = _("leaderboards")

    def __str__(self) -> str:
        return str(self.phase)


class Line(models.Model):
    """A team's best evaluation by the public part.

    `sort_value` is the primary public score with the sign turned so that smaller is always better. `history` is how it
    came there: [received_at in seconds since 1970, primary public score] of every submission that was better than all
    before it.
    """

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="+")
    evaluation = models.ForeignKey(Evaluation, on_delete=models.CASCADE, related_name="+")
    sort_value = models.FloatField()
    values = models.JSONField(_("public scores"))
    received_at = models.DateTimeField(_("received at"))
    is_baseline = models.BooleanField(_("baseline"))
    scored_count = models.PositiveIntegerField(_("scored submissions"), default=0)
    history = models.JSONField(_("history"), default=list)

    class Meta:
        abstract = True
        ordering = ["sort_value", "received_at"]
        constraints = [models.UniqueConstraint(fields=["leaderboard", "team"], name="%(class)s_one_a_team")]
        # Ranks are counted in the index alone.
        indexes = [
            models.Index(
                fields=["leaderboard", "sort_value", "received_at", "team", "is_baseline"], name="%(class)s_order"
            )
        ]

    def __str__(self) -> str:
        return f"{self.team}: {self.sort_value}"


class BestScore(Line):
    """The line as it is, kept current; can be rebuilt from Score rows at any time."""

    leaderboard = models.ForeignKey(Leaderboard, on_delete=models.CASCADE, related_name="best_scores")

    class Meta(Line.Meta):
        verbose_name = _("best score")
        verbose_name_plural = _("best scores")


class FrozenScore(Line):
    """The line of the frozen hour: what was received before it, and nothing else, whenever it was scored."""

    leaderboard = models.ForeignKey(Leaderboard, on_delete=models.CASCADE, related_name="frozen_scores")

    class Meta(Line.Meta):
        verbose_name = _("frozen score")
        verbose_name_plural = _("frozen scores")


class Standing(models.Model):
    """A team's final place, written once at the close. A baseline has no rank."""

    leaderboard = models.ForeignKey(Leaderboard, on_delete=models.CASCADE, related_name="standings")
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="standings")
    evaluation = models.ForeignKey(Evaluation, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveIntegerField(_("position"), help_text=_("Order on the page, baselines included."))
    rank = models.PositiveIntegerField(_("rank"), null=True)
    public_rank = models.PositiveIntegerField(_("rank on the public part"), null=True)
    public_values = models.JSONField(_("public scores"))
    private_values = models.JSONField(_("private scores"))
    received_at = models.DateTimeField(_("received at"))
    scored_count = models.PositiveIntegerField(_("scored submissions"), default=0)
    history = models.JSONField(_("history"), default=list)

    class Meta:
        verbose_name = _("standing")
        verbose_name_plural = _("standings")
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["leaderboard", "team"], name="standing_one_a_team")]
        indexes = [models.Index(fields=["leaderboard", "position"], name="standing_order")]

    def __str__(self) -> str:
        return f"{self.rank}: {self.team}"
