"""Taking one's data along, and leaving."""

import json

from allauth.account.decorators import reauthentication_required
from allauth.account.internal.flows.reauthentication import (
    is_reauthentication_required,
    raise_if_reauthentication_required,
)
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from challenges import clock
from challenges.errors import Refusal
from smartport.accounts.deletion import delete_account, teams_left_empty, teams_to_hand_over
from smartport.accounts.export import everything_about, export_file_name
from smartport.accounts.forms import DeleteForm
from smartport.accounts.models import User
from smartport.accounts.pages.account import owner


@require_http_methods(["GET", "HEAD"])
@login_required
def my_data(request: HttpRequest) -> HttpResponse:
    """What is kept, the file with all of it, and the way out; with `?download` the page fetches the file."""
    downloads = "download" in request.GET
    if downloads:
        raise_if_reauthentication_required(request, app="")
    return render(request, "account/my_data.html", {"downloads": downloads})


@require_http_methods(["GET", "HEAD"])
@login_required
@never_cache
def export(request: HttpRequest) -> HttpResponse:
    """All of it, as one file. Whoever has to prove first who they are comes back to a page, which then fetches it."""
    if is_reauthentication_required(request, app=""):
        return redirect(f"{reverse('my-data')}?download")
    now = clock.now()
    body = json.dumps(everything_about(owner(request), now=now), ensure_ascii=False, indent=1)
    answer = HttpResponse(body, content_type="application/json")
    answer.headers["Content-Disposition"] = f'attachment; filename="{export_file_name(now)}"'
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@reauthentication_required  # type: ignore[untyped-decorator]
@never_cache
def delete(request: HttpRequest) -> HttpResponse:
    """Says what goes and what stays; deletes when the address is typed."""
    user, now = owner(request), clock.now()
    form = DeleteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _delete(request, User.objects.get(pk=user.pk), form=form)
        except Refusal as refusal:
            at = "email" if refusal.field == "email" else None
            form.add_error(at, gettext(refusal.message) % refusal.details)
        else:
            messages.success(request, gettext("Your account is deleted. Thank you for having taken part."))
            return redirect("home")
    context = {
        "form": form,
        "to_hand_over": teams_to_hand_over(user, now=now),
        "left_empty": teams_left_empty(user),
    }
    return render(request, "account/delete.html", context)


def _delete(request: HttpRequest, user: User, *, form: DeleteForm) -> None:
    given = form.cleaned_data
    delete_account(user, typed=given["email"], hides_team_names=given["hides_team_names"], now=clock.now())
    logout(request)
