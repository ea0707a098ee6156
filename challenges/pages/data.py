"""The data of a challenge: its files, and their bytes for those who may have them."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Sum
from django.http import Http404, HttpRequest
from django.http.response import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from challenges.pages.visit import visit
from challenges.serving import serve


@require_safe
def data(request: HttpRequest, slug: str) -> HttpResponse:
    """The files of the release, with size and digest."""
    seen = visit(request, slug)
    release = seen.challenge.release
    files = release.files.all() if release else None
    context = {
        "visit": seen,
        "release": release,
        "files": files,
        "size": files.aggregate(all=Sum("size"))["all"] if files is not None else 0,
        "may_download": release is not None and request.user.has_perm("datasets.download_release", release),
    }
    return render(request, "challenges/editions/data.html", context)


@require_safe
@login_required
def data_file(request: HttpRequest, slug: str, path: str) -> HttpResponseBase:
    """One file, whole or in part."""
    release = visit(request, slug).challenge.release
    found = release.files.filter(path=path).first() if release and path.isprintable() else None
    if found is None:
        raise Http404
    if not request.user.has_perm("datasets.download_release", release):
        raise PermissionDenied
    return serve(request, found.content, sha256=found.sha256, size=found.size, name=path.rsplit("/", 1)[-1])
