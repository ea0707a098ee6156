"""The baselines come in through the door that teams use, once."""

import httpx
import pytest

from challenges.submissions.models import Submission
from smartport.demo import baselines
from smartport.demo.baselines import DoorShut, hand_in_all
from smartport.demo.stage import raise_stage
from tests.factories import NOW


@pytest.fixture
def stage(transactional_db, rade):
    return raise_stage(rade, now=NOW)


@pytest.fixture
def at_noon(monkeypatch):
    """The site's clock stands at NOW."""
    monkeypatch.setattr("challenges.clock.now", lambda: NOW)


def test_baselines_are_handed_in_once(stage, rade, live_server, at_noon):
    assert hand_in_all(rade, stage, url=live_server.url, now=NOW) == ["Référence naïve", "Référence solide"]
    assert hand_in_all(rade, stage, url=live_server.url, now=NOW) == []
    found = Submission.objects.order_by("team__name").values_list("team__name", "kind", "file_name")
    assert list(found) == [("Référence naïve", "code", "naive.zip"), ("Référence solide", "code", "decent.zip")]


def test_site_that_is_not_there_is_said(stage, rade):
    with pytest.raises(DoorShut, match="does not answer"):
        hand_in_all(rade, stage, url="http://127.0.0.1:1", now=NOW)


def test_site_that_refuses_is_quoted(stage, rade, monkeypatch):
    refuse = httpx.MockTransport(lambda request: httpx.Response(403, json={"code": "phase_closed"}))
    client = httpx.Client
    monkeypatch.setattr(baselines.httpx, "Client", lambda **options: client(transport=refuse, **options))
    with pytest.raises(DoorShut, match=r"403.*phase_closed"):
        hand_in_all(rade, stage, url="http://site", now=NOW)
