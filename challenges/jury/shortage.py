"""What is missing in rounds that go on: ballots that are owed, and projects that cannot come to enough of them as they
are shared out now."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef, Q

from challenges.jury.keeping_rules import BALLOTS_NEEDED
from challenges.jury.models import Assignment, Recusal, Round
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
    """Of those whose round goes on; in two queries, however many there are."""
    going_on = {panel.pk: panel for panel in panels if panel.stage in ROUND_OF}
    if not going_on:
        return []
    asked: dict[Any, list[str]] = defaultdict(list)
    owed: Counter[Any] = Counter()
    for key, code, is_cast in _asked(going_on):
        asked[key].append(code)
        owed[key] += not is_cast
    codes: dict[Any, list[str]] = defaultdict(list)
    standing = Candidate.objects.filter(panel__in=going_on, withdrawn_at=None, project__isnull=False)
    wanted = ~Q(panel__stage=Stage.FINAL) | Q(is_finalist=True)
    for key, code in standing.filter(wanted).order_by("code").values_list("panel", "code"):
        codes[key].append(code)
    found = []
    for key, panel in going_on.items():
        in_round = ROUND_OF[Stage(panel.stage)]
        found.append(Shortage(panel, in_round, owed[key], _short(panel, in_round, codes[key], asked[key])))
    return found


def _asked(panels: Iterable[Any]) -> Iterable[tuple[Any, str, bool]]:
    """Panel, code and whether it is cast, of what is asked for in the round that goes on, and of what was cast by who
    has left."""
    recused = Recusal.objects.filter(juror=OuterRef("juror"), candidate=OuterRef("candidate"))
    now = Q(juror__panel__stage=Stage.SCREENING, round=Round.SCREENING)
    now |= Q(juror__panel__stage=Stage.FINAL, round=Round.FINAL)
    there = Q(juror__left_at=None) | Q(ballot__cast_at__isnull=False)
    rows = Assignment.objects.filter(now & there, ~Exists(recused), juror__panel__in=panels, ended_at=None)
    found = rows.filter(candidate__withdrawn_at=None).order_by()
    for key, code, cast_at in found.values_list("juror__panel", "candidate__code", "ballot__cast_at"):
        yield key, code, cast_at is not None


def _short(panel: Panel, in_round: Round, codes: Iterable[str], asked: Iterable[str]) -> list[tuple[str, int]]:
    counts = Counter(asked)
    wanted = BALLOTS_NEEDED if in_round == Round.FINAL else panel.ballots_each
    return [(code, counts[code]) for code in codes if counts[code] < wanted]
