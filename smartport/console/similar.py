"""Submissions of different teams that are alike: pairs to look at, side by side, and what was thought of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from challenges import clock
from challenges.errors import Refusal
from challenges.evaluations.finding import speaking_of
from challenges.evaluations.queries import public_scores_of_each
from challenges.leaderboards.queries import board_at_hand
from challenges.leaderboards.rules import primary_column
from challenges.likeness.actions import hour_of, look_at
from challenges.likeness.models import Likeness, LikenessKind
from challenges.likeness.queries import pair_of, pairs_of, unread_count
from challenges.likeness.rules import WORD_LENGTH
from challenges.pages.visit import reader
from challenges.submissions.models import Submission
from challenges.wording import say
from smartport.console.access import challenge_or_404, for_organizers

A_PAGE = 25
LOOKED = {"no": False, "yes": True}
SIDE, MARGIN = 240.0, 8.0  # of the picture


@dataclass(frozen=True)
class Side:
    """One of the two, with the public score that ranks; None where there is none."""

    submission: Submission
    score: float | None
    decimals: int


@dataclass(frozen=True)
class Picture:
    """The sample as dots: across the values of the earlier one, upwards those of the later one, on the same scale."""

    dots: list[tuple[float, float]]
    lowest: float
    highest: float


@require_safe
@for_organizers
def similar(request: HttpRequest, edition: str, slug: str) -> HttpResponse:
    """The pairs of a challenge, the strongest first."""
    challenge = challenge_or_404(request, edition, slug)
    kind = request.GET.get("kind", "")
    looked = request.GET.get("looked", "")
    one = _id(request.GET.get("submission", ""))
    kinds = [(value, title, value == kind) for value, title in LikenessKind.choices]
    rows = pairs_of(
        challenge,
        kind=kind if kind in LikenessKind.values else "",
        is_looked_at=LOOKED.get(looked),
        submission=one,
    )
    context: dict[str, Any] = {
        "challenge": challenge,
        "edition": challenge.edition,
        "page": Paginator(rows, A_PAGE).get_page(request.GET.get("page")),
        "kinds": kinds,
        "looked": looked,
        "one": one,
        "is_narrow": bool(kind or looked or one),
        "unread": unread_count(challenge),
    }
    return render(request, "console/similar.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_organizers
def pair(request: HttpRequest, likeness_id: int) -> HttpResponse:
    """The two side by side; a POST keeps the word of who looked at them."""
    found = _pair_or_404(request, likeness_id)
    edition = found.phase.challenge.edition
    refusal = None
    if request.method == "POST":
        typed, seen = request.POST.get("word", ""), request.POST.get("seen", "")
        try:
            look_at(found, word=typed, seen=seen, by=reader(request), now=clock.now())
            messages.success(request, gettext("Kept: this pair has been looked at."))
            return redirect("console-similar", edition.slug, found.phase.challenge.slug)
        except Refusal as refused:
            refusal = refused
            found = _pair_or_404(request, likeness_id)
    points = found.evidence.get("points", [])
    context = {
        "pair": found,
        "challenge": found.phase.challenge,
        "edition": edition,
        "sides": _sides(found),
        "picture": picture_of(points) if points else None,
        "seen": hour_of(found),
        "typed": request.POST.get("word", "") if refusal else found.word,
        "longest": WORD_LENGTH,
        "refusal": refusal,
        "said": say(refusal, zone=edition.timezone) if refusal else None,
    }
    return render(request, "console/pair.html", context, status=refusal.status if refusal else 200)


def picture_of(points: Sequence[Sequence[float]]) -> Picture:
    """On a square; where all values are one, in its middle."""
    values = [value for point in points for value in point]
    lowest, highest = min(values), max(values)
    span = highest - lowest

    def placed(value: float) -> float:
        return MARGIN + (SIDE - 2 * MARGIN) * ((value - lowest) / span if span else 0.5)

    return Picture([(placed(left), SIDE - placed(right)) for left, right in points], lowest, highest)


def _pair_or_404(request: HttpRequest, likeness_id: int) -> Likeness:
    """One of a challenge that this organizer stands behind; another's is as good as not there."""
    found = pair_of(likeness_id)
    if found is None or not request.user.has_perm("challenges.disqualify", found.first):
        raise Http404
    return found


def _sides(found: Likeness) -> list[Side]:
    both = [found.first, found.second]
    speaking = speaking_of(both)
    scores = public_scores_of_each(speaking.values())
    board = board_at_hand(found.phase)
    column = primary_column(board.columns) if board and board.columns else None
    sides = []
    for one in both:
        values = scores.get(speaking[one.pk].pk, {}) if one.pk in speaking else {}
        score = values.get(column["key"]) if column else None
        sides.append(Side(one, score, int(column["decimals"]) if column else 0))
    return sides


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
