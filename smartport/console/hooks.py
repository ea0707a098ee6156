"""Webhooks: who is told what happens in a challenge, what was sent, and what came back."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, gettext_noop
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from challenges import clock
from challenges.editions.models import Challenge, Edition
from challenges.editions.queries import organized_by
from challenges.errors import Refusal
from challenges.hooks.actions import change_hook, make_hook, remove_hook, renew_secret, send_again, send_test
from challenges.hooks.models import Delivery, DeliveryState, Webhook
from challenges.hooks.queries import hooks_of, with_last_try
from challenges.hooks.rules import EVENTS, MOST_HOOKS
from challenges.hooks.sending import TROUBLES
from challenges.hooks.signing import secret_of
from challenges.pages.showing import show_next, shown, to_show
from challenges.pages.visit import reader
from challenges.wording import enumerated, say
from smartport.console.access import for_organizers
from smartport.console.editing import FIELD, Clash, clashes, is_unchanged, seen_of
from smartport.console.journal import home_edition

A_PAGE = 25
FIELDS = ("url", "events", "is_active")
LABELS = {
    "url": gettext_noop("Address of the receiver"),
    "events": gettext_noop("It is told when"),
    "is_active": gettext_noop("Switched on"),
}
SHOWN_ONCE = "hook-secret"
WHOLE = "edition-"  # before the key of an edition, where all its challenges are meant


@require_safe
@for_organizers
def hooks(request: HttpRequest) -> HttpResponse:
    """Those of one's own challenges."""
    found = with_last_try(hooks_of(reader(request)))
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "console/hooks.html", {"page": page, "edition": home_edition(), "most": MOST_HOOKS})


@require_http_methods(["GET", "HEAD", "POST"])
@for_organizers
def new_hook(request: HttpRequest) -> HttpResponse:
    """Its secret is shown once, on the page that follows."""
    if request.method != "POST":
        return _form(request, given={"events": list(EVENTS)})
    given = _given(request)
    try:
        edition, challenge = _place(request, given["place"])
        made = make_hook(
            edition, challenge, url=given["url"], events=given["events"], by=reader(request), now=clock.now()
        )
    except Refusal as refusal:
        return _form(request, given=given, refusal=refusal)
    return _to_its_secret(request, made)


@require_http_methods(["GET", "HEAD", "POST"])
@for_organizers
def hook(request: HttpRequest, hook_id: UUID) -> HttpResponse:
    """What it is told, and how its last messages went."""
    found = _hook(request, hook_id)
    if request.method != "POST":
        return _hook_page(
            request, found, given={"url": found.url, "events": found.events, "is_active": found.is_active}
        )
    given = _given(request)
    sent = {name: given[name] for name in FIELDS}
    with transaction.atomic():
        held = Webhook.objects.select_for_update(no_key=True, of=("self",)).get(pk=found.pk)
        if not is_unchanged(held, FIELDS, seen=request.POST.get(FIELD, "")):
            return _hook_page(request, held, given=given, clash=clashes(held, FIELDS, sent=sent))
        try:
            change_hook(found, **sent, by=reader(request), now=clock.now())
        except Refusal as refusal:
            return _hook_page(request, held, given=given, refusal=refusal)
    messages.success(request, gettext("The webhook is kept."))
    return redirect("console-hook", found.pk)


@require_POST
@for_organizers
def try_hook(request: HttpRequest, hook_id: UUID) -> HttpResponse:
    """Send a message that tells nothing."""
    _say_how(request, send_test(_hook(request, hook_id), by=reader(request), now=clock.now()))
    return redirect("console-hook", hook_id)


@require_http_methods(["GET", "HEAD", "POST"])
@for_organizers
def renew_hook(request: HttpRequest, hook_id: UUID) -> HttpResponse:
    """Another secret, after a question."""
    found = _hook(request, hook_id)
    if request.method == "POST":
        return _to_its_secret(request, renew_secret(found, by=reader(request), now=clock.now()))
    context = {
        "question": gettext("Make another secret?"),
        "consequences": [
            gettext("From now on messages are signed with another secret, which is shown once."),
            gettext("The receiver refuses what comes until it has been given the new one."),
        ],
        "undo": gettext("This cannot be undone: the former secret signs nothing any more."),
        "is_final": True,
        "deed": gettext("Make another secret"),
        "back": request.path.removesuffix("secret/"),
    }
    return render(request, "console/confirm.html", {**context, "above": found.url})


@require_http_methods(["GET", "HEAD", "POST"])
@for_organizers
def delete_hook(request: HttpRequest, hook_id: UUID) -> HttpResponse:
    """Gone with its messages, after a question."""
    found = _hook(request, hook_id)
    if request.method == "POST":
        remove_hook(found, by=reader(request), now=clock.now())
        messages.success(request, gettext("The webhook is removed."))
        return redirect("console-hooks")
    context = {
        "question": gettext("Remove this webhook?"),
        "consequences": [
            gettext("Nothing more is sent to this address, what waits neither."),
            gettext("The list of what was sent goes with it; the journal keeps that it was there."),
        ],
        "undo": gettext("This cannot be undone. To pause it, switch it off instead."),
        "is_final": True,
        "deed": gettext("Remove the webhook"),
        "back": request.path.removesuffix("remove/"),
    }
    return render(request, "console/confirm.html", {**context, "above": found.url})


