"""The public's page."""

import re

import pytest
from allauth.account.models import EmailAddress

from challenges import clock
from challenges.popular.models import Poll, Vote
from tests.factories import CLOSES_AT, NOW, OPENS_AT, make_person
from tests.factories.jury import make_juror, make_panel
from tests.factories.projects import make_project


@pytest.fixture(autouse=True)
def at_now(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def poll(edition):
    return Poll.objects.create(edition=edition, opens_at=OPENS_AT, closes_at=CLOSES_AT)


@pytest.fixture
def project(alices_team, challenge, alice):
    return make_project(alices_team, challenge, by=alice, is_public=True, title="Vigie")


@pytest.fixture
def lola(db):
    person = make_person("lola")
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person


def test_page_is_not_there_without_a_vote(client, edition):
    assert client.get("/vote/").status_code == 404


def test_visitor_reads_the_projects_and_is_led_to_log_in(client, poll, project):
    page = client.get("/vote/").content.decode()
    assert "Vigie" in page
    assert "/accounts/login/?next=/vote/" in page
    assert client.post("/vote/cast/", {"project": project.pk}).status_code == 302
    assert not Vote.objects.exists()


def test_vote_is_kept_shown_and_taken_back(client, poll, project, lola):
    client.force_login(lola)
    assert client.post("/vote/cast/", {"project": project.pk}).url == "/vote/"
    assert Vote.objects.get().voter == lola
    assert "data-own" in client.get("/vote/").content.decode()
    client.post("/vote/take-back/")
    assert not Vote.objects.exists()


@pytest.mark.parametrize("key", ["", "x", "00000000-0000-0000-0000-000000000000", "\x00"])
def test_project_that_is_none_is_refused_in_words(client, poll, project, lola, key):
    client.force_login(lola)
    answer = client.post("/vote/cast/", {"project": key})
    assert answer.status_code == 404
    assert "ce projet" in answer.content.decode().lower()


def test_unconfirmed_address_is_refused_in_words(client, poll, project, carol):
    client.force_login(carol)
    answer = client.post("/vote/cast/", {"project": project.pk})
    assert answer.status_code == 403
    assert not Vote.objects.exists()


def test_juror_is_shown_no_project(client, poll, project, challenge, carol):
    """Which project is whose is not told, on the page and where a vote is refused."""
    make_juror(make_panel(challenge), carol)
    client.force_login(carol)
    EmailAddress.objects.create(user=carol, email=carol.email, verified=True)
    for answer in (client.get("/vote/"), client.post("/vote/cast/", {"project": project.pk})):
        assert answer.status_code == 403
        assert project.team.name not in answer.content.decode()
        assert project.title not in answer.content.decode()
    assert not Vote.objects.exists()


def test_page_tells_no_count(client, poll, alices_team, mallorys_team, challenge, alice, mallory):
    """The same bytes for the voter-less reader whatever the votes: 37 for one, none for the other."""
    ahead = make_project(alices_team, challenge, by=alice, is_public=True, title="Vigie")
    make_project(mallorys_team, challenge, by=mallory, is_public=True, title="Darse")

    def page():
        return re.sub(r"csrf\w+\W+\w+|nonce\W+[\w-]+", "", client.get("/vote/").content.decode())

    before = page()
    for number in range(37):
        voter = make_person(f"voter{number}")
        Vote.objects.create(poll=poll, voter=voter, project=ahead, first_at=NOW, at=NOW)
    assert page() == before


def test_page_asks_as_much_for_many_projects(client, poll, challenge, edition, django_assert_num_queries):
    from tests.factories import make_team

    for number in range(3):
        captain = make_person(f"captain{number}")
        team = make_team(edition, name=f"Team {number}", captain=captain)
        make_project(team, challenge, by=captain, is_public=True, title=f"Project {number}")
    with django_assert_num_queries(5):
        client.get("/vote/")


def test_projects_page_leads_to_the_vote(client, poll, project, challenge):
    assert 'href="/vote/"' in client.get("/challenges/rade/projects/").content.decode()
