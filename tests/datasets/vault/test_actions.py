"""An upload opens, grows and ends; a day is changed; an extract goes. Every deed is in the journal."""

import io
from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from datasets.vault import actions, keeping, rules
from datasets.vault.actions import CLOCK, Actor, append, change_day, delete, destroy, note_access, open_upload
from datasets.vault.models import Access, Extract, ExtractState
from tests.datasets.vault.conftest import CONTENT, LAST_DAY, announced, in_state, uploaded
from tests.factories import NOW

pytestmark = pytest.mark.database

LATER = NOW + timedelta(hours=1)


def deeds(extract: Extract) -> list[tuple[str, str]]:
    return [(access.deed, access.actor) for access in extract.accesses.order_by("id")]


def send(extract: Extract, content: bytes, *, offset: int, by: Actor) -> Extract:
    return append(extract, offset=offset, content=io.BytesIO(content), by=by, now=LATER)


def test_upload_opens_with_a_row_and_a_line_of_the_journal(begun, dora):
    assert (begun.name, begun.state, begun.received, begun.kept_by) == ("escales", "uploading", 0, dora)
    line = Access.objects.get()
    assert (line.extract, line.by, line.actor, line.deed, line.at) == (begun, dora, "Dora", "created", NOW)
    assert line.details == {"file": "Escales 2025.csv", "size": len(CONTENT), "delete_after": "2027-02-18"}


def test_upload_grows_piece_by_piece_and_waits_to_be_read(begun, by_dora):
    half = send(begun, CONTENT[:100], offset=0, by=by_dora)
    assert (half.received, half.state, half.changed_at) == (100, "uploading", LATER)
    whole = send(begun, CONTENT[100:], offset=100, by=by_dora)
    assert (whole.received, whole.state) == (len(CONTENT), "reading")
    assert keeping.original(begun.pk).read_bytes() == CONTENT
    assert deeds(begun) == [("created", "Dora"), ("received", "Dora")]


def test_what_is_not_in_the_row_is_cut_off_by_the_next_chunk(begun, by_dora):
    """A process killed between the disk and the database."""
    send(begun, CONTENT[:10], offset=0, by=by_dora)
    keeping.append(begun.pk, offset=10, content=io.BytesIO(b"half a chunk"))
    send(begun, CONTENT[10:], offset=10, by=by_dora)
    assert keeping.original(begun.pk).read_bytes() == CONTENT


@pytest.mark.parametrize(
    ("offset", "length", "refusal"), [(1, 5, rules.WrongOffset), (0, len(CONTENT) + 1, rules.TooManyBytes)]
)
def test_chunk_that_does_not_fit_is_refused_and_changes_nothing(begun, by_dora, offset, length, refusal):
    with pytest.raises(refusal):
        send(begun, bytes(length), offset=offset, by=by_dora)
    begun.refresh_from_db()
    assert (begun.received, keeping.original(begun.pk).exists()) == (0, False)


def test_chunk_that_comes_after_the_end_is_refused(whole, by_dora):
    with pytest.raises(rules.NotUploading):
        send(whole, b"x", offset=len(CONTENT), by=by_dora)


def test_chunk_for_a_deleted_upload_leaves_nothing_on_the_disk(begun, by_dora):
    delete(begun, reason="dropped", by=by_dora, now=NOW)
    destroy(begun, now=NOW)
    with pytest.raises(rules.NotUploading):
        send(begun, b"x", offset=0, by=by_dora)
    assert not keeping.original(begun.pk).parent.exists()


@pytest.mark.parametrize(
    ("asked", "refusal"),
    [
        (announced(size=0), rules.ExtractEmpty),
        (announced(size=(20 << 30) + 1), rules.ExtractTooLarge),
        (announced("Escales"), rules.NameUnfit),
        (announced(file_name="a/"), rules.FileNameMissing),
    ],
)
def test_what_the_rules_refuse_leaves_no_row(by_dora, asked, refusal):
    with pytest.raises(refusal):
        open_upload(asked, by=by_dora, now=NOW)
    assert Extract.objects.count() == 0


def test_upload_needs_room_on_the_disk(by_dora, monkeypatch):
    monkeypatch.setattr(keeping.shutil, "disk_usage", lambda path: SimpleNamespace(free=rules.ROOM_LEFT))
    with pytest.raises(rules.VaultFull):
        open_upload(announced(), by=by_dora, now=NOW)


