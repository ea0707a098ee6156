"""What is read of recipes and builds."""

from datetime import timedelta

import pytest

from datasets.builds import queries
from datasets.builds.actions import ask_build, save_revision
from datasets.builds.models import Build, BuildState
from datasets.builds.rules import SIGN_OF_LIFE
from datasets.releases.models import Release
from tests.factories import NOW
from tests.factories.recipes import make_draft

pytestmark = pytest.mark.database


def test_list_of_recipes_has_what_it_shows_in_one_query(asked, draft, extract, dora, django_assert_num_queries):
    save_revision(draft, text=queries.last_revision(draft).text.replace("k: 5", "k: 7"), after=1, by=dora, now=NOW)
    make_draft(extract, by=dora, name="others", now=NOW + timedelta(hours=1))
    with django_assert_num_queries(1):
        found = [
            (one.name, one.extract.name, one.last_number, one.last_state, one.last_build) for one in queries.drafts()
        ]
    assert found == [("others", "passages", 1, None, None), ("passages", "passages", 2, "queued", asked.pk)]


def test_revisions_tell_how_often_they_were_built(asked, draft, dora):
    save_revision(draft, text=queries.last_revision(draft).text.replace("k: 5", "k: 7"), after=1, by=dora, now=NOW)
    assert [(one.number, one.build_count) for one in queries.revisions_of(draft)] == [(2, 0), (1, 1)]


@pytest.mark.parametrize(
    ("state", "silent", "waits", "runs"),
    [
        (BuildState.QUEUED, None, True, False),
        (BuildState.RUNNING, SIGN_OF_LIFE - timedelta(seconds=1), False, True),
        (BuildState.RUNNING, SIGN_OF_LIFE + timedelta(seconds=1), True, False),
        (BuildState.READY, None, False, False),
        (BuildState.DISCARDED, None, False, False),
    ],
)
def test_what_waits_is_what_nobody_works_at(asked, state, silent, waits, runs):
    seen_at = None if silent is None else NOW - silent
    Build.objects.filter(pk=asked.pk).update(state=state, seen_at=seen_at)
    assert queries.to_be_built(now=NOW).exists() is waits
    assert queries.being_built(now=NOW).exists() is runs


def test_build_under_way_is_that_of_the_recipe(asked, draft, extract, dora):
    other = make_draft(extract, by=dora, name="others")
    assert queries.under_way(draft) == asked
    assert queries.under_way(other) is None
    Build.objects.update(state=BuildState.BLOCKED)
    assert queries.under_way(draft) is None
    assert list(queries.builds_of(draft)) == [asked]
    assert ask_build(draft, by=dora, now=NOW) != asked


def test_last_release_is_the_one_published_last(db):
    for version, days in (("1.0.0", 2), ("2.0.0", 1), ("1.0.1", 0)):
        Release.objects.create(
            slug="passages", version=version, title={}, licence="x", published_at=NOW - timedelta(days=days)
        )
    assert queries.last_release("passages").version == "1.0.1"
    assert queries.last_release("others") is None
