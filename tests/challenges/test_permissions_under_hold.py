"""What waits for the stage is opened by the publication, not by the close."""

from datetime import timedelta

import pytest

from challenges.editions.models import Edition
from challenges.leaderboards.actions import close_leaderboard
from challenges.panels.models import Seat, Stage
from tests.factories import CLOSES_AT, make_person, score_submission
from tests.factories.jury import at_stage, make_juror, make_panel

pytestmark = pytest.mark.database

AFTER = CLOSES_AT + timedelta(seconds=1)


@pytest.mark.parametrize("name", ["view_private_scores", "view_scorer_log", "view_row_losses"])
def test_close_under_hold_opens_nothing(submission, leaderboard, alice, dora, name):
    evaluation = score_submission(submission, public=1.0, private=2.0)
    Edition.objects.update(is_told_on_stage=True)
    board = close_leaderboard(leaderboard, by=None, now=AFTER)
    assert board.told_at is None
    olga = make_person("olga", is_staff=True, is_superuser=True)
    assert [person for person in (alice, dora, olga) if person.has_perm(f"challenges.{name}", evaluation)] == []


def test_locked_result_is_read_by_organizers_of_one_challenge_once_it_is_published(challenge, dora, carol):
    panel = at_stage(make_panel(challenge), Stage.LOCKED)
    make_juror(panel, carol, seat=Seat.PRESIDENT)
    ines = make_person("ines", is_staff=True, organizes_named_only=True)
    challenge.organizers.set([ines, dora])
    readers = {}
    for is_held in (True, False):
        panel.edition.is_told_on_stage = is_held
        people = (ines, dora, carol)
        readers[is_held] = {str(user) for user in people if user.has_perm("challenges.read_jury_results", panel)}
    assert readers == {True: {str(dora), str(carol)}, False: {str(dora), str(carol), str(ines)}}
