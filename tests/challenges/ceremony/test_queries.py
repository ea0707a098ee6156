"""Reads of an evening."""

from datetime import timedelta

import pytest

from challenges.ceremony.queries import NEAR, ceremony_of, control_since, evening_in_view, rehearsal_script, script_now
from challenges.ceremony.running import rehearse, take_over
from challenges.ceremony.script import Words
from tests.factories import NOW
from tests.factories.editions import texts

pytestmark = pytest.mark.django_db


def test_script_is_made_from_the_awards(evening, edition):
    kinds = [step["kind"] for step in script_now(ceremony_of(edition))]
    assert kinds == [
        "welcome",
        "award",
        "silence",
        "winner",
        "award",
        "place",
        "silence",
        "winner",
        "laureates",
        "thanks",
    ]


def test_kept_order_that_is_no_order_is_left_out(evening, edition):
    evening.running_order = ["x", {"kind": "song"}, {"kind": "words", "key": "w", "title": texts("Word")}]
    evening.save()
    kinds = [step["kind"] for step in script_now(ceremony_of(edition))]
    assert kinds.count("words") == 1
    assert Words("w", texts("Word")).speaker == ""


def test_rehearsal_has_no_baseline_and_no_merged_team(evening, edition, alices_team, mallorys_team):
    alices_team.is_baseline = True
    alices_team.save()
    named = str(rehearsal_script(evening, seed=1))
    assert mallorys_team.name in named
    assert alices_team.name not in named


def test_control_is_held_since_it_was_taken(evening, edition, dora, driss):
    show = rehearse(edition, by=dora, now=NOW)
    assert control_since(show.ceremony) == NOW
    later = NOW.replace(second=59)
    take_over(show, seen_key=show.controller_key, by=driss, now=later)
    assert control_since(show.ceremony) == later


@pytest.mark.parametrize(
    ("state", "away", "is_in_view"),
    [
        ("armed", NEAR + timedelta(seconds=1), False),
        ("armed", NEAR, True),
        ("live", timedelta(days=2), True),
        ("done", -timedelta(days=2), True),
    ],
)
def test_visitors_are_led_to_the_evening_from_some_hours_before(evening, edition, state, away, is_in_view):
    edition.is_told_on_stage = True
    type(evening).objects.update(state=state, begins_at=NOW + away)
    assert (evening_in_view(edition, now=NOW) is not None) == is_in_view


def test_visitors_are_led_to_no_evening_once_the_results_are_published(evening, edition):
    edition.is_told_on_stage, edition.results_published_at = True, NOW
    assert evening_in_view(edition, now=NOW) is None
