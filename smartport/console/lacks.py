"""What is missing before something can be published, in words, and where to do it."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import get_language, gettext, gettext_noop

from challenges.editions.models import Challenge, Edition
from challenges.lifecycle.lacking import Lack
from challenges.wording import enumerated, localized

IN = {"fr": gettext_noop("in French"), "ar": gettext_noop("in Arabic"), "en": gettext_noop("in English")}
STEPS = {
    "title": "words",
    "summary": "words",
    "statement": "statement",
    "metric": "statement",
    "rules": "rules",
}


@dataclass(frozen=True)
class ToldLack:
    """A sentence, and the page where it is done."""

    said: str
    address: str


def told_lacks(lacks: Iterable[Lack], *, thing: Edition | Challenge) -> list[ToldLack]:
    """In the reader's language."""
    return [ToldLack(_said(lack, thing), _address(lack, thing)) for lack in lacks]


def _said(lack: Lack, thing: Edition | Challenge) -> str:
    if lack.what == "text":
        name = str(thing._meta.get_field(lack.field).verbose_name)  # type: ignore[union-attr]
        languages = enumerated(gettext(IN[code]) for code in lack.languages)
        return gettext("%(text)s: missing %(languages)s") % {"text": name.capitalize(), "languages": languages}
    if lack.what == "bundle" and lack.phase:
        title = localized(lack.phase.title, (get_language() or "fr")[:2])
        return gettext("The phase “%(phase)s” has no bundle: nothing could be scored") % {"phase": title}
    return gettext("A phase") if lack.what == "phase" else gettext("The published data of the challenge")


def _address(lack: Lack, thing: Edition | Challenge) -> str:
    if isinstance(thing, Edition):
        return f"{reverse('console-edition-edit', args=[thing.slug])}#field-{lack.field}"
    at = [thing.edition.slug, thing.slug]
    if lack.what == "text":
        return f"{reverse(f'console-challenge-{STEPS[lack.field]}', args=at)}#field-{lack.field}"
    if lack.what == "bundle" and lack.phase:
        return f"{reverse('console-renew', args=at)}?{urlencode({'phase': lack.phase.slug})}"
    return reverse("console-phase-new" if lack.what == "phase" else "console-data-of-challenge", args=at)
