"""Who gets which certificate."""

from datetime import timedelta

import pytest

from challenges.mentoring.actions import book
from challenges.panels.models import Stage
from challenges.results.entitled import entitled
from smartport.accounts.models import User
from tests.factories import NOW, make_slot, make_submission, score_submission
from tests.factories.jury import make_ballot, make_candidate, make_juror, make_panel
from tests.factories.projects import make_project
from tests.factories.stage import make_award, make_laureate


def found(edition, kind):
    return sorted((one.name, one.team) for one in entitled(edition) if one.kind == kind)


def test_nobody_without_a_deed(edition, alices_team, mallorys_team):
    assert list(entitled(edition)) == []


def test_members_of_a_team_with_a_score_took_part(edition, submission, alices_team, mallorys_team):
    assert found(edition, "participation") == []
    score_submission(submission, public=0.5)
    assert found(edition, "participation") == [("Alice", "Les Alizés"), ("Bob", "Les Alizés")]


def test_score_that_is_disqualified_counts_for_nothing(edition, submission, dora):
    score_submission(submission, public=0.5)
    submission.disqualifications.create(reason={"fr": "x"}, decided_by=dora, decided_at=NOW)
    assert found(edition, "participation") == []


def test_members_of_a_team_with_a_project_took_part(edition, challenge, mallorys_team, mallory):
    make_project(mallorys_team, challenge, by=mallory)
    assert found(edition, "participation") == [("Mallory", "Contre-courant")]


def test_blocked_account_gets_none(edition, submission, bob):
    score_submission(submission, public=0.5)
    User.objects.filter(pk=bob.pk).update(is_active=False)
    assert found(edition, "participation") == [("Alice", "Les Alizés")]


def test_finalists_are_those_that_a_panel_chose(edition, challenge, alices_team, mallorys_team, alice, mallory):
    panel = make_panel(challenge, stage=Stage.FINAL)
    make_candidate(panel, make_project(alices_team, challenge, by=alice), is_finalist=True)
    make_candidate(panel, make_project(mallorys_team, challenge, by=mallory, title="Other"))
    assert found(edition, "finalist") == [("Alice", "Les Alizés"), ("Bob", "Les Alizés")]


def test_withdrawn_finalist_is_none(edition, challenge, alices_team, alice):
    project = make_project(alices_team, challenge, by=alice)
    make_candidate(make_panel(challenge), project, is_finalist=True, withdrawn_at=NOW)
    assert found(edition, "finalist") == []


def test_prize_is_for_the_places_that_are_told(edition, alices_team, mallorys_team):
    award = make_award(edition, told=1)
    make_laureate(award, alices_team, team_name="Alizés (then)")
    make_laureate(award, mallorys_team)
    assert found(edition, "prize") == [("Alice", "Alizés (then)"), ("Bob", "Alizés (then)")]


def test_those_ex_aequo_share_a_place_and_each_award_counts(edition, alices_team, mallorys_team):
    first, second = make_award(edition), make_award(edition, title="Theme")
    for team in (alices_team, mallorys_team):
        make_laureate(first, team, rank=1)
    make_laureate(second, mallorys_team)
    assert [name for name, _ in found(edition, "prize")] == ["Alice", "Bob", "Mallory", "Mallory"]


@pytest.fixture
def cast(challenge, alices_team, alice, carol):
    def cast(**fields):
        juror = make_juror(make_panel(challenge), carol, declared_name="Pr. Carol Idrissi")
        candidate = make_candidate(juror.panel, make_project(alices_team, challenge, by=alice))
        return make_ballot(juror, candidate, {"rigour": 4}, **fields)

    return cast


def test_juror_who_cast_is_named_as_they_signed(edition, cast):
    cast()
    assert found(edition, "jury") == [("Pr. Carol Idrissi", "")]


def test_juror_who_only_drafted_gets_none(edition, cast):
    cast(is_cast=False)
    assert found(edition, "jury") == []


def test_mentor_with_a_booked_hour_gets_one(edition, carol, alices_team, alice):
    slots = [make_slot(edition, account=carol, starts_at=NOW + timedelta(days=day)) for day in (1, 2)]
    assert found(edition, "mentor") == []
    for slot in slots:
        book(slot, team=alices_team, by=alice, now=NOW)
    assert found(edition, "mentor") == [("Carol", "")]


def test_queries_are_one_a_kind_however_many_people(
    edition, challenge, submission, alices_team, django_assert_num_queries
):
    score_submission(submission, public=0.5)
    score_submission(make_submission(alices_team, submission.phase), public=0.6)
    for number in range(3):
        make_laureate(make_award(edition, title=f"Award {number}"), alices_team)
    with django_assert_num_queries(7):
        assert len(list(entitled(edition))) == 8
