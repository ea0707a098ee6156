"""A team chooses which of its submissions count at the close, and takes a choice back."""

from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from challenges.editions.models import Phase
from challenges.editions.rules import require_open
from challenges.evaluations.models import Evaluation, State
from challenges.evaluations.queries import latest_of, latest_of_each
from challenges.journal.actions import write
from challenges.submissions.models import Selection, Submission
from challenges.submissions.queries import disqualified_among, selections_of
from challenges.submissions.rules import NotAMember, SubmissionDisqualified, require_selectable
from challenges.teams.models import Team
from challenges.teams.queries import is_member

HOPEFUL = frozenset({State.SCORED, State.QUEUED, State.SENT})


@transaction.atomic
def choose(submission: Submission, *, by: AbstractBaseUser, now: datetime) -> Selection:
    """This one counts at the close; a second yes changes nothing. Of two members who choose the last one at once, the
    team's row decides who was first. Raises NotAMember, SubmissionDisqualified, PhaseNotOpen, PhaseClosed,
    NothingToSelect, NotSelectable, SelectionFull."""
    team, phase = submission.team, submission.phase
    Team.objects.select_for_update(no_key=True).get(pk=team.pk)
    if not is_member(by, team):
        raise NotAMember
    chosen = standing_choices(team, phase)
    kept = next((choice for choice in chosen if choice.submission_id == submission.pk), None)
    if kept:
        return kept
    if disqualified_among([submission.pk]):
        raise SubmissionDisqualified
    require_selectable(phase, now=now, limit=phase.selections, chosen=len(chosen), may_score=may_score(submission))
    named = {"phase": phase, "team": team, "by_id": by.pk, "chosen_at": now}
    made, _ = Selection.objects.update_or_create(submission=submission, defaults=named)
    _journal("submission.chosen", submission, by=by, now=now)
    return made


@transaction.atomic
def take_back(submission: Submission, *, by: AbstractBaseUser, now: datetime) -> bool:
    """This one is no longer chosen; False if it was not. Raises NotAMember, PhaseClosed."""
    if not is_member(by, submission.team):
        raise NotAMember
    require_open(submission.phase, now=now)
    deleted, _ = Selection.objects.filter(submission=submission).delete()
    if deleted:
        _journal("submission.no_longer_chosen", submission, by=by, now=now)
    return bool(deleted)


def may_score(submission: Submission) -> bool:
    """Whether it has a score or may still come to one."""
    return is_hopeful(latest_of(submission))


def is_hopeful(evaluation: Evaluation | None) -> bool:
    """The same by the evaluation that speaks for it, None while there is none."""
    return evaluation is None or evaluation.state in HOPEFUL


def standing_choices(team: Team, phase: Phase) -> list[Selection]:
    """What a team chose, without what came to no score or is disqualified: that counts for nothing and takes no
    place."""
    return standing(list(selections_of(team, phase)))


def standing(chosen: list[Selection]) -> list[Selection]:
    """Of these choices the ones that count for something and take a place; each with its submission at hand."""
    if not chosen:
        return []
    latest = latest_of_each([choice.submission for choice in chosen])
    out = disqualified_among([choice.submission_id for choice in chosen])
    return [one for one in chosen if one.submission_id not in out and is_hopeful(latest.get(one.submission_id))]


def _journal(deed: str, submission: Submission, *, by: AbstractBaseUser, now: datetime) -> None:
    details = {"team": str(submission.team_id), "phase": str(submission.phase)}
    write(deed, subject=f"submission:{submission.pk}", by=by, now=now, details=details)
