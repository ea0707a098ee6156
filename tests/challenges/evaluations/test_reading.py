"""Whoever reads a log as an organizer is in the journal, once for each log; what a team reads is its own business."""

import pytest
from django.urls import reverse

from challenges.editions.models import LogPolicy, Phase
from challenges.evaluations.logs import TITLES
from challenges.evaluations.models import Evaluation
from challenges.evaluations.queries import latest_of
from challenges.evaluations.reading import DEEDS, FOR_ORGANIZERS, read_live_log, read_logs
from challenges.journal.models import JournalEntry
from challenges.leaderboards.models import Leaderboard
from evaluator.order import LOGS
from tests.factories import CLOSES_AT, NOW, end_program, keep_log, make_person, run_program

pytestmark = pytest.mark.database


@pytest.fixture
def judged(submission, leaderboard) -> Evaluation:
    """After the close, when organizers may read all of it."""
    end_program(submission)
    for which in LOGS:
        keep_log(latest_of(submission), which.encode(), which=which)
    Leaderboard.objects.update(closed_at=CLOSES_AT, told_at=CLOSES_AT)
    return latest_of(submission)


@pytest.fixture
def olga(db):
    return make_person("olga", is_staff=True, is_superuser=True)


def told() -> list[tuple[str, str, str, dict[str, str]]]:
    rows = JournalEntry.objects.filter(deed__in=DEEDS.values()).order_by("number")
    return list(rows.values_list("actor", "deed", "subject", "details"))


def line(person, evaluation, which: str) -> tuple[str, str, str, dict[str, str]]:
    about = f"submission:{evaluation.submission_id}"
    return f"user:{person.pk}", DEEDS[which], about, {"evaluation": str(evaluation.pk)}


@pytest.mark.parametrize("which", LOGS)
def test_organizer_who_reads_what_the_team_may_not_is_told_of(dora, judged, which):
    assert read_logs(judged, [which], user=dora, now=NOW) == {which: which.encode()}
    assert told() == ([line(dora, judged, which)] if which in FOR_ORGANIZERS else [])


def test_same_organizer_is_told_of_once_and_another_too(dora, olga, judged):
    for person in (dora, dora, olga):
        read_logs(judged, ["hidden", "scorer"], user=person, now=NOW)
    assert told() == [line(person, judged, which) for person in (dora, olga) for which in ("hidden", "scorer")]


def test_team_is_never_told_of(alice, judged):
    assert read_logs(judged, LOGS, user=alice, now=NOW).keys() == {"entry", "public"}
    assert told() == []


def test_what_is_not_there_or_not_open_is_not_read(dora, judged):
    Leaderboard.objects.update(closed_at=None, told_at=None)
    judged.hidden_log.delete()
    assert read_logs(judged, ["hidden", "scorer", "losses"], user=dora, now=NOW) == {}
    assert told() == []


@pytest.mark.parametrize("policy", LogPolicy.values)
def test_log_of_the_entry_counts_where_the_team_may_not_read_it(dora, judged, policy):
    Phase.objects.update(log_policy=policy)
    judged = Evaluation.objects.get(pk=judged.pk)
    read_logs(judged, ["entry"], user=dora, now=NOW)
    assert told() == ([] if policy == "full" else [line(dora, judged, "entry")])


def test_log_that_grows_counts_once_too(dora, submission):
    Phase.objects.update(log_policy="off")
    submission.refresh_from_db()
    running = run_program(submission, log=b"hello", log_policy="off")
    for _ in range(2):
        assert read_live_log(running, user=dora, now=NOW).size == 5
    assert told() == [line(dora, running, "entry")]


@pytest.mark.parametrize("door", ["page", "whole", "api", "console", "console whole"])
def test_every_door_tells_of_it(client, dora, judged, door):
    submission = judged.submission
    console = f"/console/submissions/{submission.pk}/"
    doors = {
        "page": (reverse("submission", args=[submission.pk]), ["hidden", "scorer"]),
        "whole": (reverse("submission-log-of", args=[submission.pk, "hidden"]), ["hidden"]),
        "api": (f"/api/v1/submissions/{submission.pk}/log?which=scorer", ["scorer"]),
        "console": (console, ["hidden", "scorer"]),
        "console whole": (f"{console}{judged.pk}/hidden/", ["hidden"]),
    }
    address, read = doors[door]
    client.force_login(dora)
    assert client.get(address).status_code == 200
    assert told() == [line(dora, judged, which) for which in read]


def test_each_of_the_logs_that_are_shown_has_a_deed_or_is_the_teams():
    assert FOR_ORGANIZERS | {"entry"} == DEEDS.keys()
    assert TITLES.keys() - DEEDS.keys() == {"public"}
