"""What a spectator gets: the step at the cursor, and nothing of any other."""

import json

from challenges.ceremony.shown import shown_of

SCRIPT = [
    {
        "key": f"k{at}",
        "kind": "winner",
        "shows": {"teams": [f"Team {at}"]},
        "notes": {"said": [f"say {at}"]},
        "holds": True,
    }
    for at in range(3)
]


def shown(cursor, display="step", **more):
    return shown_of(SCRIPT, cursor=cursor, display=display, version=7, is_rehearsal=False, **more)


def test_only_the_step_at_the_cursor_is_in_it():
    assert shown(1) == {
        "version": 7,
        "display": "step",
        "is_rehearsal": False,
        "step": {"kind": "winner", "shows": {"teams": ["Team 1"]}},
        "ended": False,
    }


def test_black_and_logo_show_no_step():
    for display in ("black", "logo"):
        assert shown(1, display)["step"] is None
        assert "Team" not in json.dumps(shown(1, display))


def test_end_is_told():
    assert shown(2, ended=True)["ended"] is True


def test_an_empty_script_shows_nothing():
    assert shown_of([], cursor=0, display="step", version=0, is_rehearsal=True)["step"] is None
