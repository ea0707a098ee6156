"""Whoever plays does not judge, also who joins a team later."""

import pytest

from challenges.journal.models import JournalEntry
from challenges.jury.models import Round
from challenges.jury.opening import open_panel
from challenges.jury.playing import end_seats_of_players
from challenges.jury.queries import counted_ballots, left_to_do
from challenges.teams.models import Membership
from tests.factories import NOW, make_person, make_team
from tests.factories.jury import CRITERIA, at_stage, make_ballot, make_full_panel

GOOD = dict.fromkeys(CRITERIA, 4)


@pytest.fixture
def panel(challenge, dora):
    return open_panel(make_full_panel(challenge, jurors=5), by=dora, now=NOW)


def test_juror_who_joins_a_team_loses_the_seat_and_the_others_take_over(panel, edition, alices_team):
    player = panel.jurors.get(user__username="juror4")
    cast, *open_ones = left_to_do(player, Round.SCREENING)
    make_ballot(player, cast.candidate, GOOD)
    Membership.objects.create(team=alices_team, edition=edition, user=player.user, joined_at=NOW)
    assert end_seats_of_players(now=NOW) == 1
    player.refresh_from_db()
    player.user.refresh_from_db()
    assert (player.left_at, player.user.judges) == (NOW, False)
    assert not counted_ballots(panel, Round.SCREENING).exists()
    others = panel.jurors.filter(left_at=None)
    shared = [row.candidate_id for juror in others for row in left_to_do(juror, Round.SCREENING)]
    assert all(shared.count(row.candidate_id) >= panel.ballots_each for row in (cast, *open_ones))
    assert JournalEntry.objects.filter(deed="jury.player_recused").count() == 1
    assert end_seats_of_players(now=NOW) == 0


def test_juror_in_a_team_of_organizers_and_a_locked_decision_stay(panel, edition, alices_team):
    first, second = panel.jurors.order_by("pk")[:2]
    ours = make_team(edition, name="Baseline", captain=make_person("operator"), is_baseline=True)
    Membership.objects.create(team=ours, edition=edition, user=first.user, joined_at=NOW)
    assert end_seats_of_players(now=NOW) == 0
    Membership.objects.create(team=alices_team, edition=edition, user=second.user, joined_at=NOW)
    at_stage(panel, "locked")
    assert end_seats_of_players(now=NOW) == 0
