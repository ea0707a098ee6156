"""What organizers say: announcements and frequent questions; and what was written by e-mail."""

from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import AbstractBaseUser
from django.db import models, transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from challenges import clock
from challenges.admin.access import Edited, LookedAt, is_organizer
from challenges.admin.texts import TextsField
from challenges.editions.actions import publish_announcement, withdraw_announcement
from challenges.editions.models import Announcement, FaqEntry
from challenges.journal.actions import write
from challenges.post.actions import send_again
from challenges.post.models import Letter
from challenges.questions.models import Question


class OfOneEdition(forms.ModelForm):  # type: ignore[type-arg]
    """Of an edition, or of one of its challenges."""

    def clean(self) -> dict[str, Any]:
        """Raises ValidationError where the challenge is of another edition."""
        given = super().clean() or {}
        challenge, edition = given.get("challenge"), given.get("edition")
        if challenge and edition and challenge.edition_id != edition.pk:
            raise forms.ValidationError({"challenge": _("This challenge belongs to another edition.")})
        return given


class AnnouncementForm(OfOneEdition):
    title = TextsField(label=_("title"))
    body = TextsField(label=_("text"), is_long=True, help_text=_("Markdown."))


class FaqForm(OfOneEdition):
    question = TextsField(label=_("question"))
    answer = TextsField(label=_("answer"), is_long=True, help_text=_("Markdown."))


@admin.register(Announcement)
class AnnouncementAdmin(Edited):
    """A draft until it is published from the list; what is published is sent by the clock, once."""

    form = AnnouncementForm
    list_display = ["__str__", "edition", "challenge", "published_at", "mailed_at"]
    list_filter = ["edition", "challenge"]
    list_select_related = ["edition", "challenge"]
    fields = ["edition", "challenge", "title", "body", "published_at", "mailed_at"]
    readonly_fields = ["published_at", "mailed_at"]
    actions = ["publish", "withdraw"]

    def save_model(self, request: HttpRequest, obj: models.Model, form: Any, change: bool) -> None:
        if not change:
            cast(Announcement, obj).by = cast(Any, request.user)
        super().save_model(request, obj, form, change)

    @admin.action(description=_("Publish, and send by e-mail"), permissions=["change"])
    def publish(self, request: HttpRequest, chosen: QuerySet[Announcement]) -> None:
        by = cast(AbstractBaseUser, request.user)
        count = sum(publish_announcement(found, by=by, now=clock.now()) for found in chosen)
        said = ngettext("%(count)s announcement is published.", "%(count)s announcements are published.", count)
        self.message_user(request, said % {"count": count}, messages.SUCCESS)

    @admin.action(description=_("Withdraw: a draft again"), permissions=["change"])
    def withdraw(self, request: HttpRequest, chosen: QuerySet[Announcement]) -> None:
        by = cast(AbstractBaseUser, request.user)
        count = sum(withdraw_announcement(found, by=by, now=clock.now()) for found in chosen)
        said = ngettext("%(count)s announcement is a draft again.", "%(count)s announcements are drafts again.", count)
        self.message_user(request, said % {"count": count}, messages.SUCCESS)


@admin.register(FaqEntry)
class FaqAdmin(Edited):
    form = FaqForm
    list_display = ["__str__", "edition", "challenge", "order"]
    list_filter = ["edition", "challenge"]
    list_select_related = ["edition", "challenge"]
    fields = ["edition", "challenge", "order", "question", "answer"]

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        """Nothing stands on one."""
        return is_organizer(request)


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
    actions = ["try_again"]

    @admin.action(description=_("Try to send again"))
    def try_again(self, request: HttpRequest, chosen: QuerySet[Letter]) -> None:
        by, now = cast(AbstractBaseUser, request.user), clock.now()
        with transaction.atomic():
            count = send_again(chosen, now=now)
            write("letter.tried_again", subject="letter", by=by, now=now, details={"count": count})
        said = ngettext("%(count)s letter is tried again.", "%(count)s letters are tried again.", count)
        self.message_user(request, said % {"count": count}, messages.SUCCESS)
