"""What happened. Reports and private scores are left out: they are shown nowhere before the close."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import admin
from django.db.models.fields.files import FieldFile
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy

from challenges.admin.access import LookedAt
from challenges.evaluations.logs import TITLES, read_log
from challenges.evaluations.models import Bundle, Evaluation, Machine, Rejudge
from challenges.evaluations.queries import visible_log
from challenges.submissions.models import Submission
from challenges.teams.models import Team
from evaluator.log import end_of, printable
from evaluator.order import LOGS

LOG_BYTES = 256 << 10  # more than what is kept of a log


def _log(which: str) -> Callable[[Evaluation], str]:
    """A log as text that acts on nothing."""

    @admin.display(description=gettext_lazy(TITLES[which]))
    def shown(evaluation: Evaluation) -> str:
        log: FieldFile = getattr(evaluation, LOGS[which])
        return format_html('<pre dir="ltr">{}</pre>', printable(end_of(read_log(log), most=LOG_BYTES)))

    return shown


READERS: Mapping[str, Any] = {which: _log(which) for which in TITLES}


@admin.register(Team)
class TeamAdmin(LookedAt):
    list_display = ["name", "edition", "is_baseline", "created_at"]
    list_filter = ["edition", "is_baseline"]
    list_select_related = ["edition"]
    search_fields = ["name"]


@admin.register(Submission)
class SubmissionAdmin(LookedAt):
    path_to_challenge = "phase__challenge"
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
    path_to_challenge = "submission__phase__challenge"
    list_display = ["id", "submission", "state", "outcome", "tries", "breakdowns", "trouble", "machine", "queued_at"]
    list_filter = ["state", "outcome", "rejudge"]
    list_select_related = ["submission"]
    search_fields = ["submission__team__name", "submission__sha256"]
    exclude = ["report", "receipt", "receipt_opening", "ticket", *LOGS.values()]
    readonly_fields = [*READERS.values()]

    def get_fields(self, request: HttpRequest, obj: Evaluation | None = None) -> list[Any]:
        """With the logs that are there and that the permissions' table lets this organizer read now."""
        names = [name for name in super().get_fields(request, obj) if name not in READERS.values()]
        readable = [which for which in READERS if obj and visible_log(obj, which, user=request.user)]
        return [*names, *(READERS[which] for which in readable)]


@admin.register(Rejudge)
class RejudgeAdmin(LookedAt):
    path_to_challenge = "phase__challenge"
    list_display = ["asked_at", "phase", "asked_by", "applied_at", "dropped_at"]
    list_select_related = ["phase__challenge", "asked_by"]
    exclude = ["moves"]

    def view_on_site(self, rejudge: Rejudge) -> str:
        """Where it is looked at, applied and dropped."""
        return reverse("rejudge", args=[rejudge.pk])


@admin.register(Bundle)
class BundleAdmin(LookedAt):
    path_to_challenge = "phase__challenge"
    list_display = ["phase", "sha256", "published_at"]
    list_select_related = ["phase__challenge"]
    exclude = ["content", "expected_ids"]


@admin.register(Machine)
class MachineAdmin(LookedAt):
    list_display = ["name", "slots", "trouble", "seen_at"]
    exclude = ["boot"]
