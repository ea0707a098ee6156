"""API tokens: list, make, withdraw."""

from uuid import UUID

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from challenges import clock
from challenges.errors import Refusal
from challenges.pages.showing import show_next, shown, to_show
from smartport.accounts.forms import TokenForm
from smartport.accounts.models import ApiToken
from smartport.accounts.pages.account import owner
from smartport.accounts.tokens import living_tokens, make_token, withdraw_token

A_PAGE = 25
MADE = "made-token"


@require_http_methods(["GET", "HEAD"])
@login_required
def tokens(request: HttpRequest) -> HttpResponse:
    """Those that open doors now; first, and once, the secret of the one just made."""
    kept = to_show(request, what=MADE)
    made = living_tokens(owner(request), now=clock.now()).filter(pk=kept["token"]).first() if kept else None
    if made is not None:
        page = render(request, "account/token_made.html", {"made": made, "secret": kept["secret"]})
        return shown(page, what=MADE)
    found = living_tokens(owner(request), now=clock.now())
    context = {"page": Paginator(found, A_PAGE).get_page(request.GET.get("page"))}
    return render(request, "account/tokens.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@reauthentication_required  # type: ignore[untyped-decorator]
@never_cache
def new_token(request: HttpRequest) -> HttpResponse:
    """The secret is shown once, on the page after this one."""
    form = TokenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        now = clock.now()
        try:
            made = make_token(
                owner(request),
                name=form.cleaned_data["name"],
                scopes=form.cleaned_data["scopes"],
                expires_at=form.expires_at(now=now),
                now=now,
            )
        except Refusal as refusal:
            form.add_error(None, gettext(refusal.message) % refusal.details)
        else:
            kept = {"token": str(made.token.pk), "secret": made.secret}
            return show_next(redirect("tokens"), request=request, what=MADE, kept=kept)
    return render(request, "account/token_new.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def end_token(request: HttpRequest, token_id: UUID) -> HttpResponse:
    """Ask, then withdraw."""
    user = owner(request)
    token = get_object_or_404(ApiToken, pk=token_id, user=user, revoked_at=None)
    if request.method == "POST":
        withdraw_token(token, by=user, now=clock.now())
        messages.success(request, gettext("The token is withdrawn; every copy of it has stopped working."))
        return redirect("tokens")
    return render(request, "account/token_end.html", {"token": token})
