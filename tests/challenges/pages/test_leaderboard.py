"""Who stands where, as the page tells it."""

import re
from datetime import timedelta

import pytest

from challenges.editions.models import Edition, Phase
from challenges.leaderboards.actions import close_leaderboard, tell_standings
from challenges.leaderboards.disqualifying import disqualify, lift
from challenges.leaderboards.keeping import touch
from challenges.leaderboards.models import Leaderboard
from challenges.pages import board as page_module
from tests.factories import CLOSES_AT, NOW, make_person, make_submission, make_team, score_submission
from tests.factories.stage import make_ceremony

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


def test_challenge_without_a_phase_has_an_empty_board(visitor, challenge):
    assert visitor.get(PLACE).status_code == 200


def test_board_is_in_order_with_the_baseline_marked_and_unranked(
    alices, alices_team, alice, edition, phase, leaderboard
):
    scored(alices_team, phase, by=alice, public=2.0)
    rival(edition, phase, "Swift", public=1.0)
    rival(edition, phase, "Naive", public=1.5, is_baseline=True)
    page = alices.get(PLACE).content.decode()
    assert TEAMS.findall(page) == ["Swift", "Naive", "Les Alizés"]
    assert re.findall(r'board-rank number">(\d)', page) == ["1", "2"]
    assert page.count(">your team<") == 1
    assert page.count('<span class="badge">baseline</span>') == 1


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
    alices, alices_team, alice, edition, phase, leaderboard, django_assert_num_queries, django_assert_max_num_queries
):
    scored(alices_team, phase, by=alice, public=9.0)
    with django_assert_num_queries(10):
        alices.get(PLACE)
    rival(edition, phase, "Two", public=2.0)
    rival(edition, phase, "Three", public=3.0)
    for query in ("", "?page=2", "?q=two", "?show=teams", "?show=around"):
        touch(leaderboard, now=NOW)
        with django_assert_max_num_queries(11):
            alices.get(PLACE + query)


def test_board_that_was_drawn_is_not_read_again(visitor, edition, phase, leaderboard, django_assert_num_queries):
    rival(edition, phase, "One", public=1.0)
    first = visitor.get(PLACE)
    with django_assert_num_queries(1):
        assert TEAMS.findall(visitor.get(PLACE).content.decode()) == TEAMS.findall(first.content.decode()) == ["One"]


def ask(client, query: str = "", **headers: str):
    """As the page that is open does."""
    return client.get(PLACE + query, headers={"hx-request": "true", **headers})


def test_open_page_is_told_that_nothing_has_changed(visitor, edition, phase, leaderboard, django_assert_num_queries):
    rival(edition, phase, "One", public=1.0)
    page = visitor.get(PLACE).content.decode()
    etag = ask(visitor).headers["ETag"]
    assert f'data-etag="{etag[1:-1]}"' in page
    with django_assert_num_queries(1):
        answer = ask(visitor, **{"if-none-match": etag})
    assert (answer.status_code, answer.content) == (304, b"")
    rival(edition, phase, "Two", public=0.5)
    answer = ask(visitor, **{"if-none-match": etag})
    assert answer.status_code == 200
    assert TEAMS.findall(answer.content.decode()) == ["Two", "One"]
    assert b"<html" not in answer.content
    assert "HX-Request" in answer.headers["Vary"]


def test_open_page_of_another_reader_is_another(alices, alices_team, alice, visitor, phase, leaderboard):
    scored(alices_team, phase, by=alice, public=1.0)
    answer = ask(visitor, **{"if-none-match": ask(alices).headers["ETag"]})
    assert answer.status_code == 200
    assert "your team" not in answer.content.decode()
    assert "your team" in ask(alices).content.decode()


def test_closed_board_is_not_asked_again(visitor, alices_team, alice, phase, leaderboard):
    scored(alices_team, phase, by=alice, public=1.0)
    assert "data-patience" in visitor.get(PLACE).content.decode()
    close_leaderboard(leaderboard, by=None, now=CLOSES_AT + timedelta(hours=1))
    page = visitor.get(PLACE).content.decode()
    assert "data-patience" not in page
    assert "board.js" not in page


def test_search_finds_folded_names_with_their_ranks(visitor, edition, phase, leaderboard):
    for name, public in (("Étoile", 1.0), ("Phare", 2.0), ("إشارة", 3.0)):
        rival(edition, phase, name, public=public)
    page = visitor.get(f"{PLACE}?q=اشاره").content.decode()
    assert TEAMS.findall(page) == ["إشارة"]
    assert re.findall(r'board-rank number">(\d)', page) == ["3"]
    assert TEAMS.findall(visitor.get(f"{PLACE}?q=ETOI").content.decode()) == ["Étoile"]


@pytest.mark.parametrize("query", ["?q=zzz", "?q=%00", "?q=%ed%a0%80", "?page=" + "9" * 400, "?page=-1", "?show=x"])
def test_board_takes_anything_in_its_address(visitor, edition, phase, leaderboard, query):
    rival(edition, phase, "One", public=1.0)
    assert visitor.get(PLACE + query).status_code == 200


def test_search_that_finds_nobody_says_so_and_escapes(visitor, edition, phase, leaderboard):
    rival(edition, phase, "One", public=1.0)
    page = visitor.get(f"{PLACE}?q=<b>zzz").content.decode()
    assert "No team on this board has <bdi>&lt;b&gt;zzz</bdi> in its name." in page
    assert TEAMS.findall(page) == []


