"""Awards whose laureates are written, an evening with a second organizer, and a jury that has locked its decision."""

from typing import Any

import pytest

from challenges.ceremony.models import Ceremony
from challenges.journal.models import JournalEntry
from tests.factories import make_person
from tests.factories.evening import digest_now, make_awards, make_evening
from tests.factories.hearing import make_hearing
from tests.factories.stage import lock_decision, make_award


@pytest.fixture
def driss(db: None) -> Any:
    """Organizes beside Dora."""
    return make_person("driss", is_staff=True)


@pytest.fixture
def awards(edition, alices_team, mallorys_team) -> list[Any]:
    return make_awards(edition, alices_team, mallorys_team)


@pytest.fixture
def evening(edition, awards) -> Ceremony:
    return make_evening(edition)


@pytest.fixture
def digest(evening) -> str:
    """Of the script as it is now."""
    return digest_now(evening.edition)


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


def deeds() -> list[str]:
    """What the journal says of evenings, in order."""
    return [deed.removeprefix("ceremony.") for deed in of_the_stage().values_list("deed", flat=True)]


def of_the_stage() -> Any:
    """The lines of the journal about evenings, in order."""
    return JournalEntry.objects.filter(subject__startswith="ceremony:").order_by("number")
