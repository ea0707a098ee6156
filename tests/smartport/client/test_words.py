"""What may be typed: Kaggle's verbs, slips of the pen, help with examples."""

import csv
import io
import json

import pytest

from challenges.evaluations.models import State
from challenges.submissions.models import Submission
from smartport.client.commands.handing_in import Interrupted
from smartport.client.words import VERBS, parser
from tests.factories import OPENS_AT, make_challenge, make_evaluation, make_phase, predictions_csv, score_submission


@pytest.fixture
def entry(tmp_path):
    path = tmp_path / "mine.csv"
    path.write_bytes(predictions_csv(a=1))
    return path


@pytest.mark.parametrize("words", [["challenges"], ["challenges", "list"], ["competitions", "list"], ["c", "list"]])
def test_challenges_are_listed_in_kaggles_words_too(smartport, phase, words):
    said = smartport(*words, "-v")
    [line] = csv.DictReader(io.StringIO(said.out))
    assert (line["ref"], line["deadline"], line["teamCount"]) == ("rade", "2027-01-15T18:00:00Z", "0")


@pytest.mark.parametrize(
    "words",
    [
        ["challenges", "submit", "-c", "rade", "-f", "FILE", "-m", "first"],
        ["competitions", "submit", "rade", "-f", "FILE", "-m", "first"],
        ["submit", "rade", "FILE", "-m", "first"],
        ["submit", "rade", "-m", "first", "FILE"],
        ["submit", "FILE", "-m", "first"],
        ["submit", "-m", "first", "FILE", "-c", "rade"],
    ],
)
def test_file_and_challenge_stand_where_one_is_used_to(logged_in, alice, alices_team, bundle, entry, words):
    said = logged_in(alice)(*(entry if word == "FILE" else word for word in words))
    assert (said.status, said.err) == (0, "")
    assert said.out.endswith("4 submissions remaining today.\n")
    assert Submission.objects.get().message == "first"


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["submision"], "There is no command “submision”. Did you mean submissions?"),
        (["team", "creat"], "There is no command “creat”. Did you mean create?"),
        (["config", "set", "chalenge", "x"], "There is no choice “chalenge”. Did you mean challenge?"),
        (["leaderboard", "--jsn"], "Nobody knows what to do with --jsn."),
        (["zzz"], "There is no command “zzz”. There are: "),
    ],
)
def test_slip_of_the_pen_is_answered_with_the_nearest(smartport, words, line):
    said = smartport(*words)
    assert (said.status, said.out, said.err.count("\n")) == (1, "", 1)
    assert said.err.startswith(f"smartport: {line}")


@pytest.mark.parametrize("command", ["leaderboard", "files", "download", "submissions", "accept-rules"])
def test_challenge_that_is_not_there_is_answered_with_the_nearest(logged_in, alice, alices_team, phase, command):
    said = logged_in(alice)(command, "rode", *(["--yes"] if command == "accept-rules" else []))
    assert (said.status, said.out) == (1, "")
    assert said.err == "smartport: There is no challenge “rode”. Did you mean rade?\n"


@pytest.mark.parametrize("verb", sorted(VERBS))
def test_every_command_has_its_help(smartport, capsys, verb):
    with pytest.raises(SystemExit) as ended:
        smartport(verb, "--help")
    assert (ended.value.code, "usage: smartport" in capsys.readouterr().out) == (0, True)


def test_help_begins_with_the_way_to_a_first_score(capsys):
    with pytest.raises(SystemExit):
        parser().parse_args(["--help"])
    assert "smartport login --url" in capsys.readouterr().out


def test_login_remembers_the_site(smartport, environ, alice, phase):
    environ.pop("SMARTPORT_URL")
    words = ["--url", "http://testserver", "--email", alice.email, "--password-stdin"]
    assert smartport("login", *words, typed="a-calm-sea-and-a-good-tide\n").status == 0
    assert smartport("submission-limits").err.startswith("smartport: You are in no team of this edition.")
    assert "http://testserver (with a login)" in smartport("config", "view").out


def test_choice_of_a_challenge_is_remembered(smartport, phase, edition):
    make_phase(make_challenge(edition, slug="air"))
    assert smartport("leaderboard").status == 1
    assert smartport("config", "set", "challenge", "air").out == "challenge: air\n"
    assert json.loads(smartport("leaderboard", "--format", "json").out)["challenge"] == "air"
    assert json.loads(smartport("leaderboard", "rade", "--format", "json").out)["challenge"] == "rade"
    smartport("config", "unset", "challenge")
    assert smartport("leaderboard").status == 1


def test_limits_are_told(logged_in, alice, alices_team, bundle):
    [line] = csv.DictReader(io.StringIO(logged_in(alice)("submission-limits", "-v").out))
    assert line == {
        "ref": "rade",
        "leftToday": "5",
        "perDay": "5",
        "leftInTotal": "100",
        "total": "100",
        "resetsAt": "2026-11-21T00:00:00Z",
        "nextAt": "",
        "deadline": "2027-01-15T18:00:00Z",
    }


