"""The challenges app: its folders are the river."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ChallengesConfig(AppConfig):
    """Editions, teams, submissions, evaluations, leaderboards and the journal."""

    name = "challenges"
    verbose_name = _("Challenges")
