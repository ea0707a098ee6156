"""Who may do what: one table, asked through user.has_perm(name, thing)."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied

from challenges.editions.models import Challenge, Edition, Phase
from challenges.editions.queries import organized_by
from challenges.errors import Refusal
from challenges.evaluations.models import Evaluation
from challenges.evaluations.rules import may_quote, require_log_shown
from challenges.jury.queries import may_judge, may_preside, may_read_boards, may_read_results, may_sit
from challenges.leaderboards.models import Leaderboard
from challenges.mentoring.models import MentorSlot
from challenges.panels.models import Panel, Stage
from challenges.panels.queries import seat_of
from challenges.projects.models import Project
from challenges.questions.models import Question
from challenges.roles import (
    Person,
    is_known,
    is_operator,
    is_organizer,
    may_manage_editions,
    may_manage_people,
    organizes,
)
from challenges.submissions.models import Kind, Submission
from challenges.teams.models import Team
from challenges.teams.queries import has_accepted_rules, is_captain, is_member, team_of
from datasets.models import Release
from datasets.releases.queries import has_accepted_licence


def may_view_challenge(user: Person, challenge: Challenge) -> bool:
    """Everybody once it is published, with its edition; before that its organizers."""
    return (challenge.is_published and challenge.edition.is_published) or organizes(user, challenge)


def may_accept_rules(user: Person, challenge: Challenge) -> bool:
    """Whoever is logged in and sees the challenge."""
    return is_known(user) and may_view_challenge(user, challenge)


def may_accept_licence(user: Person, challenge: Challenge) -> bool:
    """Whoever is logged in and sees a challenge that has data."""
    return may_accept_rules(user, challenge) and challenge.release_id is not None


def may_create_team(user: Person, edition: Edition) -> bool:
    """Whoever is logged in, in a published edition."""
    return is_known(user) and edition.is_published


def may_view_team(user: Person, team: Team) -> bool:
    """The page with members and invitations: members, and organizers."""
    return is_known(user) and (is_member(user, team) or is_organizer(user))


def may_invite(user: Person, team: Team) -> bool:
    """The captain."""
    return is_known(user) and is_captain(user, team)


def may_submit(user: Person, thing: Phase | Team) -> bool:
    """A member: of this team, or of any team of the phase's edition. Being an organizer is no way in."""
    if not is_known(user):
        return False
    if isinstance(thing, Team):
        return is_member(user, thing)
    return team_of(user, thing.challenge.edition) is not None


def may_view_submission(user: Person, submission: Submission) -> bool:
    """The team that handed it in, and organizers."""
    return is_known(user) and (is_member(user, submission.team) or organizes(user, submission.phase.challenge))


def may_cancel(user: Person, submission: Submission) -> bool:
    """The team that handed it in, any member."""
    return is_known(user) and is_member(user, submission.team)


def may_view_project(user: Person, project: Project) -> bool:
    """Its team, and organizers; everybody who sees the challenge once the team shows it."""
    if is_known(user) and (is_member(user, project.team) or organizes(user, project.challenge)):
        return True
    is_shown = project.is_public and project.hidden_at is None and project.team.merged_into_id is None
    return is_shown and may_view_challenge(user, project.challenge)


def may_moderate_project(user: Person, project: Project) -> bool:
    """The organizers of its challenge hide it, or a picture of it, and show it again."""
    return organizes(user, project.challenge)


def may_view_result(user: Person, evaluation: Evaluation) -> bool:
    """What came of a submission: its team, and organizers; of a rejudge that is not applied organizers only."""
    return _organizes(user, evaluation) or (_counts(evaluation) and may_view_submission(user, evaluation.submission))


def may_view_entry_log(user: Person, evaluation: Evaluation) -> bool:
    """What the entry printed: organizers, and its team as far as the phase lets it."""
    if not may_view_result(user, evaluation):
        return False
    try:
        require_log_shown(today=evaluation.submission.phase.log_policy, recorded=evaluation.log_policy)
    except Refusal:
        return _organizes(user, evaluation)
    return True


