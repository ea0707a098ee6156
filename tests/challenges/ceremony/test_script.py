"""The script of an evening: its order, and that no step shows what lies ahead of it."""

import json
from string import ascii_uppercase

import pytest
from hypothesis import given
from hypothesis import strategies as st

from challenges.ceremony.script import (
    MOST_TOLD,
    Honoured,
    Prize,
    Step,
    Words,
    in_order,
    moved,
    script_of,
    with_other_winners,
)
from tests.factories.editions import texts

WHOLE = {"title": texts("Smart Port Challenge"), "partners": ["ANP", "PortNet"]}


def prize(key="main", kind="main", *, places=(("Vigie",),), told=1, components=None, **fields):
    made = tuple(
        tuple(
            Honoured(team, f"Project of {team}", texts(f"For {team}"), f"say {team}", *(components or {}).get(team, ()))
            for team in place
        )
        for place in places
    )
    given = {"about": {}, "won": {}, "handed_by": "", "partner": "", **fields}
    return Prize(key=key, kind=kind, title=texts(key), places=made, told=told, **given)


def steps(*prizes):
    return script_of(prizes, **WHOLE)


def test_main_prize_comes_last_and_an_award_without_laureate_is_not_told():
    told = steps(prize("main"), prize("none", "public", places=()), prize("theme", "theme"), prize("public", "public"))
    assert [step.key for step in told if step.kind == "winner"] == ["theme:winner", "public:winner", "main:winner"]
    assert (told[0].kind, told[-2].kind, told[-1].kind) == ("welcome", "laureates", "thanks")


def test_places_are_told_from_the_last_up_to_the_winner():
    told = steps(prize(places=(("A",), ("B",), ("C",), ("D",)), told=3))
    assert [step.key for step in told if step.key.startswith("main")] == [
        "main:award",
        "main:place:3",
        "main:place:2",
        "main:silence",
        "main:winner",
    ]
    assert "D" not in {team["team"] for step in told for team in step.shows.get("teams", ())}


def test_ex_aequo_are_told_together_with_ranks_1224():
    told = {step.key: step for step in steps(prize(places=(("A",), ("B", "C"), ("D",)), told=3))}
    assert [team["team"] for team in told["main:place:2"].shows["teams"]] == ["B", "C"]
    assert told["main:place:2"].shows["rank"] == 2
    assert told["main:place:3"].shows["rank"] == 4


def test_at_most_ten_places_are_told_whatever_was_asked():
    letters = [(letter,) for letter in ascii_uppercase]
    told = steps(prize(places=tuple(letters), told=26))
    assert sum(step.kind == "place" for step in told) == MOST_TOLD - 1


def test_only_the_winner_is_held():
    told = steps(prize("theme", "theme"), prize(places=(("A",), ("B",)), told=2))
    assert {step.kind for step in told if step.holds} == {"winner"}


def test_second_component_is_told_in_ascending_order_of_the_first():
    points = {"A": (60.0, 90.0), "B": (80.0, 60.0), "C": (70.0, 50.0)}
    told = steps(prize(places=(("A",), ("B",), ("C",)), told=3, components=points, weights=(50, 50)))
    board, first, second, silence = (step for step in told if step.kind in ("board", "resolve", "silence"))
    assert [row["team"] for row in board.shows["rows"]] == ["B", "C", "A"]
    assert {row["second"] for row in board.shows["rows"]} == {None}
    assert (first.shows["now"], second.shows["now"]) == ("A", "C")
    assert [(row["team"], row["points"]) for row in first.shows["rows"]] == [("A", 75.0), ("B", 40.0), ("C", 35.0)]
    assert {row["team"] for row in silence.shows["rows"] if row["second"] is None} == {"B"}


names = st.lists(st.text(ascii_uppercase, min_size=6, max_size=6), min_size=1, max_size=12, unique=True)


