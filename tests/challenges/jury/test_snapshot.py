"""A snapshot: canonical, whole, and computed again; a changed digit anywhere is named."""

import copy
import hashlib
import json
import subprocess
import sys

import pytest

from challenges.errors import Refusal
from challenges.jury.inputs import inputs_of
from challenges.jury.snapshot import MOST_BYTES, Finding, NotASnapshot, Snapshot, digest_of, recompute
from tests.challenges.jury.final_round import final_round, snapshot, with_motion


@pytest.fixture(scope="module")
def taken():
    return snapshot(with_motion(final_round()))


def paths(findings):
    return [finding.path for finding in findings]


def numbers(tree, path=()):
    """The places of all numbers in the results."""
    items = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for key, value in items:
        yield from numbers(value, (*path, key))
    if isinstance(tree, int) or (isinstance(tree, str) and tree[-1:].isdigit() and "." in tree):
        yield path


def next_digit(value):
    return value + 1 if isinstance(value, int) else value[:-1] + str((int(value[-1]) + 1) % 10)


def test_file_is_canonical_and_its_digest_can_be_made_by_anybody(taken):
    document = json.loads(taken.to_bytes())
    body = json.dumps(document["decision"], sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    assert hashlib.sha256(body).hexdigest() == document["sha256"] == taken.digest
    whole = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    assert taken.to_bytes() == whole
    assert "Les Alizés".encode() in whole


def test_same_case_gives_the_same_bytes(taken):
    assert snapshot(with_motion(final_round())).to_bytes() == taken.to_bytes()


def test_snapshot_holds_after_being_read(taken):
    read = Snapshot.read(taken.to_bytes())
    judged, findings = recompute(read)
    assert (read, findings) == (taken, [])
    assert list(judged.decided) == taken.decision["results"]["decided"]


def test_file_that_was_only_laid_out_anew_holds(taken):
    laid_out = json.dumps(json.loads(taken.to_bytes()), indent=2).encode()
    assert recompute(Snapshot.read(laid_out))[1] == []


def test_every_digit_of_the_results_is_computed_again(taken):
    """Every number is changed in its last digit, all of them at once; each is named."""
    decision = copy.deepcopy(taken.decision)
    changed = list(numbers(decision["results"]))
    for *way, last in changed:
        place = decision["results"]
        for key in way:
            place = place[key]
        place[last] = next_digit(place[last])
    found = recompute(Snapshot(decision, digest_of(decision)))[1]
    assert len(changed) > 250
    assert sorted(paths(found)) == sorted(".".join(map(str, ("results", *way))) for way in changed)


@pytest.mark.parametrize(
    ("way", "value", "finding"),
    [
        (("quality", "P1"), "99.0000", "results.quality.P1"),
        (("order", 0, "rank"), 2, "results.order.0.rank"),
        (("order", 0, "rank"), True, "results.order.0.rank"),
        (("decided", 0), "P9", "results.decided.0"),
        (("decided",), [], "results.decided"),
        (("bootstrap", "interval", "P1", 0), 9, "results.bootstrap.interval.P1.0"),
        (("agreement", "alpha"), None, "results.agreement.alpha"),
        (("agreement", "more"), "1", "results.agreement.more"),
        (("methods", "z_score"), {}, "results.methods.z_score.ranks"),
    ],
)
def test_what_differs_is_named(taken, way, value, finding):
    decision = copy.deepcopy(taken.decision)
    *before, last = way
    place = decision["results"]
    for key in before:
        place = place[key]
    place[last] = value
    assert paths(recompute(Snapshot(decision, digest_of(decision)))[1])[0] == finding


def test_grade_that_was_changed_is_seen_in_what_follows_from_it(taken):
    decision = copy.deepcopy(taken.decision)
    ballot = decision["inputs"]["ballots"][0]
    ballot["grades"]["pitch"] = "3"
    found = recompute(Snapshot(decision, digest_of(decision)))[1]
    assert f"results.scores.{ballot['juror']}.{ballot['project']}" in paths(found)


def test_seed_that_was_changed_is_seen_in_the_bootstrap(taken):
    decision = copy.deepcopy(taken.decision)
    decision["inputs"]["seed"] = 12
    found = recompute(Snapshot(decision, digest_of(decision)))[1]
    assert found
    assert {finding.path.split(".")[1] for finding in found} == {"bootstrap"}


@pytest.mark.parametrize("way", [("about", "program"), ("inputs", "motions", 0, "reason")])
def test_what_nothing_follows_from_is_held_by_the_digest(taken, way):
    decision = copy.deepcopy(taken.decision)
    *before, last = way
    place = decision
    for key in before:
        place = place[key]
    place[last] = "another"
    changed = Snapshot(decision, taken.sha256)
    assert recompute(changed)[1] == [Finding("sha256", taken.sha256, changed.digest)]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{}",
        b"[]",
        b"\xff",
        b'{"decision": {}, "sha256": ""}',
        b'{"decision": NaN, "sha256": ""}',
        b'{"decision": 1, "decision": 1, "sha256": ""}',
        b'{"decision": {"about": {}, "format": "other/1", "inputs": {}, "results": {}}, "sha256": ""}',
        b'{"decision": {"about": "\\ud800", "format": "smartport-jury/1", "inputs": {}, "results": {}}, "sha256": ""}',
        b'{"decision": {"about": {}, "format": "smartport-jury/1", "inputs": {}, "results": {}}, "sha256": 5}',
    ],
)
def test_what_is_no_snapshot_is_refused(content):
    with pytest.raises(NotASnapshot):
        Snapshot.read(content)


@pytest.mark.parametrize(("start", "times"), [(b"[", 100_000), (b" ", MOST_BYTES + 1)])
def test_file_that_is_too_deep_or_too_large_is_refused(start, times):
    with pytest.raises(NotASnapshot):
        Snapshot.read(start * times)


@pytest.mark.parametrize("inputs", [{}, None, [], "x", 5])
def test_snapshot_without_a_case_is_refused(taken, inputs):
    decision = {**taken.decision, "inputs": inputs}
    with pytest.raises(NotASnapshot):
        recompute(Snapshot(decision, digest_of(decision)))


def test_results_that_are_no_results_are_findings(taken):
    decision = {**taken.decision, "results": "none"}
    assert paths(recompute(Snapshot(decision, digest_of(decision)))[1]) == ["results"]


def test_case_that_allows_no_decision_is_refused_by_its_name(taken):
    inputs = inputs_of(final_round())
    inputs["ballots"] = inputs["ballots"][:2]
    decision = {**taken.decision, "inputs": inputs}
    with pytest.raises(Refusal) as refused:
        recompute(Snapshot(decision, digest_of(decision)))
    assert refused.value.code == "too_few_ballots"


def test_it_is_computed_without_django():
    program = "import sys, challenges.jury.snapshot; sys.exit('django' in sys.modules or 'pandas' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
