"""How far a round is, and what its organizers do about it: remind, move the hour, share out anew, close."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from challenges import clock
from challenges.errors import Refusal
from challenges.jury.closing import change_hours, close_final, close_screening
from challenges.jury.distributing import distribute
from challenges.jury.models import Round
from challenges.jury.progress import Progress, progress
from challenges.jury.queries import ROUND_OF, closes_at
from challenges.jury.reminding import remind_jurors
from challenges.jury.shortage import short_projects
from challenges.pages.visit import isolated, reader
from challenges.panels.models import Panel, Stage
from challenges.wording import enumerated
from smartport.console.access import for_organizers
from smartport.console.confirming import Question, confirm
from smartport.console.panel_forms import HoursForm
from smartport.console.panels import METHODS, panel_or_404, shown, title_of

MOST_NAMED = 8
CLOSES: dict[str, Callable[..., object]] = {"close-screening": close_screening, "close-final": close_final}


@require_safe
@for_organizers
def panel_progress(request: HttpRequest, panel_id: UUID) -> HttpResponse:
    """Bars by juror and by project; of a round that is over as it ended."""
    panel = panel_or_404(request, panel_id)
    in_round = _round_shown(panel)
    is_going_on = ROUND_OF.get(Stage(panel.stage)) == in_round
    context = {
        **shown(panel, here="progress"),
        "in_round": in_round,
        "is_going_on": is_going_on,
        "progress": progress(panel, in_round) if panel.opened_at else None,
        "hour": closes_at(panel, in_round),
        "now": clock.now(),
        "short": short_projects(panel, in_round) if is_going_on else [],
    }
    return render(request, "console/panels/progress.html", context)


@require_http_methods(METHODS)
@for_organizers
def hours(request: HttpRequest, panel_id: UUID) -> HttpResponse:
    """Until when ballots are taken; jurors are told."""
    panel = panel_or_404(request, panel_id)
    form = HoursForm(request.POST if request.method == "POST" else None, panel=panel, edition=panel.edition)
    asked = Question(
        question=gettext("Move the hours of the panel?"),
        consequences=[
            gettext("All jurors are told by letter where the round that goes on ends at another hour."),
            gettext("Ballots are refused after that hour, though only you close the round."),
        ],
        undo=gettext("The hours can be moved again until the decision is locked."),
        deed=gettext("Move the hours"),
        done=gettext("The hours are saved."),
        back=_back(panel),
        above=title_of(panel),
    )
    also: dict[str, Any] = {"form": form, "edition": panel.edition}
    template = "console/panels/hours.html"
    if form.is_bound and not form.is_valid():
        return render(request, template, {**vars(asked), **also}, status=422)

    def do() -> None:
        given = form.cleaned_data
        told = {"screening": given.get("screening_closes_at"), "final": given["final_closes_at"]}
        try:
            change_hours(panel, **told, by=reader(request), now=clock.now())
        except Refusal as refusal:
            also["refusal"] = refusal
            raise

    return confirm(request, asked, do, zone=panel.edition.timezone, template=template, also=also)


@require_http_methods(METHODS)
@for_organizers
def remind(request: HttpRequest, panel_id: UUID) -> HttpResponse:
    """A letter to whoever owes ballots."""
    panel = panel_or_404(request, panel_id)
    asked = Question(
        question=gettext("Remind the jurors who owe ballots?"),
        consequences=[
            *_owed(panel, progress(panel, _round_shown(panel))),
            gettext("Each of them gets a letter, at most one an hour."),
        ],
        undo=gettext(
            "A letter that went is not called back. The clock reminds by itself two days and six hours before the hour."
        ),
        deed=gettext("Send the reminders"),
        done=gettext("The reminders are on their way."),
        back=_back(panel),
        above=title_of(panel),
    )
    do = partial(remind_jurors, panel, by=reader(request), now=clock.now())
    return confirm(request, asked, do, zone=panel.edition.timezone)


@require_http_methods(METHODS)
@for_organizers
def share_anew(request: HttpRequest, panel_id: UUID) -> HttpResponse:
    """What nobody has cast goes where it can be scored."""
    panel = panel_or_404(request, panel_id)
    asked = Question(
        question=gettext("Share the projects out anew?"),
        consequences=[
            gettext(
                "Every ballot that was cast stays, and a juror keeps what they were given wherever that is possible."
            ),
            gettext(
                "Projects that lack ballots go to jurors who can score them. Jurors whose projects change get a letter."
            ),
        ],
        undo=gettext("It can be repeated at any time while the round goes on."),
        deed=gettext("Share out anew"),
        done=gettext("The projects are shared out."),
        back=_back(panel),
        above=title_of(panel),
    )
    do = partial(distribute, panel, by=reader(request), now=clock.now())
    return confirm(request, asked, do, zone=panel.edition.timezone)


@require_http_methods(METHODS)
@for_organizers
def close_round(request: HttpRequest, panel_id: UUID, deed: str) -> HttpResponse:
    """Asks, and says how many ballots are missing, and of whom."""
    panel = panel_or_404(request, panel_id)
    if deed not in CLOSES:
        raise Http404
    is_final = deed == "close-final"
    in_round = Round.FINAL if is_final else Round.SCREENING
    lines = [
        *_owed(panel, progress(panel, in_round)),
        gettext("No ballot of this round is taken any more; drafts that were not cast do not count."),
    ]
    after = (
        gettext("Then the president chooses the finalists."),
        gettext("Then the president reads the results, and the jury deliberates."),
    )
    asked = Question(
        question=gettext("Close the final?") if is_final else gettext("Close the screening?"),
        consequences=[*lines, after[is_final]],
        undo=gettext("This cannot be undone. To give more time, move the hour instead."),
        deed=gettext("Close the final") if is_final else gettext("Close the screening"),
        done=gettext("The final is closed.") if is_final else gettext("The screening is closed."),
        back=_back(panel),
        above=title_of(panel),
        is_final=True,
    )
    do = partial(CLOSES[deed], panel, by=reader(request), now=clock.now())
    return confirm(request, asked, do, zone=panel.edition.timezone)


def _owed(panel: Panel, found: Progress) -> list[str]:
    """How many ballots are missing, of whom, and which projects stand with fewer than three."""
    whole = found.whole
    if not whole.missing:
        return [gettext("Every ballot is cast.")]
    said = ngettext(
        "%(count)s ballot of %(asked)s is missing.", "%(count)s ballots of %(asked)s are missing.", whole.missing
    )
    owing = [(juror, part) for juror, part in found.jurors if part.missing]
    names = enumerated(f"{isolated(str(juror))} ({part.missing})" for juror, part in owing[:MOST_NAMED])
    more = " …" if len(owing) > MOST_NAMED else ""
    return [
        said % {"count": whole.missing, "asked": whole.asked},
        gettext("Missing of: %(names)s.") % {"names": names + more},
    ]


def _round_shown(panel: Panel) -> Round:
    """The one that goes on, else the last that did."""
    is_late = panel.stage in (Stage.FINAL, Stage.DELIBERATION, Stage.LOCKED)
    return Round.FINAL if is_late or not panel.has_screening else Round.SCREENING


def _back(panel: Panel) -> str:
    return reverse("console-panel-progress", args=[panel.pk])
