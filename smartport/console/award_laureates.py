"""Who has an award: taken from the jury or the public, chosen by people, taken away; and what is said of them."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from challenges import clock
from challenges.ceremony.award_rules import Source
from challenges.ceremony.awarded import has_poll, source_of, team_in_the_end
from challenges.ceremony.laureates import (
    SAID,
    choose_laureates,
    clear_laureates,
    digest_in_view,
    say_of,
    take_laureates,
)
from challenges.ceremony.models import Award, Laureate
from challenges.ceremony.script import Step
from challenges.ceremony.sources import Finding, winners_of
from challenges.errors import Refusal
from challenges.pages.visit import isolated, reader
from challenges.wording import say
from smartport.console.access import for_the_stage
from smartport.console.award import laureates_of, steps_of
from smartport.console.award_choice import Choice, choice_of, offers_of
from smartport.console.award_forms import ChoiceForm, SaidForm
from smartport.console.awards import METHODS, award_or_404, title_of
from smartport.console.confirming import Question, confirm
from smartport.console.editing import FIELD
from smartport.console.sheets import take

CHOSEN = ("deciders", "reason")


@require_http_methods(METHODS)
@for_the_stage
def take_them(request: HttpRequest, award_id: UUID) -> HttpResponse:
    """Shows whom the source names, and what becomes of those who have the award now; then takes them."""
    found = award_or_404(award_id)
    if _source(found) == Source.CHOICE:
        return redirect("console-award-choose", found.pk)
    back = reverse("console-award", args=[found.pk])
    try:
        finding = winners_of(found, now=clock.now())
    except Refusal as refusal:
        context = {"award": found, "heading": title_of(found), "said": say(refusal, zone=found.edition.timezone)}
        return render(request, "console/awards/cannot.html", context, status=_status(request, refusal))
    asked = Question(
        question=gettext("These teams have the award “%(award)s”?") % {"award": isolated(title_of(found))},
        consequences=[
            gettext("What was written for a team that stays, stays: its citation, and how its name is said."),
            gettext("Nobody is told before the ceremony and the publication."),
        ],
        undo=gettext("They can be taken anew or taken away until the ceremony is armed."),
        deed=gettext("Take these laureates"),
        done=gettext("The laureates are taken: write what is said of them."),
        back=back,
        above=title_of(found),
    )
    seen = request.POST.get(FIELD, "")
    do = partial(take_laureates, found, seen=seen, by=reader(request), now=clock.now())
    also = {
        "rows": finding.winners,
        "gone": _gone(found, finding),
        "seen": digest_in_view(found, finding),
        "has_points": any(one.first is not None for one in finding.winners),
        "is_fewer": len(finding.winners) < found.told,
        "award": found,
    }
    return confirm(request, asked, do, zone=found.edition.timezone, template="console/awards/take.html", also=also)


@require_http_methods(METHODS)
@for_the_stage
def choose_them(request: HttpRequest, award_id: UUID) -> HttpResponse:
    """Whom people chose, who they are, and why."""
    found = award_or_404(award_id)
    if _source(found) != Source.CHOICE:
        return redirect("console-award-take", found.pk)
    laureates_of(found)
    choice = choice_of(request, found)
    if request.method != "POST":
        form = ChoiceForm(initial={name: getattr(found, name) for name in CHOSEN}, faults=choice.faults)
    elif choice.deed:
        form = ChoiceForm(initial={name: request.POST.get(name, "") for name in CHOSEN}, faults=choice.faults)
    else:
        form = ChoiceForm(request.POST, faults=choice.faults)
    refusal: Refusal | None = None
    if form.is_valid():
        given = {name: form.cleaned_data[name] for name in CHOSEN}
        try:
            seen, by = request.POST.get(FIELD, ""), reader(request)
            choose_laureates(found, choice.picks, **given, seen=seen, by=by, now=clock.now())
        except Refusal as refused:
            refusal = refused
        else:
            messages.success(request, gettext("The choice is recorded: write what is said of them."))
            return redirect("console-award", found.pk)
    context = {**_choosing(request, found, choice), "form": form, "refusal": refusal}
    context["said"] = say(refusal, zone=found.edition.timezone) if refusal else None
    status = refusal.status if refusal else 422 if form.is_bound and not form.is_valid() else 200
    return render(request, "console/awards/choose.html", context, status=status)


@require_http_methods(METHODS)
@for_the_stage
def clear_them(request: HttpRequest, award_id: UUID) -> HttpResponse:
    """Asks first: what was written is gone with them."""
    found = award_or_404(award_id)
    asked = Question(
        question=gettext("Take the laureates of “%(award)s” away?") % {"award": isolated(title_of(found))},
        consequences=[
            gettext("Nobody has the award; citations and pronunciations that were written for it are gone."),
            gettext("Who decided it, and why, is gone too where people had chosen. The decision of a jury stays."),
        ],
        undo=gettext("Laureates can be taken or chosen anew; what was written for them has to be written again."),
        deed=gettext("Take them away"),
        done=gettext("Nobody has the award now."),
        back=reverse("console-award", args=[found.pk]),
        above=title_of(found),
        is_final=True,
    )
    do = partial(clear_laureates, found, by=reader(request), now=clock.now())
    return confirm(request, asked, do, zone=found.edition.timezone)


@require_http_methods(METHODS)
@for_the_stage
def laureate(request: HttpRequest, award_id: UUID, laureate_id: UUID) -> HttpResponse:
    """The citation in each language and how the name is said, beside the step as the hall gets it."""
    found = award_or_404(award_id)
    row = found.laureates.select_related("team", "project").filter(pk=laureate_id).first()
    if row is None:
        raise Http404
    row.award = found
    keep = partial(say_of, by=reader(request), now=clock.now())
    taken = take(request, row, SaidForm, fields=SAID, edition=found.edition, keep=keep)
    if taken.is_saved:
        messages.success(request, gettext("What is said of them is saved."))
        return redirect("console-award", found.pk)
    shown: Any = taken.form.instance if taken.form.is_bound else row
    step, is_in_the_table = _steps_of(found, shown)
    context = {
        "award": found,
        "row": row,
        "step": step,
        "is_in_the_table": is_in_the_table,
        "heading": row.team_name,
        "above": title_of(found),
        "back": reverse("console-award", args=[found.pk]),
        "deed": gettext("Save what is said"),
        **taken.context,
    }
    return render(request, "console/awards/laureate.html", context, status=taken.status)


def _choosing(request: HttpRequest, award: Award, choice: Choice) -> dict[str, Any]:
    """The page while something is searched, added or taken out: it goes on from the laureates that its reader saw."""
    offers, found = offers_of(award, choice)
    return {
        "award": award,
        "choice": choice,
        "offers": offers,
        "found": found,
        "places": [str(place) for place in range(1, award.told + 1)],
        "seen": request.POST.get(FIELD, "") if choice.deed else digest_in_view(award),
        "heading": gettext("Who has the award"),
        "above": title_of(award),
        "back": reverse("console-award", args=[award.pk]),
        "deed": gettext("Record the choice"),
    }


def _source(award: Award) -> Source:
    return source_of(award, has_poll=has_poll(award.edition_id))


def _status(request: HttpRequest, refusal: Refusal) -> int:
    return refusal.status if request.method == "POST" else 200


def _gone(award: Award, finding: Finding) -> list[Laureate]:
    """Who would have it no more."""
    stay = {one.team.pk for one in finding.winners if one.team}
    rows = award.laureates.select_related("team__merged_into")
    return [row for row in rows if team_in_the_end(row.team).pk not in stay]


def _steps_of(award: Award, row: Laureate) -> tuple[Any, bool]:
    """What the hall reads of the team with what the form says now, and whether it reads its points alone."""
    for one in laureates_of(award):
        if one.pk == row.pk:
            one.citation, one.pronunciation = row.citation, row.pronunciation
    told = _naming(row, [step for _, step in steps_of(award)])
    for one in award.laureates.all():
        one.first = one.second = None
    return _naming(row, [step for _, step in steps_of(award)]), told is None


def _naming(row: Laureate, steps: list[Step]) -> Step | None:
    """The last step with the team's citation."""
    named = [step for step in steps if row.team_name in {one["team"] for one in step.shows.get("teams", ())}]
    return named[-1] if named else None
