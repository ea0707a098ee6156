"""The page of an edition: its figures and pictures, printable."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy, ngettext_lazy
from django.views.decorators.http import require_safe

from challenges import clock
from challenges.editions.models import Challenge, Edition
from challenges.editions.queries import organized_by
from challenges.pages.visit import reader
from challenges.tallies.rules import WAITS
from smartport.console.access import edition_or_404, for_organizers
from smartport.console.glance.counting import (
    OUTCOMES,
    Count,
    Counts,
    Scores,
    Step,
    arrivals,
    counts_of,
    downloads_by_challenge,
    queue,
    scores_of,
    way,
)
from smartport.console.glance.drawing import A_DAY, Heat, Spread, bars, days_between, heat, spread

HEAT_DAYS = 14
PEOPLE = 3  # the steps that count people; the others count teams
NAMES = {
    "accounts": gettext_lazy("Accounts"),
    "members": gettext_lazy("People in a team"),
    "agreed": gettext_lazy("People who accepted the rules of a challenge"),
    "teams": gettext_lazy("Teams"),
    "handed_in": gettext_lazy("Teams that handed something in"),
    "scored": gettext_lazy("Teams with a score"),
}
OUTCOME_NAMES = {
    "scored": gettext_lazy("Scored"),
    "failed": gettext_lazy("Failed"),
    "broken": gettext_lazy("Interrupted by us"),
    "cancelled": gettext_lazy("Cancelled"),
    "waiting": gettext_lazy("Waiting for a result"),
}
PATIENCE = (
    ngettext_lazy("%(count)s second", "%(count)s seconds", "count"),
    ngettext_lazy("%(count)s minute", "%(count)s minutes", "count"),
)


@dataclass(frozen=True)
class Band:
    """A stretch of a stacked bar, where it begins and how long it is in percent of the longest bar."""

    kind: str
    name: Any
    count: int
    x: float
    width: float


@dataclass(frozen=True)
class Line:
    """A challenge: what was handed in, as bands; downloads; how soon nine of ten had begun."""

    challenge: Challenge
    count: Count
    bands: tuple[Band, ...]
    data_count: int
    kit_count: int

    @property
    def patience(self) -> str:
        return say_seconds(self.count.begun_within)


@dataclass(frozen=True)
class Picture:
    """How the scores of a challenge lie."""

    challenge: Challenge
    title: Mapping[str, str]
    unit: str
    better: str
    decimals: int
    drawn: Spread


@require_safe
@for_organizers
def edition(request: HttpRequest, edition: str) -> HttpResponse:
    """Of the challenges that this organizer stands behind; nothing private is on it, so it may be handed on."""
    found, moment = edition_or_404(edition), clock.now()
    mine = organized_by(reader(request)).filter(edition=found).prefetch_related("phases").order_by("order", "slug")
    return render(request, "console/glance/edition.html", glance(found, list(mine), now=moment))


def glance(found: Edition, challenges: Sequence[Challenge], *, now: datetime) -> dict[str, Any]:
    """What the page shows."""
    counts = counts_of(found, challenges)
    whole = counts.whole
    steps = way(found, challenges)
    accounts, teams = arrivals(found, now=now)
    days = days_of(found, [*accounts, *teams, *(day for of in counts.by_day.values() for day in of)], now=now)
    return {
        "edition": found,
        "now": now,
        "queue": queue(challenges, now=now),
        "whole": whole,
        "patience": say_seconds(whole.begun_within),
        "steps": [*_steps(steps[:PEOPLE]), *_steps(steps[PEOPLE:])],
        "figures": {step.name: step.count for step in steps},
        "accounts": bars(days, {"plain": accounts}),
        "teams": bars(days, {"plain": teams}),
        "submissions": bars(days, {outcome: counts.by_day[outcome] for outcome in OUTCOMES}),
        "heat": _heat(found, counts, now=now),
        "lines": lines_of(challenges, counts.by_challenge),
        "legend": OUTCOME_NAMES.items(),
        "waits": _waits(whole),
        "pictures": [drawn for scores in scores_of(challenges) if (drawn := _picture(scores))],
    }


def days_of(found: Edition, seen: Sequence[date], *, now: datetime) -> list[date]:
    """From the opening, or from the first day with anything, to today, or to the close where that is over."""
    zone = found.timezone
    last = min(now, found.closes_at).astimezone(zone).date()
    first = min([found.opens_at.astimezone(zone).date(), *seen])
    return days_between(first, max([last, *seen]))


def lines_of(challenges: Sequence[Challenge], counts: Mapping[int, Count]) -> list[Line]:
    """In the order of the challenges."""
    most = max([1, *(count.received for count in counts.values())])
    downloads = downloads_by_challenge(challenges)
    return [
        Line(
            challenge,
            counts[challenge.pk],
            _bands(counts[challenge.pk], most=most),
            downloads[challenge.pk]["data"],
            downloads[challenge.pk]["kit"],
        )
        for challenge in challenges
    ]


def say_seconds(seconds: int | None) -> str:
    """A bound of waiting in words; empty without one."""
    if seconds is None:
        return ""
    count, words = (seconds, PATIENCE[0]) if seconds < WAITS[2] else (seconds // 60, PATIENCE[1])
    return str(words % {"count": count})


def _bands(count: Count, *, most: int) -> tuple[Band, ...]:
    found: list[Band] = []
    x = 0.0
    for outcome in OUTCOMES:
        if number := count.outcomes[outcome]:
            found.append(Band(outcome, OUTCOME_NAMES[outcome], number, x, 100 * number / most))
            x += found[-1].width
    return tuple(found)


def _heat(found: Edition, counts: Counts, *, now: datetime) -> Heat:
    last = min(now, found.closes_at).astimezone(found.timezone).date()
    return heat(days_between(last - (HEAT_DAYS - 1) * A_DAY, last), counts.by_hour)


def _waits(whole: Count) -> list[tuple[str, int, float]]:
    """Each class of waiting: in words, how many, and of 100."""
    total = sum(whole.waits)
    names = [*(say_seconds(bound) for bound in WAITS), ""]
    return [(name, count, 100 * count / total) for name, count in zip(names, whole.waits, strict=True)] if total else []


def _steps(steps: Sequence[Step]) -> list[tuple[Any, int, float]]:
    """In words, how many, and of 100: people among people, teams among teams."""
    most = max([1, *(step.count for step in steps)])
    return [(NAMES[step.name], step.count, 100 * step.count / most) for step in steps]


def _picture(scores: Scores) -> Picture | None:
    drawn = spread(scores.teams, baselines=scores.baselines)
    column: Any = scores.column
    if drawn is None:
        return None
    told = {"title": column["title"], "unit": column.get("unit", ""), "better": column["better"]}
    return Picture(scores.challenge, decimals=column.get("decimals", 4), drawn=drawn, **told)
