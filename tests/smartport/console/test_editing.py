"""Who saves second is told what changed meanwhile."""

import pytest

from smartport.console.editing import clashes, is_unchanged, seen_of
from tests.factories import OPENS_AT

FIELDS = ("title", "daily_limit", "opens_at")
pytestmark = pytest.mark.django_db


def test_form_that_saw_the_row_as_it_is_may_save(phase):
    assert is_unchanged(phase, FIELDS, seen=seen_of(phase, FIELDS))


def test_form_that_saw_another_row_may_not(phase):
    seen = seen_of(phase, FIELDS)
    phase.daily_limit += 1
    phase.save()
    phase.refresh_from_db()
    assert not is_unchanged(phase, FIELDS, seen=seen)


def test_value_that_is_saved_and_read_again_is_the_same(phase):
    seen = seen_of(phase, FIELDS)
    phase.refresh_from_db()
    assert is_unchanged(phase, FIELDS, seen=seen)


def test_organizers_of_a_challenge_are_among_its_values(challenge, dora):
    seen = seen_of(challenge, ("organizers", "release"))
    challenge.organizers.add(dora)
    assert not is_unchanged(challenge, ("organizers", "release"), seen=seen)


def test_clash_tells_both_values(phase):
    (clash,) = clashes(phase, FIELDS, sent={"title": phase.title, "daily_limit": 9, "opens_at": OPENS_AT})
    assert (clash.field, clash.now, clash.sent) == ("daily_limit", phase.daily_limit, 9)
