"""What is written to people about their teams."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.urls import reverse
from django.utils.translation import get_language, gettext

from challenges.errors import gettext_noop
from challenges.post.actions import Compose, Words
from challenges.teams.models import Invitation
from challenges.wording import localized, say_moment


@dataclass(frozen=True)
class Draft:
    """A letter before it has names and a language: message ids, and the name of the page it leads to."""

    subject: str
    body: str
    page: str = "team"


INVITED = Draft(
    gettext_noop("Invitation to the team “%(team)s”"),
    gettext_noop(
        "%(person)s invites you to the team “%(team)s” of the challenge “%(edition)s”.\n\n"
        "Open this link to read the invitation and to answer it:\n%(link)s\n\n"
        "It lets one person in, until %(until)s. Whoever has it can use it: do not hand it on.\n\n"
        "If you do not know what this is about, you need do nothing."
    ),
)
WANTED = Draft(
    gettext_noop("The team “%(team)s” would like to have you"),
    gettext_noop(
        "%(person)s read what you wrote on the board of those who look for a team, and invites you to “%(team)s”.\n\n"
        "%(about)s\n\nThe team does not see your address. You find the invitation on your page “My team”:"
    ),
)
ASKED = Draft(
    gettext_noop("%(person)s would like to join the team “%(team)s”"),
    gettext_noop("%(person)s asks to join your team “%(team)s”:\n\n%(message)s\n\nYou can accept or decline here:"),
)
ACCEPTED = Draft(
    gettext_noop("You are now in the team “%(team)s”"),
    gettext_noop("%(person)s has accepted your request. Welcome to the team “%(team)s”:"),
)
DECLINED = Draft(
    gettext_noop("The team “%(team)s” has declined your request"),
    gettext_noop("The team “%(team)s” has declined your request to join. Other teams look for members too:"),
    "teams-board",
)
JOINED = Draft(
    gettext_noop("%(person)s has joined the team “%(team)s”"),
    gettext_noop("%(person)s has accepted an invitation to your team “%(team)s”:"),
)
LEFT = Draft(
    gettext_noop("%(person)s has left the team “%(team)s”"),
    gettext_noop("%(person)s has left your team “%(team)s”. What was handed in stays with the team:"),
)
REMOVED = Draft(
    gettext_noop("You are no longer in the team “%(team)s”"),
    gettext_noop(
        "%(person)s, the captain, has removed you from the team “%(team)s”. What was handed in stays with the team. "
        "You can join another team, or create one:"
    ),
)
CAPTAIN = Draft(
    gettext_noop("You are now the captain of the team “%(team)s”"),
    gettext_noop("%(person)s has made you captain of the team “%(team)s”. What a captain can do is here:"),
)
PROPOSED = Draft(
    gettext_noop("The team “%(other)s” would like to merge with “%(team)s”"),
    gettext_noop(
        "%(person)s, captain of “%(other)s”, proposes that “%(other)s” becomes part of your team “%(team)s”. "
        "What that would mean, and the answer, is here:"
    ),
)
MERGE_DECLINED = Draft(
    gettext_noop("The team “%(team)s” has declined to merge"),
    gettext_noop("The team “%(team)s” has declined that “%(other)s” becomes part of it. Your team stays as it is:"),
)
MERGED = Draft(
    gettext_noop("The teams “%(other)s” and “%(team)s” are one now"),
    gettext_noop(
        "The team “%(other)s” has become part of “%(team)s”: its members, and what it handed in. "
        "The captain of “%(team)s” leads it:"
    ),
)


def compose(draft: Draft, **names: str) -> Compose:
    """The letter with these names, to be called in the language of whoever reads it; the link stands at its end."""

    def words() -> Words:
        link = f"{settings.SITE_URL}{reverse(draft.page)}"
        body = _tidy(gettext(draft.body) % names)
        return Words(gettext(draft.subject) % names, f"{body}\n{link}\n")

    return words


def invitation(made: Invitation, *, secret: str, by: AbstractBaseUser) -> Compose:
    """The letter that carries a link."""
    edition = made.team.edition
    until: datetime = made.expires_at

    def words() -> Words:
        names = {
            "team": made.team.name,
            "person": str(by),
            "edition": localized(edition.title, (get_language() or "fr")[:2]),
            "link": f"{settings.SITE_URL}{reverse('join', args=[secret])}",
            "until": say_moment(until, zone=edition.timezone),
        }
        return Words(gettext(INVITED.subject) % names, gettext(INVITED.body) % names + "\n")

    return words


def _tidy(body: str) -> str:
    """Without the gap that an empty text leaves."""
    while "\n\n\n" in body:
        body = body.replace("\n\n\n", "\n\n")
    return body
