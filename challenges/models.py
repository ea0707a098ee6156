"""Table of contents: every row of the river, in river order."""

from challenges.agenda.models import AgendaItem
from challenges.editions.models import Announcement, Challenge, Edition, FaqEntry, Partner, Phase
from challenges.evaluations.models import Bundle, Evaluation, LiveLog, Machine, Rejudge, Score
from challenges.journal.models import JournalEntry
from challenges.leaderboards.models import BestScore, FrozenScore, Leaderboard, Standing
from challenges.mail_texts.models import MailText
from challenges.mentoring.models import MentorBooking, MentorSlot
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
    "AgendaItem",
    "Announcement",
    "BestScore",
    "Bundle",
    "Challenge",
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
    "MailText",
    "Membership",
    "MentorBooking",
    "MentorSlot",
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
]
