"""An edition with two awards whose laureates are written, and a second organizer."""

from typing import Any

import pytest

from challenges.ceremony.models import Ceremony
from challenges.journal.models import JournalEntry
from tests.factories import make_person
from tests.factories.evening import digest_now, make_awards, make_evening


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


def deeds() -> list[str]:
    """What the journal says of evenings, in order."""
    return [deed.removeprefix("ceremony.") for deed in of_the_stage().values_list("deed", flat=True)]


def of_the_stage() -> Any:
    """The lines of the journal about evenings, in order."""
    return JournalEntry.objects.filter(subject__startswith="ceremony:").order_by("number")
