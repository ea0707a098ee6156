"""The rubric to start from is whole in every language."""

from challenges.panels.ready_rubric import ready_rubric
from challenges.panels.rules import ADVISED_CRITERIA, grades_untold

LANGUAGES = ("fr", "ar", "en")


def test_ready_rubric_is_whole():
    assert len(ready_rubric()) in ADVISED_CRITERIA
    assert sum(one["weight"] for one in ready_rubric()) == 100
    for one in ready_rubric():
        assert grades_untold(one["levels"], 1, 5, languages=LANGUAGES) == 0
        assert {*one["title"], *one["about"]} == {*LANGUAGES}


def test_french_keeps_its_signs_together():
    for one in ready_rubric():
        texts = [one["title"]["fr"], one["about"]["fr"], *(level["fr"] for level in one["levels"].values())]
        assert not [text for text in texts if any(f" {sign}" in text for sign in ":;?!%»") or "'" in text]
