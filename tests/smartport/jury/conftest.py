"""Carol at her desk: a panel in its screening, one project for her to score, and an hour that stands still."""

import pytest
from django.test import Client

from challenges import clock
from challenges.jury.models import Assignment
from challenges.panels.models import Candidate, Juror, Panel, Stage
from smartport.accounts.models import User
from tests.factories import NOW
from tests.factories.jury import assign, at_stage, make_candidate, make_juror, make_panel
from tests.factories.projects import make_project


@pytest.fixture(autouse=True)
def hour(monkeypatch) -> None:
    """The doors' clock: NOW."""
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def panel(challenge) -> Panel:
    return at_stage(make_panel(challenge), Stage.SCREENING)


@pytest.fixture
def juror(panel: Panel, carol: User) -> Juror:
    return make_juror(panel, carol)


@pytest.fixture
def candidate(panel: Panel, challenge, alices_team, alice: User) -> Candidate:
    return make_candidate(panel, make_project(alices_team, challenge, by=alice))


@pytest.fixture
def assignment(juror: Juror, candidate: Candidate) -> Assignment:
    return assign(juror, candidate)


@pytest.fixture
def carols(juror: Juror, carol: User) -> Client:
    """Her browser, in English."""
    return browser_of(carol)


def browser_of(user: User, *, language: str = "en") -> Client:
    client = Client()
    client.cookies["language"] = language
    client.force_login(user)
    return client
