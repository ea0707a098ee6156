"""`smartport results`: who won what, once it is published."""

import csv
import io
import json
from uuid import uuid4

import pytest

from challenges.results.errata import correct
from tests.factories.editions import texts
from tests.factories.publishing import AFTER, make_evening, publish_now


@pytest.fixture
def evening(leaderboard, alices_team, alice):
    return make_evening(leaderboard, alices_team, captain=alice)


def test_before_the_publication_it_is_said_that_there_are_none(smartport, evening):
    said = smartport("results")
    assert (said.status, said.out) == (1, "")
    assert "not published yet" in said.err


def test_laureates_and_errata_are_shown(smartport, evening, dora):
    made = publish_now(evening.edition, by=dora)
    laureate = made.results["awards"][0]["laureates"][0]["id"]
    given = {"text": texts("It is withdrawn"), "laureate": laureate, "what": "withdrawn", "value": ""}
    correct(made, key=uuid4(), **given, tells=False, by=dora, now=AFTER)
    said = smartport("results", "demo")
    for told in ("Les Alizés (withdrawn)", "Calm water", "It is withdrawn", "/results/demo/"):
        assert told in said.out
    [line] = csv.DictReader(io.StringIO(smartport("results", "-v").out))
    assert (line["teamName"], line["isWithdrawn"]) == ("Les Alizés", "True")
    assert json.loads(smartport("results", "--json").out)["sha256"] == made.sha256
