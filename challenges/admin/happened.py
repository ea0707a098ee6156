"""What happened. Reports and private scores are left out: they are shown nowhere before the close."""

from django.contrib import admin

from challenges.admin.access import LookedAt
from challenges.evaluations.models import Bundle, Evaluation, Machine
from challenges.journal.models import JournalEntry
from challenges.submissions.models import Submission
from challenges.teams.models import Team


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


@admin.register(Evaluation)
class EvaluationAdmin(LookedAt):
    list_display = ["id", "submission", "state", "outcome", "tries", "breakdowns", "trouble", "machine", "queued_at"]
    list_filter = ["state", "outcome"]
    list_select_related = ["submission"]
    search_fields = ["submission__team__name", "submission__sha256"]
    exclude = ["report", "ticket", "entry_log", "scorer_log"]


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