@require_POST
@for_organizers
def retry_delivery(request: HttpRequest, hook_id: UUID, delivery_id: UUID) -> HttpResponse:
    """The same message once more, now."""
    found = _hook(request, hook_id)
    rows = found.deliveries.select_related("webhook__edition", "webhook__challenge", "webhook__made_by")
    delivery = rows.filter(pk=delivery_id).first()
    if delivery is None:
        raise Http404
    _say_how(request, send_again(delivery, by=reader(request), now=clock.now()))
    return redirect("console-hook", hook_id)


def _to_its_secret(request: HttpRequest, found: Webhook) -> HttpResponse:
    kept = {"hook": str(found.pk), "secret": secret_of(found)}
    return show_next(redirect("console-hook", found.pk), request=request, what=SHOWN_ONCE, kept=kept)


def _hook(request: HttpRequest, hook_id: UUID) -> Webhook:
    found = hooks_of(reader(request)).filter(pk=hook_id).first()
    if found is None:
        raise Http404
    return found


def _given(request: HttpRequest) -> dict[str, Any]:
    sent = request.POST
    return {
        "place": sent.get("place", ""),
        "url": sent.get("url", ""),
        "events": [name for name in EVENTS if name in sent.getlist("events")],
        "is_active": sent.get("is_active") == "on",
    }


def _places(request: HttpRequest) -> list[tuple[str, Challenge | Edition]]:
    """What a webhook may be about: one's own challenges; for the operator whole editions too."""
    own = organized_by(reader(request)).select_related("edition").order_by("-edition__opens_at", "order", "slug")
    found: list[tuple[str, Challenge | Edition]] = [(str(one.pk), one) for one in own]
    if request.user.has_perm("challenges.operate"):
        found += [(f"{WHOLE}{one.pk}", one) for one in Edition.objects.order_by("-opens_at")]
    return found


def _place(request: HttpRequest, asked: str) -> tuple[Edition, Challenge | None]:
    """Raises Http404 for what is not this person's."""
    found = dict(_places(request)).get(asked)
    if found is None:
        raise Http404
    return (found, None) if isinstance(found, Edition) else (found.edition, found)


def _form(request: HttpRequest, *, given: dict[str, Any], refusal: Refusal | None = None) -> HttpResponse:
    context = {"given": given, "events": _events(given["events"]), "places": _places(request), **_refused(refusal)}
    return render(request, "console/hook_new.html", context, status=refusal.status if refusal else 200)


def _hook_page(
    request: HttpRequest,
    found: Webhook,
    *,
    given: dict[str, Any],
    refusal: Refusal | None = None,
    clash: Sequence[Clash] = (),
) -> HttpResponse:
    kept = to_show(request, what=SHOWN_ONCE)
    page = Paginator(found.deliveries.order_by("-made_at", "pk"), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "hook": found,
        "edition": found.edition,
        "given": given,
        "events": _events(given["events"]),
        "page": page,
        "secret": kept["secret"] if kept.get("hook") == str(found.pk) else "",
        "seen": seen_of(found, FIELDS),
        "clashes": [_in_words(one) for one in clash],
        "troubles": {code: gettext(words) for code, words in TROUBLES.items()},
        **_refused(refusal),
    }
    status = refusal.status if refusal else 409 if clash else 200
    answer = render(request, "console/hook.html", context, status=status)
    return shown(answer, what=SHOWN_ONCE) if context["secret"] else answer


def _refused(refusal: Refusal | None) -> dict[str, Any]:
    return {"said": say(refusal, zone=home_edition().timezone), "refusal": refusal} if refusal else {}


def _in_words(clash: Clash) -> dict[str, str]:
    now, sent = ([_said(one)] if isinstance(one, bool | str) else one for one in (clash.now, clash.sent))
    return {"label": gettext(LABELS[clash.field]), "now": enumerated(now) or "—", "sent": enumerated(sent) or "—"}


def _said(value: bool | str) -> str:
    return value if isinstance(value, str) else gettext("yes") if value else gettext("no")


def _events(chosen: list[str]) -> list[tuple[str, str, bool]]:
    return [(name, gettext(words), name in chosen) for name, words in EVENTS.items()]


def _say_how(request: HttpRequest, delivery: Delivery) -> None:
    if delivery.status is not None and delivery.state == DeliveryState.DELIVERED and not delivery.trouble:
        told = gettext("The receiver took it: it answered %(status)s.")
        messages.success(request, told % {"status": delivery.status})
    elif delivery.status is not None:
        told = gettext("The receiver did not take it: it answered %(status)s.")
        messages.error(request, told % {"status": delivery.status})
    else:
        why = gettext(TROUBLES[delivery.trouble]) if delivery.trouble in TROUBLES else "…"
        messages.error(request, gettext("The receiver was not reached: %(why)s") % {"why": why})
