"""What is written to whom, and how often a letter that does not arrive is sent again."""

from datetime import timedelta

from challenges.errors import Refusal, gettext_noop
from challenges.folding import can_stand

ANNOUNCEMENTS = "announcements"
ANSWERS = "answers"
MENTORS = "mentors"
QUESTIONS = "questions"
RESULTS = "results"
TEAM = "team"

# What a person may have or not; the words are message ids. What stands here with False is sent only where it is wanted.
KINDS = {
    ANNOUNCEMENTS: (gettext_noop("Announcements of the organizers"), True),
    ANSWERS: (gettext_noop("Answers to your team's questions"), True),
    TEAM: (gettext_noop("What happens in your team: invitations, requests, changes"), True),
    MENTORS: (gettext_noop("Mentors' hours: bookings, changes and reminders"), True),
    RESULTS: (gettext_noop("Results of your team's submissions"), False),
    QUESTIONS: (gettext_noop("Questions of teams that wait for an organizer's answer"), True),
}
FOR_ORGANIZERS = frozenset({QUESTIONS})

TRIES = 10
SUBJECT_LENGTH = 200
SHUT_FOR = timedelta(minutes=1)
KEPT_FOR = timedelta(days=180)
ISOLATES = "\u2068\u2069"


class AddressUnusable(Refusal):
    code = "address_unusable"
    message = gettext_noop("This is no e-mail address that a letter can be sent to.")
    hint = gettext_noop("Check it: name@example.ma")
    field = "email"
    status = 422


def wait_after(tries: int) -> timedelta:
    """How long a letter waits after so many failures: 1 minute, 2, 4 … at most 6 hours; TRIES take some 8 hours."""
    return min(timedelta(minutes=2 ** min(max(0, tries - 1), 10)), timedelta(hours=6))


def plain_subject(text: str) -> str:
    """One line of bounded length without anything that a header, or a reader's eye, could take for more than text."""
    return "".join(letter for letter in " ".join(text.split()) if letter.isprintable())[:SUBJECT_LENGTH]


def plain_body(text: str) -> str:
    """Printable lines: no control characters, no half characters, one kind of line end. The signs that keep a name's
    direction to itself stay: they reach no further than their line."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join("".join(letter for letter in line if letter in ISOLATES or can_stand(letter)) for line in lines)
