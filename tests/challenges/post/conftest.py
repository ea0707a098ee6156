"""A mail server that the site knows, and letters to send."""

import pytest

from challenges.post.actions import Words, write_to
from challenges.post.rules import TEAM
from tests.challenges.post.mailroom import Mailroom, open_mailroom
from tests.factories import NOW


@pytest.fixture
def closed_mailroom(settings) -> Mailroom:
    """The site knows its port; nobody listens there."""
    room = Mailroom()
    with open_mailroom(room):
        pass
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", room.port
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.DEFAULT_FROM_EMAIL = "Port <no-reply@smartport.test>"
    return room


@pytest.fixture
def mailroom(closed_mailroom):
    with open_mailroom(closed_mailroom) as room:
        yield room


@pytest.fixture
def write(db):
    """A letter of the kind TEAM to each of these people."""

    def write(*people, about="tide:1", subject="High water", body="At noon.", kind=TEAM, now=NOW):
        return write_to(people, lambda: Words(subject, body), kind=kind, about=about, now=now)

    return write
