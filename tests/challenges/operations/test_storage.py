"""What files take is measured by the clock, by kind, and not too often."""

import os
from datetime import timedelta

import pytest

from challenges.operations import storage
from challenges.operations.models import Reading
from challenges.operations.rules import Disk
from challenges.operations.storage import Space, Taken, is_writable, measure_storage, spaces, taken_by_kind
from tests.factories import NOW, end_program, make_submission

pytestmark = pytest.mark.django_db


def test_every_kind_is_counted_by_content(submission, bundle, leaderboard, alices_team, alice, settings):
    make_submission(alices_team, bundle.phase, by=alice)  # the same bytes once more
    end_program(submission, log=b"hello\n")
    (settings.VAULT / "year").mkdir(parents=True)
    (settings.VAULT / "year" / "calls.csv").write_bytes(b"x" * 100)
    (settings.DATA / "logs").mkdir()
    (settings.DATA / "logs" / "site.log").write_bytes(b"y" * 50)
    kinds = taken_by_kind()
    assert kinds["submissions"] == Taken(1, submission.size)
    assert (kinds["vault"], kinds["other"]) == (Taken(1, 100), Taken(1, 50))
    assert kinds["bundles"].files == 1
    assert kinds["bundles"].bytes > 0
    assert (kinds["database"].bytes or 0) > 0
    stored = sum(kinds[kind].bytes or 0 for kind in ("submissions", "bundles", "releases", "logs"))
    files = [path for name in storage.STORED for path in (settings.DATA / name).rglob("*") if path.is_file()]
    assert stored == sum(path.stat().st_size for path in files)


def test_files_elsewhere_are_told_by_rows(submission, settings):
    settings.STORAGE_BUCKET = "challenge"
    kinds = taken_by_kind()
    assert kinds["submissions"].bytes == submission.size
    assert kinds["logs"] == Taken(None, None)


def test_row_whose_file_is_gone_takes_nothing(bundle, settings):
    os.remove(bundle.content.path)  # noqa: PTH107  (a path of Django's)
    assert taken_by_kind()["bundles"] == Taken(0, 0)


def test_it_is_not_measured_again_at_once():
    assert measure_storage(now=NOW)
    assert not measure_storage(now=NOW + timedelta(minutes=9))
    assert measure_storage(now=NOW + timedelta(minutes=10))


def test_slow_disk_is_measured_rarely():
    measure_storage(now=NOW)
    Reading.objects.update(value={"kinds": {}, "seconds": 60.0})
    assert not measure_storage(now=NOW + timedelta(minutes=29))
    assert measure_storage(now=NOW + timedelta(minutes=30))


def test_walk_is_bounded(settings, monkeypatch):
    monkeypatch.setattr(storage, "MOST_FILES", 3)
    settings.DATA.mkdir()
    for number in range(9):
        (settings.DATA / f"{number}.txt").write_bytes(b"x")
    assert taken_by_kind()["other"] == Taken(3, 3)


def test_links_are_not_followed(settings, tmp_path):
    settings.DATA.mkdir()
    (settings.DATA / "loop").symlink_to(settings.DATA)
    assert taken_by_kind()["other"].files == 1


def test_disk_is_that_of_the_data_folder_even_before_it_is_there(settings):
    (space,) = spaces()
    assert (space.what, space.total > space.free > 0) == ("data", True)


@pytest.mark.parametrize(("free", "state"), [(200, Disk.OK), (50, Disk.LOW), (1, Disk.FULL)])
def test_space_is_judged_by_the_limit(settings, free, state):
    settings.DISK_LIMIT = 100
    assert Space("data", 1_000, free).state is state


def test_folder_that_takes_a_file_is_writable_and_nothing_is_left(settings):
    assert is_writable()
    assert list(settings.DATA.iterdir()) == []


def test_folder_that_is_a_file_is_not_writable(settings):
    settings.DATA.write_text("")
    assert not is_writable()
