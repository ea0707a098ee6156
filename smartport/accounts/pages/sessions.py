"""An end to one session, wherever it is."""

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from smartport.accounts.pages.account import owner


@require_POST
@login_required
def end_session(request: HttpRequest, session_id: int) -> HttpResponse:
    """Whoever sits there has to log in again; the current one is left by logging out."""
    session = get_object_or_404(UserSession, pk=session_id, user=owner(request))
    if session.session_key == request.session.session_key:
        return redirect("account_logout")
    session.end()
    messages.success(request, gettext("That device is logged out."))
    return redirect("usersessions_list")
