"""A build: how far it is, what was found, the report of risks, who signs, and its publication."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any, cast
from uuid import UUID

import pyarrow.parquet as pq
from django.contrib.auth.models import AbstractBaseUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from datasets import clock
from datasets.builds import keeping, wording
from datasets.builds.actions import ask_build, discard_build, raise_version
from datasets.builds.models import Build, BuildState
from datasets.builds.publishing import decisions_of, publish_build
from datasets.builds.queries import last_release, whole_build
from datasets.builds.rules import QUESTIONS, VERSIONS
from datasets.builds.signing import Answer, sign
from datasets.pages.recipe_visit import opened, reader, recipe_or_none
from datasets.pages.visit import for_organizers
from datasets.recipes.reading import parse_yaml
from datasets.recipes.recipe import Recipe
from datasets.recipes.wording import say
from datasets.releases.models import Release
from datasets.releasing.folder import CHECKSUMS, sha256_of
from datasets.risk.fonts import FontsMissing
from datasets.risk.pdf import risk_pdf
from datasets.risk.telling import Told, tell
from datasets.rules import DataRefusal
from datasets.vault.rules import day_of

PATIENCE = 2  # seconds between two looks at a build that runs
SHOWN_ROWS = 10
MOVING = frozenset({BuildState.QUEUED, BuildState.RUNNING})
ENDED = frozenset({BuildState.READY, BuildState.BLOCKED, BuildState.PUBLISHED})
LANGUAGES = ("fr", "ar")


@require_POST
@for_organizers
def recipe_build(request: HttpRequest, name: str) -> HttpResponse:
    """Ask for a build of the last revision; with `version`, of the same recipe under that version."""
    seen, now, by = opened(request, name), clock.now(), reader(request)
    try:
        if "version" in request.POST:
            raise_version(seen.draft, to=request.POST["version"], after=seen.base.number, by=by, now=now)
        build = ask_build(seen.draft, by=by, now=now)
    except DataRefusal as refusal:
        context = {"seen": seen, "said": say(refusal)}
        return render(request, "datasets/builds/refused.html", context, status=getattr(refusal, "status", 422))
    return redirect("build", build.pk)


@require_safe
@for_organizers
@vary_on_headers("HX-Request")
def build(request: HttpRequest, build_id: UUID) -> HttpResponse:
    """Everything of it; while it is being made, the part that moves alone where asked for."""
    found = _found(build_id)
    if "HX-Request" in request.headers:
        if found.state not in MOVING:
            return HttpResponse(headers={"HX-Refresh": "true"})
        return render(request, "datasets/builds/_progress.html", _progress(found))
    return _page(request, found)


@require_http_methods(["GET", "HEAD", "POST"])
@for_organizers
def build_discard(request: HttpRequest, build_id: UUID) -> HttpResponse:
    """Ask once more, then let go of it; who comes second finds it done."""
    found = _found(build_id)
    if request.method != "POST":
        return render(request, "datasets/builds/discard.html", {"build": found})
    try:
        discard_build(found, by=cast(AbstractBaseUser, request.user), now=clock.now())
    except DataRefusal as refusal:
        return _page(request, found, refusal=refusal)
    return redirect("recipe-history", found.revision.draft.name)


@require_POST
@for_organizers
def build_sign(request: HttpRequest, build_id: UUID, question: str) -> HttpResponse:
    """One question answered by a person who signs."""
    found = _found(build_id)
    recipe = _recipe(found)
    if question not in QUESTIONS or recipe is None or not request.user.has_perm("datasets.sign_release", found):
        raise Http404
    asked = next((one for one in found.risk.get("questions", ()) if one["question"] == question), None)
    if asked is None:  # it has not come so far yet
        raise Http404
    answer = Answer(
        question=question,
        is_accepted=request.POST.get("answer") == "yes",
        reason=request.POST.get("reason", "").strip(),
        signer=request.POST.get("signer", "").strip(),
        role=request.POST.get("role", "").strip(),
        **wording.tested(asked),
    )
    try:
        sign(found, answer, by=reader(request), now=clock.now())
    except DataRefusal as refusal:
        return _page(request, _found(build_id), refusal=refusal, question=question)
    return redirect("build", found.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@for_organizers
def build_publish(request: HttpRequest, build_id: UUID) -> HttpResponse:
    """Ask once more, with the version typed; then publish, once."""
    found = _found(build_id)
    recipe = _recipe(found)
    if recipe is None or not request.user.has_perm("datasets.publish_release", found):
        raise Http404
    if found.state == BuildState.PUBLISHED:
        return redirect("build", found.pk)
    context: dict[str, Any] = {"build": found, "recipe": recipe, **_reset(found, recipe)}
    if request.method != "POST":
        return render(request, "datasets/builds/publish.html", context)
    try:
        publish_build(found, typed=request.POST.get("typed", ""), by=reader(request), now=clock.now())
    except DataRefusal as refusal:
        if Build.objects.filter(pk=found.pk, state=BuildState.PUBLISHED).exists():
            return redirect("build", found.pk)
        context |= {"refusal": refusal, "said": say(refusal), "typed": request.POST.get("typed", "")}
        return render(request, "datasets/builds/publish.html", context, status=getattr(refusal, "status", 422))
    return redirect("build", found.pk)


@require_safe
@for_organizers
def build_report(request: HttpRequest, build_id: UUID, language: str) -> HttpResponse:
    """The report of risks as a paper to sign, in French or Arabic."""
    found = _found(build_id)
    recipe = _recipe(found)
    if language not in LANGUAGES or recipe is None or not found.risk:
        raise Http404
    try:
        content = risk_pdf(
            found.risk,
            recipe,
            language=language,
            decisions=decisions_of(found),
            at=day_of(clock.now()),
            digest=_digest(found),
        )
    except FontsMissing:
        return render(request, "datasets/builds/no_fonts.html", {"build": found}, status=503)
    name = f"{recipe.name}-{recipe.version}-{language}.pdf"
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"},
    )


def _found(build_id: UUID) -> Build:
    found = whole_build(build_id)
    if found is None:
        raise Http404
    return found


def _recipe(found: Build) -> Recipe | None:
    return recipe_or_none(parse_yaml(found.revision.text))


def _page(
    request: HttpRequest, found: Build, *, refusal: DataRefusal | None = None, question: str = ""
) -> HttpResponse:
    recipe = _recipe(found)
    context = {
        **_progress(found),
        "recipe": recipe,
        "said": say(refusal) if refusal else None,
        "refused_question": question,
        "field": getattr(refusal, "field", "") if refusal else "",
        "typed": request.POST.dict() if refusal else {},
        "usual": next((one for one in reversed(found.decisions.all()) if one.by_id == request.user.pk), None),
        **(_ended(found, recipe) if found.state in ENDED and recipe else {}),
        "may_sign": request.user.has_perm("datasets.sign_release", found),
        "may_publish": request.user.has_perm("datasets.publish_release", found),
    }
    return render(
        request, "datasets/builds/build.html", context, status=getattr(refusal, "status", 422) if refusal else 200
    )


def _progress(found: Build) -> dict[str, Any]:
    is_moving = found.state in MOVING
    return {
        "build": found,
        "draft": found.revision.draft,
        "patience": PATIENCE if is_moving else None,
        "steps": wording.steps(found.step) if is_moving else (),
        "failure": wording.failure(found.refusal) if found.state == BuildState.FAILED else "",
    }


def _ended(found: Build, recipe: Recipe) -> dict[str, Any]:
    findings = wording.in_words(found.findings)
    decisions = decisions_of(found)
    risk: Told | None = tell(found.risk, recipe=recipe, decisions=decisions) if found.risk else None
    folder = keeping.release(found.pk)
    return {
        "blocking": [one for one in findings if one.severity == "blocks"],
        "warning": [one for one in findings if one.severity == "warns"],
        "passing": [one for one in findings if one.severity == "passes"],
        "risk": risk,
        "refusing": [one for one in decisions if not one["is_accepted"]],
        "right_version": next((one["values"]["right"] for one in found.findings if one.get("of") == VERSIONS), ""),
        "is_signed": len([one for one in decisions if one["is_accepted"]]) == len(QUESTIONS),
        "files": list(_files(folder)),
        "tables": list(_tables(folder)),
        **_reset(found, recipe),
    }


def _reset(found: Build, recipe: Recipe) -> dict[str, Any]:
    """What is otherwise than in the version before, and whose leaderboards it would make begin anew."""
    before: Release | None = last_release(recipe.name)
    is_new = before is None or before.version == recipe.version
    return {
        "changes": wording.changes_in_words(found.changes),
        "since": found.changes.get("since", ""),
        "affects_scores": found.changes.get("affects_scores", False),
        "challenges": [] if is_new or before is None else list(before.challenges.all()),
        "release": Release.objects.filter(slug=recipe.name, version=recipe.version).first(),
    }


def _files(folder: Path) -> Iterable[tuple[str, int]]:
    """Path and size of each, in order."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.relative_to(folder).as_posix(), path.stat().st_size


def _tables(folder: Path) -> Iterable[tuple[str, list[str], list[list[Any]]]]:
    """The first rows as they would be published: name, columns, cells (None where they are empty)."""
    for name in ("train", "test"):
        path = folder / "data" / f"{name}.parquet"
        if path.exists():
            with pq.ParquetFile(path) as file:
                batch = next(file.iter_batches(batch_size=SHOWN_ROWS), None)
                rows = [] if batch is None else batch.to_pylist()
                yield name, file.schema_arrow.names, [list(row.values()) for row in rows]


def _digest(found: Build) -> str:
    """Of the manifest that stands for all files of the release."""
    manifest = keeping.release(found.pk) / CHECKSUMS
    return sha256_of(manifest) if manifest.exists() else str(found.pk)
