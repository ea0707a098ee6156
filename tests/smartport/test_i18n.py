"""The catalogues: complete, in step with the sources, and compiled."""

import io
import shutil
import subprocess
import sys
from pathlib import Path
from typing import BinaryIO

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

ROOT = Path(settings.ROOT)
LOCALE = ROOT / "smartport" / "locale"
LANGUAGES = ("fr", "ar")
SOURCES = ("challenges", "datasets", "evaluator", "smartport")

Key = tuple[str | None, str | tuple[str, ...]]


def catalogue(folder: Path, language: str) -> Catalog:
    with (folder / language / "LC_MESSAGES" / "django.po").open("rb") as stream:
        return read_po(stream, locale=language)


def frozen(message: Message) -> Key:
    return message.context, message.id if isinstance(message.id, str) else tuple(message.id)


def keys(found: Catalog) -> set[Key]:
    return {frozen(message) for message in found if message.id}


def sentences(compiled: BinaryIO) -> set[str]:
    return {str((message.context, message.id, message.string)) for message in read_mo(compiled) if message.id}


def is_empty(string: str | tuple[str, ...]) -> bool:
    return not (string if isinstance(string, str) else all(string))


@pytest.fixture(scope="module")
def fresh(tmp_path_factory) -> Path:
    """What an extraction finds now, in a copy of the sources."""
    if shutil.which("xgettext") is None:
        pytest.skip("needs xgettext (Debian package gettext)")
    copy = tmp_path_factory.mktemp("sources")
    shutil.copy(ROOT / "manage.py", copy)
    for source in SOURCES:
        shutil.copytree(ROOT / source, copy / source, ignore=shutil.ignore_patterns("__pycache__", "locale", "*.pyc"))
    for language in LANGUAGES:
        (copy / "smartport" / "locale" / language).mkdir(parents=True)
    wanted = [argument for language in LANGUAGES for argument in ("-l", language)]
    environ = {"PATH": "/usr/bin:/bin", "SMARTPORT_DATA": str(copy / "var"), "LC_ALL": "C.UTF-8"}
    command = [sys.executable, "manage.py", "makemessages", *wanted, "--no-wrap"]
    subprocess.run(command, cwd=copy, env=environ, check=True, capture_output=True)
    return copy / "smartport" / "locale"


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalogue_has_what_the_sources_mark_and_nothing_else(fresh, language):
    kept, found = keys(catalogue(LOCALE, language)), keys(catalogue(fresh, language))
    assert (found - kept, kept - found) == (set(), set())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_translated_and_none_is_a_guess(language):
    messages = [message for message in catalogue(LOCALE, language) if message.id]
    assert [message.id for message in messages if is_empty(message.string) or message.fuzzy] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_places_to_fill_are_the_same_in_every_language(language):
    faults = [(message.id, str(fault)) for message, faults in catalogue(LOCALE, language).check() for fault in faults]
    assert faults == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_compiled_catalogue_is_in_step(language):
    fresh = io.BytesIO()
    write_mo(fresh, catalogue(LOCALE, language))
    fresh.seek(0)
    with (LOCALE / language / "LC_MESSAGES" / "django.mo").open("rb") as stream:
        assert sentences(stream) == sentences(fresh)


def test_words_are_really_looked_up():
    with translation.override("fr"):
        assert gettext("Leaderboard") == "Classement"
    with translation.override("ar"):
        assert gettext("Leaderboard") == "الترتيب"
