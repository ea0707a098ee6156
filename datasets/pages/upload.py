"""The page that brings a file into the vault: in pieces by its script, or as a small form without."""

from datetime import timedelta
from typing import IO, Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from datasets import clock
from datasets.pages.vault import day_from
from datasets.pages.visit import actor_of, for_organizers
from datasets.vault import keeping, rules
from datasets.vault.actions import Announced, append, delete, open_upload
from datasets.vault.models import Extract
from datasets.vault.rules import VaultRefusal
from datasets.vault.wording import say


class IntoTheVault(FileUploadHandler):
    """Django would put a form's file into the system's folder for passing things; this keeps it inside the vault."""

    stream: IO[bytes]
    is_full = False

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.stream = keeping.spool()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        try:
            with keeping.room_checked():
                self.stream.write(raw_data)
        except rules.VaultFull as refusal:
            self.is_full = True
            raise StopUpload(connection_reset=True) from refusal

    def file_complete(self, file_size: int) -> "UploadedFile[bytes]":
        self.stream.seek(0)
        return UploadedFile(self.stream, self.file_name, self.content_type, file_size, self.charset)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@for_organizers
def upload(request: HttpRequest) -> HttpResponseBase:
    """Where the bytes of a form go is said before anything reads them, the look for its token included."""
    request.upload_handlers = [IntoTheVault(request)]
    return _upload(request)


@csrf_protect
def _upload(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _form(request)
    try:
        kept = _take(request)
    except VaultRefusal as refusal:
        return _form(request, refusal=refusal)
    return redirect("extract", kept.pk)


def _take(request: HttpRequest) -> Extract:
    """The whole file at once. Where it does not fit after all, nothing of it stays."""
    file = request.FILES.get("file")
    if any(getattr(handler, "is_full", False) for handler in request.upload_handlers):
        raise rules.VaultFull
    if file is None:
        raise rules.FileNameMissing
    announced = Announced(
        name=request.POST.get("name", "").strip(),
        file_name=file.name or "",
        size=file.size or 0,
        delete_after=day_from(request.POST.get("delete_after", "")),
    )
    actor, now = actor_of(request), clock.now()
    kept = open_upload(announced, by=actor, now=now)
    try:
        return append(kept, offset=0, content=file, by=actor, now=now)
    except VaultRefusal:
        delete(kept, reason="refused", by=actor, now=now)
        raise


def _form(request: HttpRequest, *, refusal: VaultRefusal | None = None) -> HttpResponse:
    today = rules.day_of(clock.now())
    asked = request.POST if refusal else request.GET
    context = {
        "name": asked.get("name", ""),
        "delete_after": asked.get("delete_after") or (today + timedelta(days=rules.KEPT_DAYS)).isoformat(),
        "today": today,
        "last_day": today + timedelta(days=rules.LONGEST_DAYS),
        "longest": rules.NAME_LENGTH,
        "largest": settings.VAULT_LARGEST,
        "kept_days": rules.KEPT_DAYS,
        "unfinished_days": rules.UNFINISHED_DAYS,
        "refusal": refusal,
        "said": say(refusal) if refusal else None,
    }
    return render(request, "datasets/vault/upload.html", context, status=refusal.status if refusal else 200)
