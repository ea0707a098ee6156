"""The partners of an edition: added, changed, put into order, removed; and their logos."""

from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from challenges import clock
from challenges.editions.models import Edition, Partner
from challenges.errors import Refusal
from challenges.pages.visit import isolated, reader
from challenges.partners.actions import FIELDS, drop_logo, keep_partner, move_partner, remove_partner
from challenges.partners.logos import draw_logo
from challenges.partners.queries import partners_of
from challenges.partners.rules import MOST_PARTNERS
from challenges.projects.drawing import Drawing
from challenges.wording import localized
from smartport.console.access import edition_or_404, for_managers_of_editions
from smartport.console.confirming import Question, confirm
from smartport.console.localized_fields import LocalizedField, WebAddressField
from smartport.console.sheets import SheetForm, Taken, take

METHODS = ["GET", "HEAD", "POST"]
LOGO_HINT = _("PNG, JPEG or WebP; best a PNG with a transparent ground. It is drawn anew and made small.")


class PartnerForm(SheetForm):
    name = LocalizedField(label=_("name in full"))
    address = WebAddressField(label=_("web address"), required=False)
    file = forms.FileField(
        label=_("logo"),
        required=False,
        help_text=LOGO_HINT,
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp"}),
    )

    class Meta:
        model = Partner
        fields = ["short_name", "name", "address", "ground"]
        widgets = {"ground": forms.Select}

    field_order = ["short_name", "name", "address", "file", "ground"]


@require_safe
@for_managers_of_editions
def partners(request: HttpRequest, edition: str) -> HttpResponse:
    """In the order in which visitors see them."""
    found = edition_or_404(edition)
    rows = list(partners_of(found))
    context = {"edition": found, "partners": rows, "is_full": len(rows) >= MOST_PARTNERS, "most": MOST_PARTNERS}
    return render(request, "console/event/partners.html", context)


@require_http_methods(METHODS)
@for_managers_of_editions
def new_partner(request: HttpRequest, edition: str) -> HttpResponse:
    """Last in order until it is moved."""
    found = edition_or_404(edition)
    return _kept(request, Partner(edition=found), heading=gettext("New partner"))


@require_http_methods(METHODS)
@for_managers_of_editions
def partner(request: HttpRequest, edition: str, partner_id: int) -> HttpResponse:
    """Names, address, logo and its ground; the tick beside a logo takes it away."""
    found = partner_or_404(edition, partner_id)
    if request.method == "POST" and request.POST.get("deed") == "drop-logo":
        drop_logo(found, by=reader(request), now=clock.now())
        messages.success(request, gettext("The logo is taken away; the name stands alone."))
        return redirect("console-partner", edition, partner_id)
    return _kept(request, found, heading=found.short_name)


@require_POST
@for_managers_of_editions
def order_partner(request: HttpRequest, edition: str, partner_id: int) -> HttpResponse:
    """One place up or down."""
    found = partner_or_404(edition, partner_id)
    move_partner(found, up=request.POST.get("deed") == "up", by=reader(request), now=clock.now())
    return redirect("console-partners", edition)


@require_http_methods(METHODS)
@for_managers_of_editions
def drop_partner(request: HttpRequest, edition: str, partner_id: int) -> HttpResponse:
    """Asks first, and says where it is shown."""
    found = partner_or_404(edition, partner_id)
    named = {"partner": isolated(found.short_name)}
    asked = Question(
        question=gettext("Remove the partner %(partner)s?") % named,
        consequences=_consequences(found),
        undo=gettext("It can be added again, with its logo, and named by the challenges again."),
        deed=gettext("Remove the partner"),
        done=gettext("%(partner)s is no longer a partner of this edition.") % named,
        above=localized(found.edition.title, get_language() or "fr"),
        back=reverse("console-partners", args=[edition]),
    )
    do = partial(remove_partner, found, by=reader(request), now=clock.now())
    return confirm(request, asked, do, zone=found.edition.timezone)


def partner_or_404(edition: str, partner_id: int) -> Partner:
    """One of this edition."""
    found = Partner.objects.select_related("edition").filter(edition__slug=edition, pk=partner_id).first()
    if found is None:
        raise Http404
    return found


def _kept(request: HttpRequest, row: Partner, *, heading: str) -> HttpResponse:
    edition: Edition = row.edition
    logo: Drawing | None = None
    refusal: Refusal | None = None
    file: Any = request.FILES.get("file") if request.method == "POST" else None
    if file is not None:
        try:
            logo = draw_logo(file)
        except Refusal as error:
            refusal = error

    def keep(sent: Partner) -> None:
        if refusal is not None:
            raise refusal
        keep_partner(sent, logo=logo, by=reader(request), now=clock.now())

    taken = take(request, row, PartnerForm, fields=FIELDS, edition=edition, keep=keep)
    if taken.is_saved:
        messages.success(request, gettext("The partner is saved."))
        return redirect("console-partners", edition.slug)
    return _page(request, row, taken, heading=heading)


def _page(request: HttpRequest, row: Partner, taken: Taken, *, heading: str) -> HttpResponse:
    edition: Edition = row.edition
    context: dict[str, Any] = {
        "edition": edition,
        "partner": row,
        "heading": heading,
        "above": gettext("Partners"),
        "back": reverse("console-partners", args=[edition.slug]),
        "deed": gettext("Save the partner"),
        **taken.context,
    }
    return render(request, "console/event/partner.html", context, status=taken.status)


def _consequences(found: Partner) -> list[str]:
    titles = [localized(one.title, get_language() or "fr") for one in found.challenges.order_by("order", "slug")]
    said = [gettext("The site's home no longer shows it.")]
    if titles:
        line = ngettext(
            "%(count)s challenge names it, and will not any more: %(titles)s.",
            "%(count)s challenges name it, and will not any more: %(titles)s.",
            len(titles),
        )
        told = " · ".join(isolated(title) for title in titles)
        said.append(line % {"count": len(titles), "titles": told})
    return said
