"""A step in plain words, for whoever stands at the control."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import get_language, gettext, gettext_noop

from challenges.wording import localized

NAMES: Mapping[str, str] = {
    "welcome": gettext_noop("Welcome"),
    "words": gettext_noop("Somebody speaks"),
    "award": gettext_noop("An award is announced"),
    "board": gettext_noop("The table, with the first component alone"),
    "resolve": gettext_noop("The second component of a team"),
    "place": gettext_noop("Place %(rank)s"),
    "silence": gettext_noop("Silence before the winner"),
    "winner": gettext_noop("The winner"),
    "laureates": gettext_noop("All laureates"),
    "thanks": gettext_noop("Thanks"),
}


@dataclass(frozen=True)
class ToldStep:
    """What a step is, what it is about, whom it names; what is only for backstage."""

    kind: str
    name: str
    about: str
    teams: list[str] = field(default_factory=list)
    speaker: str = ""
    said: list[str] = field(default_factory=list)
    handed_by: str = ""
    notes: str = ""
    holds: bool = False


def told_step(step: Mapping[str, Any]) -> ToldStep:
    """In the reader's language."""
    shows, notes = step["shows"], step["notes"]
    language = (get_language() or "fr")[:2]
    name = gettext(NAMES[step["kind"]])
    return ToldStep(
        kind=step["kind"],
        name=name % {"rank": shows["rank"]} if "rank" in shows else name,
        about=localized(shows.get("award") or shows.get("title") or {}, language),
        teams=[one["team"] for one in shows.get("teams", ())] or ([shows["now"]] if "now" in shows else []),
        speaker=shows.get("speaker", ""),
        said=list(notes.get("said", ())),
        handed_by=notes.get("handed_by", ""),
        notes=notes.get("text", ""),
        holds=step["holds"],
    )
