"""What the reader's team handed in: found, sorted, drawn, and as a file."""

import csv
import io
from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from challenges.editions.models import Phase
from challenges.evaluations.logbook import STATES, Logged, logbook
from challenges.evaluations.queries import latest_of_each, visible_scores_of_each
from challenges.folding import fold
from challenges.leaderboards.comparing import by_merit, would_count
from challenges.leaderboards.own_submissions import asked_of, narrowed
from challenges.leaderboards.queries import columns_of
from challenges.pages.curves import curve
from challenges.pages.spreadsheet import plain_cell
from challenges.pages.visit import Visit, visit
from challenges.submissions.models import Submission
from challenges.submissions.queries import allowance, limits_of
from challenges.teams.models import Team

A_PAGE = 25


@dataclass(frozen=True)
class Row:
    """A line of the list."""

    submission: Submission
    logged: Logged
    would_count: bool


@require_safe
@login_required
def submissions(request: HttpRequest, slug: str) -> HttpResponse:
    """The team's submissions with state, public score and what would count; newest first unless asked otherwise."""
    seen = visit(request, slug)
    context: dict[str, object] = {"visit": seen}
    if seen.team and seen.phase:
        context |= _page_of(request, seen, team=seen.team, phase=seen.phase)
    return render(request, "challenges/submissions/list.html", context)


@require_safe
@login_required
def submissions_csv(request: HttpRequest, slug: str) -> HttpResponse:
    """All of them as a table, with the scores that may be seen; times in UTC."""
    seen = visit(request, slug)
    if seen.team is None or seen.phase is None:
        raise Http404
    answer = HttpResponse(_table(request, team=seen.team, phase=seen.phase), content_type="text/csv; charset=utf-8")
    name = f"{seen.challenge.slug}-{seen.phase.slug}-submissions.csv"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


def _page_of(request: HttpRequest, seen: Visit, *, team: Team, phase: Phase) -> dict[str, object]:
    lines, columns, asked = logbook(team, phase), columns_of(phase), asked_of(request.GET)
    page = Paginator(narrowed(lines, asked, columns=columns), A_PAGE).get_page(request.GET.get("page"))
    found = Submission.objects.select_related("by").in_bulk([line.id for line in page.object_list])
    counted = would_count(lines, columns=columns, limit=phase.selections)
    best = by_merit(lines, columns=columns)[:1]
    return {
        "page": page,
        "rows": [Row(found[line.id], line, line.id in counted) for line in page.object_list if line.id in found],
        "lines": len(lines),
        "best": best[0] if best else None,
        "chosen": sum(line.is_chosen for line in lines),
        "columns": columns,
        "column": next((column for column in columns if column["primary"]), None),
        "curve": curve(lines, columns=columns),
        "asked": asked,
        "tags": sorted({fold(tag): tag for line in lines for tag in line.tags}.values(), key=fold),
        "states": sorted({line.state for line in lines}, key=STATES.index),
        "left": allowance(team, phase, now=seen.now),
        "limits": limits_of(phase),
    }


def _table(request: HttpRequest, *, team: Team, phase: Phase) -> str:
    found = Submission.objects.filter(team=team, phase=phase).order_by("received_at", "pk")
    handed_in = list(found.select_related("by").prefetch_related("disqualifications"))
    evaluations = latest_of_each(handed_in)
    scores = visible_scores_of_each(evaluations.values(), user=request.user)
    parts = sorted({part for told in scores.values() for part in told}, reverse=True) or ["public"]
    keys = [column["key"] for column in columns_of(phase)]
    columns = [(part, key) for part in parts for key in keys]
    out = io.StringIO()
    written = csv.writer(out)
    head = ["id", "received_at", "file_name", "kind", "by", "message", "tags", "sha256", "size", "counted"]
    written.writerow([*head, "disqualified", "state", "outcome", *(f"{part}_{key}" for part, key in columns)])
    for row in handed_in:
        evaluation = evaluations.get(row.pk)
        reached = scores.get(evaluation.pk, {}) if evaluation else {}
        written.writerow(
            [
                *(
                    row.pk,
                    row.received_at.isoformat(),
                    plain_cell(row.file_name),
                    row.kind,
                    plain_cell(str(row.by or "")),
                ),
                *(
                    plain_cell(row.message),
                    plain_cell(";".join(row.tags)),
                    row.sha256,
                    row.size,
                    "yes" if row.is_counted else "no",
                    "yes" if row.disqualification else "no",
                ),
                *(evaluation.state if evaluation else "received", evaluation.outcome if evaluation else ""),
                *(reached.get(part, {}).get(key, "") for part, key in columns),
            ]
        )
    return out.getvalue()
