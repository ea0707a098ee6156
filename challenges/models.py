"""Table of contents: every row of the river, in river order."""

from challenges.checks.models import Check
from challenges.editions.models import Announcement, Challenge, Edition, FaqEntry, Partner, Phase
from challenges.evaluations.models import Bundle, Evaluation, LiveLog, Machine, Rejudge, Score
from challenges.journal.models import JournalEntry
from challenges.leaderboards.models import BestScore, FrozenScore, Leaderboard, Standing
from challenges.making.models import Making, Source
from challenges.post.models import Letter, MailPreference
from challenges.projects.models import Project, ProjectPicture
from challenges.questions.models import Question
from challenges.submissions.models import Selection, Submission
from challenges.teams.models import (
    EligibilityAcceptance,
    Invitation,
    JoinRequest,
    Membership,
    MergeProposal,
    RulesAcceptance,
    Seeker,
    Team,
)

__all__ = [
    "Announcement",
    "BestScore",
    "Bundle",
    "Challenge",
    "Check",
    "Edition",
    "EligibilityAcceptance",
    "Evaluation",
    "FaqEntry",
    "FrozenScore",
    "Invitation",
    "JoinRequest",
    "JournalEntry",
    "Leaderboard",
    "Letter",
    "LiveLog",
    "Machine",
    "MailPreference",
    "Making",
    "Membership",
    "MergeProposal",
    "Partner",
    "Phase",
    "Project",
    "ProjectPicture",
    "Question",
    "Rejudge",
    "RulesAcceptance",
    "Score",
    "Seeker",
    "Selection",
    "Source",
    "Standing",
    "Submission",
    "Team",
]
