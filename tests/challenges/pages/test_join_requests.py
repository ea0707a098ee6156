"""The captain answers who would like to join."""

import pytest

from challenges.teams.asking import ask_to_join
from challenges.teams.models import JoinRequest, Team
from challenges.teams.queries import team_of
from tests.factories import NOW


@pytest.fixture
def asked(alices_team, carol) -> JoinRequest:
    Team.objects.filter(pk=alices_team.pk).update(is_recruiting=True)
    return ask_to_join(alices_team, user=carol, message="I know <tides>.", now=NOW)


def test_captain_reads_the_words_and_lets_in(asked, alices, bobs, carol, alices_team):
    assert "I know &lt;tides&gt;." in alices.get("/team/").content.decode()
    assert "I know" not in bobs.get("/team/").content.decode()
    assert alices.post(f"/team/requests/{asked.pk}/accept/").url == "/team/"
    assert team_of(carol, alices_team.edition) == alices_team


def test_captain_declines_and_the_person_sees_it(asked, alices, carols):
    assert alices.post(f"/team/requests/{asked.pk}/decline/").url == "/team/"
    assert "Declined" in carols.get("/team/").content.decode()


def test_second_tab_is_told_that_the_request_was_answered(asked, alices):
    assert alices.post(f"/team/requests/{asked.pk}/accept/").url == "/team/"
    answer = alices.post(f"/team/requests/{asked.pk}/decline/", follow=True)
    assert answer.redirect_chain == [("/team/", 302)]
    assert "This was answered or withdrawn in the meantime." in answer.content.decode()


def test_request_is_answered_by_its_captain_only(asked, bobs, mallorys, carols):
    for deed in ("accept", "decline"):
        codes = [client.post(f"/team/requests/{asked.pk}/{deed}/").status_code for client in (bobs, mallorys, carols)]
        assert codes == [404, 404, 404]


def test_full_team_says_so_and_keeps_the_request(asked, alices, edition):
    edition.team_size = 2
    edition.save()
    answer = alices.post(f"/team/requests/{asked.pk}/accept/")
    assert answer.status_code == 409
    assert "already has all its members (2)" in answer.content.decode()
    assert JoinRequest.objects.get().answered_at is None


def test_person_withdraws_and_nobody_else_does(asked, carols, mallorys):
    address = f"/team/requests/{asked.pk}/withdraw/"
    assert mallorys.post(address).status_code == 404
    assert [carols.post(address).url for _ in range(2)] == ["/team/", "/team/"]
    assert JoinRequest.objects.get().answered_at == NOW
