"""What stands for the places in the addresses of the stage."""

from typing import Any

from challenges.ceremony.models import Ceremony
from challenges.editions.models import Edition
from challenges.teams.models import Team
from smartport.accounts.consents import give
from smartport.accounts.models import User
from smartport.accounts.rules import PUBLICATION
from tests.factories import NOW
from tests.factories.evening import places_of_an_evening
from tests.factories.stage import make_award, make_certificate, make_laureate
from tests.smartport.stage.seen import SECRET, make_screen


def staged(edition: Edition, team: Team, other: Team, *, alice: User, dora: User) -> dict[str, Any]:
    """Alice's team has a prize that people chose, she has a certificate on which her name may stand, and an evening is
    in preparation, with a screen of its hall."""
    award = make_award(edition, deciders="Dora", reason="Les Alizés asked the pilots.")
    give(alice, purpose=PUBLICATION, now=NOW)
    places = places_of_an_evening(edition, team, other, by=dora)
    make_screen(Ceremony.objects.get(edition=edition), SECRET)
    return {
        **places,
        "screen_secret": SECRET,
        "award_id": award.pk,
        "laureate_id": make_laureate(award, team).pk,
        "certificate_code": make_certificate(edition, alice).code,
    }
