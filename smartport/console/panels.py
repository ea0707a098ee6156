"""The panels of the jury as their organizers keep them: the list, a new one, one of them step by step."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_safe

from challenges import clock
from challenges.editions.models import Edition
from challenges.jury.lacking import lacks_of
from challenges.jury.progress import progress
from challenges.jury.queries import ROUND_OF
from challenges.pages.visit import isolated, reader
from challenges.panels.actions import FIELDS, change_panel, drop_panel, make_panel
from challenges.panels.models import Candidate, Juror, Panel, Stage
from challenges.panels.queries import kept_panels
from challenges.wording import localized
from smartport.console.access import edition_in_view, for_organizers
from smartport.console.confirming import Question, confirm
from smartport.console.panel_forms import NewPanelForm, PanelForm
from smartport.console.panel_lacks import told_panel_lacks
from smartport.console.sheets import Taken, sent_key, take

METHODS = ["GET", "HEAD", "POST"]
STEPS = ("criteria", "jurors", "projects", "opening", "progress")
WAY = (Stage.DRAFT, Stage.SCREENING, Stage.SELECTION, Stage.FINAL, Stage.DELIBERATION, Stage.LOCKED)


@dataclass(frozen=True)
class StageShown:
    """A stage on the way of a panel: done, here or coming."""

    name: str
    state: str


def _count(rows: QuerySet[Any]) -> Coalesce:
    """How many of these a panel has, each counted by itself: joined they would be multiplied."""
    own = rows.filter(panel=OuterRef("pk")).order_by().values("panel").annotate(count=Count("pk"))
    return Coalesce(Subquery(own.values("count")), 0)


@require_safe
@for_organizers
def panels(request: HttpRequest) -> HttpResponse:
    """Those of the edition in view that this organizer keeps."""
    edition = edition_in_view(request)
    rows = (
        kept_panels(reader(request))
        .filter(edition=edition)
        .annotate(
            juror_count=_count(Juror.objects.filter(left_at=None)),
            project_count=_count(Candidate.objects.filter(withdrawn_at=None)),
        )
    )
    context = {
        "edition": edition,
        "editions": Edition.objects.order_by("-opens_at"),
        "panels": rows.order_by("challenge__order", "created_at", "pk"),
    }
    return render(request, "console/panels/panels.html", context)


@require_http_methods(METHODS)
@for_organizers
def new_panel(request: HttpRequest) -> HttpResponse:
    """A draft. Its key comes with the form: sent twice, it is one panel."""
    edition = edition_in_view(request)
    row = Panel(edition=edition)
    if request.method == "POST":
        row.pk = sent_key(request)
        if kept_panels(reader(request)).filter(pk=row.pk).exists():
            return redirect("console-panel", row.pk)
    make: Any = partial(NewPanelForm, by=reader(request))
    keep = partial(make_panel, by=reader(request), now=clock.now())
    taken = take(request, row, make, fields=(*FIELDS, "challenge"), edition=edition, keep=keep)
    if taken.is_saved:
        messages.success(request, gettext("The panel is made: go through its steps."))
        return redirect("console-panel", row.pk)
    address = f"{reverse('console-panels')}?edition={edition.slug}"
    told = {"heading": gettext("New panel"), "above": gettext("Jury"), "back": address}
    return _sheet(request, taken, {**told, "edition": edition, "deed": gettext("Make the panel"), "key": row.pk})


@require_safe
@for_organizers
def panel(request: HttpRequest, panel_id: UUID) -> HttpResponse:
    """Where it stands, what is missing, and what comes next."""
    found, now = panel_or_404(request, panel_id), clock.now()
    in_round = ROUND_OF.get(Stage(found.stage))
    lacks = told_panel_lacks(lacks_of(found, now=now), panel=found) if found.opened_at is None else []
    context = {
        **shown(found, here="glance"),
        "lacks": lacks,
        "lacking": {lack.step for lack in lacks},
        "steps": _steps(found, now=now),
        "whole": progress(found, in_round).whole if in_round else None,
    }
    return render(request, "console/panels/panel.html", context)


@require_http_methods(METHODS)
@for_organizers
def edit_panel(request: HttpRequest, panel_id: UUID) -> HttpResponse:
    """What it is, until it opens."""
    found = panel_or_404(request, panel_id)
    back = reverse("console-panel", args=[found.pk])
    keep = partial(change_panel, by=reader(request), now=clock.now())
    taken = take(request, found, PanelForm, fields=FIELDS, edition=found.edition, keep=keep)
    if taken.is_saved:
        messages.success(request, gettext("Saved."))
        return redirect(back)
    told = {"heading": gettext("Setting of the panel"), "above": title_of(found), "back": back}
    return _sheet(request, taken, {**told, "edition": found.edition, "deed": gettext("Save"), "panel": found})


@require_http_methods(METHODS)
@for_organizers
def remove_panel(request: HttpRequest, panel_id: UUID) -> HttpResponse:
    """Of a draft; asks first."""
    found = panel_or_404(request, panel_id)
    asked = Question(
        question=gettext("Remove the panel “%(panel)s”?") % {"panel": isolated(title_of(found))},
        consequences=[
            gettext("Its criteria, its seats and its list of projects are gone. No ballot was cast on it."),
            gettext("Invitations that nobody has answered open nothing any more. No letter is sent."),
        ],
        undo=gettext("This cannot be undone."),
        deed=gettext("Remove the panel"),
        done=gettext("The panel is removed."),
        back=reverse("console-panel", args=[found.pk]) if request.method != "POST" else reverse("console-panels"),
        above=title_of(found),
        is_final=True,
    )
    do = partial(drop_panel, found, by=reader(request), now=clock.now())
    return confirm(request, asked, do, zone=found.edition.timezone)


def panel_or_404(request: HttpRequest, panel_id: UUID) -> Panel:
    """One that this organizer keeps; another's is as good as not there."""
    found = Panel.objects.select_related("edition", "challenge__edition").filter(pk=panel_id).first()
    if found is None or not request.user.has_perm("challenges.keep_panel", found):
        raise Http404
    return found


