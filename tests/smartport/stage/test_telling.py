"""A step in words."""

from django.utils import translation

from smartport.stage.telling import told_step
from tests.factories.editions import texts


def step(kind, shows, notes=None, holds=False):
    return {"key": "k", "kind": kind, "shows": shows, "notes": notes or {}, "holds": holds}


def test_a_place_says_its_rank_and_teams():
    with translation.override("en"):
        told = told_step(
            step("place", {"award": texts("Grand prize"), "rank": 3, "teams": [{"team": "A"}, {"team": "B"}]})
        )
    assert (told.name, told.about, told.teams) == ("Place 3", texts("Grand prize")["en"], ["A", "B"])


def test_words_say_who_speaks_and_the_notes():
    with translation.override("en"):
        told = told_step(step("words", {"title": texts("A word"), "speaker": "The wali"}, {"text": "Short"}))
    assert (told.about, told.speaker, told.notes) == (texts("A word")["en"], "The wali", "Short")


def test_a_step_of_the_table_names_the_team_that_moves():
    with translation.override("en"):
        told = told_step(step("resolve", {"award": texts("x"), "rows": [], "now": "Vigie"}, {"said": ["vi-ji"]}))
    assert (told.teams, told.said) == (["Vigie"], ["vi-ji"])


def test_the_winner_is_held():
    with translation.override("en"):
        told = told_step(
            step("winner", {"award": texts("x"), "teams": [{"team": "A"}]}, {"handed_by": "D"}, holds=True)
        )
    assert (told.holds, told.handed_by, told.name) == (True, "D", "The winner")
