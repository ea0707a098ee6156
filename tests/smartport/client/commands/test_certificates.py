"""`smartport certificates` and `smartport certificate`: one's own, and a file checked without the site."""

import json
import subprocess
import sys

import pytest

from challenges.results.attested import FORMAT, file_of, keys_told
from challenges.results.signing import key_id, public_key, sign
from evaluator.report import canonical
from smartport.accounts.consents import give
from smartport.accounts.rules import PUBLICATION
from tests.factories import NOW
from tests.factories.stage import make_certificate

SEED = bytes(range(32))
FACTS = {
    "format": FORMAT,
    "code": "0" * 17,
    "kind": "prize",
    "name": "Salma Bennani",
    "edition": {"slug": "2026", "title": {"fr": "Édition 2026"}},
    "award": {"fr": "Grand prix"},
    "rank": 1,
    "issued": "2026-12-01",
}


def written(path, facts, *, seed=SEED):
    statement = canonical(facts)
    path.write_bytes(file_of(statement, signature=sign(statement, seed=seed), key=key_id(public_key(seed=seed))))
    return path


@pytest.fixture
def keys(tmp_path):
    path = tmp_path / "keys.txt"
    path.write_text(keys_told([public_key(seed=b"o" * 32), public_key(seed=SEED)]))
    return path


@pytest.fixture
def path(tmp_path):
    return written(tmp_path / "certificate.json", FACTS)


def test_what_was_signed_is_shown(smartport, path, keys):
    said = smartport("certificate", "verify", path, "--key", keys)
    assert (said.status, said.err) == (0, "")
    assert "Salma Bennani" in said.out
    assert "Grand prix" in said.out
    whole = json.loads(smartport("certificate", "verify", path, "--key", keys, "--json").out)
    assert (whole["name"], whole["key"]) == ("Salma Bennani", key_id(public_key(seed=SEED)))


def test_pdf_is_read_as_well(smartport, path, keys, tmp_path):
    pdf = tmp_path / "certificate.pdf"
    pdf.write_bytes(b"%PDF-1.3\nstream\n" + path.read_bytes() + b"\nendstream\n")
    assert smartport("certificate", "verify", pdf, "--key", keys).status == 0


@pytest.mark.parametrize(("old", "new"), [(b"Salma", b"Sonia"), (b'rank\\":1', b'rank\\":2')])
def test_changed_file_does_not_hold(smartport, path, keys, old, new):
    content = path.read_bytes()
    assert old in content
    path.write_bytes(content.replace(old, new))
    said = smartport("certificate", "verify", path, "--key", keys)
    assert (said.status, said.out, said.err.count("\n")) == (1, "", 1)
    assert "does not hold" in said.err


def test_key_of_another_site_does_not_do(smartport, tmp_path, keys):
    said = smartport("certificate", "verify", written(tmp_path / "x.json", FACTS, seed=b"m" * 32), "--key", keys)
    assert (said.status, said.out) == (1, "")


def test_without_a_key_it_says_where_it_is(smartport, path):
    said = smartport("certificate", "verify", path)
    assert (said.status, said.out, said.err.count("\n")) == (1, "", 1)
    assert "/certificates/key/" in said.err


@pytest.mark.parametrize("content", [b"", b"{}", b"\x1b[2J", b"%PDF-1.4", None])
def test_rubbish_is_one_line(smartport, tmp_path, keys, content):
    path = tmp_path / "rubbish"
    if content is not None:
        path.write_bytes(content)
    said = smartport("certificate", "verify", path, "--key", keys)
    assert (said.status, said.out, said.err.count("\n"), "\x1b" in said.err) == (1, "", 1, False)
    said = smartport("certificate", "verify", path, "--key", path)
    assert (said.status, said.err.count("\n")) == (1, 1)


def test_names_that_are_not_names_do_no_harm(smartport, tmp_path, keys):
    odd = {**FACTS, "name": ["\x1b[2J"], "edition": None, "award": 7, "code": "\x1b[2J"}
    said = smartport("certificate", "verify", written(tmp_path / "odd.json", odd), "--key", keys)
    assert (said.status, "\x1b" in said.out) == (0, False)


def run(path, keys, tmp_path, *, first=""):
    program = (
        f"import socket, sys\n{first}\n"
        "def refuse(*_): raise AssertionError('the network was asked')\n"
        "socket.socket.connect = refuse\n"
        "from smartport.client.cli import main\n"
        f"words = ['certificate', 'verify', {str(path)!r}, '--key', {str(keys)!r}]\n"
        f"status = main(words, environ={{'XDG_CONFIG_HOME': {str(tmp_path)!r}}})\n"
        "sys.exit(status or 'django' in sys.modules or 'docker' in sys.modules)\n"
    )
    return subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)


def test_neither_site_nor_django_is_needed(path, keys, tmp_path):
    ran = run(path, keys, tmp_path)
    assert (ran.returncode, "Salma Bennani" in ran.stdout) == (0, True), ran.stderr


def test_without_the_extra_a_sentence_says_what_to_install(path, keys, tmp_path):
    ran = run(path, keys, tmp_path, first="sys.modules['cryptography'] = None")
    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr == (
        "smartport: To check a signature, cryptography is needed. Install it: pip install 'smartport[certificates]'\n"
    )


def test_own_ones_are_listed_checked_and_taken(logged_in, alice, edition, tmp_path):
    give(alice, purpose=PUBLICATION, now=NOW)
    made = make_certificate(edition, alice)
    ask = logged_in(alice)
    assert made.code in ask("certificates", "-v").out
    assert ask("certificate", "check", made.code).status == 0
    target = tmp_path / "mine.pdf"
    assert ask("certificate", "download", made.code, "-o", target).status == 0
    assert ask("certificate", "verify", target, "--fetch").status == 0
    assert ask("certificate", "check", "0" * 17).status == 1
