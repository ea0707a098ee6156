"""The command line in front of the real site, in one process: no server, no doubles."""

import hashlib
import io
from dataclasses import dataclass

import httpx
import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.handlers.wsgi import WSGIHandler

from challenges import clock
from datasets.models import Release, ReleaseFile
from smartport.client.cli import main
from tests.factories import NOW, OPENS_AT

URL = "http://testserver"


@dataclass(frozen=True)
class Said:
    """What a call of the command answered."""

    status: int
    out: str
    err: str


@pytest.fixture(autouse=True)
def quiet_site(settings, monkeypatch):
    """The doors' clock stands at NOW; no attempt of another test counts."""
    settings.ALLOWED_HOSTS = ["testserver"]
    monkeypatch.setattr(clock, "now", lambda: NOW)
    cache.clear()


@pytest.fixture
def environ(tmp_path):
    return {"SMARTPORT_URL": URL, "XDG_CONFIG_HOME": str(tmp_path / "config"), "LANG": "en_GB.UTF-8"}


@pytest.fixture
def site(one_connection):
    return httpx.WSGITransport(app=WSGIHandler())


@pytest.fixture
def smartport(environ, site, capsys, monkeypatch):
    """Runs `smartport ...` in a wide terminal; `typed` goes to stdin."""
    monkeypatch.setenv("COLUMNS", "250")

    def run(*arguments, typed=""):
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        status = main([*map(str, arguments)], environ=environ, transport=site)
        return Said(status, *capsys.readouterr())

    return run


@pytest.fixture
def logged_in(smartport):
    """Logs a person of the cast in."""

    def log_in(person):
        said = smartport("login", "--email", person.email, "--password-stdin", typed="a-calm-sea-and-a-good-tide\n")
        assert said.status == 0
        return smartport

    return log_in


@pytest.fixture
def licensed(challenge):
    """A release of one file whose licence nobody has accepted yet."""
    release = Release.objects.create(slug="rade", version="1", title={}, licence="CC-BY-4.0", published_at=OPENS_AT)
    challenge.release = release
    challenge.save()
    content = default_storage.save("", ContentFile(b"x"))
    sha256 = hashlib.sha256(b"x").hexdigest()
    return ReleaseFile.objects.create(release=release, path="x", sha256=sha256, size=1, content=content)


@pytest.fixture
def spoken(tmp_path, capsys, monkeypatch):
    """Runs `smartport ...` in a language, in front of a site that answers what it is told to; (status, out, err)."""
    monkeypatch.setenv("COLUMNS", "250")

    def run(language, *words, answers=None, typed=""):
        def answer(request):
            found = (answers or {}).get(request.url.path.removeprefix("/api/v1/"))
            return found if isinstance(found, httpx.Response) else httpx.Response(200, json=found)

        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        environ = {"XDG_CONFIG_HOME": str(tmp_path), "SMARTPORT_TOKEN": "spc_x", "SMARTPORT_LANGUAGE": language}
        try:
            status = main([*words], environ=environ, transport=httpx.MockTransport(answer))
        except SystemExit as ended:
            status = ended.code
        return status, *capsys.readouterr()

    return run
