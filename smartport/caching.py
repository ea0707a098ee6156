"""Where counters of attempts and requests are kept: in Redis for all processes, else in the memory of each."""

import json
from collections.abc import Callable
from typing import Any

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

# More counters than a full hall needs: one that is dropped forgets the guesses it counted.
LOCAL = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 20_000}}
PATIENCE = 1.0  # seconds


def cache_at(redis_url: str) -> dict[str, Any]:
    """Django's setting for the cache. `redis+socket:` is how Celery writes a local socket, `unix:` how Redis does."""
    if not redis_url:
        return dict(LOCAL)
    location = redis_url.replace("redis+socket:", "unix:", 1).replace("virtual_host=", "db=")
    patience = {"socket_timeout": PATIENCE, "socket_connect_timeout": PATIENCE}
    options = {"serializer": "smartport.caching.Json", **patience}
    return {"BACKEND": "smartport.caching.SharedCache", "LOCATION": location, "KEY_PREFIX": "site", "OPTIONS": options}


class Json:
    """Whole numbers as they are, so that Redis counts with them; never a pickle."""

    def dumps(self, value: object) -> int | str:
        """As Redis keeps it."""
        return value if type(value) is int else json.dumps(value)

    def loads(self, kept: bytes) -> Any:
        """What was kept."""
        return json.loads(kept)


class SharedCache(RedisCache):
    """Shares its Redis with the queue, which it never flushes; while Redis does not answer it holds nothing, and the
    site goes on."""

    def add(self, *args: Any, **kwargs: Any) -> bool:
        """What is held by nobody is free: allauth asks for a lock before it counts an attempt to log in."""
        return bool(_or(True, super().add, *args, **kwargs))

    def get(self, key: Any, default: Any = None, version: Any = None) -> Any:
        return _or(default, super().get, key, default, version)

    def set(self, *args: Any, **kwargs: Any) -> None:
        _or(None, super().set, *args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> bool:
        return bool(_or(False, super().delete, *args, **kwargs))

    def incr(self, *args: Any, **kwargs: Any) -> int:
        return int(_or(1, super().incr, *args, **kwargs))

    def clear(self) -> None:
        """Its own keys only."""
        client = self._cache.get_client(None, write=True)
        for key in client.scan_iter(match=self.make_key("*")):
            client.delete(key)


def _or(missing: Any, ask: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    try:
        return ask(*args, **kwargs)
    except RedisError:
        return missing
