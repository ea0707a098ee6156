"""The reader's team's own project page for a challenge: write it, look at it, and order its pictures."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.base import ContentFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from challenges.errors import Refusal
from challenges.pages.visit import Visit, reader, visit
from challenges.projects.actions import add_picture, caption_picture, delete_picture, move_picture, write_project
from challenges.projects.models import Project, ProjectPicture
from challenges.projects.queries import pictures_of, project_of, text_of
from challenges.projects.rules import (
    CAPTION_LENGTH,
    LINKS,
    MOST_PICTURES,
    NEW,
    PITCH_LENGTH,
    TITLE_LENGTH,
    NoProjectYet,
    ProjectChangedMeanwhile,
    Text,
    plain_text,
    version_of,
)
from challenges.wording import say

METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(METHODS)
@login_required
def project(request: HttpRequest, slug: str) -> HttpResponse:
    """The form with what is there, a preview of the pitch, or the page once it is saved."""
    seen = visit(request, slug)
    found = project_of(seen.team, seen.challenge) if seen.team else None
    if request.method != "POST":
        return _form(request, seen, found, text=text_of(found))
    if seen.team is None:
        raise Http404
    text = _typed(request)
    if request.POST.get("deed") == "preview":
        return _form(request, seen, found, text=text, preview=plain_text(text.pitch))
    try:
        read = request.POST.get("version", "")
        made = write_project(seen.team, seen.challenge, text=text, by=reader(request), now=seen.now, seen=read)
    except Refusal as refusal:
        return _form(request, seen, found, text=text, refusal=refusal)
    messages.success(request, gettext("The project page is saved."))
    return redirect("project" if request.POST.get("deed") == "stay" else "project-page", *_where(request, made))


@require_http_methods(METHODS)
@login_required
def project_pictures(request: HttpRequest, slug: str) -> HttpResponse:
    """Add a picture; a refusal is said above the form."""
    seen = visit(request, slug)
    if request.method != "POST":
        return redirect("project", slug)
    if seen.team is None:
        raise Http404
    found = project_of(seen.team, seen.challenge)
    try:
        if found is None:
            raise NoProjectYet
        file = request.FILES.get("file") or ContentFile(b"", name="")
        add_picture(found, file, caption=request.POST.get("caption", ""), by=reader(request), now=seen.now)
    except Refusal as refusal:
        return _form(
            request, seen, found, text=text_of(found), refusal=refusal, caption=request.POST.get("caption", "")
        )
    messages.success(request, gettext("The picture is added."))
    return redirect("project", slug)


@require_http_methods(METHODS)
@login_required
def project_picture_change(request: HttpRequest, slug: str, picture_id: UUID) -> HttpResponse:
    """One picture of the own page: its caption, its place; deleting it is asked here first."""
    seen = visit(request, slug)
    found = project_of(seen.team, seen.challenge) if seen.team else None
    picture = found.pictures.filter(pk=picture_id).select_related("project__team").first() if found else None
    if picture is None:
        raise Http404
    if request.method != "POST":
        return _picture(request, seen, picture)
    try:
        _do(request.POST.get("deed", ""), picture, request=request, now=seen.now)
    except Refusal as refusal:
        return _picture(request, seen, picture, refusal=refusal)
    return redirect("project", slug)


def _do(deed: str, picture: ProjectPicture, *, request: HttpRequest, now: datetime) -> None:
    by = reader(request)
    if deed in {"up", "down"}:
        move_picture(picture, up=deed == "up", by=by, now=now)
    elif deed == "delete":
        delete_picture(picture, by=by, now=now)
        messages.success(request, gettext("The picture is deleted."))
    else:
        caption_picture(picture, caption=request.POST.get("caption", ""), by=by, now=now)


def _where(request: HttpRequest, made: Project) -> tuple[object, ...]:
    return (made.challenge.slug,) if request.POST.get("deed") == "stay" else (made.pk,)


def _typed(request: HttpRequest) -> Text:
    said = {name: request.POST.get(name, "") for name in ("title", "pitch", *LINKS)}
    return Text(is_public=request.POST.get("is_public") == "yes", **said)


def _form(
    request: HttpRequest,
    seen: Visit,
    found: Project | None,
    *,
    text: Text,
    **more: Any,
) -> HttpResponse:
    """`more` may hold refusal, preview and caption. What was typed stays; where somebody else wrote meanwhile, saving
    once more replaces what is there now."""
    refusal: Refusal | None = more.get("refusal")
    was_changed = isinstance(refusal, ProjectChangedMeanwhile)
    now_there = version_of(text_of(found)) if found else NEW
    context: dict[str, Any] = {
        "visit": seen,
        "project": found,
        "text": text,
        "version": request.POST.get("version") if refusal and not was_changed else now_there,
        "pictures": list(pictures_of(found)) if found else [],
        "is_over": seen.now > seen.edition.closes_at,
        "theirs": found if was_changed else None,
        "title_length": TITLE_LENGTH,
        "pitch_length": PITCH_LENGTH,
        "caption_length": CAPTION_LENGTH,
        "most_pictures": MOST_PICTURES,
        **more,
    }
    if refusal:
        context["said"] = say(refusal, zone=seen.edition.timezone)
    return render(request, "challenges/projects/edit.html", context, status=refusal.status if refusal else 200)


def _picture(
    request: HttpRequest, seen: Visit, picture: ProjectPicture, *, refusal: Refusal | None = None
) -> HttpResponse:
    context: dict[str, Any] = {"visit": seen, "picture": picture, "project": picture.project, "refusal": refusal}
    context["caption"] = request.POST.get("caption", picture.caption)
    context["caption_length"] = CAPTION_LENGTH
    if refusal:
        context["said"] = say(refusal, zone=seen.edition.timezone)
    status = refusal.status if refusal else 200
    return render(request, "challenges/projects/picture.html", context, status=status)