@given(names, st.integers(1, 12))
def test_no_step_shows_the_winner_before_it_is_told(teams, told):
    """Planted names: six letters that occur in nothing else."""
    script = steps(prize(places=tuple((team,) for team in teams), told=told))
    at = next(number for number, step in enumerate(script) if step.kind == "winner")
    for step in script[:at]:
        assert teams[0] not in json.dumps(step.shows)
        for rank, team in enumerate(teams[1:], start=2):
            is_told = any(
                other.kind == "place" and other.shows["rank"] == rank for other in script[: script.index(step) + 1]
            )
            assert is_told or team not in json.dumps(step.shows)


@given(st.integers(0, 40), st.integers(1, 30))
def test_forward_and_back_is_where_one_was(forward, count):
    cursor, way = 0, [0]
    for _ in range(forward):
        cursor = moved(cursor, by=1, count=count)
        way.append(cursor)
    for _ in range(min(forward, count - 1)):
        cursor = moved(cursor, by=-1, count=count)
    assert cursor == 0
    assert max(way) <= count - 1


def test_rehearsal_draws_other_winners_the_same_for_the_same_seed():
    real = [prize(places=(("A",), ("B",), ("C",)), told=3), prize("theme", "theme", places=(("A",),))]
    lot = [Honoured(letter) for letter in ascii_uppercase]
    drawn = with_other_winners(real, teams=lot, seed=7)
    assert drawn == with_other_winners(real, teams=lot, seed=7) != with_other_winners(real, teams=lot, seed=8)
    assert [len(one.places) for one in drawn] == [3, 1]
    assert "For A" not in json.dumps([step.shows for step in script_of(drawn, **WHOLE)])


def test_rehearsal_of_two_components_ends_with_who_has_most():
    points = {"A": (60.0, 90.0), "B": (80.0, 60.0)}
    real = [prize(places=(("A",), ("B",)), told=2, components=points, weights=(30, 70))]
    (drawn,) = with_other_winners(real, teams=[Honoured("X"), Honoured("Y"), Honoured("Z")], seed=1)
    sums = [0.3 * team.first + 0.7 * team.second for (team,) in drawn.places]
    assert sums == sorted(sums, reverse=True)


@pytest.mark.parametrize("step", [0, 3])
def test_keys_of_steps_are_unique(step):
    told = steps(*(prize(f"p{number}", "theme") for number in range(step)), prize())
    assert len({one.key for one in told}) == len(told)
    assert all(isinstance(one, Step) for one in told)


def test_running_order_is_honoured_with_words_between():
    speech = Words("w1", texts("A word"), "The director", "Five minutes, no more")
    prizes = [prize("main"), prize("theme", "theme"), prize("public", "public")]
    told = script_of(prizes, **WHOLE, order=["public", speech, "main", "gone"])
    heads = [step.key for step in told if step.kind in ("award", "words")]
    assert heads == ["theme:award", "public:award", "words:w1", "main:award"]
    (spoken,) = (step for step in told if step.kind == "words")
    assert spoken.shows == {"title": texts("A word"), "speaker": "The director"}
    assert spoken.notes == {"text": "Five minutes, no more"}
    assert [one["award"]["en"] for one in told[-2].shows["awards"]] == ["theme", "public", "main"]


def test_an_award_that_the_order_does_not_name_comes_before_a_later_kind():
    prizes = [prize("main"), prize("theme", "theme"), prize("second", "theme")]
    assert [one.key for one in in_order(prizes, ["main", "theme"])] == ["second", "main", "theme"]
    assert [one.key for one in in_order(prizes, ["theme"])] == ["theme", "second", "main"]


def test_order_that_a_motion_moved_is_told_without_points():
    points = {"A": (60.0, 60.0), "B": (80.0, 80.0)}
    told = steps(prize(places=(("A",), ("B",)), told=2, components=points, weights=(50, 50)))
    assert [step.kind for step in told if step.key.startswith("main")] == ["award", "place", "silence", "winner"]


def test_rehearsal_draws_for_an_award_without_laureates_as_many_places_as_are_told():
    lot = [Honoured(letter) for letter in ascii_uppercase]
    (plain, pointed) = with_other_winners(
        [prize(places=(), told=3), prize("both", places=(), told=2, weights=(60, 40))], teams=lot, seed=3
    )
    assert (len(plain.places), len(pointed.places)) == (3, 2)
    assert plain.places[0][0].first is None
    assert pointed.places[0][0].second is not None
