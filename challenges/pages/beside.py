"""What stands beside a submission: its team's choice, what organizers decided, the same file from before, and the
team's other scores."""

from typing import Any

from django.http import HttpRequest

from challenges import clock
from challenges.editions.rules import is_open
from challenges.evaluations.choosing import may_score, standing_choices
from challenges.evaluations.logbook import logbook
from challenges.leaderboards.comparing import compare
from challenges.leaderboards.queries import columns_of
from challenges.pages.curves import curve
from challenges.submissions.models import Submission
from challenges.submissions.queries import same_file


def beside(request: HttpRequest, submission: Submission) -> dict[str, Any]:
    """For the panel of the entry; of the team's choice nobody but the team and organizers is told."""
    phase, team = submission.phase, submission.team
    chosen = standing_choices(team, phase)
    takes_choices = is_open(phase.opens_at, phase.closes_at, clock.now()) and phase.selections > 0
    out = submission.disqualification
    is_mine = request.user.has_perm("challenges.choose_submission", submission)
    return {
        "chosen": chosen,
        "choice": next((choice for choice in chosen if choice.submission_id == submission.pk), None),
        "disqualification": out,
        "may_choose": is_mine and takes_choices and may_score(submission) and out is None,
        "may_take_back": is_mine and takes_choices,
        "may_annotate": is_mine,
        "same_as": same_file(team, phase, sha256=submission.sha256, apart_from=submission),
    }


def compared(submission: Submission) -> dict[str, Any]:
    """For a scored one: the team's best other, and all of them drawn."""
    columns = columns_of(submission.phase)
    lines = logbook(submission.team, submission.phase)
    return {
        "comparison": compare(submission.pk, lines, columns=columns),
        "curve": curve(lines, columns=columns, here=submission.pk),
    }
