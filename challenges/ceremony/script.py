"""The script of an evening: from what was decided to the steps in which it is told.

Pure: plain values in, plain values out. A step's `shows` is all that a spectator gets when it is told, so nothing in it
may lie ahead of it; its `notes` are for whoever stands at the control.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from random import Random
from typing import Any

MOST_TOLD = 10
"""Places of an award that are told at most: the last ones are nobody's to tell."""
EVEN = (50, 50)
"""What two components count where nothing says so."""
ALIKE = 1e-6
ORDER = ("theme", "sponsor", "public", "favourite", "main")
"""In which awards are told, the main prizes last."""
Texts = Mapping[str, str]


@dataclass(frozen=True)
class Honoured:
    """A team with an award. Components are points of 100 before their weights, or None where the award has none."""

    team: str
    project: str = ""
    citation: Texts = field(default_factory=dict)
    pronunciation: str = ""
    first: float | None = None
    second: float | None = None


@dataclass(frozen=True)
class Prize:
    """An award and its places from the first on; those ex aequo stand in one place. `weights` are what the two
    components count, in percent, where there are two."""

    key: str
    kind: str
    title: Texts
    about: Texts
    won: Texts
    handed_by: str
    partner: str
    places: tuple[tuple[Honoured, ...], ...]
    told: int = 1
    weights: tuple[int, int] | None = None


@dataclass(frozen=True)
class Words:
    """Somebody speaks between two awards. `notes` are for whoever stands at the control."""

    key: str
    title: Texts
    speaker: str = ""
    notes: str = ""


@dataclass(frozen=True)
class Step:
    """One thing that is told. A step with `holds` is told by holding the key, for it cannot be told twice."""

    key: str
    kind: str
    shows: Mapping[str, Any]
    notes: Mapping[str, Any] = field(default_factory=dict)
    holds: bool = False


def script_of(
    prizes: Sequence[Prize], *, title: Texts, partners: Sequence[str], order: Sequence[str | Words] = ()
) -> list[Step]:
    """The whole evening: welcome, awards and words (see in_order), all laureates, thanks. An award without a laureate
    is not told."""
    entries = [entry for entry in in_order(prizes, order) if isinstance(entry, Words) or entry.places]
    steps = [Step("welcome", "welcome", {"title": dict(title)})]
    for entry in entries:
        steps += [_spoken(entry)] if isinstance(entry, Words) else _told(entry)
    awards = [_summed_up(entry) for entry in entries if isinstance(entry, Prize)]
    steps.append(Step("laureates", "laureates", {"awards": awards}))
    steps.append(Step("thanks", "thanks", {"title": dict(title), "partners": list(partners)}))
    return steps


def in_order(prizes: Sequence[Prize], order: Sequence[str | Words]) -> list[Prize | Words]:
    """Awards and words as they are told. `order` names awards by their keys; an award that it does not name comes
    before the first of a later kind (see ORDER; within a kind as given), else last; a key that nothing has is left
    out."""
    by_key = {prize.key: prize for prize in prizes}
    named = [entry if isinstance(entry, Words) else by_key.get(entry) for entry in order]
    entries = [entry for entry in named if entry is not None]
    there = {entry.key for entry in entries if isinstance(entry, Prize)}
    for prize in sorted(prizes, key=lambda one: ORDER.index(one.kind)):
        if prize.key not in there:
            entries.insert(_place_of(prize, entries), prize)
    return entries


def with_other_winners(prizes: Sequence[Prize], *, teams: Sequence[Honoured], seed: int) -> list[Prize]:
    """The same awards with teams drawn by lot, for a rehearsal: none of what it shows is the result but by chance.
    Points are drawn as well. At least one team."""
    lot = Random(seed)  # noqa: S311  (a rehearsal, no secret)
    return [_drawn(prize, list(teams), lot) for prize in prizes]


def moved(cursor: int, *, by: int, count: int) -> int:
    """The step after a key: never before the first, never after the last."""
    return min(max(cursor + by, 0), count - 1)


def _place_of(prize: Prize, entries: Sequence[Prize | Words]) -> int:
    rank = ORDER.index(prize.kind)
    later = (at for at, one in enumerate(entries) if isinstance(one, Prize) and ORDER.index(one.kind) > rank)
    return next(later, len(entries))


def _spoken(words: Words) -> Step:
    shows = {"title": dict(words.title), "speaker": words.speaker}
    return Step(f"words:{words.key}", "words", shows, {"text": words.notes} if words.notes else {})


