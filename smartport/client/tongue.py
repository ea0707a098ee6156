"""The reader's language for the command's own words: the site's catalogue, read without Django. English reads none."""

import gettext as catalogues
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

LANGUAGES = ("fr", "ar", "en")
ENGLISH = "en"
VARIABLES = ("SMARTPORT_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
LOCALE = Path(__file__).parent.parent / "locale"

_spoken: ContextVar[str] = ContextVar("spoken", default=ENGLISH)


def language_of(environ: Mapping[str, str]) -> str:
    """The language that the first of the variables names; English where it names none of ours."""
    chosen = next((environ[name] for name in VARIABLES if environ.get(name)), "")
    language = re.split(r"[-_.@]", chosen.lower(), maxsplit=1)[0]
    return language if language in LANGUAGES else ENGLISH


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Inside, what is said is said in this language."""
    before = _spoken.set(language)
    try:
        yield
    finally:
        _spoken.reset(before)


def gettext(message: str) -> str:
    """The message in the language that is spoken."""
    language = _spoken.get()
    if language == ENGLISH or not message:  # the empty one is the head of a catalogue
        return message
    return _catalogue(language).gettext(message)


def ngettext(one: str, several: str, count: int) -> str:
    """The form of the message that goes with this number."""
    language = _spoken.get()
    if language == ENGLISH:
        return one if count == 1 else several
    return _catalogue(language).ngettext(one, several, count)


def gettext_noop(message: str) -> str:
    """Marks a message that is translated where it is used."""
    return message


@cache
def _catalogue(language: str) -> catalogues.NullTranslations:
    return catalogues.translation("django", LOCALE, languages=[language], fallback=True)
