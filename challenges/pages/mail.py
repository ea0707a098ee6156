"""Which letters the reader wants, and the way out that stands in every letter."""

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from challenges.pages.visit import reader
from challenges.post.actions import prefer
from challenges.post.queries import read_unsubscribe_token, wanted_kinds
from challenges.post.rules import KINDS


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def mail_preferences(request: HttpRequest) -> HttpResponse:
    """A switch for each kind of letter."""
    if request.method == "POST":
        for kind in wanted_kinds(reader(request)):
            prefer(reader(request), kind=kind, is_wanted=request.POST.get(kind) == "yes")
        if request.headers.get("X-Requested-With") == "fetch":  # the switch itself says that it is kept
            return HttpResponse(status=204)
        messages.success(request, gettext("Your choice is kept."))
        return redirect("mail-preferences")
    wanted = wanted_kinds(reader(request))
    switches = [(kind, gettext(KINDS[kind][0]), is_wanted) for kind, is_wanted in wanted.items()]
    return render(request, "challenges/post/preferences.html", {"switches": switches})


@csrf_exempt  # a mailbox's own button sends no cookie (RFC 8058); what it may do is signed into the address
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Asks, and on a POST stops this kind of letter; or brings it back, for who went too far. Needs no login."""
    read = read_unsubscribe_token(token)
    person = get_user_model().objects.filter(pk=read[0], is_active=True).first() if read else None
    if read is None or person is None:
        raise Http404
    kind = read[1]
    is_wanted = wanted_kinds(person).get(kind, False)
    if request.method == "POST":
        is_wanted = request.POST.get("wanted") == "yes"
        prefer(person, kind=kind, is_wanted=is_wanted)
    context = {
        "said_kind": gettext(KINDS[kind][0]),
        "is_wanted": is_wanted,
        "is_done": request.method == "POST",
        "address": person.email,
    }
    return render(request, "challenges/post/unsubscribe.html", context)
