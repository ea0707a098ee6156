"""Releases and raw extracts that wait for somebody."""

from datetime import timedelta

import pytest

from datasets.builds.actions import ask_build
from datasets.builds.models import Build, BuildState
from datasets.vault.models import Extract, ExtractState
from smartport.console.needs.data import data
from tests.factories import NOW
from tests.factories.recipes import make_draft, make_extract_of, visits

pytestmark = pytest.mark.django_db


def asked(user, *, now=NOW):
    return list(data(user, language="en", now=now))


@pytest.fixture
def extract(dora) -> Extract:
    found = make_extract_of(visits(20), by=dora)
    found.delete_after = (NOW + timedelta(days=90)).date()
    found.save()
    return found


@pytest.mark.parametrize(("state", "word"), [("ready", "signed"), ("blocked", "blocked"), ("failed", "built")])
def test_build_that_stopped_waits_for_somebody(extract, dora, state, word):
    build = ask_build(make_draft(extract, by=dora), by=dora, now=NOW)
    assert asked(dora) == []
    Build.objects.filter(pk=build.pk).update(state=BuildState(state), finished_at=NOW)
    (need,) = asked(dora)
    assert word in need.title
    assert need.address == f"/data/builds/{build.pk}/"


def test_later_build_takes_the_place_of_one_that_failed(extract, dora):
    draft = make_draft(extract, by=dora)
    build = ask_build(draft, by=dora, now=NOW)
    Build.objects.filter(pk=build.pk).update(state=BuildState.FAILED)
    ask_build(draft, by=dora, now=NOW + timedelta(minutes=1))
    assert asked(dora) == []


def test_extract_is_told_of_before_its_last_day(extract, dora):
    assert asked(dora) == []
    (need,) = asked(dora, now=NOW + timedelta(days=85))
    assert need.button == "Keep it longer"


def test_extract_that_could_not_be_read_is_told_of(extract, dora):
    Extract.objects.update(state=ExtractState.REFUSED)
    (need,) = asked(dora)
    assert need.button == "See why"
