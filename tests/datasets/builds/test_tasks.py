"""The clock finds builds that wait, and one is made at a time."""

from datetime import timedelta

import pytest
from celery import current_app
from django.conf import settings

from datasets import clock, tasks
from datasets.builds.actions import ask_build
from datasets.builds.models import Build, BuildState
from datasets.builds.rules import SIGN_OF_LIFE
from tests.factories import NOW
from tests.factories.recipes import make_draft

pytestmark = pytest.mark.database

BUILD, SWEEP = "datasets.tasks.build", "datasets.tasks.sweep_builds"


@pytest.fixture(autouse=True)
def at_noon(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def sent(monkeypatch) -> list[tuple[str, tuple[str, ...]]]:
    """Messages, heard by nobody."""
    messages = []
    monkeypatch.setattr(current_app, "send_task", lambda name, args=(), **told: messages.append((name, tuple(args))))
    return messages


def test_clock_strikes_for_builds_and_celery_knows_its_tasks():
    from smartport.celery import app

    app.loader.import_default_modules()
    assert settings.CELERY_BEAT_SCHEDULE["builds"]["task"] == SWEEP
    assert {SWEEP, BUILD} <= set(app.tasks)


def test_build_that_waits_is_asked_of_a_worker_the_oldest_first(asked, extract, dora, sent):
    ask_build(make_draft(extract, by=dora, name="others"), by=dora, now=NOW + timedelta(hours=1))
    tasks.sweep_builds()
    assert sent == [(BUILD, (str(asked.pk),))]


@pytest.mark.parametrize(("silent", "is_sent"), [(timedelta(0), False), (SIGN_OF_LIFE * 2, True)])
def test_one_is_made_at_a_time_and_a_silent_one_again(asked, sent, silent, is_sent):
    Build.objects.filter(pk=asked.pk).update(state=BuildState.RUNNING, seen_at=NOW - silent)
    tasks.sweep_builds()
    assert sent == ([(BUILD, (str(asked.pk),))] if is_sent else [])


def test_nothing_is_asked_where_nothing_waits(draft, sent):
    tasks.sweep_builds()
    assert sent == []


def test_build_is_made_and_the_next_one_looked_for(asked, made, sent):
    tasks.build(str(asked.pk))
    asked.refresh_from_db()
    assert asked.state == BuildState.READY
    assert sent == [(SWEEP, ())]
    tasks.build(str(asked.pk))
    assert sent == [(SWEEP, ())]
