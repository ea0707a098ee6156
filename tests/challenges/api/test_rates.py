"""How much is answered in a minute: by person, generously by address, with the moment to come back."""

import pytest

from challenges.api.rates import PerMinute


@pytest.fixture(autouse=True)
def stopped(monkeypatch, settings):
    """Second 45 of a minute, and small rates."""
    monkeypatch.setattr(PerMinute, "clock", staticmethod(lambda: 1_800_000_045.5))
    settings.API_RATES = {"read": 2, "write": 1, "address": 3}


def asked(client, times, address="/api/v1/edition"):
    return [client.get(address).status_code for _ in range(times)]


def test_address_is_counted_for_those_without_a_login(visitor, edition):
    assert asked(visitor, 4) == [200, 200, 200, 429]
    assert visitor.get("/api/v1/edition", REMOTE_ADDR="192.0.2.7").status_code == 200


def test_person_is_counted_whatever_the_address(as_, alice, bob, edition):
    """A school behind one address: nobody's requests are another's."""
    assert asked(as_(alice), 3) == [200, 200, 429]
    assert asked(as_(bob), 2) == [200, 200]


def test_reads_and_writes_are_counted_apart(as_, alice, challenge):
    client = as_(alice)
    assert asked(client, 2) == [200, 200]
    answers = [client.put("/api/v1/challenges/rade/rules-acceptance").status_code for _ in range(2)]
    assert answers == [200, 429]


def test_refusal_says_when_to_come_back(visitor, edition):
    asked(visitor, 3)
    answer = visitor.get("/api/v1/edition?lang=en")
    assert answer.headers["Retry-After"] == "15"
    assert answer.json() == {
        "code": "throttled",
        "message": "Too much was asked in a short time.",
        "hint": "Ask again in 15 seconds.",
        "field": None,
    }


def test_next_minute_begins_anew(visitor, edition, monkeypatch):
    assert asked(visitor, 4)[-1] == 429
    monkeypatch.setattr(PerMinute, "clock", staticmethod(lambda: 1_800_000_060.0))
    assert asked(visitor, 1) == [200]


def test_nought_is_no_limit(visitor, edition, settings):
    settings.API_RATES = {"read": 0, "write": 0, "address": 0}
    assert set(asked(visitor, 30)) == {200}
