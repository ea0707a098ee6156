"""A keepsake is asked for, made by one worker, kept for a month, and gone."""

import hashlib
import io
import zipfile
from datetime import timedelta

import pytest

from challenges.journal.models import JournalEntry
from challenges.making.actions import begin
from challenges.results.models import Keepsake, KeepsakeState
from datasets.hidden import hidden_storage
from smartport.keepsake import running, tasks
from smartport.keepsake.asking import ask_keepsake, being_made, refusal_said, throw_away_old, to_be_made
from smartport.keepsake.rules import ATTEMPTS, KEPT_FOR, SIGN_OF_LIFE, EditionNotShown, PageFailed
from smartport.keepsake.running import NoLongerOurs, run_keepsake
from tests.factories import NOW, make_edition

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


def at(moment=NOW):
    return lambda: moment


def made(edition, *, by, now=NOW) -> Keepsake:
    asked = ask_keepsake(edition, by=by, now=now)
    assert run_keepsake(asked.pk, clock=at(now))
    asked.refresh_from_db()
    return asked


def test_it_is_one_zip_whose_fingerprint_is_in_the_journal(edition, challenge, dora):
    kept = made(edition, by=dora)
    with kept.content.open("rb") as file:
        content = file.read()
    assert (kept.state, kept.size, kept.sha256) == ("ready", len(content), hashlib.sha256(content).hexdigest())
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        sums = packed.read("smartport-demo-2026-11-20/SHA256SUMS")
        pages = [name for name in packed.namelist() if name.endswith(".html")]
    assert kept.sums_sha256 == hashlib.sha256(sums).hexdigest()
    assert kept.pages == len(pages) - 1  # the cover is no page of the site
    asked, ended = JournalEntry.objects.filter(deed__startswith="keepsake.").order_by("number")
    assert (asked.deed, asked.by, ended.deed) == ("keepsake.asked", dora, "keepsake.made")
    assert ended.details["sha256"] == kept.sha256


def test_who_asks_twice_gets_the_one_that_is_under_way(edition, dora, carol):
    first = ask_keepsake(edition, by=dora, now=NOW)
    assert ask_keepsake(edition, by=carol, now=LATER) == first
    assert Keepsake.objects.count() == 1


def test_edition_that_nobody_sees_is_refused_at_once(edition, dora):
    draft = make_edition("draft", is_published=False)
    with pytest.raises(EditionNotShown):
        ask_keepsake(draft, by=dora, now=NOW)


def test_new_one_takes_the_place_of_the_one_before(edition, dora):
    first, second = made(edition, by=dora), made(edition, by=dora, now=LATER)
    assert throw_away_old(now=LATER) == 1
    assert list(Keepsake.objects.all()) == [second]
    assert not hidden_storage().exists(first.content.name)
    assert hidden_storage().exists(second.content.name)


def test_it_goes_after_a_month(edition, dora):
    kept = made(edition, by=dora)
    assert throw_away_old(now=NOW + KEPT_FOR) == 0
    assert throw_away_old(now=NOW + KEPT_FOR + timedelta(seconds=1)) == 1
    assert not hidden_storage().exists(kept.content.name)
    assert JournalEntry.objects.filter(deed="keepsake.thrown_away").count() == 1


def test_bytes_that_another_row_names_too_stay(edition, challenge, dora):
    """An organizer may have brought the same ZIP to the making of a challenge."""
    kept = made(edition, by=dora)
    making = begin(edition, way="folder", by=dora, now=NOW)
    type(making).objects.filter(pk=making.pk).update(content=kept.content.name)
    assert throw_away_old(now=NOW + KEPT_FOR + timedelta(seconds=1)) == 1
    assert hidden_storage().exists(kept.content.name)


@pytest.fixture(autouse=True)
def effects(monkeypatch):
    """What waits for the end of a transaction is done: a test's own never ends."""
    monkeypatch.setattr("django.db.transaction.on_commit", lambda effect, using=None: effect())


def test_refusal_is_told_in_words(edition, dora, monkeypatch):
    def refused(*words, **named):
        raise PageFailed(address="/news/", status=500)

    monkeypatch.setattr(running, "make_keepsake", refused)
    kept = made(edition, by=dora)
    said = refusal_said(kept)
    assert kept.state == "failed"
    assert said is not None
    assert "/news/" in said.message
    assert "500" in said.message


def test_worker_that_is_silent_is_followed_by_another_until_it_is_given_up(edition, dora, monkeypatch):
    def dies(*words, **named):
        raise KeyboardInterrupt

    monkeypatch.setattr(running, "make_keepsake", dies)
    asked, moment = ask_keepsake(edition, by=dora, now=NOW), NOW
    for _ in range(ATTEMPTS):
        with pytest.raises(KeyboardInterrupt):
            run_keepsake(asked.pk, clock=at(moment))
        assert not to_be_made(now=moment).exists()
        assert being_made(now=moment).exists()
        moment += SIGN_OF_LIFE + timedelta(seconds=1)
    assert not run_keepsake(asked.pk, clock=at(moment))
    asked.refresh_from_db()
    assert (asked.state, asked.refusal["code"]) == (KeepsakeState.FAILED, "keepsake_given_up")


def test_worker_whose_turn_another_took_keeps_nothing(edition, dora, monkeypatch):
    def overtaken(*words, tell, **named):
        Keepsake.objects.update(ticket="another")
        with pytest.raises(NoLongerOurs):
            tell("write", 1, 2)
        raise NoLongerOurs

    monkeypatch.setattr(running, "make_keepsake", overtaken)
    asked = ask_keepsake(edition, by=dora, now=NOW)
    assert not run_keepsake(asked.pk, clock=at())
    asked.refresh_from_db()
    assert (asked.state, asked.ticket) == (KeepsakeState.RUNNING, "another")


def test_clock_rings_for_what_waits_and_for_one_at_a_time(edition, dora, monkeypatch):
    rung = []
    monkeypatch.setattr(tasks, "ring", lambda *words, queue="site": rung.append((*words, queue)))
    tasks.sweep_keepsakes()
    assert rung == []
    asked = ask_keepsake(edition, by=dora, now=NOW)
    tasks.sweep_keepsakes()
    assert rung == [(tasks.MAKE, str(asked.pk), "data")]
    Keepsake.objects.update(state=KeepsakeState.RUNNING, seen_at=NOW)
    tasks.sweep_keepsakes()
    assert len(rung) == 1


def test_task_makes_it(edition, dora, monkeypatch):
    rung = []
    monkeypatch.setattr(tasks, "ring", lambda *words, queue="site": rung.append(words))
    asked = ask_keepsake(edition, by=dora, now=NOW)
    tasks.make(str(asked.pk))
    asked.refresh_from_db()
    assert (asked.state, rung) == ("ready", [(tasks.SWEEP,)])
