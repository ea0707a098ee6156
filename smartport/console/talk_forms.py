"""The forms of what organizers say: an announcement, a frequent question."""

from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from challenges.editions.models import Announcement, Challenge, FaqEntry
from challenges.editions.queries import organized_by
from challenges.roles import may_manage_editions
from challenges.wording import localized
from smartport.console.localized_fields import LocalizedField
from smartport.console.sheets import SheetForm


class OfOneEdition(SheetForm):
    """Of the whole edition, or of one of its challenges that this organizer stands behind; whoever organizes named ones
    only says nothing of the whole."""

    def __init__(self, *args: Any, by: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        challenge: Any = self.fields["challenge"]
        challenge.label_from_instance = _title_of
        challenge.label = _("About")
        challenge.required = not may_manage_editions(by)
        challenge.empty_label = None if challenge.required else _("The whole edition")
        challenge.queryset = Challenge.objects.filter(edition=self.edition, pk__in=organized_by(by)).order_by("order")


class AnnouncementForm(OfOneEdition):
    title = LocalizedField(label=_("Title"))
    body = LocalizedField(label=_("Text"), is_long=True, help_text=_("Markdown."))

    class Meta:
        model = Announcement
        fields = ("challenge", "title", "body")


class FaqForm(OfOneEdition):
    question = LocalizedField(label=_("Question"))
    answer = LocalizedField(label=_("Answer"), is_long=True, help_text=_("Markdown."))

    class Meta:
        model = FaqEntry
        fields = ("challenge", "order", "question", "answer")
        labels = {"order": _("Place in the list")}
        help_texts = {"order": _("Small numbers come first.")}


def _title_of(challenge: Challenge) -> str:
    return localized(challenge.title, (get_language() or "fr")[:2])
