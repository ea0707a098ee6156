"""The evening on paper: a page for each step."""

import re

import pytest

from smartport.stage.deck_pdf import deck_pdf
from smartport.stage.slides import LOWEST, Slides
from tests.factories import NOW
from tests.smartport.stage.long import steps
from tests.smartport.stage.seen import TITLE, plain, texts


def pages(content: bytes) -> int:
    return len(re.findall(rb"/Type /Page\b(?!s)", content))


@pytest.fixture
def said(monkeypatch) -> list[str]:
    """Every text that is written, in order."""
    found: list[str] = []
    say = Slides.say
    monkeypatch.setattr(
        Slides, "say", lambda self, text, *args, **more: (found.append(text), say(self, text, *args, **more))[1]
    )
    return found


@pytest.mark.parametrize("is_rehearsal", [True, False])
def test_every_step_has_its_page(said, is_rehearsal):
    content = deck_pdf(plain(), title=TITLE, is_rehearsal=is_rehearsal, at=NOW.date())
    assert (content[:5], pages(content)) == (b"%PDF-", len(plain()))
    assert ("Répétition" in said) is is_rehearsal
    assert [word in said for word in ("Les Alizés", "نوارس طنجة", "Quai <7>", "Grand prix", "الجائزة", "100 DH")] == [
        True
    ] * 6


def test_many_laureates_take_more_pages(said):
    awards = [{"award": texts(f"Prix {n}", f"جائزة {n}"), "teams": [{"team": f"T{n}"}]} for n in range(40)]
    content = deck_pdf(
        [{"kind": "laureates", "shows": {"awards": awards}}], title=TITLE, is_rehearsal=False, at=NOW.date()
    )
    assert pages(content) > 1
    assert [f"T{n}" in said for n in range(40)] == [True] * 40


def test_place_after_the_tenth_is_a_number(said):
    shows = {
        "award": texts("P"),
        "rank": 11,
        "teams": [{"team": "T", "project": "", "citation": {}}],
    }
    deck_pdf([{"kind": "place", "shows": shows}], title=TITLE, is_rehearsal=False, at=NOW.date())
    assert "Place\u00a011" in said


@pytest.fixture
def lowest(monkeypatch) -> list[float]:
    """Where each text ends that is written on a page, the numbers of pages left out."""
    found: list[float] = []
    say = Slides.say

    def written(self, text, *args, **more):
        say(self, text, *args, **more)
        if self.probe is not self and "{nb}" not in text and self.y < self.h - 16:
            found.append(self.y)

    monkeypatch.setattr(Slides, "say", written)
    return found


@pytest.mark.parametrize("name", [name for name in steps() if name not in {"welcome", "silence"}])
def test_longest_texts_are_written_whole_and_above_the_number_of_the_page(said, lowest, name):
    kind, shows = steps()[name]
    deck_pdf([{"kind": kind, "shows": shows}], title=TITLE, is_rehearsal=False, at=NOW.date())
    assert max(lowest) <= LOWEST + 1
    for one in shows.get("teams", ()):
        assert one["team"] in said
        assert one["citation"].get("fr", "").strip() in said or not one["citation"]
    for row in shows.get("rows", ()):
        assert row["team"] in said


def test_winner_stands_in_the_middle_of_what_the_award_leaves(monkeypatch):
    tops: dict[str, float] = {}
    say = Slides.say
    monkeypatch.setattr(
        Slides,
        "say",
        lambda self, text, *args, **more: (tops.__setitem__(text, self.y), say(self, text, *args, **more))[1],
    )
    shows = {"award": texts("Grand prix"), "teams": [{"team": "Les Alizés", "project": "Rade", "citation": {}}]}
    deck_pdf([{"kind": "winner", "shows": shows}], title=TITLE, is_rehearsal=False, at=NOW.date())
    above, below = tops["Les Alizés"] - tops["Grand prix"], LOWEST - tops["Rade"]
    assert abs(above - below) < 25
