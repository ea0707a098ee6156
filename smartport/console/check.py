"""One check: how far it is, then what was found, in plain words; the JSON as the machine gave it."""

import json
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from challenges.checks.models import Check
from challenges.checks.rules import ASKED_OF_SCORER
from challenges.pages.visit import reader
from challenges.roles import organizes
from smartport.console.access import for_organizers
from smartport.making.findings import sections_of, step_said, trouble_said

PATIENCE = 3  # seconds between two looks at a check that is under way


@require_safe
@for_organizers
@vary_on_headers("HX-Request")
def check(request: HttpRequest, check_id: UUID) -> HttpResponse:
    """The part that moves alone where it is asked for."""
    found = _own(request, check_id)
    is_part = "HX-Request" in request.headers
    return render(request, "console/_check.html" if is_part else "console/check.html", _shown(found))


@require_safe
@for_organizers
def check_report(request: HttpRequest, check_id: UUID) -> HttpResponse:
    """What `evaluate check --json` prints."""
    found = _own(request, check_id)
    if found.report is None:
        raise Http404
    name = f"check-{found.bundle.phase.challenge.slug}-{found.bundle.sha256[:12]}.json"
    content = json.dumps(found.report, ensure_ascii=False, indent=2) + "\n"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type="application/json", headers=headers)


def _shown(found: Check) -> dict[str, object]:
    challenge = found.bundle.phase.challenge
    report = found.report or {}
    levels = [finding["level"] for finding in report.get("findings", [])]
    return {
        "check": found,
        "challenge": challenge,
        "edition": challenge.edition,
        "patience": PATIENCE if found.is_open else 0,
        "step": step_said(found.step),
        "percent": min(95, 100 * found.steps // (ASKED_OF_SCORER + 2)),
        "sections": sections_of(report),
        "repair": levels.count("repair"),
        "look": levels.count("look"),
        "trouble": trouble_said(found.trouble),
        "lines": report.get("block", ""),
    }


def _own(request: HttpRequest, check_id: UUID) -> Check:
    """Another organizer's is as good as not there."""
    rows = Check.objects.select_related("bundle__phase__challenge__edition")
    found = rows.filter(pk=check_id).first()
    if found is None or not organizes(reader(request), found.bundle.phase.challenge):
        raise Http404
    return found
