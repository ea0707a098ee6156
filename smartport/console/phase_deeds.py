"""Deeds on the hours of a phase: open it at another hour, close it, freeze its board, let it move again."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from challenges import clock
from challenges.editions.models import Edition, Phase
from challenges.leaderboards.rules import LATE_UPLOADS
from challenges.lifecycle.hours import close_phase, freeze_board, shift_opening, unfreeze_board
from challenges.lifecycle.queries import count_waiting, hidden_since, reach_of_phase
from challenges.pages.visit import reader
from challenges.wording import localized, say_duration, say_moment
from smartport.console.access import challenge_or_404, for_organizers, phase_or_404
from smartport.console.confirming import Question, confirm
from smartport.console.localized_fields import MomentField
from smartport.templatetags.figures import number

NOW, LATER = "now", "later"


class WhenForm(forms.Form):
    """At once, or at an hour."""

    when = forms.ChoiceField(choices=[(NOW, _("At once")), (LATER, _("At an hour"))], widget=forms.RadioSelect)

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["at"] = MomentField(zone=edition.timezone, label=_("Hour"), required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("when") == LATER and not given.get("at") and "at" not in self.errors:
            self.add_error("at", _("Give the hour."))
        return given

    @property
    def hour(self) -> datetime | None:
        """None for now."""
        return self.cleaned_data["at"] if self.cleaned_data["when"] == LATER else None


@require_http_methods(["GET", "HEAD", "POST"])
@for_organizers
def settle_phase(request: HttpRequest, edition: str, slug: str, phase: str, deed: str) -> HttpResponse:
    """Ask, then do it."""
    found = challenge_or_404(request, edition, slug)
    row = phase_or_404(found, phase)
    now, by = clock.now(), reader(request)
    asked = QUESTIONS[deed](row, now)
    act = ACTS[deed]
    zone = found.edition.timezone
    if deed not in AT_AN_HOUR:
        return confirm(request, asked, partial(act, row, by=by, now=now), zone=zone)
    form = WhenForm(request.POST or None, edition=found.edition)
    also = {"form": form, "edition": found.edition}
    if request.method == "POST" and not form.is_valid():
        return render(request, "console/hour.html", {**vars(asked), **also}, status=422)
    hour = {AT_AN_HOUR[deed]: form.hour if form.is_bound else None}
    do = partial(act, row, **hour, by=by, now=now)
    return confirm(request, asked, do, zone=zone, template="console/hour.html", also=also)


def title_of(phase: Phase) -> str:
    """Challenge and phase, in the reader's language."""
    language = (get_language() or "fr")[:2]
    return f"{localized(phase.challenge.title, language)} · {localized(phase.title, language)}"


def back_of(phase: Phase) -> str:
    """Where the deeds of a phase are."""
    return reverse("console-challenge", args=[phase.challenge.edition.slug, phase.challenge.slug])


def teams_line(phase: Phase) -> str:
    """Who plays in it, and what was handed in."""
    reach = reach_of_phase(phase)
    teams = ngettext("%(count)s team", "%(count)s teams", reach.teams) % {"count": number(reach.teams)}
    total = ngettext("%(count)s submission", "%(count)s submissions", reach.submissions) % {
        "count": number(reach.submissions)
    }
    return gettext("Handed in so far: %(submissions)s, %(teams)s.") % {"submissions": total, "teams": teams}


