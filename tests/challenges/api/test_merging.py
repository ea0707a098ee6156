"""Offers to merge: made, looked at, answered."""

import pytest

from challenges.teams.models import MergeProposal, Team
from tests.factories import make_submission

pytestmark = pytest.mark.database
MERGES = "/api/v1/teams/mine/merges"


@pytest.fixture
def proposal(as_, mallory, mallorys_team, alices_team, phase) -> MergeProposal:
    make_submission(mallorys_team, phase, by=mallory)
    answer = as_(mallory).post(MERGES, {"team": "les alizes"}, format="json")
    assert (answer.status_code, answer.json()["into"]) == (201, "Les Alizés")
    return MergeProposal.objects.get()


def test_captain_who_is_asked_sees_what_it_means_and_accepts(as_, alice, proposal, alices_team):
    assert as_(alice).get(MERGES).json()["results"][0]["team"] == "Contre-courant"
    seen = as_(alice).get(f"{MERGES}/{proposal.pk}/preview").json()
    assert seen["sums"] == [
        {"challenge": "rade", "phase": "main", "team": 1, "into": 0, "total": 1, "limit": 100, "fits": True}
    ]
    assert [one["name"] for one in seen["members"]] == ["Alice", "Bob", "Mallory"]
    assert seen["obstacle"] is None
    answer = as_(alice).post(f"{MERGES}/{proposal.pk}/accept")
    assert sorted(one["name"] for one in answer.json()["members"]) == ["Alice", "Bob", "Mallory"]
    assert Team.objects.get(name="Contre-courant").merged_into == alices_team


def test_obstacle_is_the_refusal(as_, alice, proposal, phase):
    phase.total_limit = 0
    phase.save()
    assert as_(alice).get(f"{MERGES}/{proposal.pk}/preview").json()["obstacle"] == "submissions_too_many"
    answer = as_(alice).post(f"{MERGES}/{proposal.pk}/accept")
    assert (answer.status_code, answer.json()["code"]) == (409, "submissions_too_many")


def test_who_offers_sees_the_own_side_only(as_, alice, mallory, proposal, alices_team, phase):
    make_submission(alices_team, phase, by=alice)
    seen = as_(mallory).get(f"{MERGES}/{proposal.pk}/preview").json()
    sums = {"challenge": "rade", "phase": "main", "team": 1, "into": None, "total": None, "limit": 100, "fits": None}
    assert (seen["is_own_offer"], seen["sums"]) == (True, [sums])
    assert ([one["name"] for one in seen["members"]], seen["obstacle"]) == (["Mallory"], None)
    for deed in ("accept", "decline"):
        assert as_(mallory).post(f"{MERGES}/{proposal.pk}/{deed}").status_code == 404


def test_mates_do_not_answer(as_, bob, proposal):
    for deed in ("accept", "decline"):
        assert as_(bob).post(f"{MERGES}/{proposal.pk}/{deed}").json()["code"] == "not_the_captain"


def test_offer_is_declined_or_withdrawn_from_the_right_side(as_, alice, mallory, proposal):
    assert as_(alice).delete(f"{MERGES}/{proposal.pk}").status_code == 404
    assert as_(mallory).delete(f"{MERGES}/{proposal.pk}").status_code == 204
    assert as_(alice).post(f"{MERGES}/{proposal.pk}/decline").status_code == 404


def test_unknown_team_is_refused(as_, mallory, mallorys_team):
    answer = as_(mallory).post(MERGES, {"team": "Nobody"}, format="json")
    assert (answer.status_code, answer.json()["code"], answer.json()["field"]) == (422, "team_unknown", "team")
