"""Accounts: found by name, address, team or role; one of them with what an organizer needs to know."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from challenges import clock
from smartport.accounts.blocking import teams_without_a_captain
from smartport.accounts.models import User
from smartport.accounts.people import Role, facts_of, found_people, roles_of
from smartport.console.access import for_managers_of_people

A_PAGE = 50
SEARCH_LENGTH = 100


@require_safe
@for_managers_of_people
def people(request: HttpRequest) -> HttpResponse:
    """All accounts, the newest first; a search, and those of one role."""
    search, role = request.GET.get("q", "")[:SEARCH_LENGTH], request.GET.get("role", "")
    role = role if role in Role.values else ""
    page = Paginator(found_people(search=search, role=role), A_PAGE).get_page(request.GET.get("page"))
    rows = [(one, [held for held in roles_of(one) if held != Role.PARTICIPANT]) for one in page]
    context = {"page": page, "rows": rows, "search": search, "role": role, "roles": Role.choices}
    return render(request, "console/people.html", context)


@require_safe
@for_managers_of_people
def person(request: HttpRequest, person_id: int) -> HttpResponse:
    """One account."""
    found = person_or_404(person_id)
    context = {
        "person": found,
        "roles": roles_of(found),
        "facts": facts_of(found, now=clock.now()),
        "led": teams_without_a_captain(found),
        "may_block": is_below(request, found),
    }
    return render(request, "console/person.html", context)


def person_or_404(person_id: int) -> User:
    """Blocked or not."""
    found = User.objects.filter(pk=person_id).first()
    if found is None:
        raise Http404
    return found


def is_below(request: HttpRequest, person: User) -> bool:
    """Whether this reader may shut this person out, and let in again."""
    has_role = person.is_staff or person.is_superuser
    return person.pk != request.user.pk and (not has_role or request.user.has_perm("challenges.operate"))
