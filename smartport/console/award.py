"""One award: what it is, who has it and where they come from, and how the hall will hear it."""

from typing import Any
from uuid import UUID

from django.db.models import Prefetch, prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe

from challenges import clock
from challenges.ceremony.award_lacking import Ground, grounds_of, lacks_of
from challenges.ceremony.award_rules import Source
from challenges.ceremony.awarded import holding_refusal
from challenges.ceremony.laureates import is_as_said
from challenges.ceremony.models import Award, Laureate
from challenges.ceremony.prizes import prize_of
from challenges.ceremony.script import Step, script_of
from challenges.ceremony.sources import Finding, winners_of
from challenges.errors import Refusal
from challenges.pages.visit import isolated
from challenges.popular.queries import poll_of
from challenges.wording import localized, say
from smartport.console.access import for_the_stage
from smartport.console.award_lacks import told_award_lacks
from smartport.console.awards import award_or_404, title_of
from smartport.console.localized_fields import LANGUAGES


@require_safe
@for_the_stage
def award(request: HttpRequest, award_id: UUID) -> HttpResponse:
    """With everything it still lacks, each with the page that mends it."""
    found = award_or_404(award_id)
    ground = grounds_of(found.edition, [found], now=clock.now())[found.pk]
    held = holding_refusal(found.edition)
    rows = laureates_of(found)
    context = {
        "award": found,
        "edition": found.edition,
        "heading": title_of(found),
        "rows": [(row, [code for code in LANGUAGES if row.citation.get(code)]) for row in rows],
        "has_points": any(row.first is not None for row in rows),
        "lacks": told_award_lacks(lacks_of(found, ground), award=found, source=ground.source),
        "ground": ground,
        "poll": poll_of(found.edition) if ground.source == Source.VOTE else None,
        "held": say(held, zone=found.edition.timezone) if held else None,
        "languages": LANGUAGES,
        **_beside_the_source(found, ground),
    }
    return render(request, "console/awards/award.html", context)


@require_safe
@for_the_stage
def told(request: HttpRequest, award_id: UUID) -> HttpResponse:
    """Step by step as spectators get it, French and Arabic beside each other, with the notes of the control."""
    found = award_or_404(award_id)
    laureates_of(found)
    context = {"award": found, "edition": found.edition, "heading": title_of(found), "steps": steps_of(found)}
    return render(request, "console/awards/told.html", context)


def steps_of(award: Award) -> list[tuple[str, Step]]:
    """Of this award alone, each with what it is called; none while nobody has it."""
    found = script_of([prize_of(award)], title=award.edition.title, partners=())
    return [(_step_name(step), step) for step in found if step.key.startswith(f"{award.pk}:")]


def laureates_of(award: Award) -> list[Laureate]:
    """In their order, kept on the award so that nothing asks for them again."""
    rows = Laureate.objects.select_related("team__merged_into", "project").order_by("rank", "team_name", "pk")
    prefetch_related_objects([award], Prefetch("laureates", rows))
    return list(award.laureates.all())


def _step_name(step: Step) -> str:
    names = {
        "award": gettext("The award is announced"),
        "board": gettext("All of them with the first component alone"),
        "resolve": gettext("The second component of one more"),
        "place": gettext("A place"),
        "silence": gettext("Silence"),
        "winner": gettext("The winner: the key is held for a second"),
    }
    return names[step.kind]


def _beside_the_source(award: Award, ground: Ground) -> dict[str, Any]:
    """Whether the laureates are what their source says now, or why it says nothing."""
    if ground.source == Source.CHOICE:
        return {"is_same": True, "refused": None}
    try:
        finding = winners_of(award, now=clock.now())
    except Refusal as refusal:
        return {"is_same": False, "refused": say(refusal, zone=award.edition.timezone)}
    return {"is_same": is_as_said(award, finding), "refused": None, "signed": _signed(award, finding)}


def _signed(award: Award, finding: Finding) -> str:
    """By whom the decision is that names the laureates; empty where the public does."""
    if award.panel is None or finding.decision is None:
        return ""
    told = {
        "panel": isolated(localized(award.panel.title, (get_language() or "fr")[:2])),
        "first": isolated(finding.decision.first_name),
        "second": isolated(finding.decision.second_name),
        "digest": isolated(finding.decision.sha256[:12]),
    }
    return gettext("By the decision of “%(panel)s”, signed by %(first)s and %(second)s, digest %(digest)s.") % told
