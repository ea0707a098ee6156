"""The command line, command by command, against the real site."""

import json
import stat
from pathlib import Path

import pytest

from challenges.evaluations.models import State
from challenges.submissions.models import Submission
from challenges.teams.models import Team
from evaluator.report import Fault
from smartport.accounts.tokens import digest_of
from tests.factories import (
    OPENS_AT,
    code_zip,
    make_challenge,
    make_evaluation,
    make_phase,
    predictions_csv,
    score_submission,
)

LIST = ["ref", "title", "deadline", "category", "reward", "teamCount", "userHasEntered", "userRank"]
SUBMISSIONS = [
    "ref",
    "fileName",
    "date",
    "description",
    "status",
    "publicScore",
    "privateScore",
    "error",
    "tags",
    "chosen",
]


@pytest.fixture
def entry(tmp_path):
    path = tmp_path / "mine.csv"
    path.write_bytes(predictions_csv(a=1))
    return path


def test_login_keeps_a_token(smartport, logged_in, alice, environ):
    logged_in(alice)
    kept = Path(environ["XDG_CONFIG_HOME"]) / "smartport/tokens.json"
    (secret,) = json.loads(kept.read_text()).values()
    assert digest_of(secret) == alice.api_tokens.get().digest
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_wrong_password_is_one_line_on_stderr(smartport, alice):
    said = smartport("login", "--email", alice.email, "--password-stdin", typed="wrong\n")
    assert (said.status, said.out) == (1, "")
    assert said.err == (
        "smartport: The e-mail address or the password is wrong. "
        "Log in on the site with the same address and password to see what it says.\n"
    )


def test_logout_withdraws_the_token(logged_in, alice, environ):
    assert logged_in(alice)("logout").status == 0
    assert alice.api_tokens.get().revoked_at is not None
    assert json.loads((Path(environ["XDG_CONFIG_HOME"]) / "smartport/tokens.json").read_text()) == {}


def test_command_that_needs_a_login_says_so(smartport, phase):
    said = smartport("submissions")
    assert (said.status, said.out) == (1, "")
    assert said.err.endswith("You are not logged in. Log in: smartport login\n")
    assert said.err.count("\n") == 1


def test_challenges_are_listed(smartport, phase):
    said = smartport("challenges")
    assert said.status == 0
    header, line = said.out.splitlines()
    assert header.split() == LIST
    assert line.split() == ["rade", "Waiting", "at", "anchorage", "2027-01-15", "18:00", "UTC", "0"]


def test_language_of_the_terminal_is_asked_for(smartport, phase, environ):
    environ["LANG"] = "fr_MA.UTF-8"
    assert "Waiting at anchorage (fr)" in smartport("challenges").out


def test_rules_are_shown_and_accepted(logged_in, carol, phase):
    said = logged_in(carol)("accept-rules", typed="y\n")
    assert said.status == 0
    assert "Play fair." in said.out
    assert carol.rules_acceptances.count() == 1


def test_rules_are_not_accepted_without_a_yes(logged_in, carol, phase):
    assert logged_in(carol)("accept-rules", typed="n\n").status == 1
    assert carol.rules_acceptances.count() == 0


def test_team_is_created_and_joined_by_its_link(logged_in, alice, bob, edition):
    smartport = logged_in(alice)
    assert "Vigies" in smartport("team", "create", "Vigies").out
    link = smartport("team", "invite").out.splitlines()[0]
    assert link.startswith("http://testserver/join/")
    said = logged_in(bob)("team", "join", link)
    assert "Bob" in said.out
    assert Team.objects.get().memberships.count() == 2


def test_predictions_are_handed_in(logged_in, alice, alices_team, bundle, entry):
    said = logged_in(alice)("submit", entry, "-m", "first try")
    kept = Submission.objects.get()
    assert said.status == 0
    assert said.out == f"Received: {kept.pk}\n4 submissions remaining today.\n"
    assert (kept.kind, kept.file_name, kept.message) == ("predictions", "mine.csv", "first try")


def test_zip_is_code(logged_in, alice, alices_team, bundle, tmp_path):
    (tmp_path / "entry.ZIP").write_bytes(code_zip())
    assert logged_in(alice)("submit", tmp_path / "entry.ZIP", "-c", "rade").status == 0
    assert Submission.objects.get().kind == "code"


def test_faults_of_a_file_are_listed(logged_in, alice, alices_team, bundle, entry):
    entry.write_bytes(b"id,value\na,1\nb,oops\nc,3\nd,4\n")
    said = logged_in(alice)("submit", entry)
    assert said.status == 1
    first, _header, fault = said.err.splitlines()
    assert first.startswith("smartport: The predictions file has 1 fault; none of it was counted.")
    assert fault.split()[:3] == ["3", "value", "oops"]


def test_file_too_large_is_not_even_sent(logged_in, alice, alices_team, bundle, tmp_path):
    path = tmp_path / "big.zip"
    with path.open("wb") as file:
        file.truncate(51 << 20)
    said = logged_in(alice)("submit", path)
    assert (said.status, said.err) == (1, f"smartport: {path} is too large: at most 50 MiB of code are accepted.\n")


def test_file_that_is_not_there(logged_in, alice, phase, tmp_path):
    said = logged_in(alice)("submit", tmp_path / "nothing.csv")
    assert (said.status, said.err) == (1, f"smartport: There is no file {tmp_path / 'nothing.csv'}.\n")


