"""Run inside a real site's environment with COUNT: so many more teams of one; prints their tokens as JSON."""

import json
import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "smartport.settings")
django.setup()

from django.conf import settings  # noqa: E402  (Django has to be there before its models)

from challenges import clock  # noqa: E402
from challenges.editions.queries import current_edition  # noqa: E402
from challenges.teams.models import Team  # noqa: E402
from tests import factories  # noqa: E402


def main(count: int) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # nobody logs in with one
    edition, known = current_edition(), Team.objects.count()
    tokens = {}
    for number in range(known, known + count):
        captain = factories.make_person(f"crew{number}")
        factories.make_team(edition, name=captain.username, captain=captain, now=clock.now())
        tokens[captain.username] = factories.make_token(captain)
    print(json.dumps(tokens))


if __name__ == "__main__":
    main(int(sys.argv[1]))
