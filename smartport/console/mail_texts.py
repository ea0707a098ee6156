"""Texts that organizers keep for their letters, in three languages, with a look at each."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC
from functools import partial
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from challenges import clock
from challenges.editions.models import Edition
from challenges.editions.queries import current_edition
from challenges.mail_texts.actions import FIELDS, keep_mail_text, remove_mail_text
from challenges.mail_texts.models import MailText
from challenges.mail_texts.queries import texts_for_mailings
from challenges.mail_texts.rules import PLACES, filled
from challenges.pages.visit import isolated, reader
from challenges.wording import localized, say_moment
from smartport.console.access import for_managers_of_editions
from smartport.console.confirming import Question, confirm
from smartport.console.localized_fields import LocalizedField
from smartport.console.sheets import SheetForm, take

METHODS = ["GET", "HEAD", "POST"]
READER, TEAM = "Yasmine El Fassi", "Les Alizés"


class MailTextForm(SheetForm):
    subject = LocalizedField(label=_("subject"))
    body = LocalizedField(label=_("text"), is_long=True, is_markdown=False)

    class Meta:
        model = MailText
        fields = ["name", "subject", "body"]


@dataclass(frozen=True)
class Preview:
    """How a letter reads in one language, for somebody who is made up."""

    language: str
    name: str
    subject: str
    body: str


@require_safe
@for_managers_of_editions
def mail_texts(request: HttpRequest) -> HttpResponse:
    """By name."""
    return render(request, "console/event/mail_texts.html", {"texts": texts_for_mailings()})


@require_http_methods(METHODS)
@for_managers_of_editions
def new_mail_text(request: HttpRequest) -> HttpResponse:
    """Empty."""
    return _kept(request, MailText(), heading=gettext("New mail text"))


@require_http_methods(METHODS)
@for_managers_of_editions
def mail_text(request: HttpRequest, text_id: int) -> HttpResponse:
    """The text, and how it reads in each language."""
    found = mail_text_or_404(text_id)
    return _kept(request, found, heading=found.name)


@require_http_methods(METHODS)
@for_managers_of_editions
def drop_mail_text(request: HttpRequest, text_id: int) -> HttpResponse:
    """Asks first."""
    found = mail_text_or_404(text_id)
    asked = Question(
        question=gettext("Remove the text %(name)s?") % {"name": isolated(found.name)},
        consequences=[gettext("It can no longer be taken for a letter. What was sent stays as it is.")],
        undo=gettext("This cannot be undone."),
        is_final=True,
        deed=gettext("Remove the text"),
        done=gettext("The text %(name)s is removed.") % {"name": isolated(found.name)},
        above=gettext("Mail texts"),
        back=reverse("console-mail-texts"),
    )
    do = partial(remove_mail_text, found, by=reader(request), now=clock.now())
    return confirm(request, asked, do, zone=UTC)


def mail_text_or_404(text_id: int) -> MailText:
    """One that is kept."""
    found = texts_for_mailings().filter(pk=text_id).first()
    if found is None:
        raise Http404
    return found


def previews(text: MailText, edition: Edition) -> Iterator[Preview]:
    """In each language that the text has."""
    for code, name in settings.LANGUAGES:
        if text.body.get(code) or text.subject.get(code):
            with translation.override(code):
                values = _samples(edition, code)
            subject, body = (filled(localized(one, code), values) for one in (text.subject, text.body))
            yield Preview(code, str(name), subject, body)


def _samples(edition: Edition, language: str) -> dict[str, str]:
    challenge = edition.challenges.order_by("order", "slug").first()
    return {
        "name": READER,
        "team": TEAM,
        "edition": localized(edition.title, language),
        "challenge": localized(challenge.title, language) if challenge else "—",
        "closes": say_moment(edition.closes_at, zone=edition.timezone),
        "site": settings.SITE_URL,
    }


def _letter_from(request: HttpRequest, row: MailText) -> str:
    if row.pk is None or not request.user.has_perm("challenges.manage_people"):
        return ""
    return f"{reverse('console-letter-new')}?text={row.pk}"


def _kept(request: HttpRequest, row: MailText, *, heading: str) -> HttpResponse:
    edition = current_edition() or Edition(title={}, closes_at=clock.now())
    keep = partial(keep_mail_text, by=reader(request), now=clock.now())
    taken = take(request, row, MailTextForm, fields=FIELDS, edition=edition, keep=keep)
    if taken.is_saved:
        messages.success(request, gettext("The text is saved; below is how it reads."))
        return redirect("console-mail-text", taken.form.instance.pk)
    context: dict[str, Any] = {
        "heading": heading,
        "above": gettext("Mail texts"),
        "back": reverse("console-mail-texts"),
        "deed": gettext("Save the text"),
        "letter_from": _letter_from(request, row),
        "places": [(f"{{{name}}}", gettext(said)) for name, said in PLACES.items()],
        "previews": [] if row.pk is None or edition.pk is None else list(previews(row, edition)),
        **taken.context,
    }
    return render(request, "console/event/mail_text.html", context, status=taken.status)
