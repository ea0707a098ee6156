"""Sends what waits: claimed letter by letter, so that any number of clocks send it once."""

from datetime import datetime
from email.utils import format_datetime
from smtplib import SMTPException, SMTPSenderRefused, SMTPServerDisconnected
from urllib.parse import urlsplit

import structlog
from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import F
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from challenges.post.models import Letter
from challenges.post.queries import unsubscribe_token, waiting
from challenges.post.rules import SHUT_FOR, wait_after

logger = structlog.get_logger(__name__)

A_ROUND = 50
TROUBLE_LENGTH = 300


def send_waiting_letters(*, now: datetime) -> int:
    """Send what waits, at most A_ROUND letters; how many went. While the server cannot be reached nothing is tried, and
    no letter comes nearer to being given up; one that the server refuses waits longer every time."""
    letters = list(waiting(now=now)[:A_ROUND])
    if not letters:
        return 0
    connection: BaseEmailBackend = get_connection()
    try:
        connection.open()
    except OSError as error:  # smtplib's errors are of this family, and so are those of the network
        _put_off(now=now, trouble=repr(error))
        return 0
    try:
        return _send_all(letters, connection=connection, now=now)
    finally:
        connection.close()


def message_of(letter: Letter, *, connection: BaseEmailBackend | None = None, now: datetime) -> EmailMessage:
    """The letter as it travels. Its Message-ID is its own for ever: where it had to be sent twice because we died
    between the server's yes and our note of it, mailboxes know it as one."""
    headers = {
        "Message-ID": f"<{letter.pk}@{urlsplit(settings.SITE_URL).hostname}>",
        "Date": format_datetime(now),
        "Auto-Submitted": "auto-generated",
        "Content-Language": letter.language,
    }
    body = letter.body
    if letter.kind and letter.to_id:
        leave = f"{settings.SITE_URL}{reverse('unsubscribe', args=[unsubscribe_token(letter)])}"
        headers["List-Unsubscribe"] = f"<{leave}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        body = f"{body.rstrip()}\n\n-- \n{_foot(letter, leave=leave)}\n"
    return EmailMessage(
        letter.subject, body, settings.DEFAULT_FROM_EMAIL, [letter.address], headers=headers, connection=connection
    )


def _foot(letter: Letter, *, leave: str) -> str:
    with translation.override(letter.language):
        choose = gettext("Choose which letters you get: %(address)s")
        stop = gettext("No more of this kind, without logging in: %(address)s")
    preferences = f"{settings.SITE_URL}{reverse('mail-preferences')}"
    return f"{choose % {'address': preferences}}\n{stop % {'address': leave}}"


def _send_all(letters: list[Letter], *, connection: BaseEmailBackend, now: datetime) -> int:
    """Stops where the server hangs up or does not take us as a sender: the others' turn would fail as well."""
    sent = 0
    for letter in letters:
        try:
            sent += _send(letter, connection=connection, now=now)
        except OSError as error:
            _put_off(now=now, trouble=repr(error))
            break
    return sent


def _send(letter: Letter, *, connection: BaseEmailBackend, now: datetime) -> bool:
    """Whether it went now. Raises OSError where it is not this letter that is at fault, or not surely."""
    claim = Letter.objects.filter(pk=letter.pk, sent_at=None, tries=letter.tries)
    if not claim.update(tries=F("tries") + 1, not_before=now + wait_after(letter.tries + 1)):
        return False
    try:
        message_of(letter, connection=connection, now=now).send()
    except SMTPSenderRefused:
        Letter.objects.filter(pk=letter.pk).update(tries=letter.tries)  # not its fault: the try is given back
        raise
    except (SMTPException, ValueError) as error:  # ValueError: an address or a header that cannot be written
        logger.warning("letter_refused", letter=str(letter.pk), tries=letter.tries + 1, error=repr(error))
        Letter.objects.filter(pk=letter.pk).update(trouble=repr(error)[:TROUBLE_LENGTH])
        if isinstance(error, SMTPServerDisconnected):
            raise
        return False
    return bool(Letter.objects.filter(pk=letter.pk).update(sent_at=now, trouble=""))


def _put_off(*, now: datetime, trouble: str) -> None:
    """Everything waits a little together; the organizers' console shows why."""
    logger.warning("mail_server_away", error=trouble)
    waiting(now=now).order_by().update(not_before=now + SHUT_FOR, trouble=trouble[:TROUBLE_LENGTH])
