"""Who runs the contest: the list, invitations, and roles given and taken back."""

from dataclasses import dataclass
from datetime import UTC
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from challenges import clock
from challenges.crew.actions import (
    invite_organizer,
    name_operator,
    take_back_operator,
    take_back_organizer,
    withdraw_crew_invitation,
)
from challenges.crew.models import CrewInvitation, Role
from challenges.crew.queries import crew, open_crew_invitations
from challenges.editions.models import Edition
from challenges.errors import Refusal
from challenges.pages.visit import isolated, reader
from challenges.wording import say
from smartport.accounts.models import User
from smartport.console.access import edition_in_view, for_managers_of_people, for_operators

NAMED = "named"  # the choice of an organizer of named challenges only


@dataclass(frozen=True)
class Sent:
    """The form as it was sent."""

    email: str = ""
    scope: str = ""
    challenges: tuple[str, ...] = ()


@require_http_methods(["GET", "HEAD", "POST"])
@for_managers_of_people
def crew_page(request: HttpRequest) -> HttpResponse:
    """The list; a form that invites."""
    edition = edition_in_view(request)
    if request.method != "POST":
        return _list(request, edition)
    sent = Sent(request.POST.get("email", ""), request.POST.get("scope", ""), tuple(request.POST.getlist("challenges")))
    chosen = [found for found in edition.challenges.all() if found.slug in sent.challenges]
    try:
        made = invite_organizer(
            edition,
            email=sent.email,
            challenges=chosen,
            is_limited=sent.scope == NAMED,
            by=reader(request),
            now=clock.now(),
        )
    except Refusal as refusal:
        return _list(request, edition, sent=sent, refusal=refusal)
    told = gettext("The invitation is on its way to %(name)s.") % {"name": isolated(made.invitation.email)}
    messages.success(request, told)
    return redirect(f"{reverse('console-crew')}?edition={edition.slug}")


@require_http_methods(["GET", "HEAD", "POST"])
@for_managers_of_people
def withdraw(request: HttpRequest, crew_invitation_id: UUID) -> HttpResponse:
    """Ask, then withdraw an invitation."""
    invitation = get_object_or_404(CrewInvitation.objects.select_related("edition"), pk=crew_invitation_id)
    if request.method == "POST":
        if withdraw_crew_invitation(invitation, by=reader(request), now=clock.now()):
            messages.success(request, gettext("The invitation is withdrawn."))
        return redirect("console-crew")
    return render(
        request,
        "console/confirm.html",
        {
            "question": gettext("Withdraw the invitation?"),
            "above": invitation.email,
            "consequences": [gettext("The link in the letter opens nothing any more.")],
            "undo": gettext("You can send another invitation at any time."),
            "deed": gettext("Withdraw it"),
            "back": reverse("console-crew"),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_managers_of_people
def end_role(request: HttpRequest, person_id: int, role: str) -> HttpResponse:
    """Ask, then take a role back. An operator's is an operator's affair."""
    person = _somebody(person_id)
    if role not in Role or (person.is_superuser and not request.user.has_perm("challenges.operate")):
        raise Http404
    if request.method != "POST":
        return _asked_to_end(request, person, role=role)
    take_back = take_back_operator if role == Role.OPERATOR else take_back_organizer
    try:
        take_back(person, by=reader(request), knows=request.POST.get("knows") == "yes", now=clock.now())
    except Refusal as refusal:
        return _asked_to_end(request, person, role=role, refusal=refusal)
    messages.success(request, gettext("%(name)s no longer has this role.") % {"name": isolated(str(person))})
    return redirect("console-crew" if person.pk != reader(request).pk else "home")


@require_http_methods(["GET", "HEAD", "POST"])
@for_operators
def make_operator(request: HttpRequest, person_id: int) -> HttpResponse:
    """Ask, then name an organizer operator."""
    person, refused = _somebody(person_id), None
    if request.method == "POST":
        try:
            name_operator(person, by=reader(request), now=clock.now())
        except Refusal as refusal:
            refused = refusal
        else:
            messages.success(request, gettext("%(name)s is an operator now.") % {"name": isolated(str(person))})
            return redirect("console-crew")
    context = {
        "question": gettext("Make %(name)s an operator?") % {"name": isolated(str(person))},
        "consequences": [
            gettext("An operator sees every challenge, the machines, the queue and the storage."),
            gettext("An operator can name and remove other operators, you among them."),
        ],
        "undo": gettext("Any operator can take the role back."),
        "deed": gettext("Make an operator"),
        "back": reverse("console-crew"),
        "is_final": True,
        **_said(refused),
    }
    return render(request, "console/confirm.html", context, status=refused.status if refused else 200)


def _somebody(person_id: int) -> User:
    """Somebody with a role."""
    person = User.objects.filter(pk=person_id).first()
    if person is None or not (person.is_staff or person.is_superuser):
        raise Http404
    return person


def _asked_to_end(request: HttpRequest, person: User, *, role: str, refusal: Refusal | None = None) -> HttpResponse:
    names = {"name": isolated(str(person))}
    if role == Role.OPERATOR:
        question = gettext("Take back the role of operator from %(name)s?")
        consequences = [gettext("The pages of the machines, the queue and the storage shut at once.")]
    else:
        question = gettext("Take back the role of organizer from %(name)s?")
        consequences = [
            gettext(
                "Console, data vault and all that is hidden shut at once, in every open browser and for every token."
            ),
            gettext("No challenge names this person any more; invitations that this person sent let nobody in."),
            gettext("The person is told by letter. What they did stays in the journal."),
        ]
    context = {
        "question": question % names,
        "consequences": consequences,
        "undo": gettext("Only somebody else can give you the role again.")
        if person == reader(request)
        else gettext("You can give the role again at any time."),
        "deed": gettext("Take the role back"),
        "back": reverse("console-crew"),
        "is_final": True,
        "is_own": person.pk == reader(request).pk,
        **_said(refusal),
    }
    return render(request, "console/crew_end.html", context, status=refusal.status if refusal else 200)


def _said(refusal: Refusal | None) -> dict[str, object]:
    return {"said": say(refusal, zone=UTC)} if refusal else {}


def _list(
    request: HttpRequest, edition: Edition, *, sent: Sent | None = None, refusal: Refusal | None = None
) -> HttpResponse:
    context = {
        "edition": edition,
        "editions": Edition.objects.order_by("-opens_at"),
        "crew": crew(),
        "invitations": open_crew_invitations(now=clock.now()),
        "challenges": edition.challenges.order_by("order", "slug"),
        "sent": sent or Sent(),
        "refusal": refusal,
        **_said(refusal),
    }
    return render(request, "console/crew.html", context, status=refusal.status if refusal else 200)
