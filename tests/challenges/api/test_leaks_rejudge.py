"""A rejudge not applied leaves through no address of the site but to organizers, and its private part to nobody.

Its results differ from those that count, and are really there: organizers see the public ones.
"""

import re

import pytest

from challenges.evaluations.models import Evaluation, Rejudge
from challenges.leaderboards.rejudging import apply_rejudge, ask_rejudge, drop_rejudge
from tests.challenges.api.walking import (
    addresses,
    clients_of,
    leaks,
    people,  # noqa: F401
    planted,  # noqa: F401
    release_file,  # noqa: F401
    river,  # noqa: F401
    stored,
)
from tests.factories import NOW, finish_rejudge

PUBLIC, PRIVATE = 46368.5, 75025.25
SHOWN = re.compile(rb"46\W{0,12}368[.,\xd9]")
SHOWN_PRIVATE = re.compile(rb"75\W{0,12}025[.,\xd9]")
LOG = b"tidemark-second-log"
WHY = "tidemark-reason"
OF_THE_REJUDGE = ["rejudged score", "second log", "reason", "rejudge"]
HIDDEN = [*OF_THE_REJUDGE, "private rejudged score"]


@pytest.fixture(params=["open", "dropped"])
def rejudge(request, planted, phase, dora) -> Rejudge:  # noqa: F811
    """Of all, with results and a log of their own."""
    made = ask_rejudge(phase, reason={"en": WHY}, by=dora, now=NOW)
    redone = [evaluation.submission for evaluation in made.evaluations.all()]
    finish_rejudge(made, {entry: {"public": PUBLIC, "private": PRIVATE} for entry in redone})
    Evaluation.objects.filter(rejudge=made).update(entry_log=stored(LOG))
    if request.param == "dropped":
        drop_rejudge(made, by=dora, now=NOW)
    planted.known["rejudge_id"] = [str(made.pk)]
    planted.secrets.update(
        {
            "rejudged score": SHOWN,
            "private rejudged score": SHOWN_PRIVATE,
            "second log": re.compile(LOG),
            "reason": re.compile(WHY.encode()),
            "rejudge": re.compile(str(made.pk).encode()),
        }
    )
    return made


@pytest.mark.parametrize("name", ["alice", "bob", "mallory", "visitor"])
def test_teams_and_visitors_see_nothing_of_it(planted, people, rejudge, name):  # noqa: F811
    assert leaks(planted, people[name], hidden=HIDDEN, methods=1) == []


@pytest.mark.parametrize("name", ["dora", "olga"])
def test_organizers_see_nothing_private(planted, people, rejudge, name):  # noqa: F811
    assert leaks(planted, people[name], hidden=["private rejudged score"], methods=1) == []


def test_organizers_see_the_rest(planted, people, rejudge):  # noqa: F811
    """Otherwise the tests above could not fail."""
    client, _ = clients_of(people["dora"])
    answers = [client.get(address) for address in addresses(planted) if "rejudge" in address]
    redone = rejudge.evaluations.first()
    answers.append(client.get(f"/console/submissions/{redone.submission_id}/?evaluation={redone.pk}"))
    seen = {name for answer in answers for name in planted.seen_in(answer, hidden=HIDDEN)}
    assert seen == {*OF_THE_REJUDGE}


def test_applied_one_is_seen_by_its_team_and_its_reason_by_all(planted, people, phase, dora):  # noqa: F811
    made = ask_rejudge(phase, reason={"en": WHY}, by=dora, now=NOW)
    finish_rejudge(made, {evaluation.submission: {"public": PUBLIC} for evaluation in made.evaluations.all()})
    apply_rejudge(made, by=None, now=NOW)
    _, machine = clients_of(people["alice"])
    told = machine.get(f"/api/v1/submissions/{planted.known['submission_id'][0]}").json()
    assert told["scores"]["public"]["mae"] == PUBLIC
    board, _ = clients_of(None)
    assert WHY.encode() in board.get("/challenges/rade/leaderboard/").content
