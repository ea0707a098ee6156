"""An evening to be followed: a prize of the public, two themes, and a main prize with a board of ten."""

from datetime import datetime, timedelta

from challenges.ceremony.freezing import digest_of_script, plain_script
from challenges.ceremony.models import State
from challenges.ceremony.script import Honoured, Prize, script_of
from challenges.editions.models import Edition
from smartport.accounts.models import User
from tests.factories import make_edition
from tests.factories.editions import texts
from tests.factories.stage import make_ceremony

PLACES = 10


def armed(*, now: datetime, by: User) -> Edition:
    """Whose script has more than twenty steps."""
    edition = make_edition(opens_at=now - timedelta(days=90), closes_at=now + timedelta(days=1))
    teams = [
        Honoured(
            team=f"Équipe du quai {n}",
            project=f"Prévoir l’attente des navires en rade, variante {n}",
            citation=texts("Une prévision sobre, expliquée, déjà essayée au terminal avec les pilotes du port."),
            first=90.0 - 3 * n,
            second=85.0 - 2 * n,
        )
        for n in range(PLACES)
    ]
    prizes = [
        Prize(
            kind,
            kind,
            texts(f"Prix {kind}"),
            texts("Ce qu’il récompense."),
            texts("20 000 DH"),
            "",
            "ANP",
            places,
            told,
        )
        for kind, places, told in (
            ("theme", ((teams[3],),), 1),
            ("public", ((teams[4], teams[5]),), 1),
            ("main", tuple((team,) for team in teams), PLACES),
        )
    ]
    script = plain_script(script_of(prizes, title=edition.title, partners=["ANP", "PortNet"]))
    make_ceremony(
        edition, state=State.ARMED, script=script, script_sha256=digest_of_script(script), armed_by=by, armed_at=now
    )
    return edition
