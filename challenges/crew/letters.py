"""What is written to people about their role."""

from datetime import datetime

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.urls import reverse
from django.utils.translation import get_language, gettext

from challenges.crew.models import CrewInvitation
from challenges.errors import gettext_noop
from challenges.post.actions import Compose, Words
from challenges.wording import localized, say_moment

SUBJECT = gettext_noop("Invitation to organize “%(edition)s”")
BODY = gettext_noop(
    "%(person)s invites you to organize “%(edition)s”.\n\n"
    "Open this link to read what that means, and to accept:\n%(link)s\n\n"
    "It works once, until %(until)s, and only in an account with this very address. "
    "You will need a second factor, such as an app on your telephone.\n\n"
    "If you do not know what this is about, you need do nothing."
)
ENDED_SUBJECT = gettext_noop("You no longer organize the challenges")
ENDED_BODY = gettext_noop(
    "%(person)s has taken back your role as an organizer. Your account stays as it is otherwise.\n\n"
    "If you think this is a mistake, write to the organizers."
)


def invitation(made: CrewInvitation, *, secret: str, by: AbstractBaseUser) -> Compose:
    """The letter that carries the link."""
    until: datetime = made.expires_at

    def words() -> Words:
        title = localized(made.edition.title, (get_language() or "fr")[:2])
        names = {
            "person": str(by),
            "edition": title,
            "link": f"{settings.SITE_URL}{reverse('join-crew', args=[secret])}",
            "until": say_moment(until, zone=made.edition.timezone),
        }
        return Words(gettext(SUBJECT) % names, gettext(BODY) % names + "\n")

    return words


def ended(by: AbstractBaseUser) -> Compose:
    """To whom the role was taken from."""
    return lambda: Words(gettext(ENDED_SUBJECT), gettext(ENDED_BODY) % {"person": str(by)} + "\n")
