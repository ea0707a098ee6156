"""Topic: what a line of the journal is about."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from challenges.editions.models import Challenge, Edition, Phase
from challenges.journal.models import JournalEntry
from challenges.submissions.models import Submission
from challenges.teams.models import Team


class SeenBy(models.TextChoices):
    """Who may read a line."""

    EVERYBODY = "everybody", _("every organizer")
    CHALLENGE = "challenge", _("the organizers of its challenge")
    OPERATOR = "operator", _("the operator")


# The keys stay when their row goes: a line is about it for ever, and no deletion has to come by here.
_ABOUT: Any = {
    "on_delete": models.DO_NOTHING,
    "null": True,
    "db_constraint": False,
    "db_index": False,
    "related_name": "+",
}


class Topic(models.Model):
    """Found from the line's subject after it was written, never covered by a hash, and made anew at any time: an index
    to the chain, by which lines are found and shown. A line without one is the operator's alone."""

    entry = models.OneToOneField(
        JournalEntry,
        to_field="number",
        primary_key=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="topic",
    )
    seen_by = models.CharField(max_length=10, choices=SeenBy)
    edition = models.ForeignKey(Edition, **_ABOUT)
    challenge = models.ForeignKey(Challenge, **_ABOUT)
    phase = models.ForeignKey(Phase, **_ABOUT)
    team = models.ForeignKey(Team, **_ABOUT)
    submission = models.ForeignKey(Submission, **_ABOUT)

    class Meta:
        verbose_name = _("what a line is about")
        verbose_name_plural = _("what lines are about")
        indexes = [
            models.Index(fields=["edition", "entry"], name="topic_of_edition"),
            models.Index(fields=["challenge", "entry"], name="topic_of_challenge"),
            models.Index(fields=["phase", "entry"], name="topic_of_phase"),
            models.Index(fields=["team", "entry"], name="topic_of_team"),
            models.Index(fields=["submission", "entry"], name="topic_of_submission"),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.seen_by}"
