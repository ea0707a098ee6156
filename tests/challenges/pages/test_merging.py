"""A merge: offered by name, looked at, accepted by the other captain."""

import pytest

from challenges.teams.merging import propose_merge
from challenges.teams.models import MergeProposal, Team
from tests.factories import NOW, make_submission


@pytest.fixture
def proposal(phase, alices_team, mallorys_team, mallory) -> MergeProposal:
    make_submission(mallorys_team, phase, by=mallory)
    return propose_merge(mallorys_team, into="Les Alizés", by=mallory, now=NOW)


def test_captain_offers_by_name(mallorys, alices, alices_team):
    assert mallorys.get("/team/merge/").status_code == 200
    assert mallorys.post("/team/merge/", {"team": "les alizes"}).url == "/team/"
    assert "offers to become part of yours" in alices.get("/team/").content.decode()
    assert "Withdraw the offer" in mallorys.get("/team/").content.decode()


@pytest.mark.parametrize("name", ["Nobody", "", "\0", "\u202e", "x" * 100_000], ids=lambda name: ascii(name[:6]))
def test_unknown_name_is_refused_beside_its_field(mallorys, name):
    answer = mallorys.post("/team/merge/", {"team": name})
    assert answer.status_code == 422
    assert 'id="team-error"' in answer.content.decode()


def test_preview_shows_sums_and_accepting_merges(proposal, alices, alices_team):
    page = " ".join(alices.get(f"/team/merge/{proposal.pk}/").content.decode().split())
    assert '<td class="figure">0</td><td class="figure">1</td><td class="figure"><strong>1</strong>' in page
    assert alices.post(f"/team/merge/{proposal.pk}/").url == "/team/"
    assert Team.objects.get(name="Contre-courant").merged_into == alices_team
    assert alices.get(f"/team/merge/{proposal.pk}/").status_code == 404


def test_what_does_not_fit_is_said_before(proposal, alices, phase):
    phase.total_limit = 0
    phase.save()
    page = alices.get(f"/team/merge/{proposal.pk}/").content.decode()
    assert "come to 1 together; a team may have at most 0" in page
    assert "Merge the teams" not in page
    assert alices.post(f"/team/merge/{proposal.pk}/").status_code == 409


def test_only_the_captain_who_is_asked_looks_and_answers(proposal, bobs, mallorys, carols):
    for client in (bobs, carols):
        assert client.get(f"/team/merge/{proposal.pk}/").status_code == 404
    for client in (bobs, mallorys, carols):
        assert client.post(f"/team/merge/{proposal.pk}/").status_code == 404
        assert client.post(f"/team/merge/{proposal.pk}/decline/").status_code == 404


def test_who_offers_looks_and_may_withdraw(proposal, mallorys, alices_team, phase, alice):
    for _ in range(7):
        make_submission(alices_team, phase, by=alice)
    page = mallorys.get(f"/team/merge/{proposal.pk}/").content.decode()
    assert f'action="/team/merge/{proposal.pk}/withdraw/"' in page
    assert ("Mallory" in page, "Alice" in page, '<td class="figure">1</td>' in page) == (True, False, True)
    assert ("Merge the teams" in page, '<td class="figure">7</td>' in page) == (False, False)


def test_each_side_ends_it_its_own_way(proposal, alices, mallorys):
    assert alices.post(f"/team/merge/{proposal.pk}/withdraw/").status_code == 404
    assert mallorys.post(f"/team/merge/{proposal.pk}/withdraw/").url == "/team/"
    assert alices.post(f"/team/merge/{proposal.pk}/decline/").status_code == 404
    assert not Team.objects.exclude(merged_into=None).exists()
