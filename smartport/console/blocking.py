"""A person is shut out, and let in again: each asked first."""

from datetime import UTC

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from challenges import clock
from challenges.errors import Refusal
from challenges.pages.visit import isolated, reader
from challenges.wording import say
from smartport.accounts.blocking import block, teams_without_a_captain, unblock
from smartport.accounts.models import User
from smartport.console.access import for_managers_of_people
from smartport.console.people import is_below, person_or_404


@require_http_methods(["GET", "HEAD", "POST"])
@for_managers_of_people
def block_person(request: HttpRequest, person_id: int) -> HttpResponse:
    """Ask, with a reason, then block."""
    person = _below_or_404(request, person_id)
    if request.method != "POST":
        return _asked(request, person)
    try:
        block(person, reason=request.POST.get("reason", ""), by=reader(request), now=clock.now())
    except Refusal as refusal:
        return _asked(request, person, refusal=refusal)
    messages.success(request, gettext("%(name)s is blocked.") % {"name": isolated(str(person))})
    return redirect("console-person", person.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@for_managers_of_people
def unblock_person(request: HttpRequest, person_id: int) -> HttpResponse:
    """Ask, then let in again."""
    person, refused = _below_or_404(request, person_id), None
    if request.method == "POST":
        try:
            unblock(person, by=reader(request), now=clock.now())
        except Refusal as refusal:
            refused = refusal
        else:
            messages.success(request, gettext("%(name)s is let in again.") % {"name": isolated(str(person))})
            return redirect("console-person", person.pk)
    context = {
        "question": gettext("Let %(name)s in again?") % {"name": isolated(str(person))},
        "consequences": [
            gettext("The person can log in, and tokens that are not withdrawn open the API again."),
            gettext("The person is told by letter."),
        ],
        "undo": gettext("You can block the account again at any time."),
        "deed": gettext("Let in again"),
        "back": reverse("console-person", args=[person.pk]),
        "said": say(refused, zone=UTC) if refused else None,
    }
    return render(request, "console/confirm.html", context, status=refused.status if refused else 200)


def _below_or_404(request: HttpRequest, person_id: int) -> User:
    person = person_or_404(person_id)
    if not is_below(request, person):
        raise Http404
    return person


def _asked(request: HttpRequest, person: User, *, refusal: Refusal | None = None) -> HttpResponse:
    led = gettext(
        "%(name)s is the captain of “%(team)s”: nobody else can invite, rename or merge there. The team plays on."
    )
    context = {
        "question": gettext("Block %(name)s?") % {"name": isolated(str(person))},
        "consequences": [
            gettext("Every browser is logged out at once, and every token is refused."),
            gettext("What was handed in stays, with its places."),
            *(
                led % {"name": isolated(str(person)), "team": isolated(team.name)}
                for team in teams_without_a_captain(person)
            ),
            gettext("The person is told by letter, with your reason."),
        ],
        "undo": gettext("You can let the person in again at any time."),
        "deed": gettext("Block"),
        "back": reverse("console-person", args=[person.pk]),
        "is_final": True,
        "reason": request.POST.get("reason", ""),
        "refusal": refusal,
        "said": say(refusal, zone=UTC) if refusal else None,
    }
    return render(request, "console/confirm_reason.html", context, status=refusal.status if refusal else 200)
