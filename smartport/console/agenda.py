"""The agenda of an edition as its organizers write it: make, change, copy, remove. Odd hours are warned of, not
refused."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from challenges import clock
from challenges.agenda.actions import FIELDS, keep_item, remove_item
from challenges.agenda.models import AgendaItem
from challenges.agenda.queries import whole_agenda
from challenges.agenda.rules import Span, is_outside, overlapping
from challenges.editions.models import Edition
from challenges.pages.visit import isolated, reader
from challenges.wording import localized
from smartport.console.access import edition_or_404, for_organizers
from smartport.console.confirming import Question, confirm
from smartport.console.localized_fields import LocalizedField, Titled, WebAddressField
from smartport.console.sheets import SheetForm, sent_key, take

METHODS = ["GET", "HEAD", "POST"]
ACROSS = frozenset({"deadline"})  # an instant that goes on beside others by its nature


class ItemForm(SheetForm):
    title = LocalizedField(label=_("title"))
    place = LocalizedField(label=_("place"), required=False)
    about = LocalizedField(label=_("about"), is_long=True, required=False, help_text=_("Markdown."))
    link = WebAddressField(
        label=_("link to take part from afar"), required=False, help_text=_("Everybody sees it until it is over.")
    )

    challenge = Titled(label=_("challenge"))

    class Meta:
        model = AgendaItem
        fields = ["kind", "title", "starts_at", "ends_at", "place", "about", "link", "challenge", "is_public"]

    def __init__(self, *args: Any, by: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["challenge"]
        field.offer(self.edition, by=by)

    def clean(self) -> dict[str, Any]:
        """Raises ValidationError where it ends before it starts."""
        given = super().clean() or {}
        starts, ends = given.get("starts_at"), given.get("ends_at")
        if starts and ends and ends <= starts:
            raise forms.ValidationError({"ends_at": _("It ends before it starts.")})
        return given


@dataclass(frozen=True)
class Row:
    """An item for its organizers, with what is odd about its hours."""

    item: AgendaItem
    is_outside: bool
    beside: list[str]


@require_safe
@for_organizers
def agenda(request: HttpRequest, edition: str) -> HttpResponse:
    """All of it, what is not shown yet as well."""
    found = edition_or_404(edition)
    items = list(whole_agenda(found, by=reader(request)))
    rows = [row_of(item, items, edition=found) for item in items]
    return render(request, "console/event/agenda.html", {"edition": found, "rows": rows, "now": clock.now()})


@require_http_methods(METHODS)
@for_organizers
def new_item(request: HttpRequest, edition: str) -> HttpResponse:
    """Empty, or as another item is (`?copy=`). Its key comes with the form: sent twice, it is one item."""
    found = edition_or_404(edition)
    row = AgendaItem(edition=found)
    if request.method == "POST":
        row.pk = sent_key(request)
        if AgendaItem.objects.filter(pk=row.pk).exists():
            return redirect("console-agenda", edition)
    elif "copy" in request.GET:
        row = _copy(request, found)
    return _kept(request, row, heading=gettext("New in the agenda"))


@require_http_methods(METHODS)
@for_organizers
def item(request: HttpRequest, edition: str, item_id: uuid.UUID) -> HttpResponse:
    """Whatever is said of it."""
    found = item_or_404(request, edition, item_id)
    return _kept(request, found, heading=localized(found.title, get_language() or "fr"))


@require_http_methods(METHODS)
@for_organizers
def drop_item(request: HttpRequest, edition: str, item_id: uuid.UUID) -> HttpResponse:
    """Asks first."""
    found = item_or_404(request, edition, item_id)
    said = isolated(localized(found.title, get_language() or "fr"))
    shown = gettext("Visitors no longer see it, and calendars that follow the agenda drop it.")
    asked = Question(
        question=gettext("Take %(item)s out of the agenda?") % {"item": said},
        consequences=[shown if found.is_public else gettext("Visitors have not seen it.")],
        undo=gettext("This cannot be undone. To keep it unseen, take away its tick “shown to everybody” instead."),
        is_final=True,
        deed=gettext("Take it out"),
        done=gettext("%(item)s is no longer in the agenda.") % {"item": said},
        above=gettext("Agenda"),
        back=reverse("console-agenda", args=[edition]),
    )
    do = partial(remove_item, found, by=reader(request), now=clock.now())
    return confirm(request, asked, do, zone=found.edition.timezone)


def row_of(found: AgendaItem, items: Sequence[AgendaItem], *, edition: Edition) -> Row:
    """Compared with all others of the edition; deadlines are beside nothing."""
    span = Span(found.starts_at, found.ends_at)
    language = get_language() or "fr"
    others = [
        (localized(one.title, language), Span(one.starts_at, one.ends_at))
        for one in items
        if one.pk != found.pk and one.kind not in ACROSS
    ]
    beside = [] if found.kind in ACROSS else overlapping(span, others)
    return Row(found, is_outside(span, opens_at=edition.opens_at, closes_at=edition.closes_at), beside)


def item_or_404(request: HttpRequest, edition: str, item_id: uuid.UUID) -> AgendaItem:
    """One of this edition, about all of it or about a challenge of this organizer's."""
    found = whole_agenda(edition_or_404(edition), by=reader(request)).filter(pk=item_id).first()
    if found is None:
        raise Http404
    return found


def _kept(request: HttpRequest, row: AgendaItem, *, heading: str) -> HttpResponse:
    edition: Edition = row.edition
    by = reader(request)
    make: Any = partial(ItemForm, by=by)
    keep = partial(keep_item, by=by, now=clock.now())
    taken = take(request, row, make, fields=FIELDS, edition=edition, keep=keep)
    if taken.is_saved:
        messages.success(request, gettext("The agenda is saved."))
        _warn(request, taken.form.instance, edition=edition)
        return redirect("console-agenda", edition.slug)
    context = {
        "edition": edition,
        "item": row,
        "key": row.pk if row._state.adding else "",
        "heading": heading,
        "above": gettext("Agenda"),
        "back": reverse("console-agenda", args=[edition.slug]),
        "deed": gettext("Save in the agenda"),
        **taken.context,
    }
    return render(request, "console/event/item.html", context, status=taken.status)


def _warn(request: HttpRequest, kept: AgendaItem, *, edition: Edition) -> None:
    told = row_of(kept, list(whole_agenda(edition, by=reader(request))), edition=edition)
    if told.is_outside:
        messages.warning(request, gettext("It lies outside the edition's own dates. Is the year right?"))
    if told.beside:
        names = " · ".join(isolated(name) for name in told.beside)
        messages.warning(request, gettext("At the same time there is: %(names)s.") % {"names": names})


def _copy(request: HttpRequest, edition: Edition) -> AgendaItem:
    try:
        key = uuid.UUID(request.GET["copy"])
    except ValueError as error:
        raise Http404 from error
    found = item_or_404(request, edition.slug, key)
    found.pk = uuid.uuid4()
    found._state.adding = True
    found.is_public = False
    return found
