"""A new version of what scores a phase: brought as a ZIP, or another metric over the same data."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from challenges import clock
from challenges.checks.actions import ask_check
from challenges.editions.models import Challenge, Phase
from challenges.errors import Refusal
from challenges.evaluations.models import Bundle
from challenges.evaluations.queries import bundle_in_force, has_results
from challenges.making.queries import source_of
from challenges.making.rules import ChoiceMissing, PackMissing
from challenges.pages.visit import reader
from challenges.wording import say
from evaluator.errors import BundleBroken
from smartport.console.access import challenge_or_404, for_organizers
from smartport.making.bringing import Fault
from smartport.making.given import Given, answers_of, given_of, usable
from smartport.making.metrics import asked_of, families
from smartport.making.renewing import bundle_of_metric, bundle_of_zip, put_in_force_at_once


@require_http_methods(["GET", "HEAD", "POST"])
@for_organizers
def renew(request: HttpRequest, edition: str, slug: str) -> HttpResponse:
    """The form; a version that can be read is kept and checked, and scores at once where nothing was scored yet."""
    challenge = challenge_or_404(request, edition, slug)
    phase, given = _phase(request, challenge), _given(request, challenge)
    refusal: Refusal | None = None
    faults: list[Fault] = []
    if request.method == "POST":
        try:
            made = _made(request, phase, given)
            if isinstance(made, Bundle):
                return _next(request, challenge, made)
            faults = made
        except Refusal as refused:
            refusal = refused
        except BundleBroken as broken:
            faults = [Fault.of_pack(str(broken))]
    said = say(refusal, zone=challenge.edition.timezone) if refusal else None
    context: dict[str, Any] = {"challenge": challenge, "phase": phase, "faults": faults}
    context |= {"said": said, "refusal": refusal}
    context["is_first"] = bundle_in_force(phase) is None
    context |= {"has_results": has_results(phase), **_metrics(request, given)}
    status = refusal.status if refusal else 422 if faults else 200
    return render(request, "console/renew.html", context, status=status)


def _made(request: HttpRequest, phase: Phase, given: Given | None) -> Bundle | list[Fault]:
    """Raises ChoiceMissing, PackMissing, PackTooLarge, MetricUnfit, BundleBroken."""
    post, user, now = request.POST, reader(request), clock.now()
    if post.get("way") == "zip":
        content = request.FILES.get("file")
        if not isinstance(content, UploadedFile):
            raise PackMissing
        return bundle_of_zip(phase, content, by=user, now=now)
    target, query = post.get("target", ""), post.get("query", "")
    if given is None or target not in given.answers or (query and query not in given.shared):
        raise ChoiceMissing
    table = answers_of(given, target, query=query)
    asked = asked_of(table, target, metric=post.get("choice", ""), query=query, sample=given.sample)
    return bundle_of_metric(phase, asked, given, by=user, now=now)


def _next(request: HttpRequest, challenge: Challenge, bundle: Bundle) -> HttpResponse:
    """A phase without results takes it at once; else its ranks are looked at first."""
    user, now, source = reader(request), clock.now(), source_of(challenge)
    ask_check(bundle, pack=str(source.content.name) if source else "", by=user, now=now)
    if bundle_in_force(bundle.phase) is None:
        put_in_force_at_once(bundle, by=user, now=now)
        return redirect("console-scoring", challenge.edition.slug, challenge.slug)
    return redirect("console-use-bundle", challenge.edition.slug, challenge.slug, bundle.pk)


def _metrics(request: HttpRequest, given: Given | None) -> dict[str, Any]:
    if given is None:
        return {"given": None}
    asked = request.GET.get("target", "") or request.POST.get("target", "")
    target = asked if asked in given.answers else given.answers[0]
    found = families(answers_of(given, target), target, sample=given.sample)
    return {"given": given, "target": target, "families": found, "picked": request.POST}


def _given(request: HttpRequest, challenge: Challenge) -> Given | None:
    """The challenge's own data, where they have hidden labels that fit them."""
    if challenge.release_id is None or not usable(reader(request)).filter(pk=challenge.release_id).exists():
        return None
    try:
        return given_of(challenge.release)  # type: ignore[arg-type]
    except Refusal:
        return None


def _phase(request: HttpRequest, challenge: Challenge) -> Phase:
    """The one asked for, else the first."""
    phases = challenge.phases.order_by("opens_at", "pk")
    asked = request.GET.get("phase", "")
    if not asked.isprintable():
        raise Http404
    found = phases.filter(slug=asked).first() if asked else phases.first()
    if found is None:
        raise Http404
    return found
