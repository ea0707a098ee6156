"""The awards of an edition: the list in the order of the evening, a new one, what one is, and its removal."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods

from challenges import clock
from challenges.ceremony.award_lacking import grounds_of, lacks_of
from challenges.ceremony.awarded import awards_of, holding_refusal
from challenges.ceremony.awarding import FIELDS, change_award, make_award, move_award, remove_award
from challenges.ceremony.models import Award
from challenges.editions.models import Edition
from challenges.errors import Refusal
from challenges.pages.visit import isolated, reader
from challenges.wording import localized, say
from smartport.console.access import edition_in_view, for_the_stage
from smartport.console.award_forms import AwardForm
from smartport.console.award_lacks import told_award_lacks
from smartport.console.confirming import Question, confirm
from smartport.console.sheets import Taken, sent_key, take

METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(METHODS)
@for_the_stage
def awards(request: HttpRequest) -> HttpResponse:
    """What each lacks, without a name; a POST moves one."""
    edition, refusal = edition_in_view(request), None
    if request.method == "POST":
        try:
            _move(request, edition)
            return redirect(_list(edition))
        except Refusal as refused:
            refusal = refused
    held = holding_refusal(edition)
    rows = awards_of(edition)
    grounds = grounds_of(edition, rows, now=clock.now())
    shown = [_shown(row, rows, grounds[row.pk]) for row in rows]
    context = {
        "edition": edition,
        "editions": Edition.objects.order_by("-opens_at"),
        "rows": shown,
        "ready": sum(not one["lacks"] for one in shown),
        "held": say(held, zone=edition.timezone) if held else None,
        "said": say(refusal, zone=edition.timezone) if refusal else None,
    }
    return render(request, "console/awards/awards.html", context, status=refusal.status if refusal else 200)


@require_http_methods(METHODS)
@for_the_stage
def new_award(request: HttpRequest) -> HttpResponse:
    """The last of its kind. Its key comes with the form: sent twice, it is one award."""
    edition = edition_in_view(request)
    row = Award(edition=edition)
    if request.method == "POST":
        row.pk = sent_key(request)
        if Award.objects.filter(pk=row.pk).exists():
            return redirect("console-award", award_or_404(row.pk).pk)
    keep = partial(make_award, by=reader(request), now=clock.now())
    taken = take(request, row, AwardForm, fields=FIELDS, edition=edition, keep=keep)
    if taken.is_saved:
        messages.success(request, gettext("The award is added."))
        return redirect("console-award", row.pk)
    told = {"heading": gettext("New award"), "above": gettext("Awards"), "back": _list(edition), "key": row.pk}
    return _sheet(request, taken, {**told, "edition": edition, "deed": gettext("Add the award")})


@require_http_methods(METHODS)
@for_the_stage
def edit_award(request: HttpRequest, award_id: UUID) -> HttpResponse:
    """Whatever is said of it."""
    found = award_or_404(award_id)
    back = reverse("console-award", args=[found.pk])
    keep = partial(change_award, by=reader(request), now=clock.now())
    taken = take(request, found, AwardForm, fields=FIELDS, edition=found.edition, keep=keep)
    if taken.is_saved:
        messages.success(request, gettext("Saved."))
        return redirect(back)
    told = {"heading": gettext("What the award is"), "above": title_of(found), "back": back}
    return _sheet(request, taken, {**told, "edition": found.edition, "deed": gettext("Save"), "award": found})


@require_http_methods(METHODS)
@for_the_stage
def drop_award(request: HttpRequest, award_id: UUID) -> HttpResponse:
    """Asks first; whoever is second finds it done."""
    found = Award.objects.select_related("edition").filter(pk=award_id).first()
    if found is None and request.method == "POST":
        return redirect("console-awards")
    row = award_or_404(award_id)
    asked = Question(
        question=gettext("Remove the award “%(award)s”?") % {"award": isolated(title_of(row))},
        consequences=[
            gettext("It is not given: nobody has it any more, and what was written for its laureates is gone."),
            gettext("It is told to nobody; no letter is sent."),
        ],
        undo=gettext("This cannot be undone."),
        deed=gettext("Remove the award"),
        done=gettext("The award is removed."),
        back=_list(row.edition) if request.method == "POST" else reverse("console-award", args=[row.pk]),
        above=title_of(row),
        is_final=True,
    )
    do = partial(remove_award, row, by=reader(request), now=clock.now())
    return confirm(request, asked, do, zone=row.edition.timezone)


def award_or_404(award_id: UUID) -> Award:
    """Of any edition: who prepares one ceremony prepares all."""
    rows = Award.objects.select_related("edition", "panel__challenge", "challenge", "partner", "decision", "chosen_by")
    found = rows.filter(pk=award_id).first()
    if found is None:
        raise Http404
    return found


def title_of(award: Award) -> str:
    """In the reader's language."""
    return localized(award.title, (get_language() or "fr")[:2])


def _move(request: HttpRequest, edition: Edition) -> None:
    try:
        key = UUID(request.POST.get("award", ""))
    except ValueError as error:
        raise Http404 from error
    row = Award.objects.filter(edition=edition, pk=key).first()
    if row is None:
        raise Http404
    if (deed := request.POST.get("deed", "")) in {"up", "down"}:
        move_award(row, up=deed == "up", by=reader(request), now=clock.now())


def _shown(row: Award, rows: list[Award], ground: Any) -> dict[str, Any]:
    kin = [one.pk for one in rows if one.kind == row.kind]
    return {
        "award": row,
        "source": ground.source,
        "lacks": told_award_lacks(lacks_of(row, ground), award=row, source=ground.source),
        "count": len(row.laureates.all()),
        "is_first": kin[0] == row.pk,
        "is_last": kin[-1] == row.pk,
    }


def _list(edition: Edition) -> str:
    return f"{reverse('console-awards')}?edition={edition.slug}"


def _sheet(request: HttpRequest, taken: Taken, context: dict[str, Any]) -> HttpResponse:
    return render(request, "console/awards/sheet.html", {**taken.context, **context}, status=taken.status)
