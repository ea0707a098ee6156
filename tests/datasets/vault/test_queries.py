"""What waits in the vault is found: by nobody's message, from the rows alone."""

from datetime import timedelta

import pytest

from datasets.vault import queries
from datasets.vault.actions import CLOCK, delete, destroy
from datasets.vault.models import Extract, ExtractState
from datasets.vault.rules import SIGN_OF_LIFE, UNFINISHED_DAYS
from tests.datasets.vault.conftest import LAST_DAY, in_state, uploaded
from tests.factories import NOW

pytestmark = pytest.mark.database


def change(extract: Extract, **fields: object) -> None:
    Extract.objects.filter(pk=extract.pk).update(**fields)


@pytest.fixture
def whole_too(begun, by_dora) -> Extract:
    return uploaded(by_dora, "portes")


def test_upload_that_is_whole_waits_to_be_read(begun, whole_too):
    assert list(queries.to_be_read(now=NOW)) == [whole_too]
    assert not queries.being_read(now=NOW).exists()


def test_reading_that_lives_is_left_alone_and_a_silent_one_is_found(whole_too):
    change(whole_too, reading={"ticket": "t", "percent": 3, "attempts": 1})
    lives, silent = NOW + SIGN_OF_LIFE, NOW + SIGN_OF_LIFE + timedelta(seconds=1)
    assert (queries.to_be_read(now=lives).count(), queries.being_read(now=lives).count()) == (0, 1)
    assert (queries.to_be_read(now=silent).count(), queries.being_read(now=silent).count()) == (1, 0)


def test_oldest_is_read_first(by_dora):
    first, second = uploaded(by_dora, "a"), uploaded(by_dora, "b")
    change(first, created_at=NOW + timedelta(hours=1))
    assert list(queries.to_be_read(now=NOW)) == [second, first]


def test_upload_nobody_goes_on_with_is_found_after_a_week(begun):
    week = timedelta(days=UNFINISHED_DAYS)
    assert not queries.unfinished(now=NOW + week).exists()
    assert queries.unfinished(now=NOW + week + timedelta(seconds=1)).get() == begun


@pytest.mark.parametrize("state", [state for state in ExtractState if state != ExtractState.DELETED])
def test_day_is_over_on_the_day_after_it_whatever_the_state(begun, state):
    in_state(begun, state)
    last = NOW.replace(year=LAST_DAY.year, month=LAST_DAY.month, day=LAST_DAY.day, hour=23)
    assert not queries.past_their_day(now=last).exists()
    assert queries.past_their_day(now=last + timedelta(hours=2)).get() == begun


def test_deleted_ones_are_destroyed_once(ready):
    delete(ready, reason="day", by=CLOCK, now=NOW)
    assert queries.to_be_destroyed().get() == ready
    destroy(ready, now=NOW)
    assert not queries.to_be_destroyed().exists()
    assert (list(queries.kept()), list(queries.deleted())) == ([], [ready])


def test_twins_are_others_with_the_same_bytes(ready, by_dora):
    whole_too = uploaded(by_dora, "portes")
    other = uploaded(by_dora, "autre", content=b"a;b\n1;2\n")
    for extract in (ready, whole_too):
        change(extract, sha256="ab" * 32)
    change(other, sha256="cd" * 32)
    ready.refresh_from_db()
    assert list(queries.twins_of(ready)) == [whole_too]
    ready.sha256 = ""
    assert list(queries.twins_of(ready)) == []
