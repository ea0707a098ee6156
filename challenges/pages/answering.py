"""Where organizers answer: what waits first, then what was answered."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from challenges import clock
from challenges.errors import Refusal
from challenges.pages.visit import edition_or_404, reader
from challenges.questions.actions import answer
from challenges.questions.models import Question
from challenges.questions.queries import count_unanswered, questions_to_answer
from challenges.questions.rules import ANSWER_LENGTH, TEXT_LENGTH
from challenges.wording import Said, say

A_PAGE = 25


@require_safe
@login_required
def questions_asked(request: HttpRequest) -> HttpResponse:
    """All that teams asked about the challenges of this organizer."""
    edition = edition_or_404()
    if not request.user.has_perm("challenges.organize"):
        raise Http404
    asked = questions_to_answer(edition, by=reader(request))
    context = {
        "edition": edition,
        "page": Paginator(asked, A_PAGE).get_page(request.GET.get("page")),
        "waiting_count": count_unanswered(edition, by=reader(request)),
    }
    return render(request, "challenges/questions/asked.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def answer_question(request: HttpRequest, question_id: UUID) -> HttpResponse:
    """Answer, or change an answer: for the team alone or for everybody."""
    found = Question.objects.select_related("challenge__edition", "team", "by").filter(pk=question_id)
    question = found.first()
    if question is None or not request.user.has_perm("challenges.answer_question", question):
        raise Http404
    if request.method != "POST":
        return _form(request, question, given=_kept(question))
    given = {name: request.POST.get(name, "") for name in ("answer", "audience", "public_text")}
    try:
        answer(
            question,
            text=given["answer"],
            is_public=given["audience"] == "public",
            public_text=given["public_text"][:TEXT_LENGTH],
            by=reader(request),
            now=clock.now(),
        )
    except Refusal as refusal:
        said = say(refusal, zone=question.challenge.edition.timezone)
        return _form(request, question, given=given, said=said, status=refusal.status)
    messages.success(request, gettext("The answer is kept, and the team is told."))
    return redirect("questions-asked")


def _kept(question: Question) -> dict[str, str]:
    audience = "" if question.answered_at is None else "public" if question.is_public else "private"
    return {"answer": question.answer, "audience": audience, "public_text": question.public_text}


def _form(
    request: HttpRequest, question: Question, *, given: dict[str, str], said: Said | None = None, status: int = 200
) -> HttpResponse:
    context = {
        "edition": question.challenge.edition,
        "question": question,
        "given": given,
        "said": said,
        "answer_length": ANSWER_LENGTH,
        "text_length": TEXT_LENGTH,
    }
    return render(request, "challenges/questions/answer.html", context, status=status)
