"""Table of contents: every row of the river, in river order."""

from challenges.chronicle.models import Topic
from challenges.editions.models import Announcement, Challenge, Edition, FaqEntry, Partner, Phase
from challenges.evaluations.models import Bundle, Evaluation, LiveLog, Machine, Rejudge, Score
from challenges.hooks.models import Delivery, Webhook
from challenges.journal.models import DayHead, JournalCheck, JournalEntry
from challenges.leaderboards.models import BestScore, FrozenScore, Leaderboard, Standing
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
    "DayHead",
    "Delivery",
    "Edition",
    "EligibilityAcceptance",
    "Evaluation",
    "FaqEntry",
    "FrozenScore",
    "Invitation",
    "JoinRequest",
    "JournalCheck",
    "JournalEntry",
    "Leaderboard",
    "Letter",
    "LiveLog",
    "Machine",
    "MailPreference",
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
    "Standing",
    "Submission",
    "Team",
    "Topic",
    "Webhook",
]
