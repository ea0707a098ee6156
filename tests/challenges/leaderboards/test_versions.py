"""The version of a board changes with what is shown, with who is told, and every minute with names and texts."""

from datetime import timedelta

import pytest

from challenges.leaderboards.keeping import touch
from challenges.leaderboards.versions import version_of
from tests.factories import NOW

pytestmark = pytest.mark.django_db


def test_version_stays_while_nothing_changes(leaderboard):
    assert version_of(leaderboard, "fr", 1, now=NOW) == version_of(
        leaderboard, "fr", 1, now=NOW + timedelta(seconds=59)
    )


def test_version_changes_with_the_board_the_reader_the_hour_and_the_minute(leaderboard):
    found = [version_of(leaderboard, "fr", now=NOW), version_of(leaderboard, "ar", now=NOW)]
    found.append(version_of(leaderboard, "fr", now=NOW + timedelta(seconds=60)))
    touch(leaderboard, now=NOW)
    found.append(version_of(leaderboard, "fr", now=NOW))
    leaderboard.phase.freezes_at = NOW
    found.append(version_of(leaderboard, "fr", now=NOW))
    leaderboard.told_at = NOW
    found.append(version_of(leaderboard, "fr", now=NOW))
    assert len(set(found)) == 6