def test_limits_need_a_team(logged_in, carol, bundle):
    said = logged_in(carol)("submission-limits")
    assert said.err == "smartport: You are in no team of this edition. Make one: smartport team create NAME\n"


def test_limits_after_the_close_are_none(logged_in, alice, alices_team, bundle, phase):
    phase.closes_at = OPENS_AT.replace(hour=23)
    phase.save()
    said = logged_in(alice)("submission-limits")
    assert (said.status, said.out) == (1, "")
    assert said.err.startswith("smartport: rade is closed: its phase is from ")


def test_board_is_saved_as_csv(smartport, submission, tmp_path):
    score_submission(submission, public=1.25)
    said = smartport("leaderboard", "-d", "-p", tmp_path / "new")
    path = tmp_path / "new" / "rade-leaderboard.csv"
    assert (said.status, said.out) == (0, f"Downloaded {path}.\n")
    [line] = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8")))
    assert line["teamName"] == "Les Alizés"
    assert (line["rank"], line["score"], line["submissions"]) == ("1", "1.25", "1")
    assert line["submissionDate"].endswith("Z")


def test_submissions_are_told_to_programs_with_their_errors(logged_in, alice, submission):
    score_submission(submission, outcome="crashed")
    said = logged_in(alice)("submissions", "--format", "csv")
    [line] = csv.DictReader(io.StringIO(said.out))
    assert (line["status"], line["error"], line["publicScore"]) == ("failed", "the program crashed", "")


def test_one_submission_is_looked_at_again(logged_in, alice, submission):
    make_evaluation(submission)
    said = logged_in(alice)("status", submission.pk)
    assert said.status == 0
    assert said.out.endswith(f"To wait for it: smartport status {submission.pk} --wait\n")


def test_whoever_stops_waiting_is_told_how_to_look_again(logged_in, alice, submission, monkeypatch):
    """Ctrl-C leaves the submission alone."""
    make_evaluation(submission, state=State.SENT, started_at=OPENS_AT, ticket="a" * 32)

    def press_control_c(_):
        raise KeyboardInterrupt

    monkeypatch.setattr("time.sleep", press_control_c)
    said = logged_in(alice)("status", submission.pk, "--wait")
    assert said.status == 130
    assert str(Interrupted(str(submission.pk))) in said.err
    assert submission.evaluations.get().state == State.SENT


def test_quiet_says_nothing(logged_in, alice, alices_team, bundle, entry):
    said = logged_in(alice)("submit", entry, "-q")
    assert (said.status, said.out, said.err) == (0, "", "")


@pytest.mark.parametrize(
    ("words", "listed_by"),
    [
        (["status", "12"], "smartport submissions"),
        (["logs", "12"], "smartport submissions"),
        (["team", "ask", "12"], "smartport team find"),
        (["team", "requests", "--accept", "12"], "smartport team requests"),
        (["tokens", "--withdraw", "12"], "smartport tokens"),
    ],
)
def test_ref_that_is_none_is_answered_with_where_to_look(logged_in, alice, alices_team, phase, words, listed_by):
    said = logged_in(alice)(*words)
    assert (said.status, said.err) == (1, f"smartport: Not found. Take the ref from: {listed_by}\n")


@pytest.mark.parametrize("words", ["team", "team leave -y", "team change --about x", "team invitations", "team merge"])
def test_whoever_has_no_team_is_told_how_to_come_to_one(logged_in, carol, phase, words):
    hint = "Create a team, or ask a captain for the link of theirs. → smartport team create NAME"
    assert logged_in(carol)(*words.split()).err == f"smartport: You are in no team of this edition. {hint}\n"


def test_refusal_ends_with_the_command_that_mends_it(logged_in, carol, bundle, entry):
    smartport = logged_in(carol)
    assert smartport("check", "rade", entry).err.endswith(" → smartport team create NAME\n")
    smartport("team", "create", "Vigies")
    assert smartport("submit", "rade", entry).err.endswith(" → smartport accept-rules rade\n")


def test_submissions_are_narrowed_and_sorted(logged_in, alice, submission):
    score_submission(submission, public=1.25)
    smartport = logged_in(alice)
    smartport("note", submission.pk, "-m", "Première", "--tag", "lgbm")
    found = [
        len(smartport("submissions", "-v", *words.split()).out.splitlines()) - 1
        for words in (
            "--search premiere",
            "--search zzz",
            "--tag LGBM",
            "--state scored --sort best",
            "--state running",
        )
    ]
    assert found == [1, 0, 1, 1, 0]


def test_same_file_handed_in_again_is_said(logged_in, alice, alices_team, bundle, entry):
    smartport = logged_in(alice)
    smartport("submit", entry)
    first = Submission.objects.get()
    assert f"It is the same file as submission {first.pk}.\n" in smartport("submit", entry).out
