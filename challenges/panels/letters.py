"""What is written to jurors, each in their own language, by the clock of the edition."""

from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.utils.translation import get_language, gettext, ngettext

from challenges.errors import gettext_noop
from challenges.panels.models import Juror, JurorInvitation, Panel
from challenges.post.actions import Compose, Words
from challenges.wording import localized, say_moment

DESK = "/jury/"
JOIN = "/jury/join/"

INVITATION_SUBJECT = gettext_noop("Invitation to the jury “%(panel)s”")
INVITATION_BODY = gettext_noop(
    "%(person)s invites you to the jury “%(panel)s” of “%(edition)s”, as: %(seat)s.\n\n"
    "Open this link to read what that means, and to accept:\n%(link)s\n\n"
    "It works once, until %(until)s, and only in an account with this very address. "
    "You will need a second factor, such as an app on your telephone, and you sign a declaration of confidentiality "
    "and of your ties before you see a project.\n\n"
    "If you do not know what this is about, you need do nothing."
)
CHANGED_SUBJECT = gettext_noop("Your seat on the jury “%(panel)s”")
CHANGED_BODY = gettext_noop("On the jury “%(panel)s” you are now: %(seat)s.\n\nYour desk: %(desk)s")
ENDED_SUBJECT = gettext_noop("You no longer sit on the jury “%(panel)s”")
ENDED_BODY = gettext_noop(
    "The organizers have ended your seat on the jury “%(panel)s”. The ballots that you have cast stay.\n\n"
    "What you have read of the projects stays confidential. If you think this is a mistake, write to the organizers."
)
OPENED_SUBJECT = gettext_noop("The jury “%(panel)s” begins")
OPENED_BODY = gettext_noop(
    "The jury “%(panel)s” is open. You have %(projects)s to score, until %(until)s.\n\n"
    "Score each project by itself, in the order in which your desk shows them; a draft is kept while you write. "
    "Where you know somebody of a project, recuse yourself from it.\n\nYour desk: %(desk)s"
)
MORE_SUBJECT = gettext_noop("Your projects on the jury “%(panel)s” have changed")
MORE_BODY = gettext_noop(
    "On the jury “%(panel)s” the projects were shared out anew. What you have cast stays. "
    "New on your desk: %(fresh)s. Taken from it: %(taken)s.\n\nBallots are cast until %(until)s.\n\nYour desk: %(desk)s"
)
HOURS_SUBJECT = gettext_noop("Another hour for the jury “%(panel)s”")
HOURS_BODY = gettext_noop("On the jury “%(panel)s” ballots are now cast until %(until)s.\n\nYour desk: %(desk)s")
REMINDER_SUBJECT = gettext_noop("The jury “%(panel)s” waits for your ballots")
REMINDER_BODY = gettext_noop(
    "You have still %(projects)s to score on the jury “%(panel)s”, until %(until)s. After that hour no ballot is "
    "taken.\n\nIf you cannot do it, tell the organizers now: a reserve can be called in.\n\nYour desk: %(desk)s"
)


def invitation(made: JurorInvitation, *, secret: str, by: AbstractBaseUser) -> Compose:
    """The letter that carries the link."""
    panel = made.panel

    def words() -> Words:
        names = {
            **_names(panel),
            "person": str(by),
            "edition": localized(panel.edition.title, _language()),
            "seat": made.get_seat_display(),
            "link": f"{settings.SITE_URL}{JOIN}{secret}/",
            "until": say_moment(made.expires_at, zone=panel.edition.timezone),
        }
        return Words(gettext(INVITATION_SUBJECT) % names, gettext(INVITATION_BODY) % names + "\n")

    return words


def seat_changed(panel: Panel, juror: Juror) -> Compose:
    """To whom has another seat now."""
    return _letter(panel, CHANGED_SUBJECT, CHANGED_BODY, lambda: {"seat": str(juror.get_seat_display())})


def seat_ended(panel: Panel) -> Compose:
    """To whom was taken out."""
    return _letter(panel, ENDED_SUBJECT, ENDED_BODY)


def opened(panel: Panel, *, count: int, until: datetime | None) -> Compose:
    """To each juror with the number of their projects."""
    return _letter(panel, OPENED_SUBJECT, OPENED_BODY, lambda: {"projects": _projects(count), **_until(panel, until)})


def shared_anew(panel: Panel, *, fresh: int, taken: int, until: datetime | None) -> Compose:
    """To jurors whose projects are others than they were."""
    return _letter(
        panel,
        MORE_SUBJECT,
        MORE_BODY,
        lambda: {"fresh": _projects(fresh), "taken": _projects(taken), **_until(panel, until)},
    )


def hour_moved(panel: Panel, *, until: datetime | None) -> Compose:
    """To all jurors."""
    return _letter(panel, HOURS_SUBJECT, HOURS_BODY, lambda: _until(panel, until))


def reminder(panel: Panel, *, count: int, until: datetime | None) -> Compose:
    """To whoever owes ballots."""
    return _letter(
        panel, REMINDER_SUBJECT, REMINDER_BODY, lambda: {"projects": _projects(count), **_until(panel, until)}
    )


def _letter(panel: Panel, subject: str, body: str, more: Callable[[], dict[str, str]] = dict) -> Compose:
    """`more` is called in the reader's language."""

    def words() -> Words:
        names = {**_names(panel), **more()}
        return Words(gettext(subject) % names, gettext(body) % names + "\n")

    return words


def _names(panel: Panel) -> dict[str, str]:
    return {"panel": localized(panel.title, _language()), "desk": f"{settings.SITE_URL}{DESK}"}


def _projects(count: int) -> str:
    return ngettext("%(count)s project", "%(count)s projects", count) % {"count": count}


def _until(panel: Panel, until: datetime | None) -> dict[str, str]:
    said = say_moment(until, zone=panel.edition.timezone) if until else gettext("the organizers close the round")
    return {"until": said}


def _language() -> str:
    return (get_language() or "fr")[:2]
