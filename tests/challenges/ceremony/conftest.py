"""Awards whose laureates are written, an evening with a second organizer, and a jury that has locked its decision."""

from typing import Any

import pytest

from challenges.ceremony.freezing import digest_of_script
from challenges.ceremony.models import AwardKind, Ceremony
from challenges.ceremony.queries import ceremony_of, script_now
from challenges.journal.models import JournalEntry
from tests.factories import NOW, make_person
from tests.factories.editions import texts
from tests.factories.hearing import make_hearing
from tests.factories.stage import lock_decision, make_award, make_ceremony, make_laureate


@pytest.fixture
def driss(db: None) -> Any:
    """Organizes beside Dora."""
    return make_person("driss", is_staff=True)


@pytest.fixture
def awards(edition, alices_team, mallorys_team) -> list[Any]:
    """The grand prize, told with two places, and a theme prize."""
    grand = make_award(edition, told=2, handed_by="The director")
    theme = make_award(edition, title="Green port", kind=AwardKind.THEME, handed_by="The rector")
    make_laureate(grand, alices_team, citation=texts("For the waves"))
    make_laureate(grand, mallorys_team, citation=texts("For the tides"))
    make_laureate(theme, mallorys_team, citation=texts("For the wind"))
    return [grand, theme]


@pytest.fixture
def evening(edition, awards) -> Ceremony:
    """In preparation, with an hour and a place."""
    return make_ceremony(edition, begins_at=NOW, place=texts("Casablanca"))


@pytest.fixture
def digest(evening) -> str:
    """Of the script as it is now."""
    return digest_of_script(script_now(ceremony_of(evening.edition)))


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
