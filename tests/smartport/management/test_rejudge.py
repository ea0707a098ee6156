"""The operator's rejudge, from the terminal."""

import io

import pytest
from django.core.management import CommandError, call_command

from challenges import clock
from challenges.evaluations.models import Bundle, Rejudge, State
from challenges.evaluations.queries import bundle_in_force
from challenges.journal.models import JournalEntry
from tests.factories import BUNDLE, NOW, bundle_folder, finish_rejudge, make_submission, score_submission


@pytest.fixture(autouse=True)
def at_noon(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def entries(alices_team, mallorys_team, leaderboard):
    """Alice leads with 1.0, Mallory has 2.0."""
    made = [make_submission(team, leaderboard.phase) for team in (alices_team, mallorys_team)]
    for entry, public in zip(made, (1.0, 2.0), strict=True):
        score_submission(entry, public=public, private=0.987654)
    return made


def printed(*words: object) -> str:
    out = io.StringIO()
    call_command("rejudge", *map(str, words), stdout=out)
    return out.getvalue()


def rows(text: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.strip("│").split("│")] for line in text.splitlines() if "│" in line]


def end(entries) -> None:
    finish_rejudge(Rejudge.objects.get(), dict(zip(entries, ({"public": 3.0}, {"outcome": "crashed"}), strict=True)))


def test_rejudge_is_asked_for_shown_and_applied(entries):
    assert "Asked: 2 evaluations" in printed("rade/main", "--reason", "Référence réparée.", "--reason-en", "Repaired.")
    assert "Open, asked 2026-11-20 12:00 UTC: Repaired.\n0 of 2 ended" in printed("rade", "--show")
    end(entries)
    shown = printed("rade", "--show")
    assert f"Contre-courant, {entries[1].pk}: scored -> crashed" in shown
    assert rows(shown) == [["1", "1", "Les Alizés", "1", "3"], ["–", "2", "Contre-courant", "2", "–"]]
    assert rows(printed("rade", "--apply")) == rows(shown)
    assert "Applied, asked" in printed("rade", "--show")
    assert "0.98" not in shown
    assert JournalEntry.objects.get(deed="rejudge.applied").actor == "operator"


def test_one_submission_is_rejudged_and_dropped(entries):
    printed("rade", "--submission", entries[0].pk, "--reason", "x")
    assert Rejudge.objects.get().evaluations.get().submission == entries[0]
    assert "everything is as it was" in printed("rade", "--drop")
    assert Rejudge.objects.get().evaluations.get().state == State.CANCELLED
    assert "Dropped, asked" in printed("rade", "--show")


def test_new_bundle_is_prepared_and_comes_in_force_when_applied(entries, phase, bundle, tmp_path):
    changed = {**BUNDLE, "reference/truth.csv": BUNDLE["reference/truth.csv"].replace("a,public,1", "a,public,9")}
    printed("rade/main", "--bundle", bundle_folder(tmp_path / "newer", files=changed), "--reason", "x")
    assert bundle_in_force(phase) == bundle
    end(entries)
    printed("rade", "--apply")
    assert bundle_in_force(phase) == Rejudge.objects.get().bundle != bundle


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["rade", "--reason", ""], "Say why, in one language at least"),
        (["nowhere", "--reason", "x"], "no challenge nowhere"),
        (["rade/nowhere", "--reason", "x"], "no phase nowhere"),
        (["rade", "--submission", "x", "--reason", "x"], "no submission x"),
        (["rade", "--bundle", "/nowhere", "--reason", "x"], "The bundle cannot be used"),
        (["rade", "--show"], "no rejudge of rade/main"),
        (["rade", "--apply"], "No rejudge of rade/main is open"),
        (["rade", "--drop"], "No rejudge of rade/main is open"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(entries, words, said):
    with pytest.raises(CommandError, match=said):
        printed(*words)
    assert not Rejudge.objects.exists()
    assert Bundle.objects.count() == 1


def test_unfinished_one_is_not_applied(entries):
    printed("rade", "--reason", "x")
    with pytest.raises(CommandError, match="not finished: 2 evaluations"):
        printed("rade", "--apply")
