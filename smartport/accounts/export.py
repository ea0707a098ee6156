"""Everything that is kept about a person, across all rooms, as plain JSON values.

Every column that refers to a person stands in one of the two tables below: a new one fails a test until it is told, or
left out for a reason. Told are a person's own words and deeds; of what others wrote, only that this person answered.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Q

from smartport.accounts.models import User


@dataclass(frozen=True)
class Section:
    """What is told of the rows that refer to a person."""

    name: str
    fields: tuple[str, ...]


ACCOUNT = ("id", "email", "display_name", "username", "first_name", "last_name", "language", "date_joined")
ACCOUNT_STATE = ("agreed_terms", "last_login", "is_active", "is_staff", "is_superuser", "organizes_named_only")

EXPORTED: Mapping[str, Section] = {
    "account.EmailAddress.user": Section("email_addresses", ("email", "verified", "primary")),
    "accounts.Consent.user": Section("consents", ("purpose", "version", "given_at", "withdrawn_at")),
    "accounts.ApiToken.user": Section(
        "api_tokens",
        ("name", "prefix", "scopes", "created_at", "last_used_at", "expires_at", "revoked_at"),
    ),
    "accounts.Block.user": Section("blocks", ("reason", "at", "undone_at")),
    "accounts.Block.by": Section("blocks_made", ("at",)),
    "accounts.Block.undone_by": Section("blocks_undone", ("undone_at",)),
    "mfa.Authenticator.user": Section("second_factors", ("type", "created_at", "last_used_at")),
    "usersessions.UserSession.user": Section("sessions", ("ip", "user_agent", "created_at", "last_seen_at")),
    "socialaccount.SocialAccount.user": Section(
        "sign_ons", ("provider", "uid", "extra_data", "date_joined", "last_login")
    ),
    "accounts.User_groups.user": Section("groups", ("group__name",)),
    "challenges.Challenge_organizers.user": Section("organizes", ("challenge__slug",)),
    "challenges.Appointment.user": Section("roles", ("role", "since", "ended_at")),
    "challenges.Appointment.by": Section("roles_given", ("role", "since")),
    "challenges.Appointment.ended_by": Section("roles_taken_back", ("role", "ended_at")),
    "challenges.CrewInvitation.created_by": Section(
        "organizers_invited", ("edition__slug", "email", "role", "created_at", "expires_at", "ended_at")
    ),
    "challenges.CrewInvitation.accepted_by": Section("invitations_to_organize", ("edition__slug", "role", "ended_at")),
    "challenges.GroupLetter.by": Section("group_letters_written", ("edition__slug", "subject", "body", "changed_at")),
    "challenges.GroupLetter.sent_by": Section("group_letters_sent", ("edition__slug", "subject", "sent_at")),
    "challenges.Membership.user": Section("teams", ("edition__slug", "team__name", "is_captain", "joined_at")),
    "challenges.Invitation.created_by": Section(
        "invitations_made", ("team__name", "email", "created_at", "expires_at", "revoked_at")
    ),
    "challenges.Invitation.to": Section("invitations_to_you", ("team__name", "created_at", "expires_at", "revoked_at")),
    "challenges.JoinRequest.user": Section(
        "requests_to_join", ("team__name", "message", "asked_at", "answered_at", "is_accepted")
    ),
    "challenges.JoinRequest.answered_by": Section("requests_answered", ("team__name", "answered_at", "is_accepted")),
    "challenges.Seeker.user": Section("looking_for_a_team", ("edition__slug", "about", "since")),
    "challenges.MergeProposal.by": Section(
        "merges_proposed", ("team__name", "into__name", "proposed_at", "answered_at", "is_accepted")
    ),
    "challenges.MergeProposal.answered_by": Section(
        "merges_answered", ("team__name", "into__name", "answered_at", "is_accepted")
    ),
    "challenges.RulesAcceptance.user": Section("rules_accepted", ("challenge__slug", "version", "accepted_at")),
    "challenges.EligibilityAcceptance.user": Section(
        "conditions_accepted", ("edition__slug", "version", "accepted_at")
    ),
    "datasets.LicenceAcceptance.user": Section("licences_accepted", ("slug", "licence", "at")),
    "challenges.Submission.by": Section(
        "submissions",
        (
            "id",
            "phase__challenge__slug",
            "phase__slug",
            "team__name",
            "kind",
            "file_name",
            "size",
            "sha256",
            "message",
            "tags",
            "received_at",
        ),
    ),
    "challenges.Selection.by": Section(
        "final_selections", ("phase__challenge__slug", "phase__slug", "submission_id", "chosen_at")
    ),
    "challenges.Project.changed_by": Section(
        "project_pages",
        (
            "challenge__slug",
            "team__name",
            "title",
            "pitch",
            "video",
            "repository",
            "demo",
            "changed_at",
        ),
    ),
    "challenges.Question.by": Section("questions", ("challenge__slug", "team__name", "language", "text", "asked_at")),
    "challenges.Question.answered_by": Section("questions_answered", ("challenge__slug", "answered_at")),
    "challenges.MentorSlot.account": Section(
        "mentor_hours", ("mentor", "topic", "starts_at", "ends_at", "cancelled_at")
    ),
    "challenges.MentorBooking.by": Section(
        "mentor_hours_booked", ("slot__mentor", "slot__starts_at", "team__name", "about", "booked_at", "cancelled_at")
    ),
    "challenges.Letter.to": Section(
        "letters", ("address", "kind", "language", "subject", "body", "written_at", "sent_at")
    ),
    "challenges.MailPreference.user": Section("mail_preferences", ("kind", "is_wanted")),
    "challenges.Announcement.by": Section("announcements_written", ("edition__slug", "title", "published_at")),
    "challenges.JournalEntry.by": Section("journal", ("number", "at", "deed", "subject", "details")),
    "challenges.Rejudge.asked_by": Section("rejudges_asked", ("phase__challenge__slug", "reason", "asked_at")),
    "challenges.Rejudge.applied_by": Section("rejudges_applied", ("phase__challenge__slug", "applied_at")),
    "challenges.Rejudge.dropped_by": Section("rejudges_dropped", ("phase__challenge__slug", "dropped_at")),
    "challenges.Disqualification.decided_by": Section(
        "disqualifications_decided", ("submission_id", "reason", "decided_at")
    ),
    "challenges.Disqualification.lifted_by": Section("disqualifications_lifted", ("submission_id", "lifted_at")),
    "challenges.SubmissionNote.by": Section("notes_on_submissions", ("submission_id", "text", "written_at")),
    "challenges.Making.by": Section("challenges_begun", ("edition__slug", "way", "begun_at")),
    "challenges.Check.asked_by": Section("checks_asked", ("bundle__phase__challenge__slug", "asked_at")),
    "challenges.JournalCheck.asked_by": Section("journal_checks_asked", ("asked_at",)),
    "challenges.Webhook.made_by": Section("webhooks", ("edition__slug", "url", "made_at")),
    "challenges.Vote.voter": Section("public_votes", ("poll__edition__slug", "project__title", "first_at", "at")),
    "challenges.Likeness.looked_by": Section("pairs_looked_at", ("first_id", "second_id", "word", "looked_at")),
    "challenges.Juror.user": Section(
        "seats_on_juries",
        (
            "panel__edition__slug",
            "panel__title",
            "seat",
            "institution",
            "fields",
            "joined_at",
            "declared_at",
            "declared_name",
            "left_at",
            "left_reason",
        ),
    ),
    "challenges.Recusal.by": Section("recusals_recorded", ("candidate__code", "at")),
    "challenges.JurorInvitation.created_by": Section(
        "jurors_invited", ("panel__edition__slug", "email", "seat", "created_at", "expires_at", "ended_at")
    ),
    "challenges.JurorInvitation.accepted_by": Section(
        "invitations_to_judge", ("panel__edition__slug", "seat", "ended_at")
    ),
    "challenges.Feedback.agreed_by": Section("feedback_agreed", ("candidate__code", "agreed_at")),
    "challenges.Decision.first_by": Section(
        "jury_decisions_proposed", ("panel__edition__slug", "first_name", "first_at")
    ),
    "challenges.Decision.second_by": Section(
        "jury_decisions_locked", ("panel__edition__slug", "second_name", "locked_at")
    ),
    "challenges.Award.chosen_by": Section("awards_chosen", ("edition__slug", "kind")),
    "challenges.Ceremony.first_armed_by": Section("ceremonies_proposed", ("edition__slug", "first_armed_at")),
    "challenges.Ceremony.armed_by": Section("ceremonies_armed", ("edition__slug", "armed_at")),
    "challenges.Show.controller": Section(
        "shows_controlled", ("ceremony__edition__slug", "is_rehearsal", "started_at")
    ),
    "challenges.Show.started_by": Section("shows_started", ("ceremony__edition__slug", "is_rehearsal", "started_at")),
    "challenges.Screen.created_by": Section(
        "screens_made", ("ceremony__edition__slug", "name", "created_at", "expires_at", "revoked_at")
    ),
    "challenges.Publication.by": Section("results_published", ("edition__slug", "at")),
    "challenges.Erratum.by": Section("errata_written", ("publication__edition__slug", "text", "at")),
    "challenges.Certificate.holder": Section(
        "certificates", ("code", "edition__slug", "kind", "holder_name", "issued_at", "revoked_at", "revoked_reason")
    ),
    "challenges.Keepsake.asked_by": Section("copies_of_editions_asked", ("edition__slug", "asked_at")),
    "datasets.Extract.kept_by": Section("extracts_kept", ("name", "created_at")),
    "datasets.Access.by": Section("vault_accesses", ("at", "deed")),
    "datasets.Draft.created_by": Section("recipes_begun", ("name", "created_at")),
    "datasets.Revision.by": Section("recipes_changed", ("draft__name", "number", "at")),
    "datasets.Build.asked_by": Section("builds_asked", ("revision__draft__name", "asked_at")),
    "datasets.Decision.by": Section("risk_decisions", ("question", "is_accepted", "reason", "signer", "role", "at")),
}

# What a person said from a seat: rows that lead to them in more than one step.
SAID: Mapping[str, tuple[str, Section]] = {
    "challenges.Tie": ("juror__user", Section("ties_declared", ("relation", "name"))),
    "challenges.Recusal": (
        "juror__user",
        Section("recused_from", ("candidate__code", "relation", "reason", "at")),
    ),
    "challenges.Ballot": (
        "assignment__juror__user",
        Section(
            "ballots", ("assignment__round", "assignment__candidate__code", "grades", "to_team", "to_jury", "cast_at")
        ),
    ),
}

# Invitations that know an address, and maybe nobody's account.
INVITED: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("challenges.Invitation", ("team__name", "created_at")),
    ("challenges.JurorInvitation", ("panel__edition__slug", "seat", "institution", "created_at", "ended_at")),
    ("challenges.CrewInvitation", ("edition__slug", "role", "created_at", "ended_at")),
)

LEFT_OUT: Mapping[str, str] = {
    "accounts.User_user_permissions.user": "Rights that nobody is given one by one; what one may do follows from the "
    "account's state and groups, which are told.",
}


def everything_about(user: User, *, now: datetime) -> dict[str, Any]:
    """By section, each a list of rows, the oldest first; secrets and their digests are in none."""
    account = User.objects.filter(pk=user.pk).values(*ACCOUNT, *ACCOUNT_STATE).get()
    told: dict[str, Any] = {"exported_at": _plain(now), "account": _row(account)}
    for column, section in EXPORTED.items():
        label, way = column.rsplit(".", 1)
        told[section.name] = _rows(label, section.fields, **{way: user})
    for label, (way, section) in SAID.items():
        told[section.name] = _rows(label, section.fields, **{way: user})
    told["sent_to_your_address"] = _sent_to(user)
    return told


def export_file_name(now: datetime) -> str:
    """Such as smartport-2026-11-21.json."""
    return f"smartport-{now:%Y-%m-%d}.json"


def _rows(label: str, fields: tuple[str, ...], **ways: User) -> list[dict[str, Any]]:
    found = apps.get_model(label)._default_manager.filter(**ways).order_by("pk")
    return [_row(row) for row in found.values(*fields)]


def _sent_to(user: User) -> list[dict[str, Any]]:
    """Letters and invitations that know the address, but not whose it is."""
    letters = apps.get_model("challenges.Letter")._default_manager.filter(Q(address__iexact=user.email), to=None)
    told = list(letters.values("subject", "written_at", "sent_at"))
    for label, fields in INVITED:
        told += apps.get_model(label)._default_manager.filter(email__iexact=user.email).values(*fields)
    return [_row(row) for row in told]


def _row(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name.replace("__", "_"): _plain(value) for name, value in row.items()}


def _plain(value: Any) -> Any:
    """As JSON says it."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value
