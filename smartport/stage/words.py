"""Words of the house that a screen shows in all languages at once."""

from functools import cache

from django.utils.translation import gettext, gettext_noop, override

from challenges.ceremony.models import AwardKind
from challenges.ceremony.script import Texts

LANGUAGES = ("fr", "ar", "en")
PLACES = (
    gettext_noop("1st place"),
    gettext_noop("2nd place"),
    gettext_noop("3rd place"),
    gettext_noop("4th place"),
    gettext_noop("5th place"),
    gettext_noop("6th place"),
    gettext_noop("7th place"),
    gettext_noop("8th place"),
    gettext_noop("9th place"),
    gettext_noop("10th place"),
)
WORDS = {
    "after": gettext_noop("The ceremony is over. Thank you for having been there."),
    "automatic": gettext_noop("Automatic score"),
    "before": gettext_noop("The award ceremony"),
    "equal": gettext_noop("Ex aequo"),
    "fake": gettext_noop("Rehearsal: these laureates are invented"),
    "follow": gettext_noop("Keep this page open: it follows the stage by itself."),
    "follow_here": gettext_noop("Follow the evening on your phone"),
    "given": gettext_noop("The prize goes to"),
    "interrupted": gettext_noop("The ceremony is interrupted. This page goes on by itself."),
    "jury": gettext_noop("Jury"),
    "laureates": gettext_noop("The laureates"),
    "rehearsal": gettext_noop("Rehearsal"),
    "results": gettext_noop("See the results"),
    "soon": gettext_noop("The results appear here once they are published."),
    "thanks": gettext_noop("Thank you"),
    "unset": gettext_noop("Its day and hour are not announced yet."),
}


@cache
def in_all_languages(message: str) -> Texts:
    """A message of the catalogues."""
    found = {}
    for language in LANGUAGES:
        with override(language):
            found[language] = gettext(message)
    return found


def place_of(rank: int) -> Texts:
    """Such as “2nd place”."""
    if rank <= len(PLACES):
        return in_all_languages(PLACES[rank - 1])
    texts = in_all_languages(gettext_noop("Place %(rank)s"))
    return {language: text % {"rank": rank} for language, text in texts.items()}


def name_of_kind(kind: str) -> Texts:
    """Of an award, such as “Prize of the public”; nothing for another word."""
    return {language: _label(kind, language) for language in LANGUAGES} if kind in AwardKind.values else {}


def _label(kind: str, language: str) -> str:
    with override(language):
        return str(AwardKind(kind).label)
