"""What broke down, what nobody takes, what waits for a decision: of one's own challenges."""

from datetime import timedelta

import pytest

from challenges.evaluations.models import Evaluation, State
from challenges.leaderboards.rejudging import ask_rejudge
from smartport.console.needs.evaluations import evaluations
from smartport.console.needs.need import Urgency
from tests.factories import CLOSES_AT, NOW, make_evaluation, make_machine, make_person, make_submission

pytestmark = pytest.mark.django_db


def asked(user, *, now=NOW):
    return list(evaluations(user, language="en", now=now))


def broken(team, phase, *, by, **fields):
    submission = make_submission(team, phase, by=by)
    told = {"state": State.BROKEN, "finished_at": NOW, "trouble": "engine_gone: no answer", **fields}
    return make_evaluation(submission, **told)


def test_nothing_waits_on_a_quiet_site(leaderboard, dora):
    assert asked(dora) == []


def test_broken_ones_are_told_by_reason_with_the_page_that_asks_again(leaderboard, alices_team, alice, dora):
    first = broken(alices_team, leaderboard.phase, by=alice)
    (need,) = asked(dora)
    assert need.urgency is Urgency.NOW
    assert need.title.startswith("1 submission of")
    assert need.about.startswith("The container engine did not answer.")
    assert need.address == f"/console/queue/{first.submission.phase_id}/engine_gone/again/"
    broken(alices_team, leaderboard.phase, by=alice)
    (need,) = asked(dora)
    assert need.title.startswith("2 submissions of")


def test_one_that_was_asked_for_again_is_done_with(leaderboard, alices_team, alice, dora):
    first = broken(alices_team, leaderboard.phase, by=alice, queued_at=NOW - timedelta(hours=1))
    make_evaluation(first.submission, attempt=2, state=State.SCORED)
    assert asked(dora) == []


def test_another_organizers_challenge_is_silent(leaderboard, alices_team, alice, dora):
    leaderboard.phase.challenge.organizers.add(dora)
    broken(alices_team, leaderboard.phase, by=alice)
    assert asked(make_person("otto", is_staff=True)) == []
    assert len(asked(dora)) == 1


def test_long_waiting_says_whether_anybody_works(leaderboard, alices_team, alice, dora):
    make_evaluation(make_submission(alices_team, leaderboard.phase, by=alice))
    assert asked(dora, now=NOW + timedelta(minutes=14)) == []
    (need,) = asked(dora, now=NOW + timedelta(minutes=16))
    assert (need.urgency, need.about) == (Urgency.NOW, "No machine is at work: tell the operator.")
    assert (need.button, need.address) == ("See what waits", "/console/submissions/?state=queued")
    (need,) = asked(make_person("olga", is_staff=True, is_superuser=True), now=NOW + timedelta(minutes=16))
    assert (need.button, need.address) == ("See the machines", "/console/machines/")
    make_machine(now=NOW + timedelta(minutes=16))
    (need,) = asked(dora, now=NOW + timedelta(minutes=16))
    assert need.urgency is Urgency.SOON


def test_rejudge_waits_for_a_decision_once_it_has_all_results(leaderboard, alices_team, alice, dora):
    make_evaluation(make_submission(alices_team, leaderboard.phase, by=alice), state=State.SCORED)
    rejudge = ask_rejudge(leaderboard.phase, reason={"fr": "Un essai"}, by=dora, now=NOW)
    assert asked(dora) == []
    Evaluation.objects.filter(rejudge=rejudge).update(state=State.SCORED)
    (need,) = asked(dora)
    assert need.address == f"/rejudges/{rejudge.pk}/"


def test_board_that_is_not_closed_is_told(leaderboard, dora):
    (need,) = asked(dora, now=CLOSES_AT + timedelta(minutes=5))
    assert "is not closed yet" in need.title


def test_organizer_asks_for_them_by_that_page(client, leaderboard, alices_team, alice, dora):
    broken(alices_team, leaderboard.phase, by=alice)
    (need,) = asked(dora)
    client.force_login(dora)
    assert client.post(need.address).headers["Location"] == "/console/"
    assert asked(dora) == []
    leaderboard.phase.challenge.organizers.add(dora)
    client.force_login(make_person("otto", is_staff=True))
    assert client.post(need.address).status_code == 404


def test_broken_without_a_reason_are_looked_at(leaderboard, alices_team, alice, dora):
    odd = broken(alices_team, leaderboard.phase, by=alice, trouble="It fell over")
    (need,) = asked(dora)
    assert need.button == "See them"
    assert need.address == f"/console/submissions/?challenge={odd.submission.phase.challenge_id}&state=broken"
