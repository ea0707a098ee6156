"""Who sits where, and which projects are before a panel."""

from django.contrib.auth.models import AnonymousUser

from challenges.panels.models import Seat, Stage
from challenges.panels.queries import judges_now, seat_of, seats_of, standing_candidates, voting
from tests.factories import NOW
from tests.factories.jury import at_stage, make_candidate, make_juror, make_panel
from tests.factories.projects import make_project


def test_seat_of_whoever_left_is_none(challenge, carol):
    panel = make_panel(challenge)
    seat = make_juror(panel, carol)
    assert seat_of(carol, panel) == seat
    seat.left_at = NOW
    seat.save()
    assert seat_of(carol, panel) is None
    assert not seats_of(AnonymousUser()).exists()


def test_voting_are_those_who_signed_without_reserves(challenge, carol):
    panel = make_panel(challenge)
    seat = make_juror(panel, carol)
    make_juror(panel, name="rita", seat=Seat.RESERVE)
    make_juror(panel, name="una", declared_at=None)
    make_juror(panel, name="lena", left_at=NOW)
    assert list(voting(panel)) == [seat]


def test_standing_candidates_without_withdrawn_and_deleted_ones(challenge, alices_team, mallorys_team, alice, mallory):
    panel = make_panel(challenge)
    stays = make_candidate(panel, make_project(alices_team, challenge, by=alice))
    gone = make_candidate(panel, make_project(mallorys_team, challenge, by=mallory))
    assert set(standing_candidates(panel)) == {stays, gone}
    gone.project.delete()
    assert list(standing_candidates(panel)) == [stays]
    stays.withdrawn_at = NOW
    stays.save()
    assert not standing_candidates(panel).exists()


def test_judges_now_until_the_decision_is_locked(challenge, carol, alice, django_assert_num_queries):
    panel = make_panel(challenge)
    with django_assert_num_queries(0):
        assert not judges_now(alice, challenge.edition_id)
    make_juror(panel, carol)
    assert judges_now(carol, challenge.edition_id)
    at_stage(panel, Stage.LOCKED)
    assert not judges_now(carol, challenge.edition_id)


def test_organizer_who_sits_on_a_panel_does_not_keep_it(challenge, dora):
    panel = make_juror(make_panel(challenge), dora).panel
    assert not dora.has_perm("challenges.keep_panel", panel)
