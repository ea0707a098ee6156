"""A screen of the hall, for tests that walk over every address."""

from typing import Any

from challenges.ceremony.models import Ceremony
from challenges.editions.models import Challenge
from tests.smartport.stage.seen import SECRET, make_screen


def staged(challenge: Challenge) -> dict[str, Any]:
    """The secret of a hall of the challenge's edition, whose evening is there."""
    make_screen(Ceremony.objects.get(edition=challenge.edition), SECRET)
    return {"secret": SECRET}
