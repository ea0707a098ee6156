"""How many a deed reaches, in few queries that are answered by an index."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, OuterRef

from challenges.editions.models import Challenge, Edition, Phase
from challenges.evaluations.models import State
from challenges.evaluations.queries import counting
from challenges.leaderboards.models import Leaderboard
from challenges.questions.models import Question
from challenges.submissions.models import Submission
from challenges.teams.models import EligibilityAcceptance, RulesAcceptance, Team
from challenges.teams.telling import readers_of


@dataclass(frozen=True)
class Reach:
    """Whom and what a deed concerns."""

    teams: int
    submissions: int
    questions: int


def reach_of(thing: Edition | Challenge) -> Reach:
    """Of all that a published edition or challenge shows: teams that play in it, what they handed in, what they asked
    and is not answered. The organizers' own baselines count nowhere."""
    if isinstance(thing, Edition):
        teams = Team.objects.filter(edition=thing, is_baseline=False, merged_into=None).count()
        handed_in = Submission.objects.filter(phase__challenge__edition=thing, team__is_baseline=False)
        asked = Question.objects.filter(challenge__edition=thing)
    else:
        handed_in = Submission.objects.filter(phase__challenge=thing, team__is_baseline=False)
        teams = handed_in.aggregate(teams=Count("team", distinct=True))["teams"]
        asked = Question.objects.filter(challenge=thing)
    return Reach(teams, handed_in.count(), asked.filter(answered_at=None).count())


def reach_of_phase(phase: Phase) -> Reach:
    """The same of a phase; no question is asked about one."""
    return _since(phase, None)


def reach_of_phases(challenge: Challenge) -> dict[int, Reach]:
    """Of each phase that something was handed in to, by its key."""
    handed_in = Submission.objects.filter(phase__challenge=challenge, team__is_baseline=False).order_by()
    told = handed_in.values_list("phase").annotate(Count("team", distinct=True), Count("pk"))
    return {phase: Reach(teams, submissions, 0) for phase, teams, submissions in told}


def hidden_since(phase: Phase, since: datetime) -> Reach:
    """What a board that is frozen since then does not show."""
    return _since(phase, since)


def _since(phase: Phase, since: datetime | None) -> Reach:
    handed_in = Submission.objects.filter(phase=phase, team__is_baseline=False)
    if since:
        handed_in = handed_in.filter(received_at__gt=since)
    told = handed_in.aggregate(teams=Count("team", distinct=True), submissions=Count("pk"))
    return Reach(told["teams"], told["submissions"], 0)


def count_waiting(phase: Phase) -> int:
    """How many submissions of a phase still wait for their result."""
    waiting = counting().filter(state__in=[State.QUEUED, State.SENT])
    # From what waits, and not from all that was handed in, whichever the database thinks to be less.
    return waiting.filter(Exists(Submission.objects.filter(pk=OuterRef("submission"), phase=phase))).count()


def count_readers(edition: Edition) -> int:
    """To how many people an announcement goes."""
    return readers_of(edition).count()


def count_rules_accepted(challenge: Challenge) -> int:
    """How many people have said yes to the rules as they stand."""
    return RulesAcceptance.objects.filter(challenge=challenge, version=challenge.rules_version).count()


def count_eligible(edition: Edition) -> int:
    """How many people have declared that they meet the conditions as they stand."""
    return EligibilityAcceptance.objects.filter(edition=edition, version=edition.eligibility_version).count()


def board_closed_at(phase: Phase) -> datetime | None:
    """When the phase's board was closed for ever; None while it is open, or not there."""
    closed: datetime | None = Leaderboard.objects.filter(phase=phase).values_list("closed_at", flat=True).first()
    return closed