def test_pages_keep_what_is_asked(monkeypatch, visitor, edition, phase, leaderboard):
    monkeypatch.setattr(page_module, "A_PAGE", 1)
    for number in range(2):
        rival(edition, phase, f"Team {number}", public=1.0 + number)
    page = visitor.get(f"{PLACE}?q=team&show=teams").content.decode()
    assert re.findall(r'rel="next" href="([^"]+)"', page) == ["?q=team&amp;show=teams&amp;page=2"]


def test_looks_leave_baselines_out_or_stay_around_the_own_team(
    monkeypatch, alices, alices_team, alice, edition, phase, leaderboard
):
    monkeypatch.setattr(page_module, "AROUND", 1)
    scored(alices_team, phase, by=alice, public=3.5)
    rival(edition, phase, "Naive", public=0.5, is_baseline=True)
    for number in range(1, 6):
        rival(edition, phase, f"Team {number}", public=float(number))
    without = TEAMS.findall(alices.get(f"{PLACE}?show=teams").content.decode())
    assert without == ["Team 1", "Team 2", "Team 3", "Les Alizés", "Team 4", "Team 5"]
    assert TEAMS.findall(alices.get(f"{PLACE}?show=around").content.decode()) == ["Team 3", "Les Alizés", "Team 4"]


def test_looking_around_without_a_team_shows_all(visitor, edition, phase, leaderboard):
    rival(edition, phase, "One", public=1.0)
    assert TEAMS.findall(visitor.get(f"{PLACE}?show=around").content.decode()) == ["One"]


def test_progress_draws_the_first_ten_and_tells_them_in_a_table(visitor, edition, phase, leaderboard):
    for number in range(11):
        rival(edition, phase, f"Team {number:02}", public=1.0 + number)
    page = visitor.get(PLACE).content.decode()
    drawn = page[page.index("progress-wide") : page.index("progress-narrow")]
    assert re.findall(r"<title>(.*?)</title>", drawn) == [f"Team {number:02}" for number in reversed(range(10))]
    assert "Progress of the first ten" not in visitor.get(f"{PLACE}?q=team").content.decode()
    table = page[page.index("The same as a table") :]
    assert len(re.findall(r'<th scope="row"><bdi>', table)) == 10


def test_frozen_board_says_so_and_since_when(visitor, edition, phase, leaderboard, at):
    Phase.objects.filter(pk=phase.pk).update(freezes_at=NOW + timedelta(hours=1))
    rival(edition, phase, "One", public=1.0)
    assert "stands still" not in visitor.get(PLACE).content.decode()
    at(NOW + timedelta(hours=1))
    page = visitor.get(PLACE).content.decode()
    assert "This leaderboard stands still since" in page
    assert "20 November 2026, 13:00 (Casablanca)" in page


def test_page_weighs_less_than_150_kb(visitor, edition, phase, leaderboard):
    for number in range(60):
        rival(edition, phase, f"Team number {number:02} with a long name", public=1.0 + number)
    assert len(visitor.get(PLACE).content) < 100_000


def test_board_says_what_was_disqualified_and_why(visitor, alices_team, alice, phase, leaderboard, dora):
    entry = scored(alices_team, phase, by=alice, public=2.0).submission
    made = disqualify(entry, reason={"fr": "Copie", "en": "A <b>copy</b>"}, by=dora, now=NOW)
    page = visitor.get(PLACE).content.decode()
    assert "1 submission was disqualified: it does not count." in page
    assert "<bdi>Les Alizés</bdi>" in page
    assert "A &lt;b&gt;copy&lt;/b&gt;" in page
    lift(made, by=dora, now=NOW)
    assert "disqualified" not in visitor.get(PLACE).content.decode()


@pytest.mark.parametrize("hour", [None, CLOSES_AT + timedelta(days=9)])
def test_closed_board_under_hold_shows_what_it_showed_and_says_when(
    visitor, alices, alices_team, alice, edition, phase, leaderboard, at, hour
):
    scored(alices_team, phase, by=alice, public=2.0, private=0.7531)
    rival(edition, phase, "Swift", public=3.0, private=0.1357)
    Edition.objects.update(is_told_on_stage=True)
    make_ceremony(edition, begins_at=hour)
    after = CLOSES_AT + timedelta(hours=1)
    at(after)
    close_leaderboard(Leaderboard.objects.get(), by=None, now=after)
    for client in (visitor, alices):
        for path in (PLACE, PLACE[:-1] + ".csv", "/api/v1/challenges/rade/leaderboard"):
            answer = client.get(path)
            said = b"".join(answer.streaming_content) if answer.streaming else answer.content
            assert b"7531" not in said, path
            assert b"1357" not in said, path
    page = visitor.get(PLACE).content.decode()
    assert TEAMS.findall(page) == ["Les Alizés", "Swift"]
    assert "Closed: the final result is told at the award ceremony" in page
    assert ("on <time" in page.split("award ceremony")[1][:40]) is (hour is not None)
    assert "Closing: last results coming in" not in page


def test_page_of_a_board_under_hold_is_another_once_it_is_told(
    visitor, alices_team, alice, edition, phase, leaderboard, dora, at
):
    scored(alices_team, phase, by=alice, public=2.0, private=0.7531)
    Edition.objects.update(is_told_on_stage=True)
    after = CLOSES_AT + timedelta(hours=1)
    at(after)
    board = close_leaderboard(Leaderboard.objects.get(), by=None, now=after)
    etags = {visitor.get(PLACE, headers={"HX-Request": "true"}).headers["ETag"]}
    tell_standings(board, by=dora, now=after)
    etags.add(visitor.get(PLACE, headers={"HX-Request": "true"}).headers["ETag"])
    assert len(etags) == 2
    assert "0.7531" in visitor.get(PLACE).content.decode()
