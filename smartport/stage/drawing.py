"""What a spectator sees, as one piece of HTML: every text in all languages beside each other.

A hall shows French and Arabic together, a phone one language of its reader's choice: the style chooses, so one drawing
serves all. A text that is missing in a language is there in another one.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any

from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils.translation import override

from challenges import wording
from challenges.ceremony.models import Ceremony, State
from challenges.ceremony.script import Texts
from smartport.stage.words import LANGUAGES, name_of_kind, place_of

BLANKS = re.compile(r"[ \t\r\n]+")
"""Not the spaces that keep words together."""
AT_ONCE = 5
"""Awards of the summary that a hall shows at once."""
READ_AT_ONCE = 320
"""Letters of a citation that a hall shows at once, beside those in the other language."""


@dataclass(frozen=True)
class Row:
    """A line of a board; what its two components weigh in the points, of 100, and whether the second is told."""

    team: str
    first: float
    second: float
    points: float
    is_told: bool
    is_now: bool


def drawn(shown: Mapping[str, Any]) -> str:
    """Of what a show tells its spectators (Show.shown)."""
    step = shown.get("step") or {}
    display = shown.get("display", "logo") if step or shown.get("display") != "step" else "logo"
    kind = step.get("kind", "") if display == "step" else ""
    shows = step.get("shows", {}) if kind else {}
    context = {
        "display": display,
        "kind": kind,
        "shows": shows,
        "is_rehearsal": bool(shown.get("is_rehearsal")),
        "kind_name": name_of_kind(shows.get("kind", "")),
        "place": place_of(shows["rank"]) if shows.get("rank") else None,
        "rows": _rows(shows),
        "sheets": _sheets(shows.get("awards", ())),
        "teams": [{**one, "parts": _parts(one.get("citation") or {})} for one in shows.get("teams", ())],
    }
    return _clean(render_to_string("stage/_shown.html", context))


def drawn_before(ceremony: Ceremony) -> str:
    """Before the evening: when and where."""
    when = _said(ceremony.begins_at, ceremony.edition.timezone) if ceremony.begins_at else {}
    context = {"title": ceremony.edition.title, "when": when, "where": ceremony.place}
    return _clean(render_to_string("stage/_before.html", context))


def drawn_after(ceremony: Ceremony) -> str:
    """After it: where the results are, once they are published."""
    context = {
        "title": ceremony.edition.title,
        "is_interrupted": ceremony.state == State.ABORTED,
        "is_published": ceremony.edition.results_published_at is not None,
        "results": address_of_results(),
    }
    return _clean(render_to_string("stage/_after.html", context))


def address_of_results() -> str:
    """Of the public page."""
    try:
        return reverse("results")
    except NoReverseMatch:
        return reverse("home")


def _said(moment: datetime, zone: tzinfo) -> Texts:
    found = {}
    for language in LANGUAGES:
        with override(language):
            found[language] = wording.say_moment(moment, zone=zone)
    return found


def _rows(shows: Mapping[str, Any]) -> list[Row]:
    """The weight of the first component follows from any row whose second is not told yet."""
    rows = shows.get("rows", ())
    open_rows = [row for row in rows if row["second"] is None and row["first"]]
    weight = open_rows[0]["points"] / open_rows[0]["first"] if open_rows else 1.0
    return [_row(row, weight, now=shows.get("now", "")) for row in rows]


def _row(row: Mapping[str, Any], weight: float, *, now: str) -> Row:
    first = min(weight * (row["first"] or 0), row["points"])
    return Row(row["team"], first, row["points"] - first, row["points"], row["second"] is not None, row["team"] == now)


def _sheets(awards: Sequence[Mapping[str, Any]]) -> list[Sequence[Mapping[str, Any]]]:
    """Evenly full."""
    count = -(-len(awards) // AT_ONCE)
    each = -(-len(awards) // count) if count else 0
    return [awards[at : at + each] for at in range(0, len(awards), each or 1)]


def _parts(citation: Texts) -> list[Texts]:
    """In as many parts in each language, cut between words; one where it can be read at once."""
    count = max((-(-len(text.strip()) // READ_AT_ONCE) for text in citation.values()), default=0)
    parts: list[dict[str, str]] = [{} for _ in range(count)]
    for language, text in citation.items():
        for part, words in zip(parts, _cut(text.split(), count), strict=True):
            part[language] = " ".join(words)
    return [part for part in parts if any(part.values())]


def _cut(words: Sequence[str], count: int) -> list[list[str]]:
    """By how many letters there are up to the middle of each word."""
    pieces: list[list[str]] = [[] for _ in range(count)]
    all_letters, seen = sum(len(word) + 1 for word in words), 0
    for word in words:
        pieces[(2 * seen + len(word)) * count // (2 * all_letters)].append(word)
        seen += len(word) + 1
    return pieces


def _clean(html: str) -> str:
    """Without the lines and indents of the template."""
    return BLANKS.sub(" ", html).strip().replace("> <", "><")
