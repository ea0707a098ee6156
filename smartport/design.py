"""The page that shows what pages are made of: colours, type, and every component as it really is."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from challenges import clock
from challenges.editions.models import Phase
from challenges.pages.visit import PhaseView

COLOURS = (
    *("paper", "sheet", "shoal", "shallow", "land", "ink", "ink-soft", "line", "line-strong", "isobath"),
    *("deep", "deep-hover", "on-deep", "signal", "signal-tint", "good", "good-tint", "bad", "bad-tint"),
    *("warn", "warn-tint"),
)
SIZES = ("3xl", "2xl", "xl", "l", "m", "s", "xs")
GAPS = range(1, 9)
ICONS = Path(__file__).parent / "templates" / "icons"


@dataclass(frozen=True)
class Sample:
    """A row of the table that is shown: what a row may be at its shortest and at its longest."""

    name: str
    score: float
    is_own: bool = False


SAMPLES = (
    Sample("Marsa Analytics", 0.0812),
    Sample("فريق المرسى", 12.5, is_own=True),
    Sample("Équipe Houle et Marée de l’École Mohammadia d’Ingénieurs", 1234.5678),
)


@require_safe
def design(request: HttpRequest) -> HttpResponse:
    """For whoever builds a page here; nothing on it leads anywhere."""
    moment = clock.now()
    hours = timedelta(days=2, hours=3, minutes=4)
    spans = {"open": (-hours, hours), "coming": (hours, 2 * hours), "closed": (-2 * hours, -hours)}
    phases = [PhaseView(Phase(opens_at=moment + a, closes_at=moment + b), moment) for a, b in spans.values()]
    context = {
        "colours": COLOURS,
        "sizes": SIZES,
        "gaps": GAPS,
        "signs": sorted(path.stem for path in ICONS.glob("*.svg")),
        "samples": SAMPLES,
        "phases": phases,
        "now": moment,
        "until": moment + hours,
        "languages": settings.LANGUAGES,
    }
    return render(request, "design.html", context)
