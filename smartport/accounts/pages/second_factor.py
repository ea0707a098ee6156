"""Why whoever organizes or judges needs a second factor, and the way to it."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from smartport.accounts.entering import has_second_factor
from smartport.accounts.pages.account import owner
from smartport.accounts.second_factor import has_proved, must_prove

NEXT = "second_factor_next"  # in the session, while one is set up


@require_safe
@login_required
def second_factor(request: HttpRequest) -> HttpResponse:
    """To where one was going, once there is nothing left to prove; before that, what is to be done."""
    asked = _safe(request, request.GET.get("next", "")) or _safe(request, request.session.get(NEXT, ""))
    if not must_prove(request.user) or has_proved(request):
        request.session.pop(NEXT, None)
        return redirect(asked or ("console" if owner(request).is_staff else "account"))
    if asked:
        request.session[NEXT] = asked
    return render(
        request,
        "account/second_factor.html",
        {
            "has_one": has_second_factor(owner(request)),
            "show_it": f"{reverse('mfa_reauthenticate')}?next={reverse('second-factor')}",
        },
    )


def _safe(request: HttpRequest, address: str) -> str:
    """An address of this site; empty for any other."""
    hosts = {request.get_host()}
    return address if url_has_allowed_host_and_scheme(address, hosts, require_https=request.is_secure()) else ""