def shown(panel: Panel, *, here: str) -> dict[str, Any]:
    """What the head of its pages shows."""
    return {"panel": panel, "edition": panel.edition, "here": here, "way": _way(panel), "is_draft": not panel.opened_at}


def title_of(panel: Panel) -> str:
    """In the reader's language."""
    return localized(panel.title, (get_language() or "fr")[:2])


def _way(panel: Panel) -> list[StageShown]:
    stages = [stage for stage in WAY if panel.has_screening or stage not in (Stage.SCREENING, Stage.SELECTION)]
    at = stages.index(Stage(panel.stage))
    states = ("done", "here", "coming")
    return [StageShown(str(stage.label), states[(place >= at) + (place > at)]) for place, stage in enumerate(stages)]


def _steps(panel: Panel, *, now: datetime) -> list[tuple[str, str, str]]:
    """Each with what it is called, and what it is for."""
    told = {
        "criteria": (gettext("Criteria"), gettext("What is judged, with which weight, and what each grade means.")),
        "jurors": (gettext("Jurors"), gettext("Who judges: president, deputy, jurors and reserves, by invitation.")),
        "projects": (gettext("Projects and ties"), gettext("What is judged, and who may not judge it.")),
        "opening": (gettext("Distribution and opening"), gettext("Who scores what; then the jurors begin.")),
        "progress": (gettext("Progress"), gettext("Who has cast how many ballots; never a grade.")),
    }
    return [(step, *told[step]) for step in STEPS]


def _sheet(request: HttpRequest, taken: Taken, context: dict[str, Any]) -> HttpResponse:
    return render(request, "console/panels/sheet.html", {**taken.context, **context}, status=taken.status)
