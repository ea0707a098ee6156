"""The words of the command."""

import io

import pytest
from django.core.management import CommandError, call_command

from smartport.demo.baselines import DoorShut
from smartport.management.commands import seed


@pytest.fixture
def asked(monkeypatch, challenge):
    """What the command asks for, in order."""
    told = []

    def raise_stage(pack, *, now, tell):
        told.append(pack.slug)
        tell("what was left as it is")
        return challenge

    monkeypatch.setattr(seed, "raise_stage", raise_stage)
    monkeypatch.setattr(seed, "hand_in_all", lambda pack, challenge, *, url: told.append(url) or ["Référence"])
    return told


def printed(*words: str) -> str:
    out = io.StringIO()
    call_command("seed", *words, stdout=out)
    return out.getvalue()


def test_seed_raises_the_stage(asked):
    assert printed() == "what was left as it is\ndemo/rade is there\n"
    assert asked == ["rade"]


def test_seed_hands_the_baselines_in_when_asked(asked):
    assert printed("--submit-baselines", "--url", "http://site").splitlines()[-1] == "handed in: Référence"
    assert asked == ["rade", "http://site"]


def test_seed_says_why_the_door_is_shut(asked, monkeypatch):
    def shut(*_: object, **__: object) -> list[str]:
        raise DoorShut("The site does not answer.")

    monkeypatch.setattr(seed, "hand_in_all", shut)
    with pytest.raises(CommandError, match="does not answer"):
        printed("--submit-baselines")