def _close(phase: Phase, now: datetime) -> Question:
    waiting = count_waiting(phase)
    said = ngettext(
        "%(count)s submission still waits for its result; it was in time and counts.",
        "%(count)s submissions still wait for their result; they were in time and count.",
        waiting,
    )
    frozen = phase.freezes_at and phase.freezes_at > now
    late = gettext(
        "The leaderboard closes for ever by itself once the last result is there, %(patience)s after the end at the"
        " earliest: the private part decides, and the places are final."
    )
    end = gettext("Instead of %(end)s, nothing more is taken from now on.")
    return Question(
        question=gettext("Close this phase now?"),
        consequences=[
            end % {"end": say_moment(phase.closes_at, zone=phase.challenge.edition.timezone)},
            teams_line(phase),
            *([said % {"count": number(waiting)}] if waiting else []),
            late % {"patience": say_duration(LATE_UPLOADS)},
            *([gettext("The leaderboard is not frozen before its end any more.")] if frozen else []),
            gettext("No letter is sent. To tell people, write an announcement."),
        ],
        undo=gettext("This can be undone by extending the phase, but only until its leaderboard is closed."),
        deed=gettext("Close the phase"),
        done=gettext("The phase is closed: nothing more is taken."),
        back=back_of(phase),
        above=title_of(phase),
        is_final=True,
    )


def _freeze(phase: Phase, now: datetime) -> Question:
    return Question(
        question=gettext("Freeze the leaderboard?"),
        consequences=[
            gettext("From that hour on everybody sees the leaderboard as it was, until the phase closes."),
            gettext("Teams go on handing in, and see their own scores. What comes later counts at the close."),
            teams_line(phase),
        ],
        undo=gettext("This can be undone: let it move again. What was hidden is then seen by all."),
        deed=gettext("Freeze"),
        done=gettext("The hour is set: from then on the leaderboard stands still."),
        back=back_of(phase),
        above=title_of(phase),
    )


def _unfreeze(phase: Phase, now: datetime) -> Question:
    since = phase.freezes_at
    is_frozen = since is not None and since <= now
    final = gettext(
        "This cannot be undone: what people have seen they have seen. Freezing again hides only what comes later."
    )
    moves = [gettext("The leaderboard moves until the phase closes.")]
    return Question(
        question=gettext("Let the leaderboard move again?"),
        consequences=_hidden_lines(phase, since) if since and is_frozen else moves,
        undo=final if is_frozen else gettext("This can be undone: set another hour."),
        deed=gettext("Let it move"),
        done=gettext("The leaderboard moves."),
        back=back_of(phase),
        above=title_of(phase),
        is_final=is_frozen,
    )


def _hidden_lines(phase: Phase, since: datetime) -> list[str]:
    """What everybody sees as soon as the board moves."""
    hidden, hour = hidden_since(phase, since), say_moment(since, zone=phase.challenge.edition.timezone)
    if not hidden.submissions:
        return [gettext("Nothing was hidden: nothing has been received since %(hour)s.") % {"hour": hour}]
    said = ngettext(
        "Everybody sees at once what was hidden: %(count)s submission received since %(hour)s.",
        "Everybody sees at once what was hidden: %(count)s submissions received since %(hour)s.",
        hidden.submissions,
    )
    moved = ngettext("It is of %(count)s team.", "They are of %(count)s teams.", hidden.teams)
    return [said % {"count": number(hidden.submissions), "hour": hour}, moved % {"count": number(hidden.teams)}]


def _shift(phase: Phase, now: datetime) -> Question:
    zone = phase.challenge.edition.timezone
    return Question(
        question=gettext("Open this phase at another hour?"),
        consequences=[
            gettext("Now it opens on %(hour)s.") % {"hour": say_moment(phase.opens_at, zone=zone)},
            gettext("Countdowns and the calendars that people follow show the new hour."),
            gettext("No letter is sent. To tell people, write an announcement."),
        ],
        undo=gettext("This can be undone until the phase has begun."),
        deed=gettext("Move the opening"),
        done=gettext("The phase opens at the new hour."),
        back=back_of(phase),
        above=title_of(phase),
    )


QUESTIONS: Mapping[str, Callable[[Phase, datetime], Question]] = {
    "close": _close,
    "freeze": _freeze,
    "unfreeze": _unfreeze,
    "shift": _shift,
}
ACTS: Mapping[str, Callable[..., Phase]] = {
    "close": close_phase,
    "freeze": freeze_board,
    "unfreeze": unfreeze_board,
    "shift": shift_opening,
}
AT_AN_HOUR = {"freeze": "at", "shift": "opens_at"}  # and what the action calls the hour
