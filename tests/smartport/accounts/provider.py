"""A small OpenID Connect provider on this machine: signed tokens, PKCE, one person who is always logged in there."""

import base64
import hashlib
import json
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET, KEY_ID = "smartport", "a-secret-of-the-provider", "key-1"


class Provider:
    """`person` is what it tells of whoever comes; `asked` are the addresses that came."""

    def __init__(self) -> None:
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.person: dict[str, Any] = {
            "sub": "42",
            "email": "salma@ministry.test",
            "email_verified": True,
            "given_name": "Salma",
            "family_name": "Benali",
        }
        self.codes: dict[str, dict[str, str]] = {}
        self.tokens: set[str] = set()
        self.asked: list[str] = []
        self.url = ""

    def configuration(self) -> dict[str, Any]:
        named = ("authorization", "token", "userinfo")
        return {
            "issuer": self.url,
            "jwks_uri": f"{self.url}/jwks",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
            **{f"{name}_endpoint": f"{self.url}/{name}" for name in named},
        }

    def authorize(self, asked: dict[str, str]) -> str:
        """Where the browser is sent back to."""
        assert (asked["client_id"], asked["response_type"]) == (CLIENT, "code")
        code = secrets.token_urlsafe(8)
        self.codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def exchange(self, given: dict[str, str]) -> dict[str, str]:
        """A token for a code, which works once, for who has the secret and the verifier."""
        asked = self.codes.pop(given["code"])
        digest = hashlib.sha256(given["code_verifier"].encode()).digest()
        assert base64.urlsafe_b64encode(digest).rstrip(b"=").decode() == asked["code_challenge"]
        assert (given["client_secret"], given["redirect_uri"]) == (SECRET, asked["redirect_uri"])
        access = secrets.token_urlsafe(16)
        self.tokens.add(access)
        now = int(time.time())
        claims = {**self.person, "iss": self.url, "aud": CLIENT, "iat": now, "exp": now + 60}
        signed = jwt.encode(claims, self.key, algorithm="RS256", headers={"kid": KEY_ID})
        return {"access_token": access, "token_type": "Bearer", "id_token": signed}

    def keys(self) -> dict[str, Any]:
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
        return {"keys": [{**public, "kid": KEY_ID, "alg": "RS256", "use": "sig"}]}

    @contextmanager
    def running(self) -> Iterator["Provider"]:
        """On a port of its own."""
        server = ThreadingHTTPServer(("127.0.0.1", 0), lambda *given: _Door(self, *given))
        self.url = f"http://127.0.0.1:{server.server_port}"
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield self
        finally:
            server.shutdown()
            thread.join()
            server.server_close()

    def settings(self) -> dict[str, str]:
        return {
            "SMARTPORT_OIDC_NAME": "Ministère",
            "SMARTPORT_OIDC_URL": self.url,
            "SMARTPORT_OIDC_CLIENT_ID": CLIENT,
            "SMARTPORT_OIDC_SECRET": SECRET,
        }


class _Door(BaseHTTPRequestHandler):
    def __init__(self, provider: Provider, *given: Any) -> None:
        self.provider = provider
        super().__init__(*given)

    def do_GET(self) -> None:
        path = urlsplit(self.path)
        self.provider.asked.append(path.path)
        if path.path == "/authorization":
            self.send_response(302)
            self.send_header("Location", self.provider.authorize(_plain(path.query)))
            self.end_headers()
        elif path.path == "/userinfo":
            token = self.headers["Authorization"].removeprefix("Bearer ")
            assert token in self.provider.tokens
            self._answer(self.provider.person)
        elif path.path == "/jwks":
            self._answer(self.provider.keys())
        else:
            self._answer(self.provider.configuration())

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self._answer(self.provider.exchange(_plain(body)))

    def _answer(self, body: dict[str, Any]) -> None:
        content = json.dumps(body).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *given: Any) -> None:
        """Silent."""


def _plain(query: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(query).items()}
