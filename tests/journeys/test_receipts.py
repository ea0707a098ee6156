"""A receipt from the site back to the same score: what a team downloads, replayed from the operator's data folder."""

import json
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from challenges.evaluations.actions import record_report
from challenges.evaluations.models import State
from challenges.leaderboards.actions import close_leaderboard, take_score
from evaluator.bundle import Bundle
from evaluator.cli import main
from evaluator.harness import evaluate
from evaluator.receipt import Receipt
from evaluator.submission import Submission
from tests.evaluator import conftest
from tests.factories import CLOSES_AT, NOW, code_zip, make_evaluation, make_submission

pytestmark = [pytest.mark.engine, pytest.mark.django_db]

PROGRAM = """\
import os, pathlib
rows = "".join(f"{name},{at / 7}\\n" for at, name in enumerate("abcd"))
pathlib.Path(os.environ["OUTPUT_DIR"], "predictions.csv").write_text("id,value\\n" + rows)
"""


sandbox, clean = conftest.sandbox, conftest.clean  # the real engine


@pytest.mark.usefixtures("clean")
@pytest.mark.parametrize("kind", ["predictions", "code"])
def test_receipt_of_the_site_is_replayed_from_its_data_folder(
    kind,
    alices_team,
    bundle,
    leaderboard,
    alice,
    tmp_path,
    sandbox,
    capsys,
):
    files = {"code": (code_zip(PROGRAM), "entry.zip"), "predictions": (None, "predictions.csv")}
    content, name = files[kind]
    submission = make_submission(alices_team, bundle.phase, by=alice, content=content, kind=kind, file_name=name)
    report = evaluate(Bundle.read(tmp_path / "bundle"), Submission(kind, Path(submission.content.path), name), sandbox)
    sent = make_evaluation(submission, state=State.SENT, ticket="t" * 32)
    take_score(record_report(sent.pk, "t" * 32, report=report, logs={}, now=NOW), now=NOW)

    sealed = downloaded(alice, submission, to=tmp_path / "sealed.json")
    assert main(["replay", str(tmp_path / "sealed.json"), "--from", str(settings.DATA), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert {one["name"]: one["is_same"] for one in told["compared"]} == {
        "outcome": True,
        "faults": True,
        "public_mae": True,
        "public_bias": True,
        "private_mae": None,
        "private_bias": None,
    }

    close_leaderboard(leaderboard, by=None, now=CLOSES_AT.replace(year=2028))
    opened = downloaded(alice, submission, to=tmp_path / "opened.json")
    assert opened.sealed() == sealed
    assert main(["replay", str(tmp_path / "opened.json"), "--from", str(settings.DATA), "--json"]) == 0
    assert {one["is_same"] for one in json.loads(capsys.readouterr().out)["compared"]} == {True}


def downloaded(person, submission, *, to) -> Receipt:
    client = Client()
    client.force_login(person)
    to.write_bytes(client.get(f"/submissions/{submission.pk}/receipt/").content)
    return Receipt.read(to.read_bytes())