def may_view_quotes(user: Person, evaluation: Evaluation) -> bool:
    """What a program wrote on hidden inputs, quoted where it is at fault. A file of predictions is the team's own."""
    submission = evaluation.submission
    is_open = submission.kind == Kind.PREDICTIONS or may_quote(
        today=submission.phase.log_policy, recorded=evaluation.log_policy
    )
    return may_view_result(user, evaluation) and (is_open or _organizes(user, evaluation))


def may_view_hidden_log(user: Person, evaluation: Evaluation) -> bool:
    """What the entry printed on hidden inputs where its team may not read that: organizers."""
    return _organizes(user, evaluation)


def may_view_public_log(user: Person, evaluation: Evaluation) -> bool:
    """What the scorer says to the team on purpose."""
    return may_view_result(user, evaluation)


def may_view_scorer_log(user: Person, evaluation: Evaluation) -> bool:
    """The scorer has seen the truth, and may have printed private scores: organizers, where it failed or once the final
    standings are told."""
    return _organizes(user, evaluation) and (evaluation.scorer_failed or _is_told(evaluation))


def may_view_row_losses(user: Person, evaluation: Evaluation) -> bool:
    """Private scores row by row: organizers, once the final standings are told."""
    return _organizes(user, evaluation) and _is_told(evaluation)


def may_view_private_scores(user: Person, evaluation: Evaluation) -> bool:
    """Nobody before the final standings are told, organizers included; then whoever may see the submission."""
    return _counts(evaluation) and may_view_submission(user, evaluation.submission) and _is_told(evaluation)


def _organizes(user: Person, evaluation: Evaluation) -> bool:
    return organizes(user, evaluation.submission.phase.challenge)


def _is_told(evaluation: Evaluation) -> bool:
    return Leaderboard.objects.filter(phase=evaluation.submission.phase_id, told_at__isnull=False).exists()


def may_rejudge(user: Person, phase: Phase) -> bool:
    """Organizers: ask, see who would move, apply and drop."""
    return organizes(user, phase.challenge)


def may_disqualify(user: Person, submission: Submission) -> bool:
    """The organizers of its challenge: take it out, let it in again, and note something about it."""
    return organizes(user, submission.phase.challenge)


def may_ask(user: Person, challenge: Challenge) -> bool:
    """A member of any team of the edition, about a published challenge."""
    return is_known(user) and _is_published(challenge) and team_of(user, challenge.edition) is not None


def may_view_question(user: Person, question: Question) -> bool:
    """Everybody once it is answered to everybody; before that, and where the answer is private, its team and those who
    answer it."""
    is_told = question.is_public and question.answered_at is not None and _is_published(question.challenge)
    return is_told or (is_known(user) and is_member(user, question.team)) or may_answer(user, question)


def may_answer(user: Person, question: Question) -> bool:
    """The organizers of its challenge."""
    return organizes(user, question.challenge)


def may_keep_slot(user: Person, slot: MentorSlot) -> bool:
    """See who booked it, move it, withdraw it: its mentor, and the organizers (of its challenge, where it has one)."""
    if is_known(user) and slot.account_id == user.pk:
        return True
    return organizes(user, slot.challenge) if slot.challenge else may_manage_editions(user)


def may_keep_panel(user: Person, panel: Panel) -> bool:
    """Prepare it, invite and seat, open and close its rounds: the organizers of its challenge or, without one, of the
    whole edition; not who sits on it. They read no ballot."""
    is_organizing = organizes(user, panel.challenge) if panel.challenge else may_manage_people(user)
    return is_organizing and not (getattr(user, "judges", False) and seat_of(user, panel))


def may_read_jury_results(user: Person, panel: Panel) -> bool:
    """The president and the deputy; once the decision is locked, also the organizers who keep the panel: of one
    challenge alone not before the results of the edition are published, where those are told on the stage."""
    if may_read_results(user, panel):
        return True
    is_told = panel.stage == Stage.LOCKED and (not panel.edition.holds_results or may_manage_people(user))
    return is_told and may_keep_panel(user, panel)


