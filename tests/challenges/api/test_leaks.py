"""Nothing of a team, and nothing hidden, leaves through any address of the site: every one is tried, by everybody.

The secrets are really there (the last tests show who may see them), so that a door left open would show them.
"""

import pytest
from django.core.files.storage import default_storage, storages

from challenges.editions.models import Phase
from challenges.evaluations.models import Evaluation
from challenges.leaderboards.actions import close_leaderboard
from challenges.leaderboards.models import Leaderboard
from challenges.submissions.models import Submission
from evaluator.order import LOGS
from tests.challenges.api.walking import (
    addresses,
    client_of,
    leaks,
    people,  # noqa: F401
    planted,  # noqa: F401
    release_file,  # noqa: F401
    river,  # noqa: F401
)
from tests.factories import CLOSES_AT

HIDDEN = ["private score", "salt", "truth", "scorer log", "losses log", "ticket"]


@pytest.fixture
def everything_stays(planted):  # noqa: F811
    """Whatever was tried: Alice's team has the members, the submissions and the invitation it had."""

    def state():
        team = planted.evaluation.submission.team
        return (
            list(team.memberships.values_list("user_id", flat=True)),
            list(Submission.objects.filter(team=team).values_list("pk", "sha256", "is_counted")),
            list(team.invitations.values_list("pk", "revoked_at")),
            Evaluation.objects.filter(pk=planted.evaluation.pk).values().get(),
        )

    before = state()
    yield
    assert state() == before


@pytest.mark.parametrize(("name", "methods"), [("visitor", None), ("mallory", None), ("carol", 1)])
def test_others_see_and_change_nothing_of_a_team(planted, people, name, methods, everything_stays):  # noqa: F811
    hidden = [secret for secret in planted.secrets if secret != "submission"]  # the forged forms hold it
    assert leaks(planted, people[name], hidden=hidden, methods=methods) == []


@pytest.mark.parametrize("name", ["alice", "bob", "dora", "olga"])
def test_nobody_sees_the_hidden_part_before_the_close(planted, people, name):  # noqa: F811
    hidden = [*HIDDEN, *(["hidden log"] if name in {"alice", "bob"} else [])]
    assert leaks(planted, people[name], hidden=hidden, methods=1) == []


@pytest.mark.parametrize("state", ["scored", "sent"])
def test_log_that_a_phase_withholds_leaves_by_no_address(planted, people, state):  # noqa: F811
    """Neither the kept one nor, while it runs, its end: the organizers chose so after it was written."""
    Evaluation.objects.filter(pk=planted.evaluation.pk).update(state=state)
    Phase.objects.update(log_policy="off")
    hidden = ["entry log", "hidden log", "scorer log", "losses log", "live log"]
    assert leaks(planted, people["bob"], hidden=hidden, methods=1) == []


def test_live_log_is_there_for_its_team_while_the_entry_runs(planted, people):  # noqa: F811
    Evaluation.objects.filter(pk=planted.evaluation.pk).update(state="sent")
    below = f"/api/v1/submissions/{planted.known['submission_id'][0]}/log"
    seen = [planted.seen_in(client_of(people[name]).get(below), hidden=["live log"]) for name in ("alice", "mallory")]
    assert seen == [["live log"], []]


def test_ids_of_submissions_are_told_to_nobody_else(planted, people):  # noqa: F811
    """Lists and boards that mallory may read name no submission of Alice's."""
    client = client_of(people["mallory"])
    for address in addresses(planted):
        if planted.known["submission_id"][0] not in address:
            assert planted.seen_in(client.get(address), hidden=["submission"]) == [], address


def test_the_secrets_are_there_for_those_who_may_see_them(planted, people, mallory):  # noqa: F811
    """Otherwise the tests above could not fail."""
    client = client_of(people["alice"])
    below = f"/api/v1/submissions/{planted.known['submission_id'][0]}"
    seen = [
        *planted.seen_in(client.get(below), hidden=["file name", "note", "digest of the file", "submission"]),
        *planted.seen_in(client.get(f"{below}/file"), hidden=["file"]),
        *planted.seen_in(client.get(f"{below}/log"), hidden=["entry log"]),
        *planted.seen_in(client.get(f"{below}/log?which=public"), hidden=["public log"]),
        *planted.seen_in(client.get("/api/v1/me"), hidden=["e-mail"]),
    ]
    told = ["file name", "note", "digest of the file", "submission", "file"]
    assert seen == [*told, "entry log", "public log", "e-mail"]
    with storages["hidden"].open(planted.stored[1]) as bundle:
        assert planted.secrets["truth"].search(bundle.read())
    for which, name in zip(LOGS, planted.stored[3:], strict=True):
        with default_storage.open(name) as log:
            assert planted.secrets[f"{which} log"].search(log.read())


def test_private_scores_are_there_after_the_close(planted, people):  # noqa: F811
    close_leaderboard(Leaderboard.objects.get(), by=None, now=CLOSES_AT.replace(year=2028))
    answer = client_of(None).get("/api/v1/challenges/rade/leaderboard")
    assert planted.seen_in(answer, hidden=["private score"]) == ["private score"]


def test_the_walk_reaches_every_sort_of_door(planted):  # noqa: F811
    walked = set(addresses(planted))
    submission = planted.known["submission_id"][0]
    assert walked >= {
        "/",
        f"/submissions/{submission}/log/",
        f"/submissions/{submission}/log/scorer/",
        f"/submissions/{submission}/log/live/",
        f"/api/v1/submissions/{submission}/file",
        f"/console/submissions/{submission}/",
        "/api/v1/challenges/rade/leaderboard",
        "/accounts/login/",
        f"/static/../files/{planted.stored[1]}",
    }
