"""The vote of the public as its organizers keep it: its hours, and how many have voted; for whom is told to nobody."""

from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from challenges import clock
from challenges.errors import Refusal
from challenges.pages.visit import reader
from challenges.popular.actions import FIELDS, keep_poll, remove_poll
from challenges.popular.models import Poll
from challenges.popular.queries import fresh_accounts, poll_of, turnout, turnout_by_day, votable
from challenges.wording import localized, say
from smartport.console.access import edition_or_404, for_managers_of_people
from smartport.console.glance.drawing import Bars, bars, days_between
from smartport.console.sheets import SheetForm, take

METHODS = ["GET", "HEAD", "POST"]


class PollForm(SheetForm):
    class Meta:
        model = Poll
        fields = list(FIELDS)

    def clean(self) -> dict[str, Any]:
        """Raises ValidationError where it ends before it starts."""
        given = super().clean() or {}
        opens, closes = given.get("opens_at"), given.get("closes_at")
        if opens and closes and closes <= opens:
            raise forms.ValidationError({"closes_at": _("It ends before it starts.")})
        return given


@require_http_methods(METHODS)
@for_managers_of_people
def poll(request: HttpRequest, edition: str) -> HttpResponse:
    """From when to when, and how many came."""
    found = edition_or_404(edition)
    row = poll_of(found) or Poll(edition=found)
    keep = partial(keep_poll, by=reader(request), now=clock.now())
    taken = take(request, row, PollForm, fields=FIELDS, edition=found, keep=keep)
    if taken.is_saved:
        messages.success(request, gettext("The hours of the vote are saved."))
        return redirect("console-poll", edition)
    context = {
        "edition": found,
        "poll": row if row.pk else None,
        "drawn": _drawn(row) if row.pk else None,
        "votes": turnout(row) if row.pk else 0,
        "fresh": fresh_accounts(row) if row.pk else 0,
        "projects": votable(row).count(),
        "heading": gettext("Vote of the public"),
        "above": localized(found.title, get_language() or "fr"),
        "back": reverse("console-event"),
        "deed": gettext("Save the hours"),
        **taken.context,
    }
    return render(request, "console/event/poll.html", context, status=taken.status)


@require_http_methods(METHODS)
@for_managers_of_people
def drop_poll(request: HttpRequest, edition: str) -> HttpResponse:
    """Asks first; refused once somebody has voted."""
    found = edition_or_404(edition)
    row, said, status = poll_of(found), None, 200
    if row is None:
        raise Http404
    if request.method == "POST":
        try:
            remove_poll(row, by=reader(request), now=clock.now())
        except Refusal as refusal:
            said, status = say(refusal, zone=found.timezone), refusal.status
        else:
            messages.success(request, gettext("There is no vote of the public any more."))
            return redirect("console-poll", edition)
    context = {
        "question": gettext("Call the vote of the public off?"),
        "consequences": [gettext("Its page is no longer there; nobody has voted yet.")],
        "undo": gettext("It can be announced again."),
        "deed": gettext("Call it off"),
        "above": gettext("Vote of the public"),
        "back": reverse("console-poll", args=[edition]),
        "said": said,
    }
    return render(request, "console/confirm.html", context, status=status)


def _drawn(row: Poll) -> Bars | None:
    counts = turnout_by_day(row)
    if not counts:
        return None
    zone = row.edition.timezone
    last = min(clock.now(), row.closes_at).astimezone(zone).date()
    return bars(days_between(row.opens_at.astimezone(zone).date(), max(last, *counts)), {"plain": counts})
