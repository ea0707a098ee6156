"""Boards and project pages are shut to jurors until the decision is locked, and to nobody else."""

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from challenges.panels.models import Panel, Stage
from challenges.popular.models import Poll
from challenges.teams.models import Team
from smartport.jury.shut import SHUT
from tests.factories import CLOSES_AT, OPENS_AT, make_edition, make_token
from tests.factories.jury import at_stage, make_juror, make_panel
from tests.smartport.jury.conftest import browser_of
from tests.smartport.test_urls import answered, rows
from tests.smartport.world import world  # noqa: F401

BOARDS = (
    "/challenges/rade/leaderboard/",
    "/challenges/rade/leaderboard.csv",
    "/challenges/rade/projects/",
    "/teams/",
)
API = ("/api/v1/challenges/rade/leaderboard", "/api/v1/challenges/rade/projects", "/api/v1/teams")


def test_every_shut_address_answers_a_juror_with_no(world):  # noqa: F811
    shut = {row: address for row, address in rows().items() if row[0] == "GET" and row[1] in SHUT}
    assert {row[1] for row in shut} == SHUT
    assert {answered(world, "juror", row=row, address=address) for row, address in shut.items()} == {"403"}


@pytest.mark.timeout(600)
def test_no_page_of_the_site_tells_a_juror_a_team(world, challenge):  # noqa: F811
    """Every address, with names planted that stand nowhere else; a link that lets its bearer join says where to."""
    Team.objects.filter(edition=challenge.edition).update(is_recruiting=True)
    for number, team in enumerate(Team.objects.filter(edition=challenge.edition)):
        Team.objects.filter(pk=team.pk).update(name=f"Zwyrtak{number}", about=f"We are Zwyrtak{number}")
    challenge.projects.update(is_public=True)
    Poll.objects.create(edition=challenge.edition, opens_at=OPENS_AT, closes_at=CLOSES_AT)
    found = set()
    for (method, name), address in rows().items():
        if method == "GET" and b"Zwyrtak" in asked(world, address):
            found.add(name)
    assert found == {"join"}


def asked(world, address):  # noqa: F811
    """Everything that a juror is answered."""
    cache.clear()
    browser = browser_of(world.people["juror"])
    browser.raise_request_exception = False
    with transaction.atomic():
        answer = browser.get(world.path(address))
        told = b"".join(answer) if answer.streaming else answer.content
        transaction.set_rollback(True)
    return told + str(answer.headers).encode()


@pytest.mark.parametrize("path", [*BOARDS, *API])
def test_juror_is_told_why_by_page_and_by_program(carols, leaderboard, path):
    answer = carols.get(path)
    assert answer.status_code == 403
    told = answer.json()["code"] if path in API else answer.content.decode()
    assert told == "boards_shut_to_jurors" or "You judge in this edition" in told


@pytest.mark.parametrize("path", API)
def test_token_of_a_juror_counts_as_the_juror(client, leaderboard, juror, carol, path):
    answer = client.get(path, headers={"authorization": f"Token {make_token(carol)}"})
    assert (answer.status_code, answer.json()["code"]) == (403, "boards_shut_to_jurors")


@pytest.mark.parametrize("path", [*BOARDS, *API])
def test_they_open_when_the_decision_is_locked_or_the_seat_ends(carols, leaderboard, panel, juror, path):
    at_stage(panel, Stage.LOCKED)
    assert carols.get(path).status_code == 200
    at_stage(panel, Stage.FINAL)
    juror.left_at = juror.joined_at
    juror.save()
    assert carols.get(path).status_code == 200


def test_part_of_a_board_that_moves_by_itself_is_shut_too(carols, leaderboard):
    assert carols.get(BOARDS[0], headers={"HX-Request": "true"}).status_code == 403


@pytest.mark.parametrize("path", [BOARDS[0], BOARDS[2], API[0]])
def test_others_are_asked_nothing_more(leaderboard, alice, path, settings):
    """The same page with the middleware and without."""
    queries(alice, path)  # what the process keeps from its first time
    with_it = queries(alice, path)
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if not name.endswith("BoardsShutToJurors")]
    assert queries(alice, path) == with_it


def queries(user, path):
    cache.clear()
    browser = browser_of(user)
    with CaptureQueriesContext(connection) as found:
        assert browser.get(path).status_code == 200
    return len(found)


def test_juror_of_another_edition_reads_these(leaderboard, challenge, carol):
    other = make_edition(slug="other", is_published=False)
    panel = make_panel(challenge)
    Panel.objects.filter(pk=panel.pk).update(edition=other, challenge=None)
    make_juror(panel, carol)
    assert browser_of(carol).get(BOARDS[0]).status_code == 200
