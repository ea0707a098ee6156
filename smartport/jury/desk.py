"""A juror's desk on one panel: what is left to do, and what was cast."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from challenges.jury.models import Assignment, Round
from challenges.jury.queries import closes_at, own_assignments
from challenges.panels.models import Stage
from smartport.jury.access import Sitting, for_signed
from smartport.jury.reading import title_of, with_names


@require_safe
@never_cache
@for_signed
def desk(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """The projects of the round that is on, in the juror's own order; between rounds those of the last one."""
    panel = sitting.panel
    in_round = sitting.in_round or _last_round(sitting)
    is_shown = not sitting.is_reserve and panel.stage != Stage.DRAFT
    rows = list(with_names(own_assignments(sitting.juror, in_round))) if is_shown else []
    graded = len(panel.criteria.all()) if rows else 0
    lines = [_line(row, graded=graded) for row in rows]
    left = [line for line in lines if line["state"] != "cast"] if sitting.in_round else []
    context = {
        "sitting": sitting,
        "round": in_round,
        "closes_at": closes_at(panel, in_round) if sitting.in_round else None,
        "left": left,
        "cast": [line for line in lines if line["state"] == "cast"],
        "count": len(rows),
        "recused": sitting.juror.recusals.select_related("candidate").order_by("candidate__code"),
    }
    return render(request, "jury/desk.html", context)


def _last_round(sitting: Sitting) -> Round:
    return Round.FINAL if sitting.panel.stage in (Stage.DELIBERATION, Stage.LOCKED) else Round.SCREENING


def _line(assignment: Assignment, *, graded: int) -> dict[str, object]:
    """`state` is fresh, begun or cast."""
    ballot = getattr(assignment, "ballot", None)
    state = "fresh" if ballot is None else "cast" if ballot.cast_at else "begun"
    given = len(ballot.grades) if ballot else 0
    return {
        "code": assignment.candidate.code,
        "title": title_of(assignment),
        "state": state,
        "ballot": ballot,
        "given": given,
        "graded": graded,
    }
