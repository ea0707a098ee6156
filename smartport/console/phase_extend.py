"""A phase is given more time: the new end, the reason, what teams will read; then it is done and announced at once."""

import hashlib
from datetime import datetime
from functools import partial
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from challenges import clock
from challenges.editions.models import Phase
from challenges.errors import Refusal
from challenges.lifecycle.extending import Extension, extend_phase, extension_words, is_shown, moved_hours
from challenges.lifecycle.queries import board_closed_at, count_readers
from challenges.lifecycle.rules import require_board_open, require_later_end, require_reason
from challenges.pages.visit import reader
from challenges.wording import say, say_moment
from evaluator.report import canonical
from smartport.console.access import challenge_or_404, for_organizers, phase_or_404
from smartport.console.confirming import Question, after, confirm, is_done
from smartport.console.localized_fields import LANGUAGES, LocalizedField, MomentField
from smartport.console.phase_deeds import back_of, teams_line, title_of
from smartport.console.sheets import LOOK
from smartport.templatetags.figures import number

READ = "read"  # the digest of what was looked at


class ExtendForm(forms.Form):
    """The edition's own hours move only where that is asked for."""

    reason = LocalizedField(
        label=_("Why?"),
        help_text=_("Everybody reads it in the announcement. French stands in for a language that is left out."),
    )
    moves_end = forms.BooleanField(label=_("The edition ends later too, by as much"), required=False)
    moves_teams = forms.BooleanField(label=_("Teams change until later too, by as much"), required=False)

    def __init__(self, *args: Any, phase: Phase, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        edition = phase.challenge.edition
        self.fields["until"] = MomentField(zone=edition.timezone, label=_("New end"), initial=phase.closes_at)
        self.order_fields(["until", "reason", "moves_end", "moves_teams"])
        if edition.teams_close_at is None:
            del self.fields["moves_teams"]

    @property
    def asked(self) -> Extension:
        given = self.cleaned_data
        return Extension(given["until"], given["reason"], given["moves_end"], given.get("moves_teams", False))


@require_http_methods(["GET", "HEAD", "POST"])
@for_organizers
def extend(request: HttpRequest, edition: str, slug: str, phase: str) -> HttpResponse:
    """The form; with what teams will read below it; then the deed."""
    found = challenge_or_404(request, edition, slug)
    row = phase_or_404(found, phase)
    now, zone = clock.now(), found.edition.timezone
    form = ExtendForm(request.POST or None, phase=row)
    asked = _question(row)
    also: dict[str, Any] = {"form": form, "edition": found.edition, "phase": row, "is_shown": is_shown(row)}
    template = "console/extend.html"
    if request.method != "POST":
        return confirm(request, asked, lambda: None, zone=zone, template=template, also=also)
    if is_done(request):
        return after(request, asked)
    if not form.is_valid():
        return render(request, template, {**vars(asked), **also}, status=422)
    try:
        also |= _read(row, form.asked, now=now)
    except Refusal as refusal:
        return render(
            request, template, {**vars(asked), **also, "said": say(refusal, zone=zone)}, status=refusal.status
        )
    if LOOK in request.POST or request.POST.get(READ) != also["read"]:  # nothing is announced that nobody looked at
        return render(request, template, {**vars(asked), **also})
    do = partial(extend_phase, row, form.asked, by=reader(request), now=now)
    return confirm(request, asked, do, zone=zone, template=template, also=also)


def _read(phase: Phase, asked: Extension, *, now: datetime) -> dict[str, Any]:
    """What everybody will read, and where the edition's own hours come to stand."""
    require_board_open(board_closed_at(phase))
    require_later_end(asked.until, closes_at=phase.closes_at, now=now)
    edition, zone = phase.challenge.edition, phase.challenge.edition.timezone
    titles, bodies = extension_words(phase, until=asked.until, reason=require_reason(asked.reason))
    moved = moved_hours(edition, asked, later=asked.until - phase.closes_at)
    names = {
        "closes_at": gettext("The edition ends on %(hour)s."),
        "teams_close_at": gettext("Teams change until %(hour)s."),
    }
    lines = [names[name] % {"hour": say_moment(hour, zone=zone)} for name, hour in moved.items()]
    if asked.until > moved.get("closes_at", edition.closes_at):
        lines.append(
            gettext("The phase ends after its edition, which closes on %(hour)s.")
            % {"hour": say_moment(edition.closes_at, zone=zone)}
        )
    letters = [(code, titles[code], bodies[code]) for code in LANGUAGES]
    read = hashlib.sha256(canonical({"letters": letters, "moved": lines}).encode()).hexdigest()
    return {"letters": letters, "moved": lines, "read": read}


def _question(phase: Phase) -> Question:
    count = count_readers(phase.challenge.edition)
    zone = phase.challenge.edition.timezone
    told = ngettext(
        "The announcement is on the site at once and goes by e-mail to %(count)s person: all who play or seek a team.",
        "The announcement is on the site at once and goes by e-mail to %(count)s people: all who play or seek a team.",
        count,
    )
    lines = [gettext("Now it ends on %(hour)s.") % {"hour": say_moment(phase.closes_at, zone=zone)}, teams_line(phase)]
    if phase.freezes_at:
        frozen = gettext("The hour from which the leaderboard is frozen stays as it is: %(hour)s.")
        lines.append(frozen % {"hour": say_moment(phase.freezes_at, zone=zone)})
    lines.append(
        told % {"count": number(count)}
        if is_shown(phase)
        else gettext("Nobody sees this challenge yet: nothing is announced.")
    )
    return Question(
        question=gettext("Give this phase more time?"),
        consequences=lines,
        undo=gettext("This cannot be undone quietly: a letter that went is not called back."),
        deed=gettext("Extend and announce") if is_shown(phase) else gettext("Extend"),
        done=gettext("The phase is extended."),
        back=back_of(phase),
        above=title_of(phase),
        is_final=True,
    )
