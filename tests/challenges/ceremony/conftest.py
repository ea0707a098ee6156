"""A jury that has locked its decision, the prize it decides, and one that people choose."""

import pytest

from tests.factories.hearing import make_hearing
from tests.factories.stage import lock_decision, make_award


@pytest.fixture
def hearing(challenge, dora):
    """Four projects before a jury that is deliberating."""
    challenge.organizers.add(dora)
    return make_hearing(challenge)


@pytest.fixture
def decision(hearing):
    return lock_decision(hearing)


@pytest.fixture
def award(hearing, decision):
    """Three places of what the jury decided."""
    return make_award(hearing.panel.edition, panel=hearing.panel, challenge=hearing.panel.challenge, told=3)


@pytest.fixture
def favourite(edition):
    """Two places that people choose."""
    return make_award(edition, title="Coup de coeur", kind="favourite", told=2)
