"""Where the follower of a ceremony listens (smartport/stage/follower.py), and how browsers reach it."""

import os
from collections.abc import Mapping

from smartport.env import beside, env_address, env_int, env_str, env_url


def env_follow(site_url: str, *, source: Mapping[str, str] = os.environ) -> tuple[tuple[str, int], str]:
    """A host and a port, by default beside the site's; and an origin: the public site's, whose proxy leads there, else
    that port of this machine."""
    host, port = env_str("SMARTPORT_BIND", "127.0.0.1", source=source), env_int("SMARTPORT_PORT", 8000, source=source)
    address = env_address("SMARTPORT_FOLLOW_ADDRESS", beside(host, port), source=source)
    is_public = bool(env_str("SMARTPORT_URL", source=source))
    here = site_url if is_public else f"http://127.0.0.1:{address[1]}"
    return address, env_url("SMARTPORT_FOLLOW_URL", here, source=source)
