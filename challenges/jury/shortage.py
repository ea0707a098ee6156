"""What is missing in rounds that go on: ballots that are owed, and projects that cannot come to enough of them as they
are shared out now."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, FilteredRelation, OuterRef, Q

from challenges.jury.keeping_rules import BALLOTS_NEEDED
from challenges.jury.models import Recusal, Round
from challenges.jury.progress import cells_of
from challenges.jury.queries import ROUND_OF
from challenges.panels.models import Candidate, Panel, Stage
from challenges.panels.queries import standing_candidates


@dataclass(frozen=True)
class Shortage:
    """Of one panel: how many ballots are owed, and (code, ballots cast or asked for) of each project with too few."""

    panel: Panel
    in_round: Round
    missing: int = 0
    short: list[tuple[str, int]] = field(default_factory=list)


def short_projects(panel: Panel, in_round: Round) -> list[tuple[str, int]]:
    """(code, ballots that are cast or asked for) of each that has fewer than it should; in three queries."""
    found = standing_candidates(panel).order_by("code")
    if in_round == Round.FINAL:
        found = found.filter(is_finalist=True)
    codes = list(found.values_list("code", flat=True))
    return _short(panel, in_round, codes, (code for _, code in cells_of(panel, in_round)))


def shortages(panels: Collection[Panel]) -> list[Shortage]:
    """Of those whose round goes on; in one query, however many there are."""
    going_on = {panel.pk: panel for panel in panels if panel.stage in ROUND_OF}
    if not going_on:
        return []
    codes: dict[Any, set[str]] = defaultdict(set)
    asked: dict[Any, list[str]] = defaultdict(list)
    owed: Counter[Any] = Counter()
    for place in _places(going_on):
        if place.is_standing:
            codes[place.panel].add(place.code)
        if place.is_asked:
            asked[place.panel].append(place.code)
            owed[place.panel] += not place.is_cast
    found = []
    for key, panel in going_on.items():
        short = _short(panel, ROUND_OF[Stage(panel.stage)], sorted(codes[key]), asked[key])
        found.append(Shortage(panel, ROUND_OF[Stage(panel.stage)], owed[key], short))
    return found


@dataclass(frozen=True)
class _Place:
    """A project of a panel, and one of the jurors who are or were to score it in the round that goes on, if any:
    `is_asked` of who still is, or has cast a ballot and left."""

    panel: Any
    code: str
    is_standing: bool
    is_asked: bool
    is_cast: bool


def _places(panels: Mapping[Any, Panel]) -> Iterator[_Place]:
    """Every project that was not withdrawn at least once."""
    alive = FilteredRelation("assignments", condition=Q(assignments__ended_at=None))
    recused = Recusal.objects.filter(juror=OuterRef("asked__juror"), candidate=OuterRef("pk"))
    rows = Candidate.objects.filter(panel__in=panels, withdrawn_at=None).order_by("code")
    fields = ("panel", "code", "project", "is_finalist", "asked__round", "asked__juror__left_at")
    found = rows.annotate(asked=alive, is_recused=Exists(recused))
    for key, code, project, is_finalist, in_round, left_at, is_recused, cast_at in found.values_list(
        *fields, "is_recused", "asked__ballot__cast_at"
    ):
        stage, is_cast = Stage(panels[key].stage), cast_at is not None
        is_wanted = stage != Stage.FINAL or is_finalist
        is_there = in_round == ROUND_OF[stage] and (left_at is None or is_cast)
        yield _Place(key, code, project is not None and is_wanted, is_there and not is_recused, is_cast)


def _short(panel: Panel, in_round: Round, codes: Iterable[str], asked: Iterable[str]) -> list[tuple[str, int]]:
    counts = Counter(asked)
    wanted = BALLOTS_NEEDED if in_round == Round.FINAL else panel.ballots_each
    return [(code, counts[code]) for code in codes if counts[code] < wanted]
