import pytest

from evaluator.limits import Limits


def test_every_key_may_be_left_out() -> None:
    assert Limits.read({}) == Limits()


def test_wall_time_follows_cpu_time_unless_given() -> None:
    assert Limits.read({"cpu_seconds": 10}).wall_seconds == 20
    assert Limits.read({"cpu_seconds": 10, "wall_seconds": 11}).wall_seconds == 11


def test_other_keys_are_left_to_others() -> None:
    assert Limits.read({"command": "python score.py"}) == Limits()


@pytest.mark.parametrize(
    ("section", "key"),
    [
        ({"cpu_seconds": "60"}, "cpu_seconds"),
        ({"cpu_seconds": True}, "cpu_seconds"),
        ({"cpu_seconds": float("nan")}, "cpu_seconds"),
        ({"cpu_seconds": 0}, "cpu_seconds"),
        ({"memory_mb": 31}, "memory_mb"),
        ({"memory_mb": 100.5}, "memory_mb"),
        ({"processes": None}, "processes"),
        ({"cpu_seconds": 10, "wall_seconds": 9}, "wall_seconds"),
    ],
)
def test_bad_limit_is_named(section: dict[str, object], key: str) -> None:
    with pytest.raises(ValueError, match=key):
        Limits.read(section)
