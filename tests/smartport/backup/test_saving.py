"""What a backup holds, and that the site may go on meanwhile."""

import threading
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages
from django.db import connections, transaction
from django.test import Client

from challenges.journal.models import JournalEntry
from challenges.journal.queries import verify
from challenges.leaderboards.actions import rebuild
from challenges.leaderboards.models import BestScore
from challenges.results.models import Keepsake, KeepsakeState
from challenges.submissions.models import Submission
from datasets.hidden import hidden_storage
from datasets.vault import keeping
from datasets.vault.models import Extract
from smartport.accounts.models import User
from smartport.backup import saving
from smartport.backup.checking import opened
from smartport.backup.connecting import snapshot
from smartport.backup.refusal import FilesMissing
from smartport.keepsake.asking import throw_away_old
from smartport.keepsake.rules import KEPT_FOR
from tests.factories import NOW, hand_in, make_person, make_submission, predictions_csv, score_submission
from tests.factories.recipes import make_extract_of, visits
from tests.smartport.backup.places import FILE, KINDS, OWN, database, point_to, restored, saved
from tests.smartport.backup.test_round_trip import files, make_site

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]

HANDS = 3
ROUNDS = 12


class Load:
    """Teams that hand in and results that are kept, by several hands, until it is stopped or each has had enough."""

    def __init__(self, phase) -> None:
        self.phase = phase
        self.teams = list(phase.challenge.edition.teams.order_by("pk"))
        self.stopped = threading.Event()
        self.done: list[int] = []
        self.failed: list[Exception] = []
        self.hands = [threading.Thread(target=self._work, args=(hand,)) for hand in range(HANDS)]

    def __enter__(self) -> "Load":
        for hand in self.hands:
            hand.start()
        while len(self.done) < HANDS and not self.failed:
            time.sleep(0.01)
        return self

    def __exit__(self, *raised: object) -> None:
        self.stopped.set()
        for hand in self.hands:
            hand.join(60)
        assert self.failed == []

    def _work(self, hand: int) -> None:
        try:
            for number in range(ROUNDS):
                if self.stopped.is_set():
                    return
                self._hand_in(100 * (hand + 1) + number, team=self.teams[(hand + number) % len(self.teams)])
        except Exception as error:
            self.failed.append(error)
        finally:
            connections.close_all()

    def _hand_in(self, number: int, *, team) -> None:
        captain = team.memberships.get(is_captain=True).user
        moment = NOW + timedelta(seconds=number)
        content = predictions_csv(a=number / 7)
        submission = hand_in(team, self.phase, by=captain, now=moment, content=content)
        with transaction.atomic():  # as challenges.tasks keeps a report
            score_submission(submission, now=moment, public=1 / number, private=number)
        self.done.append(number)


@pytest.mark.parametrize("target", KINDS)
def test_taken_under_load_it_is_one_moment_of_the_site(tmp_path, monkeypatch, one_connection, target):
    """Every row of it stands with every other: boards follow from scores, the journal's chain is whole."""
    phase = make_site(tmp_path)
    phase.daily_limit = phase.total_limit = 10_000
    phase.save()
    rest_a_while_between_tables(monkeypatch)
    with Load(phase) as load:
        made = saved(tmp_path / "backup.tar")
        assert len(load.done) > HANDS
    taken = made.manifest.rows["challenges.Submission"]
    assert taken < Submission.objects.count()
    point_to(tmp_path / "new")
    with database(target, tmp_path):
        restored(tmp_path / "backup.tar", replace=target == OWN)
        head = JournalEntry.objects.order_by("number").last()
        assert (head.number, head.hash, verify()) == (made.manifest.journal.number, made.manifest.journal.hash, None)
        assert Submission.objects.count() == taken
        assert len(files()) == made.manifest.files >= taken
        assert board_is_that_of_its_scores(phase)


def rest_a_while_between_tables(monkeypatch):
    """So that others surely write meanwhile."""
    save_rows = saving._save_rows

    def slowly(model, journey):
        save_rows(model, journey)
        time.sleep(0.02)

    monkeypatch.setattr(saving, "_save_rows", slowly)


def board_is_that_of_its_scores(phase) -> bool:
    """Worked out anew from every score, it is the same."""
    before = _shown_and_kept()
    rebuild(phase.leaderboard, now=NOW)
    return _shown_and_kept() == before


def _shown_and_kept() -> tuple[object, list[tuple[object, ...]]]:
    cache.clear()
    shown = Client().get("/api/v1/challenges/rade/leaderboard").json()["results"]
    lines = BestScore.objects.order_by("team_id").values_list("team_id", "sort_value", "scored_count", "history")
    return shown, list(lines)


