"""The control of a running show: one page holds it and presses the keys, others look on and may take it over."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from challenges import clock
from challenges.ceremony.models import Display, Show
from challenges.ceremony.queries import ceremony_of, control_since, is_seen_lately, running_show, screens_alive
from challenges.ceremony.rules import HOLD, require_key
from challenges.ceremony.running import press, take_over
from challenges.errors import Refusal
from challenges.pages.visit import isolated, reader
from challenges.wording import localized, say, say_moment
from smartport.console.access import edition_in_view, for_the_stage
from smartport.console.confirming import Question
from smartport.middleware import policy
from smartport.stage.pages import for_everybody, site_and_follower
from smartport.stage.states import of_show
from smartport.stage.telling import told_step

METHODS = ["GET", "HEAD", "POST"]
DARK = {"theme": "dark"}
"""Whatever the reader's choice: backstage is dark."""


@never_cache
@require_safe
@for_the_stage
def control(request: HttpRequest) -> HttpResponse:
    """Of the edition in view; where nothing runs, the way to what does."""
    edition = edition_in_view(request)
    show = running_show(ceremony_of(edition))
    if show is None:
        return render(request, "stage/idle.html", {"edition": edition, **DARK})
    return _page(request, _state(request, show, key=_key(request.GET.get("key", ""))))


@never_cache
@require_safe
@for_the_stage
def now(request: HttpRequest, show_id: UUID) -> HttpResponse:
    """What the page asks every second; nothing where all is as it has seen."""
    state = _state(request, _show_or_404(show_id), key=_key(request.GET.get("key", "")))
    if state["stamp"] == request.GET.get("seen"):
        return HttpResponse(status=204)
    return _fragment(request, state)


@require_POST
@for_the_stage
def press_key(request: HttpRequest, show_id: UUID) -> HttpResponse:
    """One key. Whatever is refused, the page stands where the show is and says why in a sentence."""
    show, key = _show_or_404(show_id), _key(request.POST.get("controller_key", ""))
    refusal: Refusal | None = None
    try:
        press(
            show,
            require_key(request.POST.get("key", "")),
            seen_version=_number(request.POST.get("seen_version", "")),
            controller_key=key,
            is_held=request.POST.get("held") == "1",
            by=reader(request),
            now=clock.now(),
        )
    except Refusal as refused:
        refusal = refused
    status = refusal.status if refusal else 200
    if "application/json" not in request.headers.get("Accept", "") and refusal is None:
        return redirect(_address(show, key))
    state = {**_state(request, _show_or_404(show_id), key=key), **_said(refusal, show)}
    if "application/json" in request.headers.get("Accept", ""):
        return _fragment(request, state, status=status)
    return _page(request, state, status=status)


@never_cache
@require_safe
@for_the_stage
@xframe_options_sameorigin
def hall(request: HttpRequest, show_id: UUID) -> HttpResponse:
    """What the halls show, inside the control: the same drawing, which the control's script keeps where the show is."""
    show = _show_or_404(show_id)
    context = {"title": show.ceremony.edition.title, "state": of_show(show), **for_everybody()}
    answer = render(request, "stage/hall.html", context)
    answer.headers["Content-Security-Policy"] = policy(framed_by="'self'")
    return answer


@never_cache
@require_http_methods(METHODS)
@for_the_stage
def take(request: HttpRequest, show_id: UUID) -> HttpResponse:
    """Asks first: whoever held the control reads at once that they no longer do."""
    show = _show_or_404(show_id)
    refusal: Refusal | None = None
    if request.method == "POST":
        seen = _key(request.POST.get("seen_key", ""))
        try:
            taken = take_over(show, seen_key=seen, by=reader(request), now=clock.now())
            return redirect(_address(taken, taken.controller_key))
        except Refusal as refused:
            refusal = refused
    show = _show_or_404(show_id)
    asked = _asked(request, show)
    context = {**vars(asked), "seen_key": show.controller_key, **_said(refusal, show)}
    return render(request, "stage/take.html", context, status=refusal.status if refusal else 200)


