"""`smartport receipt` and `smartport verify`, in front of the real site and without any."""

import json
import subprocess
import sys

import pytest

from challenges.evaluations.receipts import kept_receipt
from challenges.leaderboards.actions import close_leaderboard
from evaluator.receipt import Receipt
from tests.factories import CLOSES_AT, score_submission


@pytest.fixture
def scored(submission, leaderboard):
    return score_submission(submission, public=1.25, private=7.5)


def close(leaderboard):
    close_leaderboard(leaderboard, by=None, now=CLOSES_AT.replace(year=2028))


def test_receipt_is_downloaded_and_holds(logged_in, alice, scored, tmp_path):
    smartport, path = logged_in(alice), tmp_path / "mine.json"
    digest = kept_receipt(scored).sha256
    told = f"Digest {digest}. Submission {scored.submission_id}: scored, public_bias 0.0, public_mae 1.25."
    said = smartport("receipt", scored.submission_id, "-o", path)
    assert (said.status, said.out) == (0, f"Written to {path}. {told} The private part is sealed.\n")
    said = smartport("verify", path)
    assert (said.status, said.out) == (0, f"Whole. {told} The private part is sealed.\n")


def test_receipt_of_before_the_close_is_proved_by_that_of_after(logged_in, alice, scored, leaderboard, tmp_path):
    smartport, before, after = logged_in(alice), tmp_path / "before.json", tmp_path / "after.json"
    smartport("receipt", scored.submission_id, "-o", before)
    close(leaderboard)
    smartport("receipt", scored.submission_id, "-o", after)
    said = smartport("verify", after)
    assert Receipt.read(before.read_bytes()).sha256 in said.out
    assert said.out.endswith("The private part is the one that was sealed: private_bias 0.0, private_mae 7.5.\n")


def test_receipt_without_a_place_is_named_after_its_submission(logged_in, alice, scored, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert logged_in(alice)("receipt", scored.submission_id).status == 0
    assert Receipt.read((tmp_path / f"receipt-{scored.submission_id}.json").read_bytes())


def test_receipt_on_stdout_stands_alone(logged_in, alice, scored):
    said = logged_in(alice)("receipt", scored.submission_id, "-o", "-")
    assert Receipt.read(said.out.encode()).sha256 == kept_receipt(scored).sha256


def test_place_that_cannot_be_written_is_one_line(logged_in, alice, scored, tmp_path):
    said = logged_in(alice)("receipt", scored.submission_id, "-o", tmp_path / "no" / "such.json")
    assert (said.status, said.out, said.err.count("\n")) == (1, "", 1)


def test_another_teams_receipt_is_not_found(logged_in, mallory, mallorys_team, scored):
    said = logged_in(mallory)("receipt", scored.submission_id)
    assert (said.status, said.out) == (1, "")


def test_changed_receipt_does_not_hold(smartport, scored, tmp_path):
    document = json.loads(kept_receipt(scored).to_text())
    document["receipt"]["scores"]["public_mae"] = 0.5
    path = tmp_path / "mine.json"
    path.write_text(json.dumps(document))
    said = smartport("verify", path)
    assert (said.status, said.out) == (1, "")
    assert said.err == (
        f"smartport: {path} does not hold. The receipt was changed: its digest is not that of its content.\n"
    )


def test_opening_of_another_does_not_hold(smartport, scored, tmp_path):
    document = json.loads(kept_receipt(scored).to_text())
    document["opening"]["scores"]["private_mae"] = 0.5
    path = tmp_path / "mine.json"
    path.write_text(json.dumps(document))
    assert "The opening is not the one that was sealed" in smartport("verify", path).err


@pytest.mark.parametrize("content", [b"", b"{}", b"\x1b[2J", None])
def test_what_is_no_receipt_is_one_line(smartport, tmp_path, content):
    path = tmp_path / "rubbish"
    if content is not None:
        path.write_bytes(content)
    said = smartport("verify", path)
    assert (said.status, said.out, said.err.count("\n")) == (1, "", 1)
    assert "\x1b" not in said.err


def test_verify_needs_neither_site_nor_django(scored, tmp_path):
    path = tmp_path / "mine.json"
    path.write_text(kept_receipt(scored).sealed().to_text())
    program = (
        "import socket, sys\n"
        "def refuse(*_): raise AssertionError('the network was asked')\n"
        "socket.socket.connect = refuse\n"
        "from smartport.client.cli import main\n"
        f"status = main(['verify', {str(path)!r}], environ={{'XDG_CONFIG_HOME': {str(tmp_path)!r}}})\n"
        "sys.exit(status or 'django' in sys.modules or 'docker' in sys.modules)\n"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout[:6]) == (0, "Whole."), ran.stderr
