"""Single sign-on: the OpenID Connect provider that the operator names in the environment, if any."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from smartport.env import BadSetting, env_str, is_loopback

PROVIDER = "sso"
NAMES = ("SMARTPORT_OIDC_NAME", "SMARTPORT_OIDC_URL", "SMARTPORT_OIDC_CLIENT_ID", "SMARTPORT_OIDC_SECRET")


@dataclass(frozen=True)
class SignOn:
    """What the button says, the issuer's address, and how this site is known there."""

    name: str
    issuer: str
    client_id: str
    secret: str


def env_sign_on(*, source: Mapping[str, str] = os.environ) -> SignOn | None:
    """None without any of the variables. Raises BadSetting where some are missing: half a sign-on opens nothing."""
    given = {name: env_str(name, source=source) for name in NAMES}
    if not any(given.values()):
        return None
    for name, value in given.items():
        if not value:
            raise BadSetting(name, "", f"a value, because others of {', '.join(NAMES)} have one")
    name, issuer, client_id, secret = given.values()
    return SignOn(name, _issuer(issuer), client_id, secret)


def sign_on_apps(sign_on: SignOn | None) -> list[dict[str, object]]:
    """The provider as allauth wants it."""
    if sign_on is None:
        return []
    return [
        {
            "provider_id": PROVIDER,
            "name": sign_on.name,
            "client_id": sign_on.client_id,
            "secret": sign_on.secret,
            "settings": {"server_url": sign_on.issuer},
        }
    ]


def _issuer(address: str) -> str:
    """Plain http is for a provider on this very machine only: tokens travel on this line."""
    parts = urlsplit(address)
    is_safe = parts.scheme == "https" or (parts.scheme == "http" and is_loopback(parts.hostname or ""))
    if not is_safe or not parts.hostname:
        raise BadSetting("SMARTPORT_OIDC_URL", address, "the https address of an OpenID Connect issuer")
    return address.rstrip("/")
