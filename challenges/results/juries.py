"""Juries that have decided, as the results tell them: who sat, by what they judged, and what their minutes say."""

from typing import Any

from django.db.models import Prefetch

from challenges.editions.models import Edition
from challenges.jury.models import Decision, Motion, Recusal
from challenges.jury.queries import ballots_that_count
from challenges.panels.models import Candidate, Criterion, Juror, Panel, Seat
from challenges.results.counting import counted


def juries_of(edition: Edition) -> list[dict[str, Any]]:
    """Those whose decision is locked, without a grade of anybody's. Three queries."""
    standing = Candidate.objects.filter(withdrawn_at=None)
    rows = Decision.objects.filter(panel__edition=edition, locked_at__isnull=False, withdrawn_at=None)
    decisions = rows.annotate(
        projects=counted(standing, by="panel", to="panel"),
        finalists=counted(standing.filter(is_finalist=True), by="panel", to="panel"),
        ballots=counted(ballots_that_count(), by="assignment__juror__panel", to="panel"),
        recusals=counted(Recusal.objects.filter(candidate__withdrawn_at=None), by="juror__panel", to="panel"),
        motions=counted(Motion.objects.filter(is_carried=True), by="panel", to="panel"),
    )
    ordered = decisions.defer("snapshot").select_related("panel__challenge").order_by("panel__created_at", "pk")
    return [_jury(decision) for decision in ordered.prefetch_related(*_who_sat_by_what())]


def _who_sat_by_what() -> tuple["Prefetch[Any, Any, Any]", ...]:
    """Those who signed and are still seated; a reserve that was not called in did not judge."""
    sat = Juror.objects.filter(declared_at__isnull=False, left_at=None).exclude(seat=Seat.RESERVE)
    return (
        Prefetch("panel__criteria", Criterion.objects.order_by("order", "pk")),
        Prefetch("panel__jurors", sat.order_by("joined_at", "pk")),
    )


def _jury(decision: Any) -> dict[str, Any]:
    panel: Panel = decision.panel
    criteria = panel.criteria.all()
    whole = sum(one.weight for one in criteria) or 1
    return {
        "title": panel.title,
        "challenge": {"slug": panel.challenge.slug, "title": panel.challenge.title} if panel.challenge else None,
        "jury_weight": panel.jury_weight,
        "automatic_weight": panel.automatic_weight,
        "criteria": [
            {"title": one.title, "about": one.about, "percent": round(100 * one.weight / whole, 1)} for one in criteria
        ],
        "members": _members(panel),
        "minutes": {
            "has_screening": panel.has_screening,
            "projects": decision.projects,
            "finalists": decision.finalists,
            "ballots": decision.ballots,
            "recusals": decision.recusals,
            "motions": decision.motions,
            "has_deliberation": bool(decision.deliberation),
        },
        "decision": {
            "sha256": decision.sha256,
            "program": decision.program_version,
            "locked_at": decision.locked_at.isoformat(),
            "signed_by": [decision.first_name, decision.second_name],
        },
    }


def _members(panel: Panel) -> list[dict[str, str]]:
    """Under the names they signed with: president and deputy first."""
    order = {Seat.PRESIDENT.value: 0, Seat.DEPUTY.value: 1}
    ordered = sorted(panel.jurors.all(), key=lambda one: order.get(one.seat, 2))
    return [{"name": one.declared_name, "institution": one.institution, "seat": one.seat} for one in ordered]
