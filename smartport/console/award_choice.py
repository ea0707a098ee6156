"""Whom people choose for an award, while they do: the lines as they are, and what a click does to them. Nothing of it
is kept before it is recorded."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import zip_longest

from django.http import HttpRequest
from django.utils.translation import get_language, gettext

from challenges.ceremony.eligible import Eligible, Found, eligible_of, find_eligible
from challenges.ceremony.laureates import Pick
from challenges.ceremony.models import Award, Laureate
from challenges.pages.visit import isolated
from challenges.wording import localized
from smartport.console.people import SEARCH_LENGTH

MOST_LINES = 50
DEEDS = ("find", "add", "drop")


@dataclass(frozen=True)
class Line:
    """A team on a place, and why it cannot stay there."""

    key: str
    place: str
    label: str = ""
    fault: str = ""


@dataclass(frozen=True)
class Choice:
    """`deed` is what was clicked, none where it is to be recorded; `is_changed` while it is not what the award says."""

    lines: list[Line]
    deed: str = ""
    search: str = ""
    is_changed: bool = False
    said: str = ""

    @property
    def faults(self) -> list[str]:
        """Why it cannot be recorded."""
        return [line.fault for line in self.lines if line.fault]

    @property
    def picks(self) -> list[Pick]:
        """Of a choice without faults."""
        return [Pick(line.key, int(line.place)) for line in self.lines]


@dataclass(frozen=True)
class Offer:
    """What the search finds: the key, what it says, and whether its team is chosen."""

    key: str
    label: str
    is_chosen: bool


def choice_of(request: HttpRequest, award: Award) -> Choice:
    """As it was sent, with what was clicked done; as the award says where nothing was. `award` has its laureates."""
    kept = [(_key(row), str(row.rank)) for row in award.laureates.all()]
    if request.method != "POST":
        return Choice(_lines(award, kept), search=request.GET.get("q", "")[:SEARCH_LENGTH])
    sent = request.POST
    pairs = list(zip_longest(sent.getlist("pick"), sent.getlist("place"), fillvalue=""))[:MOST_LINES]
    deed = next((name for name in DEEDS if name in sent), "")
    added, dropped = sent.get("add", ""), sent.get("drop", "")
    if added and len(pairs) < MOST_LINES and added not in dict(pairs):
        pairs.append((added, str(_next_place(pairs, award))))
    if dropped.isascii() and dropped.isdecimal():
        pairs = [pair for number, pair in enumerate(pairs, start=1) if str(number) != dropped]
    lines = _lines(award, pairs)
    search = "" if added else sent.get("q", "")[:SEARCH_LENGTH]
    return Choice(lines, deed, search, is_changed=pairs != kept, said=_said(lines, added, dropped))


def offers_of(award: Award, choice: Choice) -> tuple[list[Offer], Found]:
    """What the search of this choice finds."""
    found = find_eligible(award.edition, award.challenge, search=choice.search)
    chosen = {line.key for line in choice.lines}
    return [Offer(one.key, label_of(one, award), one.key in chosen) for one in found.rows], found


def label_of(one: Eligible, award: Award) -> str:
    """The team and its project, and the challenge where it may be any."""
    parts = [isolated(one.team.name), isolated(one.project.title) if one.project else gettext("no project page")]
    if one.project and award.challenge_id is None:
        parts.append(isolated(localized(one.project.challenge.title, get_language() or "fr")))
    return " · ".join(parts)


def _lines(award: Award, pairs: list[tuple[str, str]]) -> list[Line]:
    possible = eligible_of(award.edition, award.challenge, [key for key, _ in pairs])
    known = {_key(row): _name(row) for row in award.laureates.all()}
    places = {str(place) for place in range(1, award.told + 1)}
    lines = [_line(Line(*pair), possible, known, award) for pair in pairs]
    amiss = gettext("Choose a place.")
    return [line if line.fault or line.place in places else replace(line, fault=amiss) for line in lines]


def _line(line: Line, possible: Mapping[str, Eligible], known: Mapping[str, str], award: Award) -> Line:
    if line.key in possible:
        return replace(line, label=label_of(possible[line.key], award))
    fault = gettext(
        "It cannot be chosen any more: it shows no such project and has handed nothing in, or is part of another team "
        "now. Take it out, and choose anew."
    )
    return replace(line, label=known.get(line.key, gettext("Unknown team")), fault=fault)


def _said(lines: list[Line], added: str, dropped: str) -> str:
    """What a click did, for those who do not see it."""
    if added:
        line = next((line for line in lines if line.key == added), Line(added, "", fault=gettext("No more lines fit.")))
        return line.fault or gettext("Added: %(team)s") % {"team": line.label}
    return gettext("Taken out.") if dropped else ""


def _next_place(pairs: list[tuple[str, str]], award: Award) -> int:
    """The first that nobody has, or the last."""
    taken = {place for _, place in pairs}
    return next((place for place in range(1, award.told) if str(place) not in taken), award.told)


def _key(row: Laureate) -> str:
    shown = row.project is not None and row.project.is_public and row.project.hidden_at is None
    return f"project:{row.project_id}" if shown else f"team:{row.team_id}"


def _name(row: Laureate) -> str:
    return " · ".join(isolated(name) for name in (row.team_name, row.project_title) if name)
