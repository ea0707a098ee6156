"""What teams asked, and what was written by e-mail."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from challenges.admin.access import LookedAt
from challenges.post.models import Letter
from challenges.questions.models import Question


@admin.register(Question)
class QuestionAdmin(LookedAt):
    list_display = ["asked_at", "challenge", "team", "answered_at", "is_public", "to_answer"]
    list_filter = ["challenge", "is_public"]
    list_select_related = ["challenge", "team"]

    @admin.display(description=_("answer"))
    def to_answer(self, question: Question) -> str:
        return format_html('<a href="{}">{}</a>', reverse("answer-question", args=[question.pk]), _("Answer"))


@admin.register(Letter)
class LetterAdmin(LookedAt):
    """What is on its way, and what did not arrive; the texts are the readers' own."""

    list_display = ["written_at", "kind", "subject", "sent_at", "tries", "trouble"]
    list_filter = ["kind", "language"]
    fields = ["written_at", "kind", "language", "subject", "not_before", "sent_at", "tries", "trouble"]
