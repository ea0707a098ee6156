"""The page of what waits, as it is shown."""

from datetime import timedelta

import pytest

from challenges import clock
from challenges.evaluations.models import State
from smartport.console.needs.gather import needs_of
from tests.factories import NOW, make_evaluation, make_machine, make_question, make_submission

pytestmark = pytest.mark.django_db


def test_most_urgent_comes_first(challenge, leaderboard, alices_team, alice, dora):
    make_question(alices_team, challenge, by=alice, now=NOW)
    make_evaluation(make_submission(alices_team, leaderboard.phase, by=alice), state=State.BROKEN, finished_at=NOW)
    make_machine()
    found = needs_of(dora, language="en", now=NOW)
    assert [need.urgency for need in found] == sorted(need.urgency for need in found)
    assert "could not be evaluated" in found[0].title


def test_page_says_when_nothing_waits(client, edition, dora, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    make_machine()
    client.force_login(dora)
    assert "Rien ne vous attend" in client.get("/console/").content.decode()


def test_empty_site_leads_to_its_first_edition(client, dora, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    make_machine()
    client.force_login(dora)
    page = client.get("/console/").content.decode()
    assert "Le site ne montre encore aucune édition" in page
    assert '<a class="button" href="/console/editions/">' in page


def test_part_that_moves_comes_alone(client, edition, dora):
    client.force_login(dora)
    part = client.get("/console/", headers={"HX-Request": "true"}).content.decode()
    assert part.startswith('<div class="needs"')


def test_page_asks_a_fixed_number_of_queries(
    client, challenge, leaderboard, alices_team, alice, dora, monkeypatch, django_assert_num_queries
):
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(hours=2))
    for _ in range(3):
        make_question(alices_team, challenge, by=alice, now=NOW)
        make_evaluation(make_submission(alices_team, leaderboard.phase, by=alice), state=State.BROKEN, finished_at=NOW)
        make_evaluation(make_submission(alices_team, leaderboard.phase, by=alice), queued_at=NOW)
    client.force_login(dora)
    client.get("/console/")
    with django_assert_num_queries(15):
        client.get("/console/")
