"""The door's checks without handing in: nothing is kept, nothing is counted."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser

from challenges.editions.models import Phase
from challenges.editions.rules import require_open
from challenges.errors import Refusal
from challenges.submissions.actions import Upload
from challenges.submissions.allowance_rules import Allowance, require_allowance
from challenges.submissions.inspection import require_acceptable, sha256_of
from challenges.submissions.models import Submission
from challenges.submissions.queries import allowance, limits_of, same_file
from challenges.submissions.rules import NotAMember, RulesNotAccepted, plain_tags
from challenges.teams.models import Team
from challenges.teams.queries import has_accepted_rules, is_member


@dataclass(frozen=True)
class Checked:
    """An entry in which nothing is wrong. `same_as` is the last submission that was the same file; `obstacle` is why it
    would not be taken at this moment all the same (closed, nothing left, rules)."""

    kind: str
    size: int
    sha256: str
    same_as: Submission | None
    obstacle: Refusal | None
    left: Allowance


def check_entry(upload: Upload, *, team: Team, phase: Phase, by: AbstractBaseUser, now: datetime) -> Checked:
    """Look at an entry as handing it in would, for a member of the team, whatever the hour and the allowance. Raises
    NotAMember and what require_acceptable raises."""
    if not is_member(by, team) or team.edition_id != phase.challenge.edition_id:
        raise NotAMember
    plain_tags(upload.tags)
    require_acceptable(upload.file, kind=upload.kind, expected=upload.expected)
    digest = sha256_of(upload.file)
    return Checked(
        kind=upload.kind,
        size=upload.file.size,
        sha256=digest,
        same_as=same_file(team, phase, sha256=digest),
        obstacle=obstacle_for(team, phase, by=by, now=now),
        left=allowance(team, phase, now=now),
    )


def obstacle_for(team: Team, phase: Phase, *, by: AbstractBaseUser, now: datetime) -> Refusal | None:
    """Why nothing at all would be taken at this moment."""
    try:
        require_open(phase, now=now)
        if not has_accepted_rules(by, phase.challenge):
            raise RulesNotAccepted
        require_allowance(limits_of(phase), left=allowance(team, phase, now=now))
    except Refusal as refusal:
        return refusal
    return None
