"""Questions about a challenge: the frequent ones, those answered to everybody, and one's own."""

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods

from challenges.editions.queries import faq_of
from challenges.errors import Refusal
from challenges.folding import fold
from challenges.pages.visit import Visit, reader, visit
from challenges.questions.actions import ask
from challenges.questions.queries import public_questions, questions_of, words_of
from challenges.questions.rules import OPEN_AT_ONCE, TEXT_LENGTH
from challenges.wording import Said, localized, say

A_PAGE = 25
OWN_SHOWN = 100


@require_http_methods(["GET", "HEAD", "POST"])
def questions(request: HttpRequest, slug: str) -> HttpResponse:
    """Everybody reads and searches; members of a team ask."""
    seen = visit(request, slug)
    if request.method != "POST":
        return _page(request, seen)
    if not request.user.is_authenticated:
        return redirect_to_login(reverse("questions", args=[slug]))
    if seen.team is None or not request.user.has_perm("challenges.ask_question", seen.challenge):
        raise Http404
    text, language = request.POST.get("text", ""), (get_language() or "fr")[:2]
    try:
        ask(seen.challenge, team=seen.team, text=text, language=language, by=reader(request), now=seen.now)
    except Refusal as refusal:
        said = say(refusal, zone=seen.edition.timezone)
        return _page(request, seen, said=said, text=text, status=refusal.status)
    messages.success(request, gettext("Your question is with the organizers. You get a letter when it is answered."))
    return redirect(f"{reverse('questions', args=[slug])}#own")


def _page(
    request: HttpRequest, seen: Visit, *, said: Said | None = None, text: str = "", status: int = 200
) -> HttpResponse:
    search = request.GET.get("q", "")[:200]
    found = public_questions(seen.challenge, search=search)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    own = list(questions_of(seen.team, seen.challenge)[:OWN_SHOWN]) if seen.team else []
    context = {
        "visit": seen,
        "search": search,
        "faq": _found_in(search, seen),
        "page": page,
        "own": own,
        "open_count": sum(question.answered_at is None for question in own),
        "open_limit": OPEN_AT_ONCE,
        "text_length": TEXT_LENGTH,
        "is_over": seen.now > seen.edition.closes_at,
        "may_answer": request.user.has_perm("challenges.organize"),
        "said": said,
        "text": text,
    }
    return render(request, "challenges/questions/questions.html", context, status=status)


def _found_in(search: str, seen: Visit) -> list[object]:
    """The frequent questions that have every word; they are few."""
    words, language = words_of(search), (get_language() or "fr")[:2]
    told = [
        (entry, fold(f"{localized(entry.question, language)} {localized(entry.answer, language)}"))
        for entry in faq_of(seen.challenge)
    ]
    return [entry for entry, folded in told if all(word in folded for word in words)]
