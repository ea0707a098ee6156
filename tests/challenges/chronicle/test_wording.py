"""Every deed that is written somewhere has a sentence."""

import ast
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation

from challenges.chronicle.resolving import KINDS
from challenges.chronicle.wording import DEEDS, KIND_NAMES, deed_said, kind_said, part_said
from challenges.evaluations.models import JUDGED
from challenges.evaluations.reading import DEEDS as READING
from datasets.vault.actions import TOLD

ROOT = Path(settings.ROOT)
TELLING = ("challenges.ceremony.holding", "challenges.panels.holding", "datasets.deeds")
DEED = re.compile(r"[a-z_]+\.[a-z_]+")
SOURCES = [
    path
    for package in ("challenges", "datasets", "smartport")
    for path in sorted((ROOT / package).rglob("*.py"))
    if "migrations" not in path.parts
]


def deeds_in(path):
    """The first words of calls that write to the journal, and deeds that are chosen between before one."""
    tree = ast.parse(path.read_text("utf-8"))
    names = {"_journal", "_note", "_tell", *_writers(tree)}
    if names == {"_journal", "_note", "_tell"}:
        return set()
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and getattr(node.func, "id", "") in names]
    told = [node for call in calls for argument in call.args[:2] for node in ast.walk(argument)]
    told += [node for choice in ast.walk(tree) if isinstance(choice, ast.IfExp) for node in ast.walk(choice)]
    texts = {node.value for node in told if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    return {text for text in texts if DEED.fullmatch(text)}


def _writers(tree):
    """What the file calls the journal's `write`, or another function of its own that does."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "challenges.journal.actions":
            yield from (name.asname or name.name for name in node.names if name.name == "write")
            yield "_write"
        if isinstance(node, ast.ImportFrom) and node.module in TELLING:
            yield from (name.asname or name.name for name in node.names if name.name == "tell")


def written_deeds():
    return {deed for path in SOURCES for deed in deeds_in(path)}


def test_the_search_for_deeds_finds_them():
    found = written_deeds()
    assert {"submission.received", "rejudge.applied", "consent.given", "leaderboard.thawed"} <= found
    assert {"staff.logged_in", "panel.opened", "jury.distributed"} <= found
    assert {"recipe.begun", "build.discarded", "release.published"} <= found
    assert len(found) > 50


def test_every_deed_has_a_sentence():
    assert written_deeds() - set(DEEDS) == set()


def test_every_end_of_an_evaluation_has_a_sentence():
    assert {f"evaluation.{state}" for state in JUDGED} - set(DEEDS) == set()


def test_every_reading_of_a_log_has_a_sentence():
    assert set(READING.values()) - set(DEEDS) == set()


def test_every_deed_that_the_vault_tells_of_has_a_sentence():
    assert set(TOLD.values()) - set(DEEDS) == set()


def test_every_kind_has_a_name():
    assert set(KINDS) - set(KIND_NAMES) == set()


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_what_is_not_known_is_shown_as_it_is_written(language):
    with translation.override(language):
        assert deed_said("crane.lifted") == "crane.lifted"
        assert part_said("crane") == "crane"
        assert kind_said("crane:7") == "crane"
