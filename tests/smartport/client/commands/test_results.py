"""`smartport logs`: what a program prints, afterwards and while it runs."""

import pytest

from challenges.editions.models import Phase
from challenges.evaluations.live import keep_live_log
from challenges.evaluations.models import Evaluation, LiveLog, State
from evaluator.log import TAIL_BYTES, keep_ends
from tests.factories import end_program, keep_log, make_evaluation, make_machine, run_program, score_submission
from tests.factories.evaluations import TICKET
from tests.factories.strangers import ANSI_ESCAPES, BIDI_OVERRIDE, LONG_LINE

ACTING = {"\x1b", "\x07", "\x08", "\x00", "\r", "\u202e", "\u2066"}


@pytest.fixture
def meanwhile(monkeypatch):
    """What happens in each pause of the client, in order; the last for all that follow."""

    def during(*acts):
        left = list(acts)
        monkeypatch.setattr("time.sleep", lambda _: left.pop(0)())

    return during


def finish(submission, **report):
    """The machine's report comes in."""
    LiveLog.objects.all().delete()
    Evaluation.objects.all().delete()
    return end_program(submission, **report)


@pytest.mark.parametrize("log", [ANSI_ESCAPES, BIDI_OVERRIDE, LONG_LINE[: 1 << 16], b"\xff\x00\x7f"])
@pytest.mark.parametrize("options", [[], ["--scorer"], ["--follow"]])
def test_log_cannot_act_on_the_terminal(logged_in, alice, submission, log, options):
    evaluation = end_program(submission, log=log)
    keep_log(evaluation, log, which="public")
    said = logged_in(alice)("logs", submission.pk, *options)
    assert said.status == 0
    assert said.out
    assert not ACTING & set(said.out + said.err)


def test_former_name_of_the_command_is_kept(logged_in, alice, submission):
    end_program(submission, log=b"epoch 1\r\n\xff\xe2\x80\xae\n")
    assert logged_in(alice)("log", submission.pk).out == "epoch 1\n\\xff\\u202e\n"


def test_log_is_followed_from_the_queue_to_the_outcome(logged_in, alice, submission, meanwhile):
    make_machine()
    waiting = make_evaluation(submission)
    Evaluation.objects.update(state=State.QUEUED)

    def begin():
        waiting.delete()
        run_program(submission, log=b"epoch 1\n")

    def grow():
        keep_live_log(Evaluation.objects.get().pk, TICKET, size=16, tail=b"epoch 1\nepoch 2\n")

    meanwhile(begin, lambda: None, grow, lambda: finish(submission, log=b"epoch 1\nepoch 2\ndone\n", public=1.25))
    said = logged_in(alice)("logs", submission.pk, "--follow")
    assert (said.status, said.out) == (0, "epoch 1\nepoch 2\ndone\n")
    first, second, *rest = said.err.splitlines()
    assert (first, second, rest[0]) == ("Queued, number 1", "Running", "scored")
    assert "public: mae 1.2500, bias 0.0000" in rest


def test_follower_of_a_long_log_sees_its_end(logged_in, alice, submission, meanwhile):
    """The middle of a kept log is left out; what was printed after the last look is at its end."""
    whole = b"".join(b"line %06d\n" % number for number in range(20_000))
    at = 19_000 * 12
    run_program(submission, log=whole[:at], tail=whole[at - TAIL_BYTES : at])

    def end():
        keep_log(finish(submission, log=whole), keep_ends(whole))

    meanwhile(end)
    out = logged_in(alice)("logs", submission.pk, "--follow").out
    assert out.startswith("\n[... ")
    assert out.endswith(whole[at - TAIL_BYTES + 12 :].decode())
    assert out.count("line 018999\nline 019000\n") == 1


def test_outcome_decides_the_exit_status(logged_in, alice, submission):
    end_program(submission, log=b"Traceback\n", outcome="crashed")
    said = logged_in(alice)("logs", submission.pk, "-f")
    assert (said.status, said.out) == (1, "Traceback\n")
    assert "failed: the program crashed" in said.err


@pytest.mark.parametrize("state", ["running", "ended"])
def test_withheld_log_is_followed_to_its_outcome_and_told_why(logged_in, alice, submission, meanwhile, state):
    Phase.objects.update(log_policy="off")
    if state == "running":
        run_program(submission, log=b"hidden 81279\n", log_policy="full")
        meanwhile(lambda: finish(submission, log=b"hidden 81279\n", outcome="crashed"))
    else:
        keep_log(end_program(submission, policy="off", outcome="crashed"), b"hidden 81279\n")
    said = logged_in(alice)("logs", submission.pk, "--follow")
    assert (said.status, said.out) == (1, "")
    assert "81279" not in said.err
    assert "In this phase the log of a program is for the organizers only." in said.err
    assert "failed: the program crashed" in said.err


def test_withheld_log_is_refused_in_one_line(logged_in, alice, submission):
    Phase.objects.update(log_policy="off")
    end_program(submission, log=b"hidden 81279\n", policy="full")
    said = logged_in(alice)("logs", submission.pk)
    assert (said.status, said.out, said.err.count("\n")) == (1, "", 1)
    assert said.err.startswith("smartport: In this phase the log of a program is for the organizers only.")


@pytest.mark.parametrize(
    ("kind", "state", "options", "why"),
    [
        ("code", State.SCORED, [], "The program printed nothing."),
        ("predictions", State.SCORED, [], "A file of predictions is not run: it prints nothing."),
        ("code", State.SCORED, ["--scorer"], "The scorer said nothing."),
        ("code", State.QUEUED, [], "There is nothing yet."),
    ],
)
def test_why_there_is_no_log_is_said(logged_in, alice, submission, kind, state, options, why):
    submission.kind = kind
    submission.save()
    make_evaluation(submission, state=state)
    said = logged_in(alice)("logs", submission.pk, *options)
    assert (said.status, said.out) == (1, "")
    assert said.err.startswith(f"smartport: {why}")


def test_what_the_scorer_says_is_pointed_to(logged_in, alice, submission):
    keep_log(score_submission(submission), b"Row 9 was the worst.\n", which="public")
    smartport = logged_in(alice)
    assert f"smartport logs --scorer {submission.pk}" in smartport("logs", submission.pk, "-f").err
    assert smartport("logs", "--scorer", submission.pk).out == "Row 9 was the worst.\n"


def test_another_teams_log_is_not_found(logged_in, mallory, mallorys_team, submission):
    run_program(submission, log=b"alice's secret")
    for options in ([], ["--follow"], ["--scorer"]):
        said = logged_in(mallory)("logs", submission.pk, *options)
        assert (said.status, said.out) == (1, "")
        assert "alice's secret" not in said.err
