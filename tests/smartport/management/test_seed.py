"""The words of the command."""

import io

import pytest
from django.core.management import CommandError, call_command

from smartport.demo.baselines import DoorShut
from smartport.management.commands import seed

PACKS = ["rade", "accostage", "camions", "documents", "sejour", "air"]


@pytest.fixture
def asked(monkeypatch, challenge):
    """What the command asks for, in order."""
    told = []

    def raise_stage(pack, *, now, tell):
        told.append(pack.slug)
        tell("what was left as it is")
        return challenge

    monkeypatch.setattr(seed, "raise_stage", raise_stage)
    monkeypatch.setattr(seed, "announce", lambda packs, *, now: told.append([pack.slug for pack in packs]))
    monkeypatch.setattr(seed, "hand_in_all", lambda pack, challenge, *, url, now: told.append(url) or ["Référence"])
    return told


def printed(*words: str) -> str:
    out = io.StringIO()
    call_command("seed", *words, stdout=out)
    return out.getvalue()


def test_seed_announces_all_and_raises_the_one_that_is_named(asked):
    said = printed("rade")
    assert said == f"challenges: {' '.join(PACKS)}\nrade: what was left as it is\ndemo/rade is there\n"
    assert asked == [PACKS, "rade"]


def test_seed_raises_all_where_none_is_named(asked):
    printed()
    assert asked == [PACKS, *PACKS]


def test_seed_hands_the_baselines_in_when_asked(asked):
    words = ("rade", "--submit-baselines", "--url", "http://site")
    assert printed(*words).splitlines()[-1] == "rade: handed in: Référence"
    assert asked == [PACKS, "rade", "http://site"]


def test_seed_knows_its_packs(asked):
    with pytest.raises(CommandError, match="There is no pack quay; there are: rade,"):
        printed("quay")
    assert asked == []


def test_seed_says_why_the_door_is_shut(asked, monkeypatch):
    def shut(*_: object, **__: object) -> list[str]:
        raise DoorShut("The site does not answer.")

    monkeypatch.setattr(seed, "hand_in_all", shut)
    with pytest.raises(CommandError, match="does not answer"):
        printed("--submit-baselines")
