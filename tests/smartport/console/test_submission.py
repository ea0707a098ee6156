"""A submission opened by an organizer: evaluations, logs, decisions; nothing private before the close."""

import pytest

from challenges.evaluations.models import Evaluation, State
from challenges.leaderboards.actions import close_leaderboard
from challenges.leaderboards.disqualifying import disqualify, lift
from challenges.leaderboards.models import Leaderboard
from challenges.leaderboards.rejudging import ask_rejudge, drop_rejudge
from evaluator.order import LOGS
from tests.factories import (
    CLOSES_AT,
    NOW,
    end_program,
    finish_rejudge,
    keep_log,
    make_person,
    make_submission,
    score_submission,
)
from tests.factories.strangers import ANSI_ESCAPES

pytestmark = pytest.mark.database

WHY = {"fr": "Copie", "en": "A <b>copy</b>"}


@pytest.fixture
def doras(client, dora):
    client.force_login(dora)
    client.cookies["language"] = "en"
    return client


@pytest.fixture
def submission(alices_team, leaderboard, alice):
    return make_submission(alices_team, leaderboard.phase, by=alice, kind="code")


def place(submission, below="") -> str:
    return f"/console/submissions/{submission.pk}/{below}"


def page_of(client, submission) -> str:
    answer = client.get(place(submission))
    assert answer.status_code == 200
    return answer.content.decode()


def test_received_one_says_so(doras, submission):
    assert "It enters the queue in a moment" in page_of(doras, submission)


def test_every_log_that_the_table_allows_is_there(doras, submission):
    evaluation = end_program(submission, log=b"seen the hidden inputs", policy="off")
    for which, text in (("public", b"well done"), ("scorer", b"the truth is 42")):
        keep_log(evaluation, text, which=which)
    page = page_of(doras, submission)
    assert ("seen the hidden inputs" in page, "well done" in page, "the truth is 42" in page) == (True, True, False)
    assert doras.get(place(submission, f"{evaluation.pk}/scorer/")).status_code == 404
    whole = doras.get(place(submission, f"{evaluation.pk}/hidden/?raw=1"))
    assert (whole.content, whole.headers["Content-Type"]) == (b"seen the hidden inputs", "text/plain; charset=utf-8")
    assert "seen the hidden inputs" in doras.get(place(submission, f"{evaluation.pk}/hidden/")).content.decode()


def test_scorers_log_is_there_once_it_failed(doras, submission):
    evaluation = end_program(submission, outcome="crashed")
    keep_log(evaluation, b"Traceback", which="scorer")
    evaluation.scorer_failed = True
    evaluation.save()
    assert "Traceback" in page_of(doras, submission)


@pytest.mark.parametrize(
    ("scorer_failed", "closed_at", "is_shown"), [(False, None, False), (True, None, True), (False, CLOSES_AT, True)]
)
@pytest.mark.parametrize("state", State.values)
def test_log_of_the_scorer_is_shown_where_it_failed_or_after_the_close(
    doras, submission, leaderboard, state, scorer_failed, closed_at, is_shown
):
    """Whatever the state: a log comes before its report, and a lease may run out between them."""
    evaluation = end_program(submission, private=0.987654)
    for which in LOGS:
        told = b"private_mae: 0.987654" if which in {"scorer", "losses"} else ANSI_ESCAPES
        keep_log(evaluation, f"<{which}> ".encode() + told, which=which)
    Evaluation.objects.update(state=state, scorer_failed=scorer_failed)
    Leaderboard.objects.update(closed_at=closed_at, told_at=closed_at)
    page = page_of(doras, submission)
    shown = {which for which in LOGS if f"&lt;{which}&gt;" in page}
    assert shown == {"entry", "hidden", "public", *(["scorer"] if is_shown else [])}
    assert ("0.987654" in page) == is_shown
    assert ("\\x1b]52;c;cm0gLXJmIH4=\\x07" in page, "real line\\x0d2026-01-01" in page) == (True, True)
    assert not set(page) & {"\x1b", "\x07", "\x08", "\x00", "\u202e", "\u2066"}


def test_log_of_another_submissions_evaluation_is_not_found_here(doras, submission, mallorys_team, phase):
    other = make_submission(mallorys_team, phase, kind="code")
    evaluation = end_program(other, log=b"theirs")
    assert doras.get(place(submission, f"{evaluation.pk}/entry/")).status_code == 404
    assert doras.get(place(other, f"{evaluation.pk}/nonsense/")).status_code == 404
    assert doras.get(place(other, f"{evaluation.pk}/entry/")).status_code == 200


def test_private_scores_are_shown_after_the_close_only(doras, submission, leaderboard):
    score_submission(submission, public=0.1234, private=0.9876)
    page = page_of(doras, submission)
    assert ("0.1234" in page, "0.9876" in page) == (True, False)
    close_leaderboard(leaderboard, by=None, now=CLOSES_AT.replace(year=2028))
    page = page_of(doras, submission)
    assert ("0.9876" in page, "its final standings do not change any more" in page) == (True, True)


def test_evaluations_of_an_open_rejudge_are_told_apart(doras, submission, phase):
    score_submission(submission, public=1.5)
    rejudge = ask_rejudge(phase, reason={"fr": "Essai"}, by=None, now=NOW)
    finish_rejudge(rejudge, {submission: {"public": 2.5, "private": 0.9876}})
    page = page_of(doras, submission)
    assert ("Rejudge that is not applied" in page, "1.5000" in page, "2.5000" in page) == (True, True, False)
    page = doras.get(place(submission), {"evaluation": str(rejudge.evaluations.get().pk)}).content.decode()
    assert ("2.5000" in page, "1.5000" in page, "0.9876" in page) == (True, False, False)
    assert doras.get(place(submission), {"evaluation": "nonsense"}).status_code == 200


def test_disqualification_is_shown_and_what_was_lifted_too(doras, submission, dora):
    made = disqualify(submission, reason=WHY, by=dora, now=NOW)
    page = page_of(doras, submission)
    assert ("A &lt;b&gt;copy&lt;/b&gt;" in page, place(submission, "lift/") in page) == (True, True)
    lift(made, by=dora, now=NOW)
    page = page_of(doras, submission)
    assert ("Disqualifications that were lifted" in page, place(submission, "disqualify/") in page) == (True, True)


def test_same_bytes_from_other_teams_are_named(doras, submission, mallorys_team, phase):
    make_submission(mallorys_team, phase)
    page = page_of(doras, submission)
    assert ("The same bytes from other teams" in page, "Contre-courant" in page) == (True, True)


def test_another_organizers_is_not_there(client, submission, dora):
    submission.phase.challenge.organizers.add(dora)
    client.force_login(make_person("otto", is_staff=True))
    for below in ("", "disqualify/", "lift/", "notes/"):
        assert client.get(place(submission, below)).status_code == 404


@pytest.mark.parametrize("times", [0, 3])
def test_asks_as_often_for_many_evaluations_as_for_one(doras, submission, phase, times, django_assert_num_queries):
    end_program(submission, log=b"hello")
    for _ in range(times):
        drop_rejudge(ask_rejudge(phase, reason={"fr": "Essai"}, by=None, now=NOW), by=None, now=NOW)
    doras.get(place(submission))
    with django_assert_num_queries(18):
        doras.get(place(submission))
