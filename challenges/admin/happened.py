"""What happened. Reports and private scores are left out: they are shown nowhere before the close."""

from typing import Any

from django.contrib import admin
from django.db.models.fields.files import FieldFile
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from challenges.admin.access import LookedAt
from challenges.evaluations.models import Bundle, Evaluation, Machine, Rejudge, State
from challenges.journal.models import JournalEntry
from challenges.submissions.models import Submission
from challenges.teams.models import Team
from evaluator.log import printable


def _shown(log: FieldFile) -> str:
    """As text that acts on nothing; logs are stored cut to their two ends."""
    if not log:
        return "–"
    with log.open("rb") as stream:
        return format_html("<pre>{}</pre>", printable(stream.read()))


@admin.register(Team)
class TeamAdmin(LookedAt):
    list_display = ["name", "edition", "is_baseline", "created_at"]
    list_filter = ["edition", "is_baseline"]
    list_select_related = ["edition"]
    search_fields = ["name"]


@admin.register(Submission)
class SubmissionAdmin(LookedAt):
    list_display = ["id", "team", "phase", "kind", "file_name", "received_at", "is_counted"]
    list_filter = ["phase", "kind", "is_counted"]
    list_select_related = ["team", "phase__challenge"]
    search_fields = ["team__name", "sha256"]
    exclude = ["content"]

    def view_on_site(self, submission: Submission) -> str:
        """Its page leads on to a rejudge."""
        return reverse("submission", args=[submission.pk])


@admin.register(Evaluation)
class EvaluationAdmin(LookedAt):
    list_display = ["id", "submission", "state", "outcome", "tries", "breakdowns", "trouble", "machine", "queued_at"]
    list_filter = ["state", "outcome", "rejudge"]
    list_select_related = ["submission"]
    search_fields = ["submission__team__name", "submission__sha256"]
    exclude = ["report", "ticket", "entry_log", "scorer_log"]
    readonly_fields = ["log_of_entry", "log_of_scorer"]

    @admin.display(description=_("Log of the entry"))
    def log_of_entry(self, evaluation: Evaluation) -> str:
        return _shown(evaluation.entry_log)

    @admin.display(description=_("Log of the scorer"))
    def log_of_scorer(self, evaluation: Evaluation) -> str:
        return _shown(evaluation.scorer_log)

    def get_fields(self, request: HttpRequest, obj: Evaluation | None = None) -> list[Any]:
        """The scorer has seen the truth and may have printed it: its log is for finding out why it failed, no more."""
        has_failed = obj is not None and obj.state in {State.QUEUED, State.BROKEN}
        may_see = has_failed and request.user.has_perm("challenges.view_scorer_log", obj)
        return [name for name in super().get_fields(request, obj) if name != "log_of_scorer" or may_see]


@admin.register(Rejudge)
class RejudgeAdmin(LookedAt):
    list_display = ["asked_at", "phase", "asked_by", "applied_at", "dropped_at"]
    list_select_related = ["phase__challenge", "asked_by"]
    exclude = ["moves"]

    def view_on_site(self, rejudge: Rejudge) -> str:
        """Where it is looked at, applied and dropped."""
        return reverse("rejudge", args=[rejudge.pk])


@admin.register(Bundle)
class BundleAdmin(LookedAt):
    list_display = ["phase", "sha256", "published_at"]
    list_select_related = ["phase__challenge"]
    exclude = ["content", "expected_ids"]


@admin.register(Machine)
class MachineAdmin(LookedAt):
    list_display = ["name", "slots", "seen_at"]
    exclude = ["boot"]


@admin.register(JournalEntry)
class JournalEntryAdmin(LookedAt):
    list_display = ["number", "at", "actor", "deed", "subject"]
    list_filter = ["deed"]
    search_fields = ["subject", "actor"]
