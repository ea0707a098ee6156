"""What scores a challenge: the bundles of its phases, what a machine found in each, and a new version of one."""

from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from challenges import clock
from challenges.checks.actions import ask_check
from challenges.checks.queries import has_passed, latest_of_each
from challenges.editions.models import Challenge, Phase
from challenges.errors import Refusal
from challenges.evaluations.ended import count_with_results
from challenges.evaluations.models import Bundle
from challenges.evaluations.queries import bundle_in_force, has_results, open_rejudge
from challenges.leaderboards.rejudging import ask_rejudge
from challenges.making.models import Source
from challenges.making.queries import source_of
from challenges.pages.visit import isolated, reader
from challenges.wording import localized, say
from smartport.console.access import challenge_or_404, for_organizers
from smartport.making.renewing import put_in_force_at_once
from smartport.packs.pack import LANGUAGES
from smartport.templatetags.figures import number

MOST_BUNDLES = 20  # of a phase that a page lists


@require_safe
@for_organizers
def scoring(request: HttpRequest, edition: str, slug: str) -> HttpResponse:
    """The phases, each with the bundle in force and those that are kept."""
    challenge = challenge_or_404(request, edition, slug)
    source = source_of(challenge)
    phases = [_phase_shown(phase) for phase in challenge.phases.order_by("opens_at", "pk")]
    checks = latest_of_each(row["bundle"] for shown in phases for row in shown["rows"])
    for shown in phases:
        for row in shown["rows"]:
            row["check"] = checks.get(row["bundle"].pk)
    context = {"challenge": challenge, "phases": phases, "has_pack": source is not None, "missing": _missing(challenge)}
    return render(request, "console/scoring.html", context)


@require_POST
@for_organizers
def check_bundle(request: HttpRequest, edition: str, slug: str, bundle_id: UUID) -> HttpResponse:
    """Have a machine try it out."""
    challenge = challenge_or_404(request, edition, slug)
    bundle = _bundle(challenge, bundle_id)
    check = ask_check(bundle, pack=_pack(source_of(challenge)), by=reader(request), now=clock.now())
    return redirect("console-check", check.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@for_organizers
def use_bundle(request: HttpRequest, edition: str, slug: str, bundle_id: UUID) -> HttpResponse:
    """Another bundle for a phase: at once where nothing was scored yet, else by a rejudge that is looked at first."""
    challenge = challenge_or_404(request, edition, slug)
    bundle = _bundle(challenge, bundle_id)
    is_rejudge = has_results(bundle.phase)
    said, status = None, 200
    if request.method == "POST":
        try:
            if is_rejudge:
                return _rejudged(request, bundle)
            put_in_force_at_once(bundle, by=reader(request), now=clock.now())
            return redirect("console-scoring", edition, slug)
        except Refusal as refusal:
            said, status = say(refusal, zone=challenge.edition.timezone), refusal.status
    context = {**_asked(challenge, bundle, is_rejudge=is_rejudge), "said": said, "languages": LANGUAGES}
    context["above"] = localized(challenge.title, get_language() or "fr")
    context["sent"] = {language: request.POST.get(f"reason_{language}", "") for language in LANGUAGES}
    return render(request, "console/use_bundle.html", context, status=status)


def _rejudged(request: HttpRequest, bundle: Bundle) -> HttpResponse:
    reason = {language: request.POST.get(f"reason_{language}", "") for language in LANGUAGES}
    made = ask_rejudge(bundle.phase, reason=reason, by=reader(request), now=clock.now(), bundle=bundle)
    return redirect("rejudge", made.pk)


def _asked(challenge: Challenge, bundle: Bundle, *, is_rejudge: bool) -> dict[str, Any]:
    phase = isolated(str(bundle.phase))
    if is_rejudge:
        count = count_with_results(bundle.phase)
        lines = [
            ngettext(
                "%(count)s submission of %(phase)s is evaluated once more under it.",
                "%(count)s submissions of %(phase)s are evaluated once more under it.",
                count,
            )
            % {"count": number(count), "phase": phase},
            gettext("You then see who would move, before anything changes; teams see nothing until you apply it."),
        ]
        undo = gettext("Nothing changes for the teams now. A rejudge can be dropped as long as it is not applied.")
    else:
        lines = [
            gettext("From now on it scores what is handed in to %(phase)s; nothing has a score yet.") % {"phase": phase}
        ]
        undo = gettext("The bundle of before is kept, and can be put in force again as long as nothing has a score.")
    if not has_passed(bundle):
        lines.insert(
            0, gettext("No check of it has passed: whether it can be played and refuses what is wrong is not known.")
        )
    in_force = bundle_in_force(bundle.phase)
    if in_force is not None and _primary(in_force)["key"] != _primary(bundle)["key"]:
        said = gettext(
            "The statement and its score in short stay as they are: "
            "change them, on the challenge’s page, to name this score."
        )
        lines.append(said)
    back = reverse("console-scoring", args=[challenge.edition.slug, challenge.slug])
    question = gettext("Evaluate all again under this version?") if is_rejudge else gettext("Let this version score?")
    deed = gettext("Evaluate all again") if is_rejudge else gettext("Put in force")
    told = {"question": question, "consequences": lines, "undo": undo, "deed": deed, "back": back}
    return {**told, "is_rejudge": is_rejudge, "is_final": not has_passed(bundle), "bundle": bundle}


def _phase_shown(phase: Phase) -> dict[str, Any]:
    bundles = list(phase.bundles.select_related("phase__challenge").order_by("-published_at")[:MOST_BUNDLES])
    put = [one for one in bundles if one.published_at]
    in_force = max(put, key=lambda one: one.published_at or clock.now()) if put else None
    ordered = [*filter(None, [in_force]), *(one for one in bundles if one != in_force)]
    rows = [{"bundle": one, "is_in_force": one == in_force, "score": _primary(one)} for one in ordered]
    return {"phase": phase, "rows": rows, "rejudge": open_rejudge(phase), "has_results": has_results(phase)}


def _primary(bundle: Bundle) -> dict[str, Any]:
    scores: list[dict[str, Any]] = bundle.manifest["scores"]
    return next((one for one in scores if one["primary"]), scores[0])


def _missing(challenge: Challenge) -> bool:
    """Whether teams could not play it yet."""
    return (
        challenge.release_id is None
        or not Bundle.objects.filter(Q(phase__challenge=challenge) & Q(published_at__isnull=False)).exists()
    )


def _bundle(challenge: Challenge, bundle_id: UUID) -> Bundle:
    found = Bundle.objects.select_related("phase__challenge").filter(pk=bundle_id, phase__challenge=challenge).first()
    if found is None:
        raise Http404
    return found


def _pack(source: Source | None) -> str:
    return str(source.content.name) if source else ""
