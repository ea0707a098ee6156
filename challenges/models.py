"""Table of contents: every row of the river, in river order."""

from challenges.editions.models import Challenge, Edition, Partner, Phase
from challenges.evaluations.models import Bundle, Evaluation, LiveLog, Machine, Rejudge, Score
from challenges.journal.models import JournalEntry
from challenges.leaderboards.models import BestScore, Leaderboard, Standing
from challenges.submissions.models import Submission
from challenges.teams.models import Invitation, Membership, RulesAcceptance, Team

__all__ = [
    "BestScore",
    "Bundle",
    "Challenge",
    "Edition",
    "Evaluation",
    "Invitation",
    "JournalEntry",
    "Leaderboard",
    "LiveLog",
    "Machine",
    "Membership",
    "Partner",
    "Phase",
    "Rejudge",
    "RulesAcceptance",
    "Score",
    "Standing",
    "Submission",
    "Team",
]
