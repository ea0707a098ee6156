"""Reads of awards and laureates; nobody sees them before the publication but who prepares the ceremony."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db.models import Prefetch

from challenges.ceremony.award_rules import Source, require_changing
from challenges.ceremony.models import Award, AwardKind, Ceremony, Laureate, State
from challenges.ceremony.script import ORDER
from challenges.editions.models import Edition
from challenges.errors import Refusal
from challenges.jury.models import Decision
from challenges.popular.models import Poll
from challenges.teams.models import Team


def awards_of(edition: Edition) -> list[Award]:
    """In the order in which they are told, each with its laureates and their teams as they are now. Two queries."""
    laureates = Laureate.objects.select_related("team__merged_into", "project").order_by("rank", "team_name", "pk")
    rows = Award.objects.filter(edition=edition).select_related("edition", "panel", "challenge", "partner")
    return sorted(rows.prefetch_related(Prefetch("laureates", laureates)), key=_place)


def holding_refusal(edition: Edition) -> Refusal | None:
    """Why nothing of the awards changes now; None while it may. One query."""
    ceremony = Ceremony.objects.filter(edition=edition).first()
    try:
        require_changing(ceremony.state if ceremony else State.DRAFT, published_at=edition.results_published_at)
    except Refusal as refusal:
        return refusal
    return None


def source_of(award: Award, *, has_poll: bool) -> Source:
    """A panel decides where there is one; the public its own prize, where it votes; everything else people choose."""
    if award.panel_id is not None:
        return Source.DECISION
    return Source.VOTE if award.kind == AwardKind.PUBLIC and has_poll else Source.CHOICE


def has_poll(edition_id: int) -> bool:
    """Whether the public votes in this edition."""
    return Poll.objects.filter(edition=edition_id).exists()


def locked_decisions(awards: Iterable[Award]) -> Mapping[UUID, Decision]:
    """By panel, those that two people have signed, without what they say. One query."""
    panels = {award.panel_id for award in awards if award.panel_id}
    found = Decision.objects.filter(panel__in=panels, withdrawn_at=None, locked_at__isnull=False)
    return {decision.panel_id: decision for decision in found.defer("snapshot", "deliberation")}


def locked_decision(award: Award) -> Decision | None:
    """The one that its laureates come from."""
    found = Decision.objects.filter(panel=award.panel_id, withdrawn_at=None, locked_at__isnull=False)
    return found.first() if award.panel_id else None


def team_in_the_end(team: Team) -> Team:
    """The one that it has become part of, or itself."""
    while team.merged_into is not None:
        team = team.merged_into
    return team


def _place(award: Award) -> tuple[int, int, str]:
    return (ORDER.index(award.kind), award.order, str(award.pk))
