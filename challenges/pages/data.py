"""The data of a challenge: what they are, how they were made, how their values lie, and their bytes for those who may
have them."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.http.response import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from challenges.editions.queries import kit_digest, kit_name
from challenges.pages.contents import first_wanted, items, shelves, title_of
from challenges.pages.making import making_of, withheld_of
from challenges.pages.shapes import shapes_of
from challenges.pages.snippets import snippets
from challenges.pages.visit import Visit, reader, visit
from challenges.serving import note_download, serve
from challenges.tallies.models import Downloaded
from challenges.teams.actions import accept_licence
from datasets.models import Release
from datasets.releases.queries import files_of, has_accepted_licence, profile_of, tables, version_before
from datasets.releasing.licences import licence_of

MANY_COLUMNS = 20
TOLD_MORE = frozenset({"README.md", "DATASHEET.md", "risk.json", "recipe.json"})


@require_safe
def data(request: HttpRequest, slug: str) -> HttpResponse:
    """All that is published of the release; without a profile its files alone."""
    return _page(request, visit(request, slug))


@require_http_methods(["GET", "HEAD", "POST"])
def licence(request: HttpRequest, slug: str) -> HttpResponse:
    """A ticked box is a yes to the licence, without the tick the page asks again; who comes by the address alone is
    brought to the data."""
    if request.method != "POST":
        return redirect("data", slug)
    seen = visit(request, slug)
    if seen.challenge.release is None:
        raise Http404
    if not request.user.has_perm("challenges.accept_licence", seen.challenge):
        return redirect_to_login(reverse("data", args=[slug]))
    if request.POST.get("agree") != "yes":
        return _page(request, seen, is_unticked=True)
    accept_licence(seen.challenge.release, user=reader(request), now=seen.now)
    return redirect("data", slug)


@require_safe
@login_required
def data_file(request: HttpRequest, slug: str, path: str) -> HttpResponseBase:
    """One file, whole or in part."""
    challenge = visit(request, slug).challenge
    release = challenge.release
    found = release.files.filter(path=path).first() if release and path.isprintable() else None
    if found is None:
        raise Http404
    if not request.user.has_perm("datasets.download_release", release):
        raise PermissionDenied
    answer = serve(request, found.content, sha256=found.sha256, size=found.size, name=path.rsplit("/", 1)[-1])
    note_download(request, answer, challenge=challenge, kind=Downloaded.DATA)
    return answer


@require_safe
@login_required
def kit(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The starter kit, which has rows of the training: for those who may have the data."""
    challenge = visit(request, slug).challenge
    if not challenge.kit or challenge.release is None:
        raise Http404
    if not request.user.has_perm("datasets.download_release", challenge.release):
        raise PermissionDenied
    digest, size = kit_digest(challenge), challenge.kit_size
    answer = serve(request, challenge.kit, sha256=digest, size=size, name=kit_name(challenge))
    note_download(request, answer, challenge=challenge, kind=Downloaded.KIT)
    return answer


def _page(request: HttpRequest, seen: Visit, *, is_unticked: bool = False) -> HttpResponse:
    release = seen.challenge.release
    context: dict[str, Any] = {"visit": seen, "release": release, "is_unticked": is_unticked}
    if release is not None:
        context |= access_of(request, release) | _told(release, slug=seen.challenge.slug)
    return render(request, "challenges/editions/data.html", context, status=422 if is_unticked else 200)


def access_of(request: HttpRequest, release: Release) -> dict[str, Any]:
    """Whether the reader may have the rows, and what of it is already done."""
    return {
        "may_download": request.user.has_perm("datasets.download_release", release),
        "has_licence": has_accepted_licence(request.user, release),
    }


def _told(release: Release, *, slug: str) -> dict[str, Any]:
    files = files_of(release)
    profile = profile_of(files)
    found = tables(files.values())
    return {
        "files": files,
        "size": sum(file.size for file in files.values()),
        "shelves": shelves(files.values()),
        "wanted": first_wanted(files.values()),
        "tables": found,
        "profile": profile,
        "shapes": shapes_of(profile, withheld=withheld_of(files)) if profile else [],
        "many": MANY_COLUMNS,
        "making": making_of(files),
        "documents": [item for item in items(files.values()) if item.name in TOLD_MORE],
        "before": version_before(release) if release.changes else None,
        "snippets": snippets(files.values(), slug=slug),
        "parts": [(title_of(name), rows) for name, rows in profile.parts.items()] if profile else [],
        "licence": licence_of(release.licence),
    }