def _told(prize: Prize) -> Iterator[Step]:
    yield Step(f"{prize.key}:award", "award", _headed(prize), {"handed_by": prize.handed_by})
    places = prize.places[: min(prize.told, MOST_TOLD)]
    if len(places) > 1 and _has_components(places) and _is_by_points(prize, places):
        yield from _resolved(prize, places)
    else:
        for rank in range(len(places), 1, -1):
            shows = {**_headed(prize), "rank": _rank(places, rank), "teams": _named(places[rank - 1])}
            yield Step(f"{prize.key}:place:{rank}", "place", shows, _noted(places[rank - 1]))
        yield Step(f"{prize.key}:silence", "silence", _headed(prize))
    yield Step(
        f"{prize.key}:winner",
        "winner",
        {**_headed(prize), "won": dict(prize.won), "teams": _named(places[0])},
        {**_noted(places[0]), "handed_by": prize.handed_by},
        holds=True,
    )


def _resolved(prize: Prize, places: Sequence[Sequence[Honoured]]) -> Iterator[Step]:
    """First all with the first component alone; then, from its smallest on, the second of each, whereupon it moves."""
    teams = sorted((team for place in places for team in place), key=lambda team: (team.first or 0, team.team))
    told: set[str] = set()
    yield Step(f"{prize.key}:board", "board", {**_headed(prize), "rows": _rows(prize, teams, told)})
    for number, team in enumerate(teams[:-1], start=1):
        told.add(team.team)
        shows = {**_headed(prize), "rows": _rows(prize, teams, told), "now": team.team}
        yield Step(f"{prize.key}:resolve:{number}", "resolve", shows, _noted([team]))
    # The last one would tell the winner: the next step does.
    yield Step(f"{prize.key}:silence", "silence", {**_headed(prize), "rows": _rows(prize, teams, told)})


def _rows(prize: Prize, teams: Sequence[Honoured], told: set[str]) -> list[dict[str, Any]]:
    """By points so far, the most first. The second component of who is not told is None, and nowhere in the sum."""
    rows = []
    for team in teams:
        second = team.second if team.team in told else None
        points = round(_points(prize, team.first, second), 2)
        rows.append({"team": team.team, "first": team.first, "second": second, "points": points})
    return sorted(rows, key=lambda row: (-float(str(row["points"])), str(row["team"])))


def _points(prize: Prize, first: float | None, second: float | None) -> float:
    """Of 100."""
    weights = prize.weights or EVEN
    return (weights[0] * (first or 0) + weights[1] * (second or 0)) / 100


def _is_by_points(prize: Prize, places: Sequence[Sequence[Honoured]]) -> bool:
    """Whether nobody has more points than somebody of a better place. Where the jury has moved the order by a motion,
    points would tell another winner than the decision: then places are told without them."""
    points = [[_points(prize, team.first, team.second) for team in place] for place in places]
    return all(min(better) >= max(worse) - ALIKE for better, worse in pairwise(points))


def _has_components(places: Sequence[Sequence[Honoured]]) -> bool:
    return all(team.first is not None and team.second is not None for place in places for team in place)


def _rank(places: Sequence[Sequence[Honoured]], place: int) -> int:
    """Of the n-th place, with those ex aequo before it counted (1224)."""
    return 1 + sum(len(before) for before in places[: place - 1])


def _headed(prize: Prize) -> dict[str, Any]:
    return {
        "award": dict(prize.title),
        "kind": prize.kind,
        "about": dict(prize.about),
        "partner": prize.partner,
    }


def _named(teams: Sequence[Honoured]) -> list[dict[str, Any]]:
    return [{"team": one.team, "project": one.project, "citation": dict(one.citation)} for one in teams]


def _noted(teams: Sequence[Honoured]) -> dict[str, Any]:
    return {"said": [one.pronunciation for one in teams if one.pronunciation]}


def _summed_up(prize: Prize) -> dict[str, Any]:
    return {"award": dict(prize.title), "kind": prize.kind, "teams": _named(prize.places[0])}


def _drawn(prize: Prize, teams: list[Honoured], lot: Random) -> Prize:
    """An award that has no laureate yet is drawn with the places that are to be told."""
    lot.shuffle(teams)
    count = max(1, min(len(prize.places) or prize.told, len(teams)))
    is_pointed = _has_components(prize.places) if prize.places else prize.weights is not None and all(prize.weights)
    drawn = [
        Honoured(
            team=team.team,
            project=team.project,
            pronunciation=team.pronunciation,
            first=round(lot.uniform(40, 100), 2) if is_pointed else None,
            second=round(lot.uniform(40, 100), 2) if is_pointed else None,
        )
        for team in teams[:count]
    ]
    if is_pointed:
        drawn.sort(key=lambda one: -_points(prize, one.first, one.second))
    return Prize(**{**vars(prize), "places": tuple((one,) for one in drawn)})
