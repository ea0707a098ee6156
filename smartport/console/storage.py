"""What the files take, as it was measured last, and what is left of the disk now."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from challenges import clock
from challenges.operations.queries import reading
from challenges.operations.storage import STORAGE, spaces
from smartport.console.access import for_operators

KINDS: Mapping[str, Any] = {
    "submissions": gettext_lazy("Submissions"),
    "logs": gettext_lazy("Logs, pictures and kits"),
    "releases": gettext_lazy("Releases"),
    "bundles": gettext_lazy("Bundles"),
    "vault": gettext_lazy("Vault of raw extracts"),
    "database": gettext_lazy("Database"),
    "other": gettext_lazy("Everything else in the data folder"),
}


@require_safe
@for_operators
def storage(request: HttpRequest) -> HttpResponse:
    """Nothing is measured for it but the free space."""
    found = reading(STORAGE)
    kinds = found.value.get("kinds", {}) if found else {}
    largest = max((kind["bytes"] or 0 for kind in kinds.values()), default=0) or 1
    rows = [
        {"name": name, **kinds[kind], "share": 100 * (kinds[kind]["bytes"] or 0) / largest}
        for kind, name in KINDS.items()
        if kind in kinds
    ]
    told = {
        "rows": rows,
        "total": sum(row["bytes"] or 0 for row in rows),
        "measured_at": found.at if found else None,
        "spaces": [(space, 100 * (1 - space.free / max(1, space.total))) for space in spaces()],
        "limit": settings.DISK_LIMIT,
        "is_elsewhere": bool(settings.STORAGE_BUCKET),
        "now": clock.now(),
    }
    return render(request, "console/storage.html", told)
