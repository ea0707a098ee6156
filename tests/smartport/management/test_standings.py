"""What the operator reads, and how a script knows that all is well."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from challenges import clock
from tests.factories import NOW, make_evaluation, make_person, make_submission, make_team, score_submission


@pytest.fixture(autouse=True)
def at_noon(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def baseline(leaderboard, challenge):
    """A baseline's submission, not evaluated yet."""
    team = make_team(challenge.edition, name="Référence", captain=make_person("robot"), is_baseline=True)
    return make_submission(team, leaderboard.phase)


def printed(*words: str) -> str:
    out = io.StringIO()
    call_command("standings", *words, stdout=out)
    return out.getvalue()


def test_board_is_printed(baseline, submission):
    score_submission(baseline, public=1.5)
    score_submission(submission, public=0.25)
    lines = [line for line in printed("rade").splitlines() if "│" in line]
    assert [("Les Alizés" in line, "0.2500" in line) for line in lines] == [(True, True), (False, False)]
    assert "Référence" in lines[1]


def test_board_is_headed_in_english(baseline, submission):
    score_submission(baseline, public=1.5)
    title, _, headings, *_ = printed("rade").splitlines()
    assert title.strip() == submission.phase.challenge.title["en"]
    assert [heading.strip() for heading in headings.strip("┃").split("┃")] == ["Rank", "Team", "MAE (h)", "Bias (h)"]


def test_board_for_programs_is_json(baseline, submission):
    score_submission(baseline, public=1.5, private=0.987654)
    told = json.loads(printed("rade", "--json"))
    assert [(row["team_name"], row["rank"], row["values"]["mae"]) for row in told["rows"]] == [("Référence", None, 1.5)]
    assert "0.987654" not in json.dumps(told)


def test_no_baseline_is_no_success(leaderboard):
    with pytest.raises(CommandError, match="No baseline"):
        printed("rade")


@pytest.mark.parametrize(("state", "said"), [("queued", "Référence: queued"), ("failed", "Référence: failed")])
def test_unscored_baseline_is_no_success(baseline, state, said):
    make_evaluation(baseline, state=state)
    with pytest.raises(CommandError, match=said):
        printed("rade", "--wait", "0.1")


def test_unknown_challenge_is_said(leaderboard):
    with pytest.raises(CommandError, match="no published challenge nowhere"):
        printed("nowhere")
