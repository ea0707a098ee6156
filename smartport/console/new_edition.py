"""A new edition: from nothing, or from another one."""

from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from challenges import clock
from challenges.editions.models import Challenge, Edition
from challenges.editions.queries import organized_by
from challenges.errors import Refusal
from challenges.making.rules import ZoneUnknown
from challenges.pages.visit import reader
from challenges.wording import say
from smartport.console.access import for_managers_of_editions
from smartport.console.asked import LONGEST_TITLE, moment_of, number_of, texts_of
from smartport.making.copying import EditionTold, make_edition
from smartport.packs.pack import LANGUAGES

ZONE = "Africa/Casablanca"
LARGEST_TEAM = 100
NAMES = ("slug", "opens_at", "closes_at", "team_size", "zone")


@require_http_methods(["GET", "HEAD", "POST"])
@for_managers_of_editions
def new_edition(request: HttpRequest) -> HttpResponse:
    """The form; what is in it stays where it is refused."""
    model = _model(request)
    own = _own(request, model)
    refusal: Refusal | None = None
    if request.method == "POST":
        try:
            made = _made(request, model, own)
        except Refusal as refused:
            refusal = refused
        else:
            messages.success(
                request, gettext("The edition is made, as a draft. What comes next is a challenge for it.")
            )
            return redirect("console-new-challenge", made.slug)
    said = say(refusal, zone=ZoneInfo(ZONE)) if refusal else None
    context = {**_fields(request, model), "model": model, "own": own, "said": said, "refusal": refusal}
    context["editions"] = Edition.objects.order_by("-opens_at")
    return render(request, "console/new_edition.html", context, status=refusal.status if refusal else 200)


def _made(request: HttpRequest, model: Edition | None, own: list[Challenge]) -> Edition:
    post = request.POST
    zone = post.get("zone", ZONE)
    if zone not in available_timezones():
        raise ZoneUnknown
    told = EditionTold(
        slug=post.get("slug", "").strip(),
        title=texts_of(post, "title", longest=LONGEST_TITLE),
        summary=texts_of(post, "summary", longest=LONGEST_TITLE),
        opens_at=moment_of(post, "opens_at", zone=ZoneInfo(zone)),
        closes_at=moment_of(post, "closes_at", zone=ZoneInfo(zone)),
        zone=zone,
        team_size=number_of(post, "team_size", most=LARGEST_TEAM),
        is_told_on_stage="is_told_on_stage" in post,
    )
    chosen = set(post.getlist("challenges"))
    copied = [challenge for challenge in own if str(challenge.pk) in chosen]
    return make_edition(told, by=reader(request), now=clock.now(), model=model, challenges=copied)


def _model(request: HttpRequest) -> Edition | None:
    """The edition that this one is made from."""
    slug = request.GET.get("from", "")
    return Edition.objects.filter(slug=slug).first() if slug and slug.isprintable() else None


def _own(request: HttpRequest, model: Edition | None) -> list[Challenge]:
    """Those of its challenges that this organizer stands behind: others' hidden side is not theirs to copy."""
    if model is None:
        return []
    return list(organized_by(reader(request)).filter(edition=model).select_related("edition").order_by("order", "slug"))


def _fields(request: HttpRequest, model: Edition | None) -> dict[str, Any]:
    post = request.POST
    usual = {"team_size": model.team_size if model else 5, "zone": model.zone if model else ZONE}
    fields = {name: post.get(name, usual.get(name, "")) for name in NAMES}
    texts = {
        name: {
            language: post.get(f"{name}_{language}", getattr(model, name).get(language, "") if model else "")
            for language in LANGUAGES
        }
        for name in ("title", "summary")
    }
    chosen = post.getlist("challenges") if request.method == "POST" else None
    return {
        "fields": fields,
        "is_told_on_stage": request.method != "POST" or "is_told_on_stage" in post,
        "texts": texts,
        "chosen": chosen,
        "zones": [ZONE, "Africa/El_Aaiun", "UTC", "Europe/Paris"],
    }
