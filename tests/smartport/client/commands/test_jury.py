"""`smartport jury verify`: what a decision's file says, computed again, without the site."""

import csv
import io
import json
import subprocess
import sys

import pytest

from tests.challenges.jury.final_round import final_round, snapshot, with_motion


@pytest.fixture(scope="module")
def taken():
    return snapshot()


@pytest.fixture
def path(taken, tmp_path):
    path = tmp_path / "decision.json"
    path.write_bytes(taken.to_bytes())
    return path


def changed(path, old, new):
    content = path.read_bytes()
    assert old in content
    path.write_bytes(content.replace(old, new, 1))
    return path


def test_decision_that_holds_is_shown_as_a_table(smartport, path, taken):
    said = smartport("jury", "verify", path)
    assert (said.status, said.err) == (0, "")
    title, *lines, last = said.out.splitlines()
    assert title.split()[:5] == ["rank", "project", "final", "jury", "automatic"]
    assert [line.split()[0] for line in lines] == [str(one["rank"]) for one in taken.decision["results"]["order"]]
    assert "Les Alizés" in said.out  # the name that the file gives P0
    assert last == f"It holds: everything was computed again. Digest {taken.digest}."


def test_decision_for_programs(smartport, path, taken):
    whole = json.loads(smartport("jury", "verify", path, "--json").out)
    assert (whole["sha256"], whole["findings"]) == (taken.digest, [])
    assert [line["project"] for line in whole["order"]] == taken.decision["results"]["decided"]
    lines = list(csv.DictReader(io.StringIO(smartport("jury", "verify", path, "-v").out)))
    assert [line["final"] for line in lines] == [line["final"] for line in whole["order"]]


def test_order_after_a_motion_is_shown(smartport, tmp_path):
    path = tmp_path / "decision.json"
    made = snapshot(with_motion(final_round()))
    path.write_bytes(made.to_bytes())
    whole = json.loads(smartport("jury", "verify", path, "--json").out)
    assert [line["project"] for line in whole["order"]] == made.decision["results"]["decided"]
    assert [(line["rank"], line["by"]) for line in whole["order"]][:2] == [(1, "a motion"), (2, "a motion")]


def test_digit_that_was_changed_is_named(smartport, path):
    said = smartport("jury", "verify", changed(path, b'"alpha":"', b'"alpha":"9'))
    assert said.status == 1
    assert "results.agreement.alpha: recorded 9" in said.out
    assert said.err == f"smartport: {path} does not hold: 2 entries are not what follows from its inputs.\n"


def test_what_only_the_digest_holds_is_named_too(smartport, path):
    said = smartport("jury", "verify", changed(path, b'"program":"0.1.0"', b'"program":"0.2.0"'), "--json")
    assert (said.status, [one["path"] for one in json.loads(said.out)["findings"]]) == (1, ["sha256"])


@pytest.mark.parametrize("content", [b"", b"{}", b"\x1b[2J", b'{"decision": null, "sha256": "x"}', None])
def test_file_without_a_decision_is_one_line(smartport, tmp_path, content):
    path = tmp_path / "rubbish.json"
    if content is not None:
        path.write_bytes(content)
    said = smartport("jury", "verify", path)
    assert (said.status, said.out, said.err.count("\n")) == (1, "", 1)
    assert "\x1b" not in said.err
    assert ("holds no decision of a jury" in said.err) is (content is not None)


def test_decision_that_the_rules_refuse_is_one_line(smartport, path):
    said = smartport("jury", "verify", changed(path, b'"jury":"0.6"', b'"jury":"0.7"'))
    assert (said.status, said.err.count("\n")) == (1, 1)
    assert said.err.endswith("The weights of jury and automatic score are zero or more, and make 1 together.\n")


def test_names_that_are_not_names_do_no_harm(smartport, tmp_path):
    path = tmp_path / "decision.json"
    path.write_bytes(snapshot(names=["\x1b[2J"]).to_bytes())
    assert smartport("jury", "verify", path).status == 0
    path.write_bytes(snapshot(names={"P0": "\x1b[2J"}).to_bytes())
    assert "\x1b" not in smartport("jury", "verify", path).out


def test_action_is_required(smartport):
    said = smartport("jury")
    assert (said.status, said.out, said.err.count("\n")) == (1, "", 1)


def run(path, tmp_path, *, first=""):
    program = (
        f"import socket, sys\n{first}\n"
        "def refuse(*_): raise AssertionError('the network was asked')\n"
        "socket.socket.connect = refuse\n"
        "from smartport.client.cli import main\n"
        f"status = main(['jury', 'verify', {str(path)!r}], environ={{'XDG_CONFIG_HOME': {str(tmp_path)!r}}})\n"
        "sys.exit(status or 'django' in sys.modules or 'docker' in sys.modules)\n"
    )
    return subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)


def test_neither_site_nor_django_is_needed(path, tmp_path):
    ran = run(path, tmp_path)
    assert (ran.returncode, ran.stdout.splitlines()[-1][:9]) == (0, "It holds:"), ran.stderr


@pytest.mark.parametrize("package", ["numpy", "scipy"])
def test_without_the_extra_a_sentence_says_what_to_install(path, tmp_path, package):
    ran = run(path, tmp_path, first=f"sys.modules[{package!r}] = None")
    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr == (
        "smartport: To compute a decision again, numpy and scipy are needed. "
        "Install them: pip install 'smartport[jury]'\n"
    )
