"""The results of an edition over the API."""

from uuid import uuid4

import pytest

from challenges.editions.models import Edition
from challenges.results.errata import correct
from tests.factories.editions import texts
from tests.factories.publishing import AFTER, make_evening, publish_now

pytestmark = pytest.mark.database
ADDRESS = "/api/v1/editions/demo/results"


@pytest.fixture
def evening(leaderboard, alices_team, alice):
    return make_evening(leaderboard, alices_team, captain=alice)


def test_nobody_reads_them_before(visitor, evening, as_, alice, dora):
    for client in (visitor, as_(alice), as_(dora)):
        answer = client.get(ADDRESS)
        assert (answer.status_code, answer.json()["code"]) == (404, "results_not_published")
        assert b"Aliz" not in answer.content


def test_everybody_reads_them_after(visitor, evening, dora):
    made = publish_now(evening.edition, by=dora)
    told = visitor.get(f"{ADDRESS}?lang=fr").json()
    (award,), (challenge,), (jury,) = told["awards"], told["challenges"], told["juries"]
    (laureate,) = award["laureates"]
    assert (told["edition"], told["sha256"], told["errata"]) == ("demo", made.sha256, [])
    assert (laureate["team"], laureate["citation"], laureate["is_withdrawn"]) == (
        "Les Alizés",
        evening.laureate.citation["fr"],
        False,
    )
    assert challenge["board"]["rows"] == [{"rank": 1, "team": "Les Alizés", "score": 0.7531}]
    assert (jury["jury_weight"], jury["decision_sha256"]) == (70, "d" * 64)
    assert told["file"].endswith("/results/demo/results.json")
    assert "91.5" not in repr(told)


def test_answer_that_one_has_is_304_until_an_erratum(visitor, evening, dora):
    made = publish_now(evening.edition, by=dora)
    etag = visitor.get(ADDRESS).headers["ETag"]
    assert visitor.get(ADDRESS, headers={"If-None-Match": etag}).status_code == 304
    laureate = made.results["awards"][0]["laureates"][0]["id"]
    given = {"text": texts("It is withdrawn"), "laureate": laureate, "what": "withdrawn", "value": ""}
    correct(made, key=uuid4(), **given, tells=False, by=dora, now=AFTER)
    again = visitor.get(ADDRESS, headers={"If-None-Match": etag})
    assert again.status_code == 200
    told = again.json()
    assert told["awards"][0]["laureates"][0]["is_withdrawn"] is True
    assert told["errata"][0]["changes"] == [{"laureate": laureate, "what": "withdrawn", "before": "", "after": ""}]


def test_draft_is_not_there(visitor, evening, dora):
    publish_now(evening.edition, by=dora)
    Edition.objects.update(is_published=False)
    assert visitor.get(ADDRESS).json()["code"] == "not_found"
