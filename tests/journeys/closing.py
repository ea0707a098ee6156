"""Run inside a real site's environment with SLUG, SECONDS and names of people: the challenge's phase closes so soon;
prints the moment, in seconds of the epoch, and a session of each of these people as JSON."""

import json
import os
import sys
from datetime import timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "smartport.settings")
django.setup()

from django.conf import settings  # noqa: E402  (Django has to be there before its models)
from django.test import Client  # noqa: E402

from challenges import clock  # noqa: E402
from challenges.editions.models import Phase  # noqa: E402
from smartport.accounts.models import User  # noqa: E402


def main(slug: str, seconds: float, people: list[str]) -> None:
    sessions = {name: session_of(User.objects.get(username=name)) for name in people}
    closes_at = clock.now() + timedelta(seconds=seconds)
    assert Phase.objects.filter(challenge__slug=slug).update(closes_at=closes_at) == 1
    print(json.dumps({"closes_at": closes_at.timestamp(), "sessions": sessions}))


def session_of(person: User) -> str:
    """Logged in, as a browser is."""
    client = Client()
    client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client.cookies[settings.SESSION_COOKIE_NAME].value


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]), sys.argv[3:])
