"""An evening at a glance: how far it is, what comes next, and in which order it is told."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from challenges import clock
from challenges.ceremony.lacking import is_blocked, script_lacks
from challenges.ceremony.models import Ceremony, State
from challenges.ceremony.preparing import FIELDS, keep_evening
from challenges.ceremony.prizes import prizes_of
from challenges.ceremony.queries import ceremony_of, entries_of, running_show, screens_alive
from challenges.ceremony.script import Prize, Words
from challenges.editions.models import Edition
from challenges.pages.visit import reader
from challenges.wording import localized
from smartport.console.access import edition_in_view, edition_or_404, for_the_stage
from smartport.console.ceremony.lacks import told_script_lacks
from smartport.console.localized_fields import LocalizedField
from smartport.console.sheets import SheetForm, take

METHODS = ["GET", "HEAD", "POST"]
WAY = (State.DRAFT, State.ARMED, State.LIVE, State.DONE)


class EveningForm(SheetForm):
    place = LocalizedField(
        label=_("place"), required=False, help_text=_("Shown to everybody with the hour, before the evening begins.")
    )

    class Meta:
        model = Ceremony
        fields = list(FIELDS)


@dataclass(frozen=True)
class Entry:
    """A line of the running order: an award, or words somebody says."""

    key: str
    kind: str
    title: dict[str, str]
    speaker: str = ""
    laureates: int = 0
    told: int = 0


@require_safe
@for_the_stage
def ceremony(request: HttpRequest) -> HttpResponse:
    """Of the edition in view."""
    edition = edition_in_view(request)
    found, now = ceremony_of(edition), clock.now()
    found.edition = edition
    lacks = script_lacks(found) if found.state == State.DRAFT else []
    entries = entries_of(found, prizes_of(edition))
    context = {
        **shown(found),
        "editions": list(Edition.objects.order_by("-opens_at")),
        "lacks": told_script_lacks(lacks, edition=edition),
        "is_blocked": is_blocked(lacks),
        "entries": entry_lines(entries),
        "show": running_show(found),
        "screen_count": screens_alive(found, now=now).count() if found.pk else 0,
        "shows": list(found.shows.select_related("started_by").order_by("-started_at")[:6]) if found.pk else [],
        "now": now,
    }
    return render(request, "console/ceremony/ceremony.html", context)


@require_http_methods(METHODS)
@for_the_stage
def evening(request: HttpRequest, edition: str) -> HttpResponse:
    """When and where, and whether there is sound."""
    found = edition_or_404(edition)
    row = ceremony_of(found)
    row.edition = found
    keep = partial(keep_evening, by=reader(request), now=clock.now())
    taken = take(request, row, EveningForm, fields=FIELDS, edition=found, keep=keep)
    if taken.is_saved:
        messages.success(request, gettext("The evening is saved."))
        return redirect(address_of(found))
    context: dict[str, Any] = {
        "edition": found,
        "heading": gettext("Hour and place"),
        "above": gettext("Award ceremony"),
        "back": address_of(found),
        "deed": gettext("Save the evening"),
        **taken.context,
    }
    return render(request, "console/keep.html", context, status=taken.status)


def shown(found: Ceremony) -> dict[str, Any]:
    """What every page of the ceremony shows: whose it is, and where it is on its way."""
    return {"ceremony": found, "edition": found.edition, "way": _way(found), "state": found.state}


def address_of(edition: Edition) -> str:
    """The page of its evening."""
    return f"{reverse('console-ceremony')}?edition={edition.slug}"


def title_of(edition: Edition) -> str:
    """In the reader's language."""
    return localized(edition.title, (get_language() or "fr")[:2])


def entry_lines(entries: Sequence[Prize | Words]) -> list[Entry]:
    """As the running order shows them."""
    return [
        Entry(one.key, "words", dict(one.title), speaker=one.speaker)
        if isinstance(one, Words)
        else Entry(one.key, one.kind, dict(one.title), laureates=sum(map(len, one.places)), told=one.told)
        for one in entries
    ]


def _way(found: Ceremony) -> list[tuple[str, str]]:
    """The states by name, each done, here or coming; one that was broken off stands in the place of the live one."""
    way = [State.ABORTED if state == State.LIVE and found.state == State.ABORTED else state for state in WAY]
    at = way.index(State(found.state))
    return [
        (str(state.label), "done" if place < at else "here" if place == at else "coming")
        for place, state in enumerate(way)
    ]
