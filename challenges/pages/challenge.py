"""A challenge: what is asked, how it is scored, and its rules."""

from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from challenges.editions.models import Challenge
from challenges.editions.queries import announcements_about, faq_of
from challenges.evaluations.queries import entry_format
from challenges.leaderboards.queries import columns_of
from challenges.pages.glance import glance_at
from challenges.pages.next_step import next_step
from challenges.pages.visit import reader, visit
from challenges.teams.actions import accept_rules

NEWS_SHOWN = 3


@require_safe
def challenge(request: HttpRequest, slug: str) -> HttpResponse:
    """What is asked and why, the next step of this reader, the hours, how it is scored, and what to hand in."""
    seen = visit(request, slug)
    columns = columns_of(seen.phase) if seen.phase else []
    accepted = entry_format(seen.phase) if seen.phase else None
    context = {
        "visit": seen,
        "format": accepted,
        "step": next_step(seen, can_score=accepted is not None),
        "glance": glance_at(seen.challenge, seen.phase, columns=columns),
        "news": announcements_about(seen.challenge, now=seen.now)[:NEWS_SHOWN],
        "faq": faq_of(seen.challenge),
        "columns": columns,
        "scale": _scale(seen.challenge, columns),
        "partners": seen.challenge.partners.all(),
        "may_download": bool(seen.challenge.kit)
        and request.user.has_perm("datasets.download_release", seen.challenge.release),
    }
    return render(request, "challenges/editions/challenge.html", context)


def _scale(challenge: Challenge, columns: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The anchors, with the decimals and the unit of the score that ranks; none where one of them is missing, or
    nothing scores yet."""
    primary = next((column for column in columns if column["primary"]), None)
    if primary is None or challenge.naive_anchor is None or challenge.target_anchor is None:
        return None
    told = {name: primary[name] for name in ("decimals", "unit")}
    return {"naive": challenge.naive_anchor, "target": challenge.target_anchor, **told}


@require_http_methods(["GET", "HEAD", "POST"])
def rules(request: HttpRequest, slug: str) -> HttpResponse:
    """The rules of a challenge; a ticked box is a yes to them, without the tick the page asks again."""
    seen = visit(request, slug)
    if request.method != "POST":
        return render(request, "challenges/editions/rules.html", {"visit": seen})
    if not request.user.has_perm("challenges.accept_rules", seen.challenge):
        return redirect_to_login(request.path)
    if request.POST.get("agree") != "yes":
        context = {"visit": seen, "is_unticked": True}
        return render(request, "challenges/editions/rules.html", context, status=422)
    accept_rules(seen.challenge, user=reader(request), now=seen.now)
    return redirect("rules", slug)