def _is_published(challenge: Challenge) -> bool:
    return challenge.is_published and challenge.edition.is_published


def may_download_release(user: Person, release: Release) -> bool:
    """Organizers, and members of a team of the edition who accepted the licence, and the rules of a published challenge
    on this release as they stand now."""
    if not is_known(user):
        return False
    if is_organizer(user) and (not release.challenges.exists() or organized_by(user).filter(release=release).exists()):
        return True
    challenges = release.challenges.filter(is_published=True, edition__is_published=True).select_related("edition")
    plays = any(has_accepted_rules(user, found) and team_of(user, found.edition) for found in challenges)
    return plays and has_accepted_licence(user, release)


def may_open_vault(user: Person, thing: object = None) -> bool:
    """Raw extracts: organizers bring them, see what is in them, and delete them. Nobody sees a value."""
    return is_organizer(user)


def _counts(evaluation: Evaluation) -> bool:
    return evaluation.rejudge is None or evaluation.rejudge.applied_at is not None


POLICY: dict[str, Callable[[Any, Any], bool]] = {
    "challenges.view_challenge": may_view_challenge,
    "challenges.accept_rules": may_accept_rules,
    "challenges.accept_licence": may_accept_licence,
    "challenges.create_team": may_create_team,
    "challenges.view_team": may_view_team,
    "challenges.invite_to_team": may_invite,
    "challenges.lead_team": may_invite,
    "challenges.view_seekers": may_create_team,
    "challenges.submit": may_submit,
    "challenges.view_submission": may_view_submission,
    "challenges.download_submission": may_view_submission,
    "challenges.cancel_submission": may_cancel,
    "challenges.choose_submission": may_cancel,
    "challenges.annotate_submission": may_cancel,
    "challenges.copy_submission": may_cancel,
    "challenges.view_project": may_view_project,
    "challenges.edit_project": may_submit,
    "challenges.moderate_project": may_moderate_project,
    "challenges.view_entry_log": may_view_entry_log,
    "challenges.view_hidden_log": may_view_hidden_log,
    "challenges.view_public_log": may_view_public_log,
    "challenges.view_scorer_log": may_view_scorer_log,
    "challenges.view_row_losses": may_view_row_losses,
    "challenges.view_quotes": may_view_quotes,
    "challenges.view_private_scores": may_view_private_scores,
    "challenges.rejudge": may_rejudge,
    "challenges.disqualify": may_disqualify,
    "challenges.ask_question": may_ask,
    "challenges.view_question": may_view_question,
    "challenges.answer_question": may_answer,
    "challenges.keep_slot": may_keep_slot,
    "challenges.keep_panel": may_keep_panel,
    "challenges.read_boards": may_read_boards,
    "challenges.sit": may_sit,
    "challenges.judge": may_judge,
    "challenges.read_jury_results": may_read_jury_results,
    "challenges.preside": may_preside,
    "challenges.prepare_ceremony": may_manage_people,
    "challenges.organize": is_organizer,
    "challenges.manage_editions": may_manage_editions,
    "challenges.manage_people": may_manage_people,
    "challenges.operate": is_operator,
    "datasets.download_release": may_download_release,
    "datasets.open_vault": may_open_vault,
    "datasets.sign_release": is_organizer,
    "datasets.publish_release": is_organizer,
}


class PolicyBackend:
    """Django's way to ask the table; a permission that is not in it is nobody's."""

    def authenticate(self, request: object, **credentials: object) -> None:
        """This backend logs nobody in."""

    def has_perm(self, user: Person, name: str, thing: object = None) -> bool:
        """True if the table says so. Raises PermissionDenied where it says no: nobody else is asked then."""
        rule = POLICY.get(name)
        if rule is not None and not rule(user, thing):
            raise PermissionDenied
        return rule is not None
