"""The terms: what is kept how long, and why. The privacy notice tells the same (smartport/accounts/texts)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from challenges.errors import gettext_noop

ACCOUNTS, DEVICES, LETTERS, INVITATIONS = "accounts", "devices", "letters", "invitations"
TOKENS, SEEKERS, EXTRACTS, BALLOTS = "tokens", "seekers", "extracts", "ballots"
YEAR = timedelta(days=365)
NOTICE = timedelta(days=30)
"""From the letter that warns to the deletion of an account."""


@dataclass(frozen=True)
class Term:
    """What goes (`what`), after how many days from when (`since`), and why it is not kept longer. Days are None where
    the operator or whoever brought a thing names them."""

    key: str
    what: str
    since: str
    why: str
    days: int | None


TERMS = (
    Term(
        ACCOUNTS,
        gettext_noop("Accounts that nobody uses any more, with all that is only theirs"),
        gettext_noop("after the last use or the end of the last edition; a letter warns 30 days before"),
        gettext_noop("Who does not come back needs no account. Organizers' accounts are not touched."),
        None,
    ),
    Term(
        DEVICES,
        gettext_noop("Addresses and browsers of log-ins"),
        gettext_noop("at the end of the log-in"),
        gettext_noop("They show a person where somebody is logged in; afterwards they show nothing."),
        0,
    ),
    Term(
        LETTERS,
        gettext_noop("Letters, sent or given up"),
        gettext_noop("after they were written"),
        gettext_noop("As long as somebody may ask whether a letter was sent."),
        180,
    ),
    Term(
        INVITATIONS,
        gettext_noop("E-mail addresses of people who were invited"),
        gettext_noop("after the invitation ended"),
        gettext_noop("Who did not come never agreed to anything."),
        30,
    ),
    Term(
        TOKENS,
        gettext_noop("API tokens that open nothing any more"),
        gettext_noop("after they ended or were withdrawn"),
        gettext_noop("As long as their owner may want to know what was open."),
        180,
    ),
    Term(
        SEEKERS,
        gettext_noop("What people wrote who looked for a team"),
        gettext_noop("after the end of the edition"),
        gettext_noop("There is no team to be found any more."),
        30,
    ),
    Term(
        BALLOTS,
        gettext_noop("Grades and comments of jurors, their declared ties and reasons"),
        gettext_noop("after the end of the edition"),
        gettext_noop("As long as a decision may be contested. The decision itself stays, as it was signed."),
        730,
    ),
    Term(
        EXTRACTS,
        gettext_noop("Raw extracts in the vault"),
        gettext_noop("on the day that whoever brought them named"),
        gettext_noop("The sweep of the vault destroys them; its own journal tells."),
        None,
    ),
)
BY_KEY = {term.key: term for term in TERMS}


def line_of(term: Term, *, now: datetime) -> datetime:
    """What ended before this is over."""
    return now - timedelta(days=term.days or 0)


def unused_since(*, years: int, now: datetime) -> datetime:
    """Who was not here since then does not use the account."""
    return now - years * YEAR
