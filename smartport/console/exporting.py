"""A challenge as a folder in a ZIP, with its hidden side: asked first, noted in the journal."""

import hashlib
import os
import tempfile
from pathlib import Path

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_http_methods

from challenges import clock
from challenges.editions.models import Challenge
from challenges.journal.actions import write
from challenges.pages.visit import reader
from smartport.console.access import challenge_or_404, for_organizers
from smartport.making.exporting import exported_of, write_folder
from smartport.making.zipping import write_zip
from smartport.packs.describing import subject_of


@require_http_methods(["GET", "HEAD", "POST"])
@for_organizers
def export(request: HttpRequest, edition: str, slug: str) -> HttpResponseBase:
    """What is in it and what is not; POST gives it."""
    challenge = challenge_or_404(request, edition, slug)
    if request.method == "POST":
        return _given(request, challenge)
    context = {"challenge": challenge, "told": exported_of(challenge)}
    return render(request, "console/export.html", context)


def _given(request: HttpRequest, challenge: Challenge) -> HttpResponse | FileResponse:
    """The file is nobody's once it is sent: its name is gone when it is opened."""
    with tempfile.TemporaryDirectory(prefix="export-") as temporary:
        folder, target = Path(temporary) / "pack", Path(temporary) / "challenge.zip"
        folder.mkdir()
        write_folder(challenge, folder)
        write_zip(folder, target)
        content = target.open("rb")
    sha256 = hashlib.file_digest(content, "sha256").hexdigest()
    content.seek(0)
    details = {"edition": challenge.edition.slug, "sha256": sha256}
    write("challenge.exported", subject=subject_of(challenge), by=reader(request), now=clock.now(), details=details)
    answer = FileResponse(content, as_attachment=True, filename=f"{challenge.slug}.zip", content_type="application/zip")
    answer["Content-Length"] = str(os.fstat(content.fileno()).st_size)
    add_never_cache_headers(answer)
    return answer
