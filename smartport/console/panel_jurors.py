"""Who judges: seats, invitations, who is changed, called in or taken out."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from challenges import clock
from challenges.errors import Refusal
from challenges.jury.progress import missing_ballots
from challenges.jury.queries import ROUND_OF
from challenges.jury.replacing import Replaced, remove_juror, reseat_juror
from challenges.pages.visit import isolated, reader
from challenges.panels.inviting import invite_juror, withdraw_juror_invitation
from challenges.panels.models import Juror, JurorInvitation, Panel, Seat, Stage
from challenges.panels.queries import open_invitations
from challenges.panels.rules import REASON_LENGTH
from challenges.wording import say
from smartport.console.access import for_organizers
from smartport.console.confirming import Question, confirm
from smartport.console.panel_forms import InviteForm, PlaceForm
from smartport.console.panels import METHODS, panel_or_404, shown

SEATS = [Seat.PRESIDENT, Seat.DEPUTY, Seat.JUROR, Seat.RESERVE]


@require_http_methods(METHODS)
@for_organizers
def jurors(request: HttpRequest, panel_id: UUID) -> HttpResponse:
    """The list; a form that invites."""
    found = panel_or_404(request, panel_id)
    if request.method != "POST":
        return _list(request, found, InviteForm())
    form = InviteForm(request.POST)
    if not form.is_valid():
        return _list(request, found, form, status=422)
    try:
        made = invite_juror(found, form.place, email=form.cleaned_data["email"], by=reader(request), now=clock.now())
    except Refusal as refusal:
        return _list(request, found, form, refusal=refusal, status=refusal.status)
    told = gettext("The invitation is on its way to %(name)s.") % {"name": isolated(made.invitation.email)}
    messages.success(request, told)
    return redirect("console-panel-jurors", found.pk)


@require_http_methods(METHODS)
@for_organizers
def juror(request: HttpRequest, panel_id: UUID, juror_id: int) -> HttpResponse:
    """Another seat, institution or other fields; a reserve is called in here."""
    panel = panel_or_404(request, panel_id)
    found, back = juror_or_404(panel, juror_id), reverse("console-panel-jurors", args=[panel.pk])
    given = {"seat": found.seat, "institution": found.institution, "fields_known": found.fields}
    form = PlaceForm(request.POST if request.method == "POST" else None, initial=given)
    refusal: Refusal | None = None
    if form.is_bound and form.is_valid():
        try:
            done = reseat_juror(found, form.place, by=reader(request), now=clock.now())
            tell_shared(request, panel, done, said=gettext("Saved."))
            return redirect(back)
        except Refusal as refused:
            refusal = refused
    context: dict[str, Any] = {
        **shown(panel, here="jurors"),
        "juror": found,
        "form": form,
        "heading": str(found),
        "above": gettext("Jurors"),
        "back": back,
        "deed": gettext("Save"),
        "refusal": refusal,
        "said": say(refusal, zone=panel.edition.timezone) if refusal else None,
    }
    status = refusal.status if refusal else 422 if form.is_bound else 200
    return render(request, "console/panels/juror.html", context, status=status)


@require_http_methods(METHODS)
@for_organizers
def end_juror(request: HttpRequest, panel_id: UUID, juror_id: int) -> HttpResponse:
    """Asks why, and says what becomes of the ballots."""
    panel = panel_or_404(request, panel_id)
    found, back = juror_or_404(panel, juror_id, has_left=True), reverse("console-panel-jurors", args=[panel.pk])
    if found.left_at is not None:
        return redirect(back)
    asked = Question(
        question=gettext("Take %(name)s out of the panel?") % {"name": isolated(str(found))},
        consequences=_leaving_lines(panel, found),
        undo=gettext("This person can be invited again, and then signs the declaration anew."),
        deed=gettext("Take out of the panel"),
        done=gettext("%(name)s no longer sits on the panel.") % {"name": isolated(str(found))},
        back=back,
        above=gettext("Jurors"),
        is_final=True,
    )

    def do() -> None:
        done = remove_juror(found, reason=request.POST.get("reason", ""), by=reader(request), now=clock.now())
        tell_shared(request, panel, done)

    also = {
        "longest": REASON_LENGTH,
        "reason": request.POST.get("reason", ""),
        "hint": gettext("Kept on the page of the jurors; the person does not read it."),
    }
    return confirm(request, asked, do, zone=panel.edition.timezone, template="console/panels/why.html", also=also)


@require_http_methods(METHODS)
@for_organizers
def withdraw_invitation(request: HttpRequest, panel_id: UUID, juror_invitation_id: UUID) -> HttpResponse:
    """Ask, then withdraw an invitation."""
    panel = panel_or_404(request, panel_id)
    rows = JurorInvitation.objects.select_related("panel__edition", "panel__challenge")
    found = get_object_or_404(rows, pk=juror_invitation_id, panel=panel)
    asked = Question(
        question=gettext("Withdraw the invitation?"),
        consequences=[gettext("The link in the letter opens nothing any more.")],
        undo=gettext("You can send another invitation at any time."),
        deed=gettext("Withdraw it"),
        done=gettext("The invitation is withdrawn."),
        back=reverse("console-panel-jurors", args=[panel.pk]),
        above=found.email,
    )
    do = partial(withdraw_juror_invitation, found, by=reader(request), now=clock.now())
    return confirm(request, asked, do, zone=panel.edition.timezone)


def juror_or_404(panel: Panel, key: int, *, has_left: bool = False) -> Juror:
    """One of this panel, who has not left unless asked for."""
    rows = Juror.objects.select_related("user").filter(panel=panel, pk=key)
    found = (rows if has_left else rows.filter(left_at=None)).first()
    if found is None:
        raise Http404
    found.panel = panel
    return found


def tell_shared(request: HttpRequest, panel: Panel, done: Replaced, *, said: str = "") -> None:
    """A message where the rest could not be shared out, and what was done where it could."""
    if done.refusal:
        why = say(done.refusal, zone=panel.edition.timezone)
        told = gettext("But the projects could not be shared out anew.")
        messages.warning(request, f"{told} {why.message} {why.hint}".strip())
    elif said:
        messages.success(request, said)


def _leaving_lines(panel: Panel, juror: Juror) -> list[str]:
    lines = [gettext("The desk of the jury shuts to this person at once. They are told by letter.")]
    in_round = ROUND_OF.get(Stage(panel.stage))
    if in_round is not None:
        missing = missing_ballots(panel, in_round).get(juror.pk, 0)
        kept = gettext(
            "What they have cast stays and counts. Ballots they still owe: %(count)s; other jurors get these projects "
            "and are told."
        )
        lines.append(kept % {"count": missing})
    if juror.seat == Seat.PRESIDENT:
        lines.append(gettext("The deputy presides until there is another president."))
    return lines


def _list(
    request: HttpRequest, panel: Panel, form: InviteForm, *, refusal: Refusal | None = None, status: int = 200
) -> HttpResponse:
    rows = list(panel.jurors.select_related("user").order_by("joined_at", "pk"))
    living = sorted((row for row in rows if row.left_at is None), key=lambda row: SEATS.index(Seat(row.seat)))
    context = {
        **shown(panel, here="jurors"),
        "jurors": living,
        "gone": [row for row in rows if row.left_at is not None],
        "invitations": open_invitations(panel, now=clock.now()),
        "form": form,
        "refusal": refusal,
        "is_locked": panel.stage == Stage.LOCKED,
        "said": say(refusal, zone=panel.edition.timezone) if refusal else None,
    }
    return render(request, "console/panels/jurors.html", context, status=status)