def test_a_snapshot_sees_nothing_new_and_writes_nothing():
    make_person("alice")

    with snapshot():
        other = threading.Thread(target=lambda: (make_person("bob"), connections.close_all()))
        other.start()
        other.join(20)
        assert User.objects.count() == 1
        with pytest.raises(Exception, match=r"read-?only"):
            make_person("carol")
    assert User.objects.count() == 2


def test_a_lost_file_is_named(tmp_path, alices_team, phase, bundle):
    lost = make_submission(alices_team, phase, content=b"lost")
    default_storage.delete(lost.content.name)
    with pytest.raises(FilesMissing, match=f"files/{lost.sha256}"):
        saved(tmp_path / "backup.tar")
    made = saved(tmp_path / "incomplete.tar", incomplete=True)
    assert made.manifest.missing == (f"files/{lost.sha256}",)
    with opened(tmp_path / "incomplete.tar") as backup:
        assert backup.manifest == made.manifest


def test_a_copy_of_the_edition_that_goes_meanwhile_does_not_stop_it(tmp_path, edition, dora, monkeypatch):
    """The clock throws copies away: a backup of a site in use must not call that a loss."""
    content = hidden_storage().save("", ContentFile(b"PK"))
    given = {"asked_by": dora, "asked_at": NOW, "finished_at": NOW, "state": KeepsakeState.READY}
    Keepsake.objects.create(edition=edition, content=content, **given)
    save_files = saving._save_files

    def after_the_sweep(journey, *, incomplete):
        assert throw_away_old(now=NOW + KEPT_FOR + timedelta(seconds=1)) == 1
        save_files(journey, incomplete=incomplete)

    monkeypatch.setattr(saving, "_save_files", after_the_sweep)
    made = saved(tmp_path / "backup.tar")
    assert (len(made.manifest.missing), made.manifest.files) == (1, 0)
    point_to(tmp_path / "new")
    with database(FILE, tmp_path):
        restored(tmp_path / "backup.tar", replace=False)
        assert throw_away_old(now=NOW + KEPT_FOR + timedelta(seconds=1)) == 1


@pytest.mark.parametrize("incomplete", [False, True])
def test_a_damaged_file_is_never_taken_for_the_one_it_was(tmp_path, alices_team, phase, bundle, incomplete):
    submission = make_submission(alices_team, phase, content=b"whole")
    path = storages["default"].path(submission.content.name)
    Path(path).chmod(0o600)
    with Path(path).open("wb") as file:
        file.write(b"spoil")
    if incomplete:
        assert saved(tmp_path / "backup.tar", incomplete=True).manifest.missing == (f"files/{submission.sha256}",)
    else:
        with pytest.raises(FilesMissing, match=submission.sha256):
            saved(tmp_path / "backup.tar")


def test_files_that_no_row_names_are_left_out(tmp_path, bundle):
    default_storage.save("", ContentFile(b"of a row that was never committed"))
    assert saved(tmp_path / "backup.tar").manifest.files == 2  # the bundle and its expected ids


@pytest.mark.parametrize("with_vault", [False, True])
def test_raw_extracts_are_taken_only_where_asked(tmp_path, with_vault):
    extract = make_extract_of(visits(60), by=make_person("dora", is_staff=True))
    raw = keeping.original(extract.pk).read_bytes() if keeping.original(extract.pk).exists() else b""
    keeping.original(extract.pk).write_bytes(raw or b"raw rows")
    raw = keeping.original(extract.pk).read_bytes()
    saved(tmp_path / "backup.tar", with_vault=with_vault)
    assert (raw in (tmp_path / "backup.tar").read_bytes()) == with_vault
    point_to(tmp_path / "new")
    with database(FILE, tmp_path):
        told = restored(tmp_path / "backup.tar", replace=False)
        after = Extract.objects.get()
        assert told.without_file == (() if with_vault else (extract.name,))
        assert after.state == (extract.state if with_vault else "deleted")
        if with_vault:
            assert keeping.original(extract.pk).read_bytes() == raw
            assert keeping.original(extract.pk).stat().st_mode & 0o77 == 0


def test_a_broken_journal_is_saved_and_told(tmp_path, submission):
    score = score_submission(submission)
    JournalEntry.objects.filter(subject=f"evaluation:{score.pk}").update(deed="evaluation.forged")
    broken = verify()
    assert broken is not None
    made = saved(tmp_path / "backup.tar")
    assert made.manifest.journal.broken_at == broken
    with database(FILE, tmp_path):
        assert restored(tmp_path / "backup.tar", replace=False).journal == made.manifest.journal
