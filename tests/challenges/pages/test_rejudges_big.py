"""The page of a rejudge of a big phase, whose preview the clock works out; what is applied is what was shown."""

import re
from datetime import timedelta

import pytest

from challenges import clock
from challenges.evaluations.models import Rejudge
from challenges.leaderboards.disqualifying import disqualify
from challenges.leaderboards.foreseen import foresee
from challenges.leaderboards.rejudging import apply_rejudge, ask_rejudge
from tests.challenges.pages.conftest import browser_of
from tests.challenges.pages.test_rejudges import WHY, page_of, seen_by, settle
from tests.factories import NOW, finish_rejudge, make_submission, score_submission

pytestmark = pytest.mark.database


@pytest.fixture
def doras(dora):
    return browser_of(dora)


@pytest.fixture
def entries(alices_team, mallorys_team, leaderboard):
    made = [make_submission(team, leaderboard.phase) for team in (alices_team, mallorys_team)]
    for entry, public in zip(made, (1.0, 2.0), strict=True):
        score_submission(entry, public=public)
    return made


@pytest.fixture
def ended(entries, phase, dora) -> Rejudge:
    """Mallory would lead."""
    asked = ask_rejudge(phase, reason=WHY, by=dora, now=NOW)
    finish_rejudge(asked, dict(zip(entries, ({"public": 3.0}, {"public": 0.5}), strict=True)))
    return asked


@pytest.fixture
def many(monkeypatch):
    """The phase is a big one."""
    monkeypatch.setattr("challenges.leaderboards.foreseen.MANY", 1)


def strike():
    """The clock does."""
    foresee(now=clock.now(), goes_on=lambda: True)


def test_big_one_shows_at_once_that_it_is_worked_out_and_moves_by_itself(doras, ended, many):
    page = page_of(doras, ended)
    assert "Who would move is being worked out." in page
    assert f'hx-get="/rejudges/{ended.pk}/"' in page
    assert "htmx" in page
    assert ("/apply/" in page, "/drop/" in page, "<bdi>Contre-courant" in page) == (False, True, False)
    assert '<span class="number" dir="ltr">2 <span class="soft">/ 2</span></span>' in page
    assert doras.get(f"/rejudges/{ended.pk}/apply/").headers["Location"] == f"/rejudges/{ended.pk}/"


def test_big_one_is_there_once_the_clock_struck(doras, ended, many):
    strike()
    page = page_of(doras, ended)
    assert "being worked out" not in page
    assert re.findall(r"<bdi>(Contre-courant|Les Alizés)</bdi>", page) == ["Contre-courant", "Les Alizés"]
    assert ("Worked out on" in page, "hx-get" in page, "/apply/" in page) == (True, False, True)
    assert settle(doras, ended, "apply").status_code == 302
    assert "Who moved" in page_of(doras, ended)


def test_big_one_whose_board_has_changed_says_so(doras, dora, ended, entries, many):
    strike()
    disqualify(entries[1], reason=WHY, by=dora, now=clock.now())
    page = page_of(doras, ended)
    assert "The leaderboard has changed since: it is being worked out anew." in page
    assert f'hx-get="/rejudges/{ended.pk}/"' in page


@pytest.mark.parametrize("is_big", [False, True])
def test_what_is_applied_is_what_was_shown(doras, dora, ended, entries, monkeypatch, is_big):
    if is_big:
        monkeypatch.setattr("challenges.leaderboards.foreseen.MANY", 1)
    strike()
    seen = seen_by(doras, ended)
    disqualify(entries[1], reason=WHY, by=dora, now=clock.now())
    refused = settle(doras, ended, "apply", seen=seen)
    assert (refused.status_code, Rejudge.objects.get().applied_at) == (409, None)
    assert "is no longer what you were shown" in refused.content.decode()
    assert settle(doras, ended, "apply", seen="").status_code == 409
    monkeypatch.setattr("challenges.leaderboards.foreseen.PAUSE", timedelta())
    strike()
    assert settle(doras, ended, "apply").status_code == 302


def test_second_click_needs_no_new_look(doras, ended):
    seen = seen_by(doras, ended)
    assert [settle(doras, ended, "apply", seen=seen).status_code for _ in range(2)] == [302, 302]


@pytest.mark.parametrize(("language", "said"), [("fr", "en cours de calcul"), ("ar", "قيد الحساب")])
def test_big_one_is_worked_out_in_words(doras, ended, many, language, said):
    doras.cookies["language"] = language
    assert said in page_of(doras, ended)


@pytest.mark.parametrize(("is_worked_out", "queries"), [(False, 8), (True, 11)])
def test_big_one_asks_a_fixed_number_of_queries(doras, ended, many, is_worked_out, queries, django_assert_num_queries):
    if is_worked_out:
        strike()
    with django_assert_num_queries(queries):
        doras.get(f"/rejudges/{ended.pk}/")


def test_settled_one_asks_few_queries(doras, dora, ended, django_assert_num_queries):
    apply_rejudge(ended, by=dora, now=NOW)
    with django_assert_num_queries(7):
        doras.get(f"/rejudges/{ended.pk}/")
