"""What the script lacks, in words, and where to do it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import get_language, gettext, gettext_noop

from challenges.ceremony.lacking import ScriptLack
from challenges.editions.models import Edition
from challenges.pages.visit import isolated
from challenges.wording import enumerated, localized
from smartport.console.lacks import IN

SAID: Mapping[str, str] = {
    "awards": gettext_noop("There is no award yet."),
    "hour": gettext_noop("The evening has no hour yet: nobody reads when it begins."),
    "place": gettext_noop("The evening has no place yet."),
    "laureates": gettext_noop("“%(award)s” has no laureate. Give it one, or remove the award."),
    "decision": gettext_noop("“%(award)s”: its laureates are not those of the jury’s locked decision. Take them anew."),
    "told": gettext_noop("“%(award)s”: %(wanted)s places are to be told, and there are only %(count)s."),
    "citation": gettext_noop("“%(award)s”: no citation %(languages)s for %(names)s."),
    "handed_by": gettext_noop("“%(award)s”: nobody is named who hands it over."),
}


@dataclass(frozen=True)
class ToldScriptLack:
    """A sentence and the page on which it is done."""

    said: str
    address: str
    is_blocking: bool


def told_script_lacks(lacks: Iterable[ScriptLack], *, edition: Edition) -> list[ToldScriptLack]:
    """In the reader's language, in the order given."""
    return [ToldScriptLack(_said(lack), _address(lack, edition), lack.is_blocking) for lack in lacks]


def _said(lack: ScriptLack) -> str:
    return gettext(SAID[lack.what]) % {
        "award": isolated(localized(lack.award.title, (get_language() or "fr")[:2])) if lack.award else "",
        "names": enumerated(isolated(name) for name in lack.names),
        "languages": enumerated(gettext(IN[code]) for code in lack.languages),
        "count": lack.count,
        "wanted": lack.wanted,
    }


def _address(lack: ScriptLack, edition: Edition) -> str:
    if lack.award is not None:
        return reverse("console-award", args=[lack.award.pk])
    if lack.what == "awards":
        return f"{reverse('console-awards')}?edition={edition.slug}"
    return reverse("console-ceremony-evening", args=[edition.slug])
