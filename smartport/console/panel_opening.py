"""What is missing, who would score what, and the opening."""

from functools import partial
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from challenges import clock
from challenges.jury.lacking import Readiness, readiness
from challenges.jury.opening import open_panel
from challenges.jury.progress import cells_of
from challenges.jury.queries import ROUND_OF
from challenges.jury.sharing import recused_pairs
from challenges.pages.visit import isolated, reader
from challenges.panels.models import Juror, Panel, Seat, Stage
from challenges.panels.queries import open_invitations, seated, standing_candidates, voting
from challenges.wording import enumerated, say_moment
from smartport.console.access import for_organizers
from smartport.console.confirming import Question, confirm
from smartport.console.panel_lacks import told_panel_lacks
from smartport.console.panel_matrix import Matrix, matrix
from smartport.console.panels import METHODS, panel_or_404, shown, title_of


@require_safe
@for_organizers
def opening(request: HttpRequest, panel_id: UUID) -> HttpResponse:
    """Before the opening, what is missing and the distribution as it would be; afterwards the one that is."""
    panel, now = panel_or_404(request, panel_id), clock.now()
    if panel.opened_at is not None:
        return render(request, "console/panels/opening.html", {**shown(panel, here="opening"), "matrix": _now(panel)})
    ready = readiness(panel, now=now)
    context = {
        **shown(panel, here="opening"),
        "lacks": told_panel_lacks(ready.lacks, panel=panel),
        "matrix": _preview(panel, ready),
        "slack": ready.shares.slack if ready.shares else 0,
    }
    return render(request, "console/panels/opening.html", context)


@require_http_methods(METHODS)
@for_organizers
def open_it(request: HttpRequest, panel_id: UUID) -> HttpResponse:
    """Asks, and says what happens then; whoever is second finds it done."""
    panel, now = panel_or_404(request, panel_id), clock.now()
    back = reverse("console-panel-opening", args=[panel.pk])
    if panel.opened_at is not None:
        return redirect(back)
    lacks = told_panel_lacks(readiness(panel, now=now).lacks, panel=panel) if request.method != "POST" else []
    asked = Question(
        question=gettext("Open the panel “%(panel)s”?") % {"panel": isolated(title_of(panel))},
        consequences=_lines(panel),
        undo=gettext("This cannot be undone: criteria and weights stay as they are from now on."),
        deed=gettext("Open the panel"),
        done=gettext("The panel is open. The jurors are told by letter."),
        back=back,
        above=title_of(panel),
        is_final=True,
    )
    do = partial(open_panel, panel, by=reader(request), now=now)
    also = {"lacks": lacks}
    return confirm(request, asked, do, zone=panel.edition.timezone, template="console/panels/open.html", also=also)


def _preview(panel: Panel, ready: Readiness) -> Matrix | None:
    if any(lack.what in {"voting", "projects", "shares"} for lack in ready.lacks):
        return None
    jurors, candidates = list(voting(panel)), list(standing_candidates(panel).order_by("code"))
    if ready.shares:
        cells = dict.fromkeys(ready.shares.pairs, False)
    else:  # without a screening everybody scores everything
        away = recused_pairs(panel)
        pairs = ((juror.pk, one.code) for juror in jurors for one in candidates)
        cells = dict.fromkeys((pair for pair in pairs if pair not in away), False)
    return matrix(jurors, candidates, cells=cells, away=recused_pairs(panel))


def _now(panel: Panel) -> Matrix | None:
    """Of the round that goes on."""
    in_round = ROUND_OF.get(Stage(panel.stage))
    if in_round is None:
        return None
    cells = cells_of(panel, in_round)
    people: list[Juror] = [
        one
        for one in panel.jurors.select_related("user").order_by("joined_at", "pk")
        if any(juror == one.pk for juror, _ in cells)
    ]
    candidates = standing_candidates(panel).order_by("code")
    if panel.stage == Stage.FINAL:
        candidates = candidates.filter(is_finalist=True)
    return matrix(people, list(candidates), cells=cells, away=recused_pairs(panel))


def _lines(panel: Panel) -> list[str]:
    jurors, projects = voting(panel).count(), standing_candidates(panel).count()
    zone = panel.edition.timezone
    told = ngettext("%(count)s juror is told by letter.", "%(count)s jurors are told by letter.", jurors)
    is_blind = panel.is_blind if panel.has_screening else panel.final_is_blind
    blind = gettext("They read the projects under codes, without names of teams or people.")
    open_ = gettext("They read the projects with the names of their teams.")
    count = ngettext("%(count)s project is before the panel.", "%(count)s projects are before the panel.", projects)
    lines = [
        gettext("Criteria, their weights, their scales and the setting are frozen."),
        count % {"count": projects},
        told % {"count": jurors},
        blind if is_blind else open_,
    ]
    hour = panel.screening_closes_at if panel.has_screening else panel.final_closes_at
    if hour:
        lines.append(gettext("Ballots are cast until %(hour)s.") % {"hour": say_moment(hour, zone=zone)})
    unsigned = [str(one) for one in seated(panel) if one.declared_at is None and one.seat != Seat.RESERVE]
    if unsigned:
        said = gettext("Not signed yet, and without projects until they do: %(names)s.")
        lines.append(said % {"names": enumerated(isolated(name) for name in unsigned)})
    waiting = open_invitations(panel, now=clock.now()).count()
    if waiting:
        said = ngettext(
            "%(count)s invitation is not answered yet.", "%(count)s invitations are not answered yet.", waiting
        )
        lines.append(said % {"count": waiting})
    return lines
