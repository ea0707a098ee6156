"""What a round has come to, in plain words and pictures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language_bidi, gettext
from django.views.decorators.http import require_safe

from challenges.jury.columns import TITLES as METHODS
from challenges.jury.gathering import Sitting, round_in_view, sitting
from challenges.jury.judgement import Judgement
from challenges.jury.models import Recusal, Round
from challenges.jury.moving import in_force
from challenges.jury.queries import decision_of
from challenges.pages.visit import reader
from challenges.panels.models import Juror, Panel, Stage
from challenges.panels.queries import seat_of
from smartport.jury.president import words
from smartport.jury.president.access import for_readers, is_presiding
from smartport.jury.president.pictures import Dot, Span, bump, rank_span, score_dots, severities

ANY_STAGE_WITH_FINAL = (Stage.FINAL, Stage.DELIBERATION, Stage.LOCKED)


@dataclass(frozen=True)
class Standing:
    """A line of the ranking. Scores are of 0 to 100, chances of 0 to 1; `automatic` is None where it does not count."""

    rank: int
    code: str
    final: float
    jury: float
    automatic: float | None
    first: float
    top: float
    span: Span
    interval: tuple[int, int]


@dataclass(frozen=True)
class Severity:
    """A juror's line: `points` below (or above) the average of the jury."""

    juror: Juror
    dot: Dot
    count: int

    @property
    def points(self) -> float:
        return abs(self.dot.value)

    @property
    def kind(self) -> str:
        return "even" if self.points < 0.5 else "harsh" if self.dot.value < 0 else "lenient"


@dataclass(frozen=True)
class Disputed:
    """A project of which jurors think differently: a dot a juror, severities taken away."""

    code: str
    spread: float
    dots: list[Dot]
    lowest: str
    highest: str


@dataclass(frozen=True)
class Coverage:
    """How many ballots a project has, how many are to come, and who is recused from it."""

    code: str
    ballots: int
    owed: int
    recused: list[str]


@require_safe
@for_readers
def results(request: HttpRequest, panel: Panel) -> HttpResponse:
    """Of the round in view, or of the one that is asked for by `?round=`."""
    hides_screening = panel.has_screening and _is_recused(request, panel)
    in_round = _asked_round(request, panel, hides_screening=hides_screening)
    found = sitting(panel, in_round)
    judgement = found.tally.judgement
    zone = panel.edition.timezone
    context: dict[str, Any] = {
        **frame(request, panel, here="results"),
        "round": in_round,
        "has_both": panel.has_screening and panel.stage in ANY_STAGE_WITH_FINAL and not hides_screening,
        "found": found,
        "problems": [words.problem_said(one, found, zone=zone) for one in found.tally.problems],
        "remarks": [words.problem_said(one, found, zone=zone) for one in found.tally.remarks],
        "agreement": agreement(found),
        "patterns": words.pattern_sentences(found),
        "coverage": coverage(found),
        "judgement": judgement,
        "counts_automatic": bool(found.tally.case.weights.automatic),
        **(_ranked(found, judgement) if judgement else {}),
    }
    return render(request, "jury/president/results.html", context)


def frame(request: HttpRequest, panel: Panel, *, here: str) -> dict[str, Any]:
    """What every page of the president knows: where it is, who reads, and what comes next."""
    seat = seat_of(reader(request), panel)
    return {
        "panel": panel,
        "edition": panel.edition,
        "here": here,
        "is_presiding": is_presiding(request, panel),
        "decision": decision_of(panel),
        "has_seat": seat is not None,
    }


def _asked_round(request: HttpRequest, panel: Panel, *, hides_screening: bool) -> Round:
    asked = request.GET.get("round")
    if asked is None:
        return round_in_view(panel)
    is_there = (asked == Round.SCREENING and panel.has_screening) or (
        asked == Round.FINAL and round_in_view(panel) == Round.FINAL
    )
    if not is_there or (asked == Round.SCREENING and hides_screening):
        raise Http404
    return Round(asked)


def _is_recused(request: HttpRequest, panel: Panel) -> bool:
    """From any project of the screening, though it may not be in the final: its scores are not theirs to see."""
    own = {"juror__user": reader(request), "juror__panel": panel, "juror__left_at": None}
    return Recusal.objects.filter(**own, candidate__withdrawn_at=None).exists()


