"""The list of submissions: of one's own challenges, narrowed, a page at a time."""

import re
from datetime import timedelta

import pytest

from challenges.evaluations import finding
from challenges.leaderboards.disqualifying import disqualify
from challenges.leaderboards.rejudging import ask_rejudge
from smartport.console import submissions
from tests.factories import (
    NOW,
    finish_rejudge,
    make_challenge,
    make_person,
    make_phase,
    make_submission,
    score_submission,
)

pytestmark = pytest.mark.database

PLACE = "/console/submissions/"
LINES = re.compile(r'<th role="rowheader" scope="row"><a href="/console/submissions/([-0-9a-f]{36})/">')


@pytest.fixture
def doras(client, dora):
    client.force_login(dora)
    client.cookies["language"] = "en"
    return client


def listed(client, **query) -> list[str]:
    answer = client.get(PLACE, query)
    assert answer.status_code == 200
    return LINES.findall(answer.content.decode())


def test_line_tells_where_whose_and_how_it_ended(doras, alices_team, leaderboard):
    entry = make_submission(alices_team, leaderboard.phase)
    score_submission(entry, public=0.1234, private=0.9876)
    page = doras.get(PLACE).content.decode()
    assert ("Les Alizés" in page, "0.1234" in page, "0.9876" in page) == (True, True, False)


def test_another_organizers_submissions_are_not_there(doras, edition, alices_team, phase, dora):
    theirs = make_challenge(edition, slug="quais")
    theirs.organizers.add(make_person("otto", is_staff=True))
    hidden = make_submission(alices_team, make_phase(theirs))
    mine = make_submission(alices_team, phase)
    assert listed(doras) == [str(mine.pk)]
    assert listed(doras, named=str(hidden.pk)) == []
    assert listed(doras, challenge=str(theirs.pk)) == []


def test_operator_sees_all(client, alices_team, phase):
    phase.challenge.organizers.add(make_person("otto", is_staff=True))
    client.force_login(make_person("olga", is_staff=True, is_superuser=True))
    entry = make_submission(alices_team, phase)
    assert listed(client) == [str(entry.pk)]


def test_filters_narrow(doras, alices_team, mallorys_team, leaderboard, dora):
    phase = leaderboard.phase
    mine = make_submission(alices_team, phase)
    other = make_submission(mallorys_team, phase, kind="code", now=NOW - timedelta(days=1))
    score_submission(mine)
    disqualify(other, reason={"fr": "Copie"}, by=dora, now=NOW)
    for query, expected in (
        ({"team": "ALIZÉS"}, mine),
        ({"state": "scored"}, mine),
        ({"kind": "code"}, other),
        ({"day": "2026-11-20"}, mine),
        ({"day": "2026-11-19"}, other),
        ({"out": "1"}, other),
        ({"named": other.sha256[:12], "kind": "code"}, other),
        ({"edition": phase.challenge.edition.slug, "phase": str(phase.pk), "kind": "code"}, other),
    ):
        assert listed(doras, **query) == [str(expected.pk)], query
    assert len(listed(doras, state="nonsense", day="never", outcome="?", after="?", kind="?")) == 2
    assert "No submission is like that." in doras.get(PLACE, {"team": "nobody"}).content.decode()


def test_evaluations_of_a_rejudge_are_found_by_how_they_ended_there(doras, alices_team, mallorys_team, leaderboard):
    broken, scored = (make_submission(team, leaderboard.phase) for team in (alices_team, mallorys_team))
    for one in (broken, scored):
        score_submission(one, public=0.25)
    late = make_submission(alices_team, leaderboard.phase)
    rejudge = ask_rejudge(leaderboard.phase, reason={"fr": "Essai"}, by=None, now=NOW)
    finish_rejudge(rejudge, {scored: {"public": 0.5}})
    rejudge.evaluations.filter(submission=broken).update(state="broken")
    score_submission(late)
    for query, expected in (({"state": "broken"}, [broken]), ({"state": "received"}, []), ({}, [scored, broken])):
        page = doras.get(PLACE, {"rejudge": str(rejudge.pk), **query}).content.decode()
        found = re.findall(r'href="/console/submissions/[^/"]+/\?evaluation=([^"]+)"', page)
        mine = [str(rejudge.evaluations.get(submission=one).pk) for one in expected]
        assert (sorted(found), "as it ended there" in page) == (sorted(mine), True)
    assert "0.5000" in doras.get(PLACE, {"rejudge": str(rejudge.pk), "state": "scored"}).content.decode()
    assert len(listed(doras, rejudge="nonsense")) == 3


def test_another_organizers_rejudge_is_not_told_of(client, alices_team, leaderboard, dora):
    leaderboard.phase.challenge.organizers.add(dora)
    score_submission(make_submission(alices_team, leaderboard.phase))
    rejudge = ask_rejudge(leaderboard.phase, reason={"fr": "Essai"}, by=None, now=NOW)
    client.force_login(make_person("otto", is_staff=True))
    assert "?evaluation=" not in client.get(PLACE, {"rejudge": str(rejudge.pk)}).content.decode()


def test_whole_id_opens_it(doras, alices_team, phase):
    entry = make_submission(alices_team, phase)
    assert doras.get(PLACE, {"named": str(entry.pk)}).headers["Location"] == f"{PLACE}{entry.pk}/"


def test_pages_follow_each_other(doras, alices_team, phase, monkeypatch):
    monkeypatch.setattr(finding, "A_PAGE", 2)
    made = [make_submission(alices_team, phase, now=NOW + timedelta(seconds=at)) for at in range(3)]
    page = doras.get(PLACE, {"kind": "predictions"}).content.decode()
    assert LINES.findall(page) == [str(made[2].pk), str(made[1].pk)]
    [following] = re.findall(r'rel="next" href="([^"]+)"', page)
    page = doras.get(PLACE + following.replace("&amp;", "&")).content.decode()
    assert LINES.findall(page) == [str(made[0].pk)]
    assert "Back to the newest" in page


def test_says_how_many_there_are_as_far_as_they_are_counted(doras, alices_team, phase, monkeypatch):
    for _ in range(4):
        make_submission(alices_team, phase)
    assert "4 submissions. Newest first" in doras.get(PLACE).content.decode()
    monkeypatch.setattr(finding, "A_PAGE", 2)
    first = doras.get(PLACE)
    assert "4 submissions. Newest first" in first.content.decode()
    assert "4 submissions" not in doras.get(PLACE, {"after": first.context["next"]}).content.decode()
    monkeypatch.setattr(finding, "MOST_COUNTED", 3)
    monkeypatch.setattr(submissions, "MOST_COUNTED", 3)
    assert "More than 3 submissions. Newest first" in doras.get(PLACE).content.decode()


@pytest.mark.parametrize("count", [1, 9])
def test_asks_as_often_for_many_as_for_one(doras, alices_team, leaderboard, count, django_assert_num_queries):
    for _ in range(count):
        score_submission(make_submission(alices_team, leaderboard.phase))
    doras.get(PLACE)
    with django_assert_num_queries(9):
        doras.get(PLACE)
    with django_assert_num_queries(12):
        doras.get(PLACE, {"team": "alizes", "state": "scored", "out": "", "noted": ""})


@pytest.mark.parametrize(
    "query", [{"named": "\x00" * 6}, {"team": "\x00"}, {"day": "0001-01-01"}, {"challenge": "x'\""}]
)
def test_rubbish_is_no_fault_of_ours(doras, alices_team, phase, query):
    make_submission(alices_team, phase)
    assert doras.get(PLACE, query).status_code == 200