def test_wait_ends_with_the_result(logged_in, alice, alices_team, bundle, entry, monkeypatch):
    """The first pause of the client is when the evaluator works."""
    pauses = []

    def evaluate_meanwhile(seconds):
        pauses.append(seconds)
        score_submission(Submission.objects.get(), public=1.25)

    monkeypatch.setattr("time.sleep", evaluate_meanwhile)
    said = logged_in(alice)("submit", entry, "--wait")
    assert (said.status, len(pauses)) == (0, 1)
    assert "scored" in said.out
    assert "public: mae 1.2500, bias 0.0000" in said.out


def test_wait_for_a_failure_says_why(logged_in, alice, alices_team, bundle, entry, monkeypatch):
    fault = Fault("not_finite", "Write a finite number.", row=3, column="value", value="NaN")
    monkeypatch.setattr(
        "time.sleep",
        lambda _: score_submission(Submission.objects.get(), outcome="predictions_refused", faults=(fault,)),
    )
    said = logged_in(alice)("submit", entry, "--wait")
    assert said.status == 1
    assert "failed: predictions refused" in said.out
    assert "The predictions cannot be scored. Correct what is listed below, then hand in again." in said.out
    assert "Write a finite number: neither NaN nor infinity." in said.out


def test_json_of_a_submission_stands_alone_on_stdout(logged_in, alice, alices_team, bundle, entry):
    said = logged_in(alice)("submit", entry, "--json")
    assert json.loads(said.out)["id"] == str(Submission.objects.get().pk)


def test_submissions_are_listed(logged_in, alice, submission):
    score_submission(submission, public=1.25)
    said = logged_in(alice)("submissions")
    header, line = said.out.splitlines()
    assert header.split() == SUBMISSIONS
    assert line.split()[0] == str(submission.pk)
    assert line.split()[-2:] == ["scored", "1.2500"]


def test_leaderboard_for_people_and_for_programs(smartport, submission):
    score_submission(submission, public=1.25)
    header, line = smartport("leaderboard").out.splitlines()
    assert header.split()[:5] == ["rank", "teamId", "teamName", "submissionDate", "score"]
    assert (line.split()[0], line.split()[-3:]) == ("1", ["1.2500", "0.0000", "1"])
    board = json.loads(smartport("leaderboard", "--json").out)
    assert [(row["rank"], row["values"]["mae"]) for row in board["results"]] == [(1, 1.25)]


def test_team_name_cannot_act_on_the_terminal(smartport, submission):
    Team.objects.update(name="[bold red]\x1b[31mevil[/]")
    score_submission(submission)
    out = smartport("leaderboard").out
    assert "[bold red]\\x1b[31mevil[/]" in out
    assert "\x1b" not in out


def test_empty_list_is_no_failure(logged_in, alice, alices_team, phase):
    assert logged_in(alice)("submissions").status == 0


@pytest.mark.parametrize(
    "arguments", [[], ["dance"], ["submit"], ["submit", "x", "--kind", "malware"], ["log"], ["submit", "a", "b", "c"]]
)
def test_wrong_arguments_are_one_line(smartport, arguments):
    said = smartport(*arguments)
    assert (said.status, said.out, said.err.count("\n")) == (1, "", 1)
    assert "--help" in said.err


@pytest.mark.parametrize("chosen", [["air"], ["-c", "air"], ["--challenge=air"]])
def test_challenge_is_chosen(smartport, phase, edition, chosen):
    make_phase(make_challenge(edition, slug="air"))
    assert json.loads(smartport("leaderboard", *chosen, "--json").out)["challenge"] == "air"


def test_several_challenges_need_a_choice(smartport, phase, edition):
    make_challenge(edition, slug="air")
    said = smartport("leaderboard")
    assert (said.status, said.err) == (1, "smartport: Which challenge? Name one of: air, rade.\n")


def test_waiting_one_is_cancelled(logged_in, alice, submission):
    make_evaluation(submission)
    said = logged_in(alice)("cancel", submission.pk)
    assert (said.status, said.out) == (0, "Cancelled; it does not count.\n")
    assert "cancelled" in logged_in(alice)("submissions").out


@pytest.mark.parametrize(("typed", "arguments"), [("y\n", ()), ("", ("-y",))])
def test_running_one_is_cancelled_by_who_says_yes(logged_in, alice, submission, typed, arguments):
    make_evaluation(submission, state=State.SENT, started_at=OPENS_AT, ticket="a" * 32)
    said = logged_in(alice)("cancel", submission.pk, *arguments, typed=typed)
    assert (said.status, said.out.splitlines()[-1].endswith("Cancelled; it stays counted.")) == (0, True)


def test_running_one_goes_on_where_the_answer_is_no(logged_in, alice, submission):
    make_evaluation(submission, state=State.SENT, started_at=OPENS_AT, ticket="a" * 32)
    said = logged_in(alice)("cancel", submission.pk, typed="\n")
    assert (said.status, said.err) == (
        1,
        "It runs already and will stay counted. Stop it all the same? [y/N] smartport: It was not cancelled.\n",
    )
    assert submission.evaluations.get().state == State.SENT


def test_ended_one_is_not_cancelled(logged_in, alice, submission):
    score_submission(submission)
    said = logged_in(alice)("cancel", submission.pk)
    assert (said.status, said.err.count("\n")) == (1, 1)
    assert "already ended" in said.err