def _ranked(found: Sitting, judgement: Judgement) -> dict[str, Any]:
    order = in_force(found)
    titles = {column.method: gettext(METHODS[column.method]) for column in judgement.columns}
    return {
        "standings": standings(judgement),
        "leader": judgement.order.projects[0],
        "leaders": [one.project for one in judgement.order.standings if one.rank == 1],
        "is_sensitive": found.tally.is_sensitive,
        "sensitive": words.sensitive_sentences(judgement),
        "bump": bump(judgement.columns, judgement.order.projects, titles=titles, is_rtl=get_language_bidi()),
        "methods": [(titles[column.method], column.refused) for column in judgement.columns],
        "ranks": _rank_table(judgement),
        "without": words.without_sentences(found),
        "severities": _severities(found, judgement),
        "disputed": _disputed(found, judgement),
        "ties": words.tie_sentences(judgement),
        "shares": judgement.effective,
        "moved": order if order.carried or order.stale else None,
    }


def standings(judgement: Judgement) -> list[Standing]:
    """From the first to the last, as the numbers rank them."""
    sure, count = judgement.uncertainty, len(judgement.order.standings)
    return [
        Standing(
            rank=one.rank,
            code=one.project,
            final=float(one.final),
            jury=float(judgement.fit.quality[one.project]),
            automatic=float(judgement.automatic[one.project]) if judgement.automatic else None,
            first=sure.first[one.project],
            top=sure.top[one.project],
            span=rank_span(sure.interval[one.project], rank=one.rank, count=count),
            interval=sure.interval[one.project],
        )
        for one in judgement.order.standings
    ]


def _rank_table(judgement: Judgement) -> list[tuple[str, list[tuple[int | None, bool]]]]:
    """Each project's rank under each method, and whether it is another one than what counts."""
    first = judgement.columns[0].ranks

    def told(ranks: Mapping[str, int], code: str) -> tuple[int | None, bool]:
        return ranks.get(code), bool(ranks) and ranks[code] != first[code]

    return [(code, [told(column.ranks, code) for column in judgement.columns]) for code in judgement.order.projects]


def _severities(found: Sitting, judgement: Judgement) -> list[Severity]:
    values = {name: float(value) for name, value in judgement.fit.severity.items()}
    given = found.tally.case.marks.of_juror
    return [Severity(found.jurors[dot.name], dot, len(given[dot.name])) for dot in severities(values)]


def _disputed(found: Sitting, judgement: Judgement) -> list[Disputed]:
    severity = judgement.fit.severity
    told = []
    for one in judgement.disputed:
        marks = found.tally.case.marks.of_project[one.project]
        scores = {words.name_of(found.jurors[mark.juror]): float(mark.score - severity[mark.juror]) for mark in marks}
        names = [words.name_of(found.jurors[juror]) for juror in (one.lowest[0], one.highest[0])]
        told.append(Disputed(one.project, one.spread, score_dots(scores), *names))
    return told


def agreement(found: Sitting) -> dict[str, Any]:
    """A word, and the numbers behind it."""
    numbers, judgement = found.tally.agreement, found.tally.judgement
    fair = words.fair_alpha(judgement, found.tally.case.marks) if judgement else None
    titles: Mapping[str, Any] = {row.key: row.title for row in found.panel.criteria.all()}
    word = words.agreement_word(numbers.total, fair)
    return {
        "word": word,
        "sentence": gettext(words.AGREES[word]),
        "total": numbers.total,
        "fair": fair,
        "criteria": [(titles.get(key, {"en": key}), value) for key, value in numbers.by_criterion.items()],
        "order": numbers.concordance,
    }


def coverage(found: Sitting) -> Sequence[Coverage]:
    """A line a project, by code."""
    recused: dict[str, list[str]] = {code: [] for code in found.candidates}
    for juror, code in sorted(found.tally.case.marks.recused):
        if code in recused:
            recused[code].append(words.name_of(found.jurors[juror]))
    ballots = found.tally.ballots
    return [Coverage(code, ballots[code], found.owed[code], recused[code]) for code in found.candidates]
