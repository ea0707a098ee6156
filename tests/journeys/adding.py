"""Run inside a real site's environment with SLUG, BUNDLE and maybe a log policy: one more challenge of its edition."""

import os
import sys
from datetime import timedelta
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "smartport.settings")
django.setup()

from challenges import clock  # noqa: E402  (Django has to be there before its models)
from challenges.editions.queries import current_edition  # noqa: E402
from challenges.evaluations.publishing import publish_bundle  # noqa: E402
from tests import factories  # noqa: E402


def main(slug: str, bundle: Path, log_policy: str = "full") -> None:
    """Open now, scored by the bundle in this folder."""
    now = clock.now()
    times = {"opens_at": now - timedelta(days=1), "closes_at": now + timedelta(days=30)}
    rules = {**times, "daily_limit": 50, "log_policy": log_policy}
    phase = factories.make_phase(factories.make_challenge(current_edition(), slug=slug), **rules)
    publish_bundle(phase, bundle, now=now)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), *sys.argv[3:])
