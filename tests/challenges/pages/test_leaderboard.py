"""Who stands where, as the page tells it."""

import re
from datetime import timedelta

from challenges.leaderboards.actions import close_leaderboard
from challenges.pages import leaderboard as page_module
from tests.factories import CLOSES_AT, NOW, make_person, make_submission, make_team, score_submission

PLACE = "/challenges/rade/leaderboard/"
TEAMS = re.compile(r'board-team"><bdi>(.*?)</bdi>')


def scored(team, phase, *, by, public, private=None, minutes=0):
    entry = make_submission(team, phase, by=by, now=NOW + timedelta(minutes=minutes))
    return score_submission(entry, public=public, private=private)


def rival(edition, phase, name: str, *, public: float, private: float | None = None, is_baseline: bool = False):
    captain = make_person(name.lower().replace(" ", "-"))
    team = make_team(edition, name=name, captain=captain, is_baseline=is_baseline)
    scored(team, phase, by=captain, public=public, private=private, minutes=5)
    return team


def test_empty_board_says_so(visitor, leaderboard):
    assert "Nobody has a score yet" in visitor.get(PLACE).content.decode()


def test_board_is_in_order_with_the_baseline_marked_and_unranked(
    alices, alices_team, alice, edition, phase, leaderboard
):
    scored(alices_team, phase, by=alice, public=2.0)
    rival(edition, phase, "Swift", public=1.0)
    rival(edition, phase, "Naive", public=1.5, is_baseline=True)
    page = alices.get(PLACE).content.decode()
    assert TEAMS.findall(page) == ["Swift", "Naive", "Les Alizés"]
    assert re.findall(r'board-rank number">(\d)', page) == ["1", "2"]
    assert page.count("your team") == 1
    assert page.count(">baseline<") == 1


def test_private_part_stays_hidden_until_the_close(visitor, alices_team, alice, phase, leaderboard, at):
    scored(alices_team, phase, by=alice, public=0.5, private=0.7531)
    assert "0.7531" not in visitor.get(PLACE).content.decode()
    at(CLOSES_AT + timedelta(hours=1))
    assert "0.7531" not in visitor.get(PLACE).content.decode()
    close_leaderboard(leaderboard, by=None, now=CLOSES_AT + timedelta(hours=1))
    page = visitor.get(PLACE).content.decode()
    assert "0.7531" in page
    assert "Final: private part" in page


def test_closed_board_tells_who_moved(visitor, alices_team, alice, edition, phase, leaderboard):
    scored(alices_team, phase, by=alice, public=2.0, private=1.0)
    rival(edition, phase, "Swift", public=1.0, private=2.0)
    close_leaderboard(leaderboard, by=None, now=CLOSES_AT + timedelta(hours=1))
    page = visitor.get(PLACE).content.decode()
    assert TEAMS.findall(page) == ["Les Alizés", "Swift"]
    assert 'class="moved-up"' in page
    assert 'class="moved-down"' in page


def test_own_team_is_in_sight_on_every_page(monkeypatch, alices, alices_team, alice, edition, phase, leaderboard):
    monkeypatch.setattr(page_module, "A_PAGE", 1)
    rival(edition, phase, "First", public=1.0)
    scored(alices_team, phase, by=alice, public=2.0)
    rival(edition, phase, "Third", public=3.0)
    shown = [TEAMS.findall(alices.get(f"{PLACE}?page={number}").content.decode()) for number in (1, 2, 3)]
    assert shown == [["First", "Les Alizés"], ["Les Alizés"], ["Les Alizés", "Third"]]


def test_name_of_a_team_is_escaped(visitor, edition, phase, leaderboard):
    rival(edition, phase, "A <b>bold</b> one", public=1.0)
    page = visitor.get(PLACE).content.decode()
    assert "A &lt;b&gt;bold&lt;/b&gt; one" in page


def test_board_asks_as_many_queries_for_three_teams_as_for_one(
    visitor, edition, phase, leaderboard, django_assert_num_queries
):
    rival(edition, phase, "One", public=1.0)
    with django_assert_num_queries(9):
        visitor.get(PLACE)
    rival(edition, phase, "Two", public=2.0)
    rival(edition, phase, "Three", public=3.0)
    with django_assert_num_queries(9):
        visitor.get(PLACE)
