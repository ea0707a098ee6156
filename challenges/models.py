"""Table of contents: every row of the river, in river order."""

from challenges.agenda.models import AgendaItem
from challenges.ceremony.models import Award, Ceremony, Laureate, Screen, Show
from challenges.checks.models import Check
from challenges.chronicle.models import Topic
from challenges.crew.models import Appointment, CrewInvitation
from challenges.editions.models import Announcement, Challenge, Edition, FaqEntry, Partner, Phase
from challenges.evaluations.models import Bundle, Evaluation, LiveLog, Machine, Rejudge, Score
from challenges.hooks.models import Delivery, Webhook
from challenges.journal.models import DayHead, JournalCheck, JournalEntry
from challenges.jury.models import Assignment, Ballot, Decision, Feedback, Motion, Recusal
from challenges.leaderboards.models import BestScore, FrozenScore, Leaderboard, Standing
from challenges.likeness.models import Fingerprint, FingerprintMark, Likeness
from challenges.mail_texts.models import MailText
from challenges.mailing.models import GroupLetter
from challenges.making.models import Making, Source
from challenges.mentoring.models import MentorBooking, MentorSlot
from challenges.operations.models import FailedTask, Reading
from challenges.panels.models import Candidate, Criterion, Juror, JurorInvitation, Panel, Tie
from challenges.popular.models import Poll, Vote
from challenges.post.models import Letter, MailPreference
from challenges.projects.models import Project, ProjectPicture
from challenges.questions.models import Question
from challenges.results.models import Certificate, Erratum, Keepsake, Publication, PublishedPicture
from challenges.submissions.models import Disqualification, Selection, Submission, SubmissionNote
from challenges.tallies.models import DownloadTally, HourTally
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
    "Appointment",
    "Assignment",
    "Award",
    "Ballot",
    "BestScore",
    "Bundle",
    "Candidate",
    "Ceremony",
    "Certificate",
    "Challenge",
    "Check",
    "CrewInvitation",
    "Criterion",
    "DayHead",
    "Decision",
    "Delivery",
    "Disqualification",
    "DownloadTally",
    "Edition",
    "EligibilityAcceptance",
    "Erratum",
    "Evaluation",
    "FailedTask",
    "FaqEntry",
    "Feedback",
    "Fingerprint",
    "FingerprintMark",
    "FrozenScore",
    "GroupLetter",
    "HourTally",
    "Invitation",
    "JoinRequest",
    "JournalCheck",
    "JournalEntry",
    "Juror",
    "JurorInvitation",
    "Keepsake",
    "Laureate",
    "Leaderboard",
    "Letter",
    "Likeness",
    "LiveLog",
    "Machine",
    "MailPreference",
    "MailText",
    "Making",
    "Membership",
    "MentorBooking",
    "MentorSlot",
    "MergeProposal",
    "Motion",
    "Panel",
    "Partner",
    "Phase",
    "Poll",
    "Project",
    "ProjectPicture",
    "Publication",
    "PublishedPicture",
    "Question",
    "Reading",
    "Recusal",
    "Rejudge",
    "RulesAcceptance",
    "Score",
    "Screen",
    "Seeker",
    "Selection",
    "Show",
    "Source",
    "Standing",
    "Submission",
    "SubmissionNote",
    "Team",
    "Tie",
    "Topic",
    "Vote",
    "Webhook",
]
