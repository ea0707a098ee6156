"""The vote of the public in the console: its hours and who came, never for whom."""

import pytest

from challenges import clock
from challenges.popular.models import Poll, Vote
from tests.factories import CLOSES_AT, NOW, OPENS_AT, make_person
from tests.factories.projects import make_project

PATH = "/console/event/demo/poll/"
HOURS = {"opens_at": "2026-12-01T10:00", "closes_at": "2026-12-20T18:00"}


@pytest.fixture(autouse=True)
def at_now(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def doras(client, dora, edition):
    client.force_login(dora)
    return client


def test_hours_are_kept_and_changed(doras):
    page = doras.get(PATH)
    assert page.status_code == 200
    sent = {**HOURS, "seen": page.context["taken"].seen}
    assert doras.post(PATH, sent).status_code == 302
    assert Poll.objects.get().closes_at.isoformat() == "2026-12-20T18:00:00+00:00"


def test_hours_the_wrong_way_round_are_refused_in_words(doras):
    sent = {**HOURS, "closes_at": "2026-11-01T10:00", "seen": doras.get(PATH).context["taken"].seen}
    assert doras.post(PATH, sent).status_code == 422
    assert not Poll.objects.exists()


def test_page_says_who_came_and_not_for_whom(doras, edition, alices_team, challenge, alice):
    poll = Poll.objects.create(edition=edition, opens_at=OPENS_AT, closes_at=CLOSES_AT)
    ahead = make_project(alices_team, challenge, by=alice, is_public=True, title="Ahead of all")
    for number in range(3):
        Vote.objects.create(poll=poll, voter=make_person(f"v{number}"), project=ahead, first_at=NOW, at=NOW)
    answer = doras.get(PATH)
    assert answer.context["votes"] == 3
    assert "Ahead of all" not in answer.content.decode()


def test_vote_is_called_off_before_anybody_voted_and_not_after(doras, edition, alices_team, challenge, alice):
    poll = Poll.objects.create(edition=edition, opens_at=OPENS_AT, closes_at=CLOSES_AT)
    project = make_project(alices_team, challenge, by=alice, is_public=True)
    given = Vote.objects.create(poll=poll, voter=make_person("v"), project=project, first_at=NOW, at=NOW)
    assert doras.get(f"{PATH}remove/").status_code == 200
    assert doras.post(f"{PATH}remove/").status_code == 409
    given.delete()
    assert doras.post(f"{PATH}remove/").status_code == 302
    assert doras.get(f"{PATH}remove/").status_code == 404


def test_organizer_of_named_challenges_does_not_find_it(client, edition, db):
    client.force_login(make_person("otto", is_staff=True, organizes_named_only=True))
    assert client.get(PATH).status_code == 404
