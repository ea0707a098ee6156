"""The clock of the vault, with the real actions behind it."""

from datetime import timedelta

import pytest
from celery import current_app
from django.conf import settings

from datasets import clock, tasks
from datasets.builds.models import Build, BuildState, Draft, Revision
from datasets.vault import keeping
from datasets.vault.actions import CLOCK, Actor, delete, note_access, open_upload
from datasets.vault.models import Extract, ExtractState
from datasets.vault.rules import UNFINISHED_DAYS
from tests.datasets.vault.conftest import LAST_DAY, announced, in_state, uploaded
from tests.factories import NOW

pytestmark = pytest.mark.database


@pytest.fixture(autouse=True)
def at(monkeypatch):
    """The doors read the clock; here it stands where it is put."""
    stands = {"now": NOW}
    monkeypatch.setattr(clock, "now", lambda: stands["now"])
    return stands


@pytest.fixture(autouse=True)
def sent(monkeypatch) -> list[tuple[str, tuple[str, ...]]]:
    """Messages, heard by nobody."""
    messages = []
    monkeypatch.setattr(current_app, "send_task", lambda name, args=(), **told: messages.append((name, tuple(args))))
    return messages


@pytest.fixture
def by_dora(dora) -> Actor:
    return Actor(dora)


@pytest.fixture
def begun(by_dora) -> Extract:
    return open_upload(announced(), by=by_dora, now=NOW)


def running_build(extract: Extract, state: BuildState = BuildState.RUNNING) -> Build:
    draft = Draft.objects.create(extract=extract, name=f"of-{extract.name}", created_at=NOW)
    revision = Revision.objects.create(draft=draft, number=1, text="", at=NOW)
    return Build.objects.create(revision=revision, state=state, asked_at=NOW)


def test_clock_strikes_for_the_vault_and_celery_knows_its_tasks():
    from smartport.celery import app

    app.loader.import_default_modules()
    assert settings.CELERY_BEAT_SCHEDULE["vault"]["task"] == "datasets.tasks.sweep_vault"
    assert {"datasets.tasks.sweep_vault", "datasets.tasks.read"} <= set(app.tasks)


def test_sweep_asks_for_the_oldest_that_waits_and_reads_none_itself(by_dora, sent):
    first = uploaded(by_dora, "a")
    uploaded(by_dora, "b")
    sent.clear()
    for _ in range(2):
        tasks.sweep_vault()
    assert sent == [("datasets.tasks.read", (str(first.pk),))] * 2


def test_one_is_read_at_a_time(by_dora, sent, at):
    first, _ = uploaded(by_dora, "a"), uploaded(by_dora, "b")
    Extract.objects.filter(pk=first.pk).update(reading={"ticket": "t", "percent": 1, "attempts": 1})
    sent.clear()
    tasks.sweep_vault()
    assert sent == []
    at["now"] = NOW + timedelta(minutes=6)
    tasks.sweep_vault()
    assert sent == [("datasets.tasks.read", (str(first.pk),))]


def test_reading_that_ended_calls_the_next(by_dora, sent):
    extract = uploaded(by_dora)
    sent.clear()
    tasks.read(str(extract.pk))
    tasks.read(str(extract.pk))
    extract.refresh_from_db()
    assert (extract.state, sent) == ("ready", [("datasets.tasks.sweep_vault", ())])


def test_what_is_past_its_day_is_destroyed_and_says_why(by_dora, at):
    extract = in_state(uploaded(by_dora), ExtractState.READY)
    tasks.sweep_vault()
    extract.refresh_from_db()
    assert extract.state == "ready"
    at["now"] = NOW.replace(year=LAST_DAY.year, month=LAST_DAY.month, day=LAST_DAY.day + 1)
    for _ in range(2):
        tasks.sweep_vault()
    extract.refresh_from_db()
    assert (extract.state, extract.deleted_at) == ("deleted", at["now"])
    assert not keeping.original(extract.pk).exists()
    lines = [(access.deed, access.details.get("reason")) for access in extract.accesses.all()[:2]]
    assert lines == [("destroyed", None), ("deletion_asked", "day")]


def test_upload_left_unfinished_is_dropped(begun, at):
    at["now"] = NOW + timedelta(days=UNFINISHED_DAYS)
    tasks.sweep_vault()
    begun.refresh_from_db()
    assert begun.state == "uploading"
    at["now"] += timedelta(seconds=1)
    tasks.sweep_vault()
    begun.refresh_from_db()
    assert (begun.state, begun.deleted_at) == ("deleted", at["now"])


def test_extract_that_a_build_reads_is_destroyed_after_it(by_dora):
    extract = in_state(uploaded(by_dora), ExtractState.READY)
    build = running_build(extract)
    delete(extract, reason="asked", by=CLOCK, now=NOW)
    tasks.sweep_vault()
    assert keeping.original(extract.pk).exists()
    Build.objects.filter(pk=build.pk).update(state=BuildState.BLOCKED)
    tasks.sweep_vault()
    assert not keeping.original(extract.pk).exists()


def test_table_that_a_running_build_looks_in_is_destroyed_after_it(by_dora, dora):
    looked_in, other = (in_state(uploaded(by_dora, name), ExtractState.READY) for name in ("meteo", "autre"))
    build = running_build(in_state(uploaded(by_dora), ExtractState.READY))
    note_access(looked_in, deed="used", by=dora, now=NOW)
    note_access(other, deed="used", by=dora, now=NOW - timedelta(days=1))
    for extract in (looked_in, other):
        delete(extract, reason="asked", by=CLOCK, now=NOW)
    tasks.sweep_vault()
    assert (keeping.original(looked_in.pk).exists(), keeping.original(other.pk).exists()) == (True, False)
    Build.objects.filter(pk=build.pk).update(state=BuildState.READY)
    tasks.sweep_vault()
    assert not keeping.original(looked_in.pk).exists()


@pytest.mark.parametrize("state", [state for state in BuildState if state != BuildState.RUNNING])
def test_build_that_does_not_run_keeps_nothing(by_dora, state):
    extract = in_state(uploaded(by_dora), ExtractState.READY)
    running_build(extract, state)
    delete(extract, reason="asked", by=CLOCK, now=NOW)
    tasks.sweep_vault()
    extract.refresh_from_db()
    assert extract.deleted_at == NOW


def test_disk_that_does_not_let_go_is_tried_again_and_stops_nobody(by_dora, monkeypatch):
    stuck, other = (in_state(uploaded(by_dora, name), ExtractState.READY) for name in ("a", "b"))
    for extract in (stuck, other):
        delete(extract, reason="asked", by=CLOCK, now=NOW)
    remove = keeping.remove

    def fail(extract_id):
        if extract_id == stuck.pk:
            raise PermissionError
        remove(extract_id)

    with monkeypatch.context() as failing:
        failing.setattr(keeping, "remove", fail)
        tasks.sweep_vault()
    assert {extract.name: extract.deleted_at for extract in Extract.objects.all()} == {"a": None, "b": NOW}
    tasks.sweep_vault()
    assert Extract.objects.get(name="a").deleted_at == NOW
