"""Two teams become one: on the boards too, or not at all."""

import pytest

from challenges.journal.models import JournalEntry
from challenges.leaderboards.actions import close_leaderboard
from challenges.leaderboards.merging import accept_merge, preview_merge
from challenges.leaderboards.models import BestScore
from challenges.leaderboards.queries import standings
from challenges.leaderboards.rules import BoardClosed
from challenges.submissions.merging import SubmissionsTooMany
from challenges.submissions.models import Submission
from challenges.submissions.rules import NotAMember
from challenges.teams.asking_rules import AlreadyAnswered, TeamsTooLarge
from challenges.teams.merging import propose_merge, withdraw_merge
from challenges.teams.models import MergeProposal, Team
from challenges.teams.rules import NotTheCaptain
from tests.factories import CLOSES_AT, NOW, hand_in, make_submission, score_submission

pytestmark = pytest.mark.database


@pytest.fixture
def proposal(leaderboard, alices_team, mallorys_team, alice, mallory) -> MergeProposal:
    """Mallory, who leads, would become part of Alice's; each has a score."""
    for team, person, score in ((alices_team, alice, 2.0), (mallorys_team, mallory, 1.0)):
        score_submission(make_submission(team, leaderboard.phase, by=person), public=score, private=score)
    return propose_merge(mallorys_team, into="Les Alizés", by=mallory, now=NOW)


def test_better_score_is_the_teams_and_the_other_line_goes(proposal, leaderboard, alices_team, alice):
    assert [row.team_name for row in standings(leaderboard)] == ["Contre-courant", "Les Alizés"]
    assert accept_merge(proposal, by=alice, now=NOW) == alices_team
    leaderboard.refresh_from_db()
    (row,) = standings(leaderboard)
    assert (row.team_name, row.scored_count) == ("Les Alizés", 2)
    assert BestScore.objects.get().sort_value == 1.0
    entry = JournalEntry.objects.get(deed="team.merged")
    assert entry.details == {"absorbed": str(proposal.team_id), "name": "Contre-courant", "members": 3}


def test_merge_is_done_once(proposal, alice):
    accept_merge(proposal, by=alice, now=NOW)
    with pytest.raises(AlreadyAnswered):
        accept_merge(MergeProposal.objects.get(pk=proposal.pk), by=alice, now=NOW)


def test_absorbed_name_no_longer_hands_in(proposal, mallorys_team, alices_team, leaderboard, alice, mallory):
    accept_merge(proposal, by=alice, now=NOW)
    with pytest.raises(NotAMember):
        hand_in(mallorys_team, leaderboard.phase, by=mallory)
    assert hand_in(alices_team, leaderboard.phase, by=mallory).team == alices_team


def nothing_moved(mallorys_team) -> bool:
    return (
        mallorys_team.memberships.count() == Submission.objects.filter(team=mallorys_team).count() == 1
        and not Team.objects.exclude(merged_into=None).exists()
        and MergeProposal.objects.get().answered_at is None
    )


def test_closed_board_forbids_it_and_nothing_moves(proposal, leaderboard, mallorys_team, alice):
    edition = mallorys_team.edition
    close_leaderboard(leaderboard, by=None, now=CLOSES_AT.replace(hour=20))
    assert edition.teams_close > CLOSES_AT
    with pytest.raises(BoardClosed):
        accept_merge(proposal, by=alice, now=CLOSES_AT)
    assert nothing_moved(mallorys_team)
    assert isinstance(preview_merge(proposal, now=CLOSES_AT).refusal, BoardClosed)


def test_too_many_submissions_forbid_it_and_nothing_moves(proposal, leaderboard, mallorys_team, alice):
    leaderboard.phase.total_limit = 1
    leaderboard.phase.save()
    with pytest.raises(SubmissionsTooMany):
        accept_merge(proposal, by=alice, now=NOW)
    assert nothing_moved(mallorys_team)


def test_size_is_looked_at_when_it_is_accepted(proposal, mallorys_team, alice):
    edition = mallorys_team.edition
    edition.team_size = 2
    edition.save()
    with pytest.raises(TeamsTooLarge):
        accept_merge(proposal, by=alice, now=NOW)
    assert nothing_moved(mallorys_team)


def test_only_the_captain_who_is_asked_accepts(proposal, mallorys_team, mallory, bob, dora):
    for person in (mallory, bob, dora):
        with pytest.raises(NotTheCaptain):
            accept_merge(proposal, by=person, now=NOW)
    assert nothing_moved(mallorys_team)


def test_withdrawn_offer_is_not_accepted(proposal, alice, mallory):
    withdraw_merge(proposal, by=mallory, now=NOW)
    with pytest.raises(AlreadyAnswered):
        accept_merge(proposal, by=alice, now=NOW)


def test_preview_shows_people_sums_and_scores(proposal, alice, bob, mallory, alices_team, mallorys_team):
    seen = preview_merge(proposal, now=NOW)
    assert [one.user for one in seen.members] == [alice, bob, mallory]
    assert [(one.absorbed, one.into, one.total, one.fits) for one in seen.sums] == [(1, 1, 2, True)]
    assert [(one.absorbed, one.into) for one in seen.bests] == [(1.0, 2.0)]
    assert (seen.lost_projects, seen.lost_selections, seen.refusal) == ((), 0, None)
