"""A receiver, and a webhook that leads to it."""

import pytest

from challenges.hooks.actions import make_hook
from challenges.hooks.rules import EVENTS
from tests.challenges.hooks.receiver import receiving
from tests.factories import NOW


@pytest.fixture
def receiver():
    with receiving() as found:
        yield found


@pytest.fixture
def hook(receiver, settings, challenge, dora):
    """Told of everything in Dora's challenge."""
    settings.HOOK_HOSTS = ["127.0.0.1"]
    challenge.organizers.add(dora)
    return make_hook(challenge.edition, challenge, url=receiver.url, events=EVENTS, by=dora, now=NOW)
