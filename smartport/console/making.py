"""A challenge made step by step: each step keeps what was said; the last one makes it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods

from challenges import clock
from challenges.checks.actions import ask_check
from challenges.editions.models import Challenge
from challenges.errors import Refusal
from challenges.evaluations.queries import bundle_in_force
from challenges.making.actions import finish, keep, throw_away
from challenges.making.models import Making, Way
from challenges.making.queries import making_of, source_of
from challenges.making.rules import PackUnfit, StepMissing
from challenges.pages.visit import reader
from challenges.wording import say
from evaluator.errors import BundleBroken
from smartport.console.access import for_organizers
from smartport.console.steps import asking, choosing, telling
from smartport.making.bringing import Fault, brought
from smartport.making.copying import copy_challenge
from smartport.making.creating import create
from smartport.making.preparing import is_asked, prepared
from smartport.packs.publishing import Times

Shown = Callable[..., Mapping[str, Any]]
Taken = Callable[[Making, HttpRequest], Mapping[str, Any]]


@dataclass(frozen=True)
class Step:
    """A page of the way: its word in the address, its name, what it shows and what it takes."""

    word: str
    name: Any
    shown: Shown
    taken: Taken

    def is_done(self, making: Making) -> bool:
        """Whether it was answered, with an answer that still holds."""
        if self.word == "metric":
            return is_asked(making) or _is_without_data(making)
        if self.word == "file":
            return bool(making.answers.get("file", {}).get("is_well"))
        return self.word in making.answers


STEPS: Mapping[str, Step] = {
    step.word: step
    for step in (
        Step("template", gettext_lazy("The starting point"), choosing.template_shown, choosing.template_taken),
        Step("challenge", gettext_lazy("The challenge"), choosing.challenge_shown, choosing.challenge_taken),
        Step("file", gettext_lazy("The folder"), choosing.file_shown, choosing.file_taken),
        Step("data", gettext_lazy("The data"), choosing.data_shown, choosing.data_taken),
        Step("metric", gettext_lazy("The score"), asking.metric_shown, asking.metric_taken),
        Step("texts", gettext_lazy("The texts"), telling.texts_shown, telling.texts_taken),
        Step("terms", gettext_lazy("Address and dates"), telling.terms_shown, telling.terms_taken),
    )
}
WAYS: Mapping[str, tuple[str, ...]] = {
    Way.RELEASE: ("data", "metric", "texts", "terms"),
    Way.TEMPLATE: ("template", "data", "metric", "texts", "terms"),
    Way.ZIP: ("file", "terms"),
    Way.COPY: ("challenge", "terms"),
}
SUMMARY = "summary"


@require_http_methods(["GET", "HEAD", "POST"])
@for_organizers
def making(request: HttpRequest, making_id: UUID, step: str) -> HttpResponse:
    """One step, or the summary before it is made."""
    found = _own(request, making_id)
    if found.challenge is not None:
        return redirect("console-scoring", found.challenge.edition.slug, found.challenge.slug)
    if step == SUMMARY:
        return _summary(request, found)
    here = STEPS.get(step)
    if here is None or step not in WAYS[found.way]:
        raise Http404
    if request.method != "POST":
        return _show(request, found, here)
    try:
        keep(found, step=step, answers=here.taken(found, request), now=clock.now())
    except Refusal as refusal:
        return _show(request, found, here, refusal=refusal)
    onward = step if step == "file" and not here.is_done(found) else _after(found, step)
    return redirect("console-making", found.pk, onward)


@require_http_methods(["GET", "HEAD", "POST"])
@for_organizers
def throw_making_away(request: HttpRequest, making_id: UUID) -> HttpResponse:
    """Asks, then forgets it."""
    found = _own(request, making_id)
    edition = found.edition
    if request.method == "POST":
        throw_away(found, by=reader(request), now=clock.now())
        return redirect("console-new-challenge", edition.slug)
    context = {
        "question": gettext("Throw this beginning away?"),
        "consequences": [
            gettext("What was chosen and written in its steps is forgotten. Nothing of it is on the site.")
        ],
        "undo": gettext("This cannot be undone."),
        "is_final": True,
        "deed": gettext("Throw away"),
        "back": reverse("console-making", args=[found.pk, first_open(found)]),
    }
    return render(request, "console/confirm.html", context)


def first_open(found: Making) -> str:
    """The step to go on with."""
    return next((word for word in WAYS[found.way] if not STEPS[word].is_done(found)), SUMMARY)


def _show(
    request: HttpRequest, found: Making, step: Step, *, refusal: Refusal | None = None, status: int | None = None
) -> HttpResponse:
    """A step whose ground is missing leads back to the step that lays it."""
    options: dict[str, Any] = {}
    if step.word == "metric" and (target := request.GET.get("target", "") or request.POST.get("target", "")):
        options["target"] = target
    if step.word == "texts":
        options["is_anew"] = "anew" in request.GET
    before = WAYS[found.way][: WAYS[found.way].index(step.word)]
    missing = next((word for word in before if not STEPS[word].is_done(found)), None)
    if missing or (step.word == "metric" and _is_without_data(found)):
        return redirect("console-making", found.pk, missing or _after(found, step.word))
    try:
        shown = dict(step.shown(found, reader(request), **options))
    except Refusal as lost:
        return _show(request, found, STEPS[WAYS[found.way][0]], refusal=lost)
    if refusal is not None:
        shown |= _as_sent(request, shown)
    context = {**_frame(found, step.word, refusal), **shown}
    code = status or (refusal.status if refusal else 200)
    return render(request, f"console/making/{step.word}.html", context, status=code)


def _summary(request: HttpRequest, found: Making) -> HttpResponse:
    if (missing := first_open(found)) != SUMMARY:
        return redirect("console-making", found.pk, missing)
    refusal: Refusal | None = None
    broken: Fault | None = None
    if request.method == "POST":
        try:
            return _made(request, found)
        except Refusal as refused:
            refusal = refused
        except BundleBroken as error:
            broken = Fault.of_pack(str(error))
    context = {**_frame(found, SUMMARY, refusal), "answers": found.answers, "broken": broken, **_told(found)}
    status = refusal.status if refusal else 422 if broken else 200
    return render(request, "console/making/summary.html", context, status=status)


def _made(request: HttpRequest, found: Making) -> HttpResponse:
    """The challenge is there, as a draft; what scores it is checked at once."""
    user, now = reader(request), clock.now()
    challenge = _create(found, user=user, now=now)
    phase = challenge.phases.order_by("opens_at").first()
    bundle = bundle_in_force(phase) if phase else None
    if bundle is not None:
        source = source_of(challenge)
        ask_check(bundle, pack=str(source.content.name) if source else "", by=user, now=now)
    return redirect("console-scoring", challenge.edition.slug, challenge.slug)


def _create(found: Making, *, user: AbstractBaseUser, now: datetime) -> Challenge:
    terms = found.answers["terms"]
    times = Times(*(datetime.fromisoformat(terms[name]) for name in telling.TIMES))
    said: dict[str, Any] = {"slug": terms["slug"], "times": times, "by": user, "now": now}
    if found.way == Way.COPY:
        return _copied(found, user=user, now=now)
    if found.way == Way.ZIP:
        with brought(found.content, by=user) as zipped:
            if zipped.faults or zipped.ready is None:
                raise PackUnfit
            return create(found, zipped.ready, **said)
    given = asking.given_by(found, user) if is_asked(found) else None
    if given is None and found.way == Way.RELEASE:
        raise StepMissing
    with prepared(found, given) as ready:
        return create(found, ready, **said)


def _copied(found: Making, *, user: AbstractBaseUser, now: datetime) -> Challenge:
    """The first phase opens when it was said; those that follow keep their distance from it."""
    terms = found.answers["terms"]
    model = choosing.copied_of(user, found.answers["challenge"]["id"])
    first = model.phases.order_by("opens_at").first()
    opens_at, closes_at = (datetime.fromisoformat(terms[name]) for name in telling.TIMES)
    shift = opens_at - (first.opens_at if first else model.edition.opens_at)
    told = {"slug": terms["slug"], "shift": shift, "first_closes_at": closes_at}
    return copy_challenge(model, found.edition, by=user, now=now, **told, then=lambda copy: finish(found, copy))


def _frame(found: Making, here: str, refusal: Refusal | None) -> dict[str, Any]:
    """What every step shows: the way, and what was refused."""
    words = [*WAYS[found.way], SUMMARY]
    steps = [
        {
            "word": word,
            "name": STEPS[word].name if word in STEPS else gettext("Look and make"),
            "is_done": word in STEPS and STEPS[word].is_done(found),
            "is_here": word == here,
        }
        for word in words
        if not (word == "metric" and _is_without_data(found))
    ]
    said = say(refusal, zone=found.edition.timezone) if refusal else None
    return {"making": found, "edition": found.edition, "steps": steps, "said": said, "refusal": refusal}


def _as_sent(request: HttpRequest, shown: Mapping[str, Any]) -> dict[str, Any]:
    """What was typed stays in the fields."""
    post = request.POST
    kept: dict[str, Any] = {}
    if "fields" in shown:
        kept["fields"] = {name: post.get(name, value) for name, value in shown["fields"].items()}
    if "texts" in shown:
        texts = {
            name: {language: post.get(f"{name}_{language}", text) for language, text in said.items()}
            for name, said in shown["texts"].items()
        }
        kept["texts"] = texts
    return kept


def _told(found: Making) -> dict[str, Any]:
    terms = found.answers["terms"]
    opens_at, closes_at = (datetime.fromisoformat(terms[name]) for name in telling.TIMES)
    return {"opens_at": opens_at, "closes_at": closes_at, "is_without_data": _is_without_data(found)}


def _after(found: Making, step: str) -> str:
    """The next step that is open, else the one that follows."""
    words = [*WAYS[found.way], SUMMARY]
    onward = words[words.index(step) + 1]
    return _after(found, onward) if onward == "metric" and _is_without_data(found) else onward


def _is_without_data(found: Making) -> bool:
    """A challenge of the house whose data come later."""
    return found.way == Way.TEMPLATE and found.answers.get("data", {}).get("release") == ""


def _own(request: HttpRequest, making_id: UUID) -> Making:
    found = making_of(reader(request), making_id)
    if found is None:
        raise Http404
    return found
