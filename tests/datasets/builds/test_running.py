"""A build is made by one worker at a time, and what came of it is kept."""

from datetime import timedelta

import pytest

from datasets.builds import keeping, running
from datasets.builds.actions import discard_build
from datasets.builds.models import Build, BuildState
from datasets.builds.rules import ATTEMPTS, SIGN_OF_LIFE
from datasets.builds.running import run_build
from datasets.rules import PeriodsTooClose
from datasets.vault.actions import Actor, delete
from tests.factories import NOW

pytestmark = pytest.mark.database
LATER = NOW + SIGN_OF_LIFE + timedelta(seconds=1)


def at(moment):
    return lambda: moment


def test_build_waits_for_its_signatures_with_everything_that_was_found(ready, made):
    assert (ready.state, ready.percent, ready.refusal, ready.finished_at) == (BuildState.READY, 100, {}, NOW)
    assert ready.risk == made.risk
    assert [one["code"] for one in ready.findings if one["of"] == "gates"] == [one["code"] for one in made.findings]
    assert keeping.secrets_of(ready.pk) == {"commitment": made.commitment, "salt": made.salt}
    assert (keeping.release(ready.pk) / "SHA256SUMS").exists()


def test_labels_are_those_that_are_committed_to(ready, made):
    from hashlib import sha256

    salted = keeping.labels(ready.pk).read_bytes() + bytes.fromhex(made.salt)
    assert sha256(salted).hexdigest() == made.commitment


def test_use_of_the_extract_is_noted(ready, extract, dora):
    used = extract.accesses.filter(deed="used", details__build="passages r1")
    assert [(one.by, one.at) for one in used] == [(dora, NOW)]


def test_folder_is_for_the_site_alone(ready):
    assert keeping.folder(ready.pk).stat().st_mode & 0o077 == 0


def test_finding_that_blocks_blocks_the_build(asked, made, monkeypatch):
    leak = {"code": "foretells", "severity": "blocks", "column": "porte", "number": 0.97, "limit": 0.95, "values": {}}
    copied = running.build

    def leaking(*args, **options):
        found = copied(*args, **options)
        found.findings[:0] = [leak]
        return found

    monkeypatch.setattr(running, "build", leaking)
    assert run_build(asked.pk, clock=at(NOW))
    made.findings.remove(leak)
    asked.refresh_from_db()
    assert asked.state == BuildState.BLOCKED
    assert asked.findings[0] == {**leak, "of": "gates"}


def test_recipe_that_cannot_be_followed_fails_with_its_sentence(asked, monkeypatch):
    def refuse(*args, **options):
        raise PeriodsTooClose("The gap between train and test is 0 h.")

    monkeypatch.setattr(running, "build", refuse)
    assert run_build(asked.pk, clock=at(NOW))
    asked.refresh_from_db()
    assert asked.state == BuildState.FAILED
    assert asked.refusal == {"code": "periods_too_close", "message": "The gap between train and test is 0 h."}
    assert not keeping.folder(asked.pk).exists()


def test_extract_that_is_gone_fails_the_build(asked, extract, dora):
    delete(extract, reason="asked", by=Actor(dora), now=NOW)
    assert run_build(asked.pk, clock=at(NOW))
    asked.refresh_from_db()
    assert (asked.state, asked.refusal["code"]) == (BuildState.FAILED, "extract_not_ready")


def test_only_one_worker_takes_a_build(asked, made, monkeypatch):
    taken = []
    copied = running.build

    def second(*args, **options):
        taken.append(run_build(asked.pk, clock=at(NOW)))
        return copied(*args, **options)

    monkeypatch.setattr(running, "build", second)
    assert run_build(asked.pk, clock=at(NOW))
    assert taken == [False]
    assert not run_build(asked.pk, clock=at(NOW))


def test_silent_build_is_taken_up_by_another_worker(asked, made, monkeypatch):
    def killed(*args, **options):
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr(running, "build", killed)
        with pytest.raises(SystemExit):
            run_build(asked.pk, clock=at(NOW))
    (keeping.folder(asked.pk) / "left behind").touch()
    assert not run_build(asked.pk, clock=at(NOW))
    assert run_build(asked.pk, clock=at(LATER))
    asked.refresh_from_db()
    assert asked.state == BuildState.READY
    assert not (keeping.folder(asked.pk) / "left behind").exists()


def test_build_that_kills_three_workers_is_given_up(asked, monkeypatch):
    def killed(*args, **options):
        raise SystemExit

    monkeypatch.setattr(running, "build", killed)
    moment = NOW
    for _ in range(ATTEMPTS):
        with pytest.raises(SystemExit):
            run_build(asked.pk, clock=at(moment))
        moment += SIGN_OF_LIFE + timedelta(seconds=1)
    assert not run_build(asked.pk, clock=at(moment))
    asked.refresh_from_db()
    assert (asked.state, asked.refusal["code"]) == (BuildState.FAILED, "build_gave_up")


def test_build_that_is_discarded_meanwhile_stops_and_leaves_nothing(asked, made, monkeypatch):
    copied = running.build

    def discarded(*args, **options):
        discard_build(Build.objects.get(pk=asked.pk), by=None, now=NOW)
        return copied(*args, **options)

    monkeypatch.setattr(running, "build", discarded)
    assert not run_build(asked.pk, clock=at(NOW))
    asked.refresh_from_db()
    assert asked.state == BuildState.DISCARDED
    assert not keeping.folder(asked.pk).exists()


def test_steps_are_told_as_they_come(asked, made, monkeypatch):
    told = []
    settle = running.Turn.settle

    def heard(turn, **fields):
        told.append(fields.get("step"))
        settle(turn, **fields)

    monkeypatch.setattr(running.Turn, "settle", heard)
    run_build(asked.pk, clock=at(NOW))
    assert told == ["anonymize", "gates", "risk", "write", "verify", "compose", ""]
