"""An evening with its awards, armed and live, as organizers would make it."""

from typing import Any
from uuid import uuid4

from challenges.ceremony.arming import agree_to_script, propose_script
from challenges.ceremony.freezing import digest_of_script
from challenges.ceremony.models import AwardKind, Ceremony, Show
from challenges.ceremony.preparing import keep_words
from challenges.ceremony.queries import ceremony_of, script_now
from challenges.ceremony.running import go_live, rehearse
from challenges.ceremony.screens import make_screen
from challenges.editions.models import Edition
from challenges.teams.models import Team
from tests.factories.editions import NOW, texts
from tests.factories.stage import make_award, make_ceremony, make_laureate


def make_awards(edition: Edition, first: Team, second: Team) -> list[Any]:
    """A grand prize, told with two places, and a theme prize: nothing is missing."""
    grand = make_award(edition, told=2, handed_by="The director")
    theme = make_award(edition, title="Green port", kind=AwardKind.THEME, handed_by="The rector")
    make_laureate(grand, first, citation=texts("For the waves"), pronunciation="lay za-lee-zay")
    make_laureate(grand, second, citation=texts("For the tides"))
    make_laureate(theme, second, citation=texts("For the wind"))
    return [grand, theme]


def make_evening(edition: Edition) -> Ceremony:
    """In preparation, with an hour and a place."""
    return make_ceremony(edition, begins_at=NOW, place=texts("Casablanca"))


def digest_now(edition: Edition) -> str:
    """Of the script as it is now."""
    return digest_of_script(script_now(ceremony_of(edition)))


def arm(edition: Edition, *, first: Any, second: Any) -> Ceremony:
    """Two people sign what there is."""
    propose_script(edition, seen=digest_now(edition), by=first, now=NOW)
    return agree_to_script(edition, seen=digest_now(edition), by=second, now=NOW)


def begin(edition: Edition, *, first: Any, second: Any) -> Show:
    """Armed and live; the first person holds the control."""
    arm(edition, first=first, second=second)
    return go_live(edition, by=first, now=NOW)


def places_of_an_evening(edition: Edition, first: Team, second: Team, *, by: Any) -> dict[str, Any]:
    """What addresses of an evening stand for, while a rehearsal runs: somebody speaks, and a hall has a screen."""
    make_awards(edition, first, second)
    make_evening(edition)
    told = {"title": texts("A word"), "speaker": "The minister", "notes": ""}
    return {
        "words_key": keep_words(edition, told, by=by, now=NOW),
        "screen_id": make_screen(edition, key=uuid4(), name="Main hall", by=by, now=NOW).screen.pk,
        "show_id": rehearse(edition, seed=1, by=by, now=NOW).pk,
    }
