"""Run inside a real site's environment: its edition, people, and two challenges; prints their tokens as JSON."""

import json
import os
import tempfile
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "smartport.settings")
django.setup()

from datetime import timedelta  # noqa: E402  (Django has to be there before its models)

from challenges import clock  # noqa: E402
from challenges.evaluations.publishing import publish_bundle  # noqa: E402
from tests import factories  # noqa: E402
from tests.journeys.entries import SLOW_BUNDLE  # noqa: E402


def main() -> None:
    now = clock.now()
    times = {"opens_at": now - timedelta(days=1), "closes_at": now + timedelta(days=30)}
    edition = factories.make_edition(**times)
    for slug, files in (("rade", factories.BUNDLE), ("lente", SLOW_BUNDLE)):
        phase = factories.make_phase(factories.make_challenge(edition, slug=slug), **times, daily_limit=50)
        with tempfile.TemporaryDirectory() as folder:
            publish_bundle(phase, factories.bundle_folder(Path(folder), files=files), now=now)
    people = {name: factories.make_person(name) for name in ("alice", "bob", "mallory")}
    factories.make_team(edition, name="Les Alizés", captain=people["alice"], mates=(people["bob"],), now=now)
    factories.make_team(edition, name="Contre-courant", captain=people["mallory"], now=now)
    print(json.dumps({name: factories.make_token(person) for name, person in people.items()}))


if __name__ == "__main__":
    main()
