"""The cache that counts attempts: shared in Redis, and no reason to fail."""

import shutil
import subprocess
import time

import pytest
from django.core.cache.backends.locmem import LocMemCache

from smartport.caching import Json, SharedCache, cache_at


@pytest.fixture
def redis_url(tmp_path):
    """A Redis of the test's own."""
    if shutil.which("redis-server") is None:
        pytest.skip("needs redis-server")
    path = tmp_path / "redis.sock"
    words = ["redis-server", "--port", "0", "--unixsocket", str(path), "--save", "", "--dir", str(tmp_path)]
    with subprocess.Popen(words, stdout=subprocess.DEVNULL) as process:
        while not path.exists():
            time.sleep(0.01)
        yield f"redis+socket://{path}?virtual_host=1"
        process.terminate()


def shared(url):
    setting = cache_at(url)
    return SharedCache(setting["LOCATION"], {key: setting[key] for key in ("KEY_PREFIX", "OPTIONS")})


def test_without_redis_each_process_counts_for_itself():
    assert cache_at("") == {
        "BACKEND": f"{LocMemCache.__module__}.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }


@pytest.mark.broker
def test_counter_is_shared(redis_url):
    first, second = shared(redis_url), shared(redis_url)
    assert (first.add("x", 0, timeout=60), second.add("x", 0, timeout=60)) == (True, False)
    assert [first.incr("x"), second.incr("x"), first.get("x")] == [1, 2, 2]


@pytest.mark.broker
def test_clearing_leaves_the_queue_alone(redis_url):
    cache = shared(redis_url)
    queue = cache._cache.get_client(None, write=True)
    queue.set("evaluations", "waiting")
    cache.set("x", [1.5, "a"])
    assert cache.get("x") == [1.5, "a"]
    cache.clear()
    assert (cache.get("x"), queue.get("evaluations")) == (None, b"waiting")


def test_site_goes_on_without_its_redis(tmp_path):
    cache = shared(f"unix://{tmp_path}/nobody.sock")
    cache.set("x", 1)
    assert (cache.add("x", 0), cache.get("x", "nothing"), cache.incr("x"), cache.delete("x")) == (
        True,
        "nothing",
        1,
        False,
    )


def test_nothing_is_pickled():
    assert [Json().loads(str(Json().dumps(value)).encode()) for value in (3, [1.5], {"a": None})] == [
        3,
        [1.5],
        {"a": None},
    ]
