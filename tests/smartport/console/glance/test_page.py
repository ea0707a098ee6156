"""The page counts what there is, of one's own challenges, and tells nothing private."""

import re
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from challenges import clock
from challenges.evaluations.models import State
from challenges.tallies.actions import count_download, count_hours
from smartport.console.glance.page import glance, say_seconds
from tests.factories import (
    NOW,
    make_challenge,
    make_evaluation,
    make_person,
    make_submission,
    make_team,
    score_submission,
)

pytestmark = pytest.mark.django_db
PAGE = "/console/editions/demo/"


@pytest.fixture(autouse=True)
def at_noon(monkeypatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def busy(leaderboard, alices_team, mallorys_team, alice, mallory, dora):
    """Alice's team scored twice, Mallory's once and failed once; the naive baseline, too."""
    phase = leaderboard.phase
    naive = make_team(phase.challenge.edition, name="Naive", captain=dora, is_baseline=True)
    for team, by, value in ((alices_team, alice, 3.0), (alices_team, alice, 2.0), (mallorys_team, mallory, 5.0)):
        score_submission(make_submission(team, phase, by=by, now=NOW - timedelta(hours=5)), public=value, private=7.77)
    score_submission(make_submission(naive, phase, now=NOW - timedelta(days=2)), public=4.0)
    failed = make_submission(mallorys_team, phase, by=mallory, now=NOW - timedelta(hours=5))
    make_evaluation(failed, state=State.FAILED, queued_at=NOW, started_at=NOW + timedelta(seconds=40))
    count_hours(phase, now=NOW)
    count_download(phase.challenge, kind="data", now=NOW)
    return phase.challenge


def told(challenge):
    return glance(challenge.edition, [challenge], now=NOW)


def test_figures(busy):
    found = told(busy)
    assert dict(found["whole"].outcomes) == {"scored": 4, "failed": 1, "broken": 0, "cancelled": 0, "waiting": 0}
    assert found["whole"].scored_share == 80
    assert found["figures"] == {
        "accounts": 3,
        "members": 3,
        "agreed": 3,
        "teams": 2,
        "handed_in": 2,
        "scored": 2,
    }
    assert found["submissions"].total == 5
    assert found["heat"].most == 4
    assert [(line.data_count, line.kit_count) for line in found["lines"]] == [(1, 0)]


def test_scores_are_the_teams_and_marks_the_baselines(busy):
    (picture,) = told(busy)["pictures"]
    assert (picture.drawn.count, [name for name, _ in picture.drawn.marks]) == (2, ["Naive"])


def test_edition_without_anything_is_drawn(client, edition, dora):
    client.force_login(dora)
    page = client.get(PAGE)
    assert page.status_code == 200
    assert "Heure par heure" not in page.content.decode()


def test_page_tells_no_private_score(client, busy, dora):
    client.force_login(dora)
    page = client.get(PAGE).content.decode()
    assert "7,77" not in page
    assert "Smart Port Challenge" in page


def test_page_leads_to_the_edition_and_its_challenges(client, busy, dora):
    client.force_login(dora)
    page = client.get(PAGE).content.decode()
    for address in ("edit/", "challenges/new/", "challenges/rade/"):
        assert f'href="{PAGE}{address}"' in page


def test_another_organizers_challenge_is_not_counted(client, busy, dora):
    busy.organizers.add(dora)
    client.force_login(make_person("otto", is_staff=True))
    page = client.get(PAGE).content.decode()
    assert busy.title["fr"] not in page
    client.force_login(dora)
    assert busy.title["fr"] in client.get(PAGE).content.decode()


def test_unpublished_edition_is_there_for_organizers_alone(client, edition, alice, dora):
    edition.is_published = False
    edition.save()
    for person, status in ((alice, 404), (dora, 200)):
        client.force_login(person)
        assert client.get(PAGE).status_code == status


def test_page_asks_a_fixed_number_of_queries(client, busy, dora, django_assert_num_queries):
    for number in range(3):
        make_challenge(busy.edition, slug=f"quais-{number}")
    client.force_login(dora)
    client.get(PAGE)
    with django_assert_num_queries(18):
        client.get(PAGE)


def test_bounds_of_waiting_are_said_in_whole_units():
    assert [say_seconds(bound) for bound in (None, 10, 60, 1800)] == ["", "10 secondes", "1 minute", "30 minutes"]


def test_kinds_are_told_apart_on_paper_without_colours():
    style = Path(str(finders.find("site/css/console-glance.css"))).read_text("utf-8")
    paper = style.partition("@media print")[2]
    given = re.findall(r"(?:--bar-(?:failed|broken|quiet)|fill): #([0-9a-f]{3}(?:[0-9a-f]{3})?);", paper)
    colours = [digits if len(digits) == 6 else "".join(digit * 2 for digit in digits) for digits in given]
    parts = [[int(colour[at : at + 2], 16) for at in (0, 2, 4)] for colour in colours]
    greys = sorted([0.0, *(0.299 * red + 0.587 * green + 0.114 * blue for red, green, blue in parts)])
    assert len(greys) == 5
    assert all(lighter - darker > 30 for darker, lighter in pairwise(greys))
