"""How the journal ended, day by day: for everybody, and nothing of what is in it."""

import csv
from io import StringIO
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import conditional_page, require_safe

from challenges.editions.models import Edition
from challenges.editions.queries import current_edition
from challenges.errors import Refusal
from challenges.journal.queries import day_heads, has_head
from challenges.journal.rules import require_head
from challenges.wording import say

A_PAGE = 60
COLUMNS = ("day", "zone", "lines", "number", "hash")


@require_safe
def journal_heads(request: HttpRequest) -> HttpResponse:
    """The latest day first; and whether a head that somebody wrote down is still in the chain."""
    edition = current_edition() or Edition(zone="Africa/Casablanca")
    page = Paginator(day_heads(), A_PAGE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {"page": page, "edition": edition, "typed": request.GET}
    status = 200
    if request.GET.get("hash") or request.GET.get("number"):
        try:
            number, hash_ = require_head(request.GET.get("number", ""), request.GET.get("hash", ""))
            context |= {"compared": number, "is_there": has_head(number, hash_)}
        except Refusal as refusal:
            context["said"], status = say(refusal, zone=edition.timezone), refusal.status
    return render(request, "challenges/journal/heads.html", context, status=status)


@require_safe
@conditional_page
def journal_heads_csv(request: HttpRequest) -> HttpResponse:
    """All of them, for programs: commas, UTF-8, one line a day."""
    file = StringIO()
    rows = csv.writer(file, lineterminator="\r\n")
    rows.writerow(COLUMNS)
    rows.writerows([getattr(head, name) for name in COLUMNS] for head in day_heads())
    answer = HttpResponse(file.getvalue(), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="journal-heads.csv"'
    return answer
