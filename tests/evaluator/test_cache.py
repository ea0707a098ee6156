"""Fetched once, whole or not at all, bounded; what is in use stays."""

import os
from pathlib import Path

import pytest

from evaluator.cache import Cache
from tests.evaluator.conftest import modes


class Fill:
    """Writes so many bytes, and counts how often it was asked."""

    def __init__(self, size: int = 10) -> None:
        self.size = size
        self.times = 0

    def __call__(self, folder: Path) -> None:
        self.times += 1
        (folder / "content").write_bytes(b"x" * self.size)


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "cache", max_bytes=25)


def names(cache: Cache) -> list[str]:
    return sorted(path.name for path in cache.folder.iterdir())


def use(cache: Cache, name: str, *, at: int, fill: Fill | None = None) -> None:
    with cache.hold(name, fill=fill or Fill()):
        pass
    os.utime(cache.folder / name, (at, at))


def test_entry_is_filled_once(cache):
    fill = Fill()
    for _ in range(2):
        with cache.hold("a", fill=fill) as folder:
            assert (folder / "content").read_bytes() == b"x" * 10
    assert fill.times == 1


@pytest.mark.usefixtures("strict_umask")
def test_entry_is_open_to_a_container_whatever_the_umask(cache):
    with cache.hold("a", fill=Fill()) as folder:
        assert modes(folder)["."] == 0o755


def test_failed_fill_leaves_nothing(cache):
    def fail(folder: Path) -> None:
        (folder / "half").touch()
        raise RuntimeError("the line is cut")

    with pytest.raises(RuntimeError), cache.hold("a", fill=fail):
        pass
    assert names(cache) == []


def test_what_was_used_longest_ago_goes_first(cache):
    use(cache, "a", at=1)
    use(cache, "b", at=2)
    use(cache, "a", at=3)
    use(cache, "c", at=4)
    assert names(cache) == ["a", "c"]


def test_what_is_in_use_stays(cache):
    with cache.hold("a", fill=Fill()) as held:
        os.utime(held, (1, 1))
        use(cache, "b", at=2)
        use(cache, "c", at=3)
        assert (held / "content").exists()
    assert names(cache) == ["a", "c"]


def test_new_entry_that_is_too_large_is_kept_for_its_user(cache):
    with cache.hold("huge", fill=Fill(100)) as folder:
        assert (folder / "content").exists()


def test_two_that_make_the_same_entry_end_with_one(cache):
    def fill(folder: Path) -> None:
        if not (cache.folder / "a").exists():
            use(cache, "a", at=1)
        (folder / "content").write_bytes(b"second")

    with cache.hold("a", fill=fill) as folder:
        assert (folder / "content").read_bytes() == b"x" * 10
    assert names(cache) == ["a"]


def test_tidy_removes_what_the_dead_left_and_nothing_else(cache):
    use(cache, "a", at=1)
    (cache.folder / "smartport_999999999_1_0123456789ab").mkdir()
    cache.tidy()
    assert names(cache) == ["a"]