def _state(request: HttpRequest, show: Show, *, key: UUID | None) -> dict[str, Any]:
    """What the page shows. `stamp` is another text whenever it has to be drawn anew."""
    moment, edition = clock.now(), show.ceremony.edition
    is_mine = key is not None and key == show.controller_key and show.controller_id == reader(request).pk
    last = len(show.script) - 1
    # While the step is away, the next key only brings it back.
    ahead = min(show.cursor + 1, last) if show.display == Display.STEP else show.cursor
    is_last = show.display == Display.STEP and show.cursor == last
    screens = [(screen, is_seen_lately(screen, now=moment)) for screen in screens_alive(show.ceremony, now=moment)]
    seen = "".join(str(int(is_there)) for _, is_there in screens)
    return {
        "show": show,
        "edition": edition,
        "key": key,
        "is_mine": is_mine,
        "stamp": f"{show.version}-{show.controller_id}-{int(is_mine)}-{int(show.ended_at is not None)}-{seen}",
        "here": told_step(show.script[show.cursor]),
        "next": None if is_last else told_step(show.script[ahead]),
        "is_away": show.display != Display.STEP,
        "needs_hold": not is_last and ahead > show.cursor and show.script[ahead]["holds"],
        "number": show.cursor + 1,
        "count": last + 1,
        "left": last - show.cursor,
        "on_step": _seconds(show.step_since, moment),
        "on_stage": _seconds(show.started_at, moment),
        "since": control_since(show.ceremony),
        "screens": screens,
        "hold": int(HOLD.total_seconds() * 1000),
    }


def _asked(request: HttpRequest, show: Show) -> Question:
    since = control_since(show.ceremony)
    zone = show.ceremony.edition.timezone
    is_own = show.controller_id == reader(request).pk
    holder = isolated(str(show.controller)) if show.controller else "—"
    told = {"name": holder, "hour": say_moment(since, zone=zone) if since else "—"}
    held = (
        gettext("You hold it yourself, on another page, since %(hour)s.")
        if is_own
        else gettext("%(name)s holds it since %(hour)s.")
    )
    return Question(
        question=gettext("Take the control over?"),
        consequences=[
            held % told,
            gettext("That page becomes read-only at once, and says who has the control now."),
            gettext("Nothing changes in the hall: the show stays at its step."),
        ],
        undo=gettext("The control can be taken over again at any moment."),
        deed=gettext("Take the control"),
        done="",
        back=f"{reverse('stage-control')}?{urlencode({'edition': show.ceremony.edition.slug})}",
        above=localized(show.ceremony.edition.title, get_language() or "fr"),
    )


def _page(request: HttpRequest, state: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """Its script asks the follower as well, as phones do."""
    count = f"{settings.FOLLOW_URL}/follow/count/{state['edition'].slug}"
    answer = render(request, "stage/control.html", {**state, "count_at": count, **DARK}, status=status)
    answer.headers["Content-Security-Policy"] = policy(connects=site_and_follower(), frames="'self'")
    return answer


def _fragment(request: HttpRequest, state: dict[str, Any], *, status: int = 200) -> HttpResponse:
    html = render_to_string("stage/_control.html", state, request=request)
    seen = of_show(state["show"])
    hall = {"show": seen.show, "version": seen.version, "html": seen.html}
    return JsonResponse({"html": html, "stamp": state["stamp"], "hall": hall}, status=status)


def _said(refusal: Refusal | None, show: Show) -> dict[str, Any]:
    zone = show.ceremony.edition.timezone
    return {"refusal": refusal, "said": say(refusal, zone=zone) if refusal else None}


def _address(show: Show, key: UUID | None) -> str:
    return control_address(show.ceremony.edition.slug, key)


def control_address(edition: str, key: UUID | None) -> str:
    """The page that holds this key: loaded again, after a crash of the browser too, it holds it still."""
    return f"{reverse('stage-control')}?{urlencode({'edition': edition, 'key': str(key or '')})}"


def _show_or_404(key: UUID) -> Show:
    found = Show.objects.select_related("ceremony__edition", "controller").filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _number(text: str) -> int:
    """A version is never negative: what is no number is one that nobody has seen."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1


def _seconds(since: datetime, moment: datetime) -> int:
    return max(0, int((moment - since).total_seconds()))
