"""What is written to whom, and how often a letter that does not arrive is sent again."""

from datetime import timedelta

from challenges.errors import gettext_noop

ANNOUNCEMENTS = "announcements"
ANSWERS = "answers"
RESULTS = "results"
TEAM = "team"

# What a person may have or not; the words are message ids. What stands here with False is sent only where it is wanted.
KINDS = {
    ANNOUNCEMENTS: (gettext_noop("Announcements of the organizers"), True),
    ANSWERS: (gettext_noop("Answers to your team's questions"), True),
    TEAM: (gettext_noop("What happens in your team: invitations, requests, changes"), True),
    RESULTS: (gettext_noop("Results of your team's submissions"), False),
}

TRIES = 8


def wait_after(tries: int) -> timedelta:
    """How long a letter waits after so many failures: 1 minute, 2, 4 … at most 6 hours."""
    return min(timedelta(minutes=2 ** max(0, tries - 1)), timedelta(hours=6))
