"""Who stands where in a phase: the page, what a page that is open asks for, and the whole board as a file."""

from django.http import Http404, HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from challenges.leaderboards.models import Leaderboard
from challenges.leaderboards.queries import asked_for, board_at_hand, challenge_with_boards
from challenges.pages.board import Board, Look, in_sight
from challenges.pages.spreadsheet import spreadsheet
from challenges.pages.visit import Visit, asked_language, visit
from challenges.results.published import ceremony_hour

PAGE = "challenges/leaderboards/leaderboard.html"
PART = "challenges/leaderboards/_board.html"
LOOKS = ("all", "teams", "around")
# How often a page that is open asks whether the board has changed.
PATIENCE_SECONDS = 10
LARGEST_NUMBER = 6  # digits


@require_safe
def leaderboard(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The public part until the final standings are told, then the private part; the reader's own team always in sight.

    A page that is open asks again for the board alone, and is told in a few milliseconds when it has it already.
    """
    seen = visit(request, slug, find=challenge_with_boards, asks_acceptance=False)
    found = board_at_hand(seen.phase) if seen.phase else None
    if request.htmx:  # type: ignore[attr-defined]
        return _part(request, seen, found)
    context: dict[str, object] = {"visit": seen, "board": None}
    context["may_rejudge"] = seen.phase is not None and request.user.has_perm("challenges.rejudge", seen.phase)
    if found is not None:
        context |= _told(request, seen, _board(request, seen, found))
    return render(request, PAGE, context)


@require_safe
def leaderboard_csv(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The whole board for a spreadsheet, as everybody sees it, in the reader's language or that of `?lang=`."""
    seen = visit(request, slug, find=challenge_with_boards, asks_acceptance=False)
    found = board_at_hand(seen.phase) if seen.phase else None
    if found is None:
        raise Http404
    language = asked_language(request)
    with translation.override(language):
        board = Board(found, seen.now, team=None, look=Look())
        etag = quote_etag(board.version("csv"))
        unchanged = get_conditional_response(request, etag=etag)
        answer = unchanged or StreamingHttpResponse(spreadsheet(board), content_type="text/csv; charset=utf-8")
    if unchanged is None:
        name = f"leaderboard-{seen.challenge.slug}-{found.phase.slug}.csv"
        answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return _for_asking_again(answer, etag)


def _part(request: HttpRequest, seen: Visit, found: Leaderboard | None) -> HttpResponseBase:
    if found is None:
        raise Http404
    board = _board(request, seen, found)
    etag = quote_etag(board.version("part", seen.team and seen.team.pk, request.get_full_path()))
    unchanged = get_conditional_response(request, etag=etag)
    answer = unchanged or render(request, PART, {"visit": seen, **_told(request, seen, board)})
    return _for_asking_again(answer, etag)


def _for_asking_again(answer: HttpResponseBase, etag: str) -> HttpResponseBase:
    answer.headers["ETag"] = etag
    patch_cache_control(answer, private=True, no_cache=True)
    patch_vary_headers(answer, ["Cookie", "HX-Request"])
    return answer


def _board(request: HttpRequest, seen: Visit, found: Leaderboard) -> Board:
    number = request.GET.get("page", "")
    look = Look(
        asked=asked_for(request.GET.get("q", ""), baselines=request.GET.get("show") != "teams"),
        number=number if number.isdecimal() and len(number) <= LARGEST_NUMBER else "1",
        around=seen.team if request.GET.get("show") == "around" else None,
    )
    return Board(found, seen.now, seen.team, look)


def _told(request: HttpRequest, seen: Visit, board: Board) -> dict[str, object]:
    sheet, own = board.sheet()
    lines, own_stands = in_sight(sheet, own, board=board)
    show = request.GET.get("show", "")
    return {
        "board": board,
        "sheet": sheet,
        "lines": lines,
        "progress": board.progress(sheet, own),
        "own": own,
        "own_stands": own_stands,
        "page": sheet.page,
        "ceremony_at": ceremony_hour(seen.edition) if board.is_held else None,
        "patience": 0 if board.is_final else PATIENCE_SECONDS,
        "show": show if show in LOOKS else "all",
        "typed": " ".join(request.GET.get("q", "").split())[:60],
        "version": board.version("part", seen.team and seen.team.pk, request.get_full_path()),
    }
