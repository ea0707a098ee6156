"""Sites that do not answer, or are none; uploads that need not fit into memory; nothing heavy imported."""

import os
import subprocess
import sys

import httpx
import pytest

from smartport.client import Client
from smartport.client.cli import main
from tests.factories import make_token, predictions_csv

SUBMISSION = {
    "id": "12",
    "kind": "predictions",
    "queue": None,
    "outcome": None,
    "scores": None,
    "usage": None,
    "limits": None,
    "advice": None,
    "faults": [],
    "fault_count": 0,
    "has_log": False,
    "has_public_log": False,
}


@pytest.fixture
def entry(tmp_path):
    path = tmp_path / "mine.csv"
    path.write_bytes(predictions_csv(a=1))
    return path


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:1", "http://nowhere.invalid", "not a url", "ftp://x", "http://[", ""]
)
def test_site_that_does_not_answer_is_one_line(capsys, tmp_path, url):
    status = main(["--url", url, "challenges"], environ={"XDG_CONFIG_HOME": str(tmp_path)})
    out, err = capsys.readouterr()
    assert (status, out, err.count("\n")) == (1, "", 1)


def test_upload_is_streamed(site, alice, alices_team, bundle, entry):
    """The file is read piece by piece: an upload need not fit into memory."""
    sizes = []

    class Watched:
        def __init__(self, file):
            self.file = file

        def __getattr__(self, name):
            return getattr(self.file, name)

        def read(self, size=-1):
            sizes.append(size)
            return self.file.read(size)

    with entry.open("rb") as file:
        Client("http://testserver", token=make_token(alice), transport=site).submit("rade", Watched(file), name="x.csv")
    assert sizes
    assert min(sizes) > 0


@pytest.mark.parametrize(("away", "status"), [(3, 0), (1000, 1)])
def test_site_that_is_away_for_a_moment_is_waited_for(capsys, tmp_path, monkeypatch, away, status):
    """Whoever waits for a result is not sent away by a restart; where the site stays away, they are told how to look
    again."""
    monkeypatch.setattr("time.sleep", lambda _: None)
    asked = []

    def answer(request):
        asked.append(request.url.path)
        if 1 < len(asked) <= 1 + away:
            raise httpx.ConnectError("Connection refused")
        return httpx.Response(200, json={**SUBMISSION, "state": "queued" if len(asked) == 1 else "scored"})

    environ = {"XDG_CONFIG_HOME": str(tmp_path), "SMARTPORT_URL": "https://a.ma", "SMARTPORT_TOKEN": "spc_x"}
    assert main(["status", "12", "--wait"], environ=environ, transport=httpx.MockTransport(answer)) == status
    again = "It goes on without you. To look again: smartport status 12 --wait\n"
    err = capsys.readouterr().err
    assert err == (f"smartport: https://a.ma does not answer (Connection refused). {again}" if status else "")


@pytest.mark.parametrize(
    ("language", "beginning"),
    [
        ("en", "smartport: http://127.0.0.1:1 does not answer"),
        ("fr", "smartport: http://127.0.0.1:1 ne répond pas"),
        ("ar", "smartport: لا يجيب http://127.0.0.1:1"),
    ],
)
def test_base_package_is_enough(tmp_path, language, beginning):
    """The command starts and answers in three languages with nothing imported but the standard library and the base
    requirements."""
    program = (
        "import sys\nfrom smartport.client.cli import main\n"
        "status = main(['--url', 'http://127.0.0.1:1', 'challenges'])\n"
        "heavy = {'django', 'rest_framework', 'celery', 'pandas', 'challenges', 'docker', 'yaml'} & set(sys.modules)\n"
        "sys.exit(f'imported {heavy}' if heavy or status != 1 else 0)\n"
    )
    environ = {**os.environ, "XDG_CONFIG_HOME": str(tmp_path), "SMARTPORT_LANGUAGE": language, "PYTHONUTF8": "1"}
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, env=environ, capture_output=True, encoding="utf-8", timeout=60, check=False)
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.startswith(beginning)
