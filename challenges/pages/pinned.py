"""What one process of the site has drawn for everybody, where its siblings find it: all of them draw a board once.

It hangs in the cache where that is one for all, the Redis of the queue. Evaluators' machines write there too: what
is taken from it was signed by the site, or it is nothing.
"""

from base64 import b64decode, b64encode
from hashlib import sha256
from secrets import token_hex

from django.conf import settings
from django.core import signing
from django.core.cache import cache

from challenges.pages.drawn import OLDEST_SECONDS, Drawn

SALT = "challenges.pages.pinned"
SITE = token_hex(8)  # of the processes that are forked from this one: of one code, and with one steady clock
LARGEST_BYTES = 200_000  # what is larger is rare, and sooner drawn than carried about
CLAIM_SECONDS = 3  # a process that has not drawn it by then may be gone


def pin(key: str, drawn: Drawn) -> None:
    """Let the others have it, as long as it will do."""
    if not settings.CACHE_IS_SHARED or len(drawn.plain) > LARGEST_BYTES:
        return
    packed = b64encode(drawn.packed).decode() if drawn.packed else None
    told = vars(drawn) | {"headers": dict(drawn.headers), "plain": drawn.plain.decode(), "packed": packed}
    cache.set(_name(key), signing.dumps([key, told], salt=SALT), timeout=int(OLDEST_SECONDS))


def pinned(key: str) -> Drawn | None:
    """What was pinned last."""
    kept = cache.get(_name(key)) if settings.CACHE_IS_SHARED else None
    try:
        whose, told = signing.loads(kept or "", salt=SALT)
    except signing.BadSignature:
        return None
    if whose != key:  # signed, but for another place
        return None
    packed = b64decode(told["packed"]) if told["packed"] else None
    return Drawn(**told | {"plain": told["plain"].encode(), "packed": packed})


def claim(key: str) -> bool:
    """True for the process that should draw it now; the others will find it pinned."""
    return not settings.CACHE_IS_SHARED or bool(cache.add(f"{_name(key)}:claim", 1, timeout=CLAIM_SECONDS))


def release(key: str) -> None:
    """It is drawn, or will not be."""
    cache.delete(f"{_name(key)}:claim")


def _name(key: str) -> str:
    return f"board:{SITE}:{sha256(key.encode()).hexdigest()}"