def test_name_left_empty_is_made_from_the_files_and_numbered(by_dora):
    names = [open_upload(announced(""), by=by_dora, now=NOW).name for _ in range(3)]
    assert names == ["escales-2025", "escales-2025-2", "escales-2025-3"]


def test_name_of_an_unfinished_upload_is_not_given_twice(begun, by_dora):
    with pytest.raises(rules.UploadUnfinished, match="escales"):
        open_upload(announced(), by=by_dora, now=NOW)


def test_name_of_an_extract_is_used_once_even_when_it_is_deleted(ready, by_dora):
    with pytest.raises(rules.NameTaken):
        open_upload(announced(), by=by_dora, now=NOW)
    delete(ready, reason="asked", by=by_dora, now=NOW)
    with pytest.raises(rules.NameTaken):
        open_upload(announced(), by=by_dora, now=NOW)
    ready.refresh_from_db()
    assert ready.name == "escales"


def test_refused_extract_gives_its_name_to_the_one_that_comes_instead(whole, by_dora):
    in_state(whole, ExtractState.REFUSED)
    again = open_upload(announced(), by=by_dora, now=LATER)
    whole.refresh_from_db()
    assert (again.name, whole.name, whole.state) == ("escales", f"escales-{whole.pk.hex[:8]}", "deleted")
    assert deeds(whole)[-1] == ("deletion_asked", "Dora")
    assert whole.accesses.first().details == {"reason": "replaced", "name": "escales"}


def test_day_is_changed_and_noted(ready, by_dora):
    change_day(ready, delete_after=date(2026, 12, 1), by=by_dora, now=NOW)
    change_day(ready, delete_after=date(2026, 12, 1), by=by_dora, now=NOW)
    ready.refresh_from_db()
    assert (ready.delete_after, ready.accesses.filter(deed="date_changed").count()) == (date(2026, 12, 1), 1)
    assert ready.accesses.first().details == {"from": "2027-02-18", "to": "2026-12-01"}


def test_day_of_a_deleted_extract_stays(ready, by_dora):
    delete(ready, reason="asked", by=by_dora, now=NOW)
    with pytest.raises(rules.ExtractGone):
        change_day(ready, delete_after=date(2026, 12, 1), by=by_dora, now=NOW)
    ready.refresh_from_db()
    assert ready.delete_after == LAST_DAY


def test_deleted_extract_is_destroyed_once_and_its_journal_stays(ready, by_dora):
    keeping.table(ready.pk).write_bytes(b"PAR1")
    assert not destroy(ready, now=NOW)
    assert keeping.original(ready.pk).exists()
    answers = [delete(ready, reason="asked", by=by_dora, now=NOW) for _ in range(2)]
    assert (answers, ready.state) == ([True, False], "deleted")
    answers = [destroy(ready, now=LATER) for _ in range(2)]
    ready.refresh_from_db()
    assert (answers, ready.deleted_at) == ([True, False], LATER)
    assert not keeping.original(ready.pk).parent.exists()
    assert deeds(ready)[-2:] == [("deletion_asked", "Dora"), ("destroyed", "smartport")]


def test_deletion_that_fails_is_not_in_the_journal(ready, by_dora, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(actions, "note_access", fail)
    with pytest.raises(RuntimeError):
        delete(ready, reason="asked", by=by_dora, now=NOW)
    ready.refresh_from_db()
    assert (ready.state, ready.accesses.count()) == ("ready", 2)


def test_actor_stays_in_the_journal_when_the_account_goes(ready, dora):
    note_access(ready, deed="used", by=dora, now=NOW, details={"build": "x"})
    note_access(ready, deed="read", by=None, actor="command: root", now=NOW)
    dora.delete()
    assert [(line.by, line.actor) for line in ready.accesses.all()[:2]] == [(None, "command: root"), (None, "Dora")]


def test_sweep_finds_work_the_moment_the_last_byte_is_in(
    begun, by_dora, monkeypatch, django_capture_on_commit_callbacks
):
    rung = []
    monkeypatch.setattr(actions, "ring", lambda: rung.append(Extract.objects.get().state))
    with django_capture_on_commit_callbacks(execute=True):
        send(begun, CONTENT[:10], offset=0, by=by_dora)
    assert rung == []
    with django_capture_on_commit_callbacks(execute=True):
        send(begun, CONTENT[10:], offset=10, by=by_dora)
    assert rung == ["reading"]


def test_clock_has_a_name_of_its_own(by_dora):
    made = uploaded(by_dora)
    delete(made, reason="day", by=CLOCK, now=NOW)
    assert deeds(made)[-1] == ("deletion_asked", "smartport")
