"""One project and the ballot on it, as pages."""

from decimal import Decimal

import pytest

from challenges.jury.models import Ballot, Recusal
from challenges.jury.rules import COMMENT_LENGTH
from challenges.panels.models import Panel, Stage
from tests.factories import NOW
from tests.factories.jury import CRITERIA, assign, at_stage, make_ballot, make_candidate, make_juror
from tests.factories.projects import make_project
from tests.smartport.jury.conftest import browser_of

GRADES = {f"grade-{key}": "4" for key in CRITERIA}
GOOD = dict.fromkeys(CRITERIA, 4)


@pytest.fixture
def address(assignment):
    return f"/jury/{assignment.juror.panel_id}/projects/{assignment.candidate.code}/"


def test_page_shows_the_project_and_every_level(carols, address):
    page = carols.get(address).content.decode()
    assert ("Calm water" in page, "Less waiting." in page) == (True, True)
    assert page.count('type="radio"') == 20
    assert page.count("Level 3") == 4


def test_draft_is_saved_without_javascript(carols, address, assignment):
    answer = carols.post(address, {"deed": "save", "version": 0, "to_team": "Good", "grade-rigour": "5"})
    assert answer.url == address
    kept = Ballot.objects.get(assignment=assignment)
    assert (kept.grades, kept.to_team, kept.version, kept.cast_at) == ({"rigour": 5}, "Good", 1, None)
    page = carols.get(address).content.decode()
    assert 'name="grade-rigour" value="5" checked' in page
    assert 'name="version" value="1"' in page


def test_older_window_is_refused_and_shows_both(carols, address, assignment):
    carols.post(address, {"deed": "save", "version": 0, "to_team": "First window"})
    answer = carols.post(address, {"deed": "save", "version": 0, "to_team": "Second window", "grade-rigour": "2"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert ("First window" in page, "Second window" in page) == (True, True)
    assert Ballot.objects.get().to_team == "First window"
    carols.post(address, {"deed": "save", "version": 1, "to_team": "Second window", "grade-rigour": "2"})
    assert Ballot.objects.get().to_team == "Second window"


@pytest.mark.parametrize("grade", ["6", "0", "-1", "x", "99999999999999", "1.5", "٩"])
def test_grade_that_is_none_is_refused(carols, address, grade):
    answer = carols.post(address, {"deed": "save", "version": 0, "grade-rigour": grade})
    assert answer.status_code == 422
    assert not Ballot.objects.exists()


def test_unknown_criterion_and_too_long_a_comment_are_refused(carols, address):
    assert carols.post(address, {"deed": "save", "grade-beauty": "3"}).status_code == 422
    assert carols.post(address, {"deed": "save", "to_team": "x" * (COMMENT_LENGTH + 1)}).status_code == 422


def test_casting_asks_shows_the_whole_and_does_it_once(carols, address, assignment):
    sent = {"deed": "review", "version": 0, "to_team": "Well done", **GRADES}
    led = carols.post(address, sent)
    assert led.url == f"{address}cast/"
    page = carols.get(led.url).content.decode()
    assert ("Well done" in page, page.count("Level 4")) == (True, 4)
    assert carols.post(led.url, {"version": 1}).url == address
    again = carols.post(led.url, {"version": 1})
    assert (again.status_code, "It counts once" in again.content.decode()) == (409, True)
    shown = carols.get(address).content.decode()
    assert ("Well done" in shown, "<textarea" in shown) == (True, False)
    late = carols.post(address, {"deed": "save", "version": 1, "to_team": "Badly done"})
    assert (late.status_code, Ballot.objects.get().to_team) == (409, "Well done")


def test_missing_grade_is_named_on_the_project_page(carols, address, assignment):
    carols.post(address, {"deed": "save", "version": 0, "grade-rigour": "5"})
    answer = carols.get(f"{address}cast/")
    page = answer.content.decode()
    assert (answer.status_code, page.count("No grade yet")) == (422, 3)
    assert carols.post(f"{address}cast/", {"version": 1}).status_code == 422
    assert Ballot.objects.get().cast_at is None


def test_what_changed_after_the_look_is_not_cast(carols, address, assignment):
    carols.post(address, {"deed": "review", "version": 0, **GRADES})
    carols.post(address, {"deed": "save", "version": 1, **GRADES, "grade-rigour": "1"})
    assert carols.post(f"{address}cast/", {"version": 1}).status_code == 409
    assert Ballot.objects.get().cast_at is None


def test_late_ballot_is_refused_with_a_sentence(carols, address, assignment, panel):
    carols.post(address, {"deed": "save", "version": 0, **GRADES})
    Panel.objects.update(screening_closes_at=NOW.replace(year=2020))
    answer = carols.post(f"{address}cast/", {"version": 1})
    assert (answer.status_code, "were taken until" in answer.content.decode()) == (403, True)
    assert "were taken until" in carols.get(address).content.decode()
    Panel.objects.update(screening_closes_at=None)
    at_stage(panel, Stage.SELECTION)
    answer = carols.post(address, {"deed": "save", "version": 1, "to_team": "Typed too late"})
    page = answer.content.decode()
    assert (answer.status_code, "No ballots are taken" in page, "Typed too late" in page) == (403, True, True)


def test_recused_juror_sees_nothing_and_is_told_so(carols, address, assignment):
    carols.get(address)
    Recusal.objects.create(juror=assignment.juror, candidate=assignment.candidate, relation="family", at=NOW)
    assert carols.get(address).status_code == 404
    assert carols.get(f"{address}cast/").status_code == 404
    assert carols.get(f"{address}recuse/").status_code == 404
    answer = carols.post(address, {"deed": "save", "version": 0, **GRADES})
    assert (answer.status_code, "you are recused" in answer.content.decode()) == (403, True)
    assert "Calm water" not in answer.content.decode()


def test_project_that_was_given_to_another_is_gone(carols, address, assignment):
    assignment.ended_at = NOW
    assignment.save()
    assert carols.get(address).status_code == 404
    answer = carols.post(f"{address}cast/", {"version": 0})
    assert (answer.status_code, "given to somebody else" in answer.content.decode()) == (403, True)


@pytest.mark.parametrize("name", ["alice", "dora", "mallory"])
def test_nobody_else_finds_the_page(request, address, name):
    browser = browser_of(request.getfixturevalue(name))
    for path in (address, f"{address}cast/", f"{address}recuse/", f"{address}pictures/1/"):
        assert browser.get(path).status_code == 404
    assert browser.post(f"{address}draft/", {}).status_code == 404


def test_another_jurors_grades_are_on_no_page(carols, address, assignment, panel):
    make_ballot(make_juror(panel, name="una"), assignment.candidate, GOOD, to_jury="Una's secret", to_team="Una's word")
    for path in (address, f"/jury/{panel.pk}/", "/jury/"):
        assert "Una" not in carols.get(path).content.decode()


def test_next_project_is_offered_after_casting(carols, address, assignment, panel, challenge, mallorys_team, mallory):
    other = make_candidate(panel, make_project(mallorys_team, challenge, by=mallory, title="Second"))
    assign(assignment.juror, other)
    make_ballot(assignment.juror, assignment.candidate, GOOD)
    assert f"/projects/{other.code}/" in carols.get(address).content.decode()


def test_automatic_score_is_shown_where_there_is_one(carols, address, juror, candidate, monkeypatch):
    points = {True: Decimal("75.00"), False: None}
    monkeypatch.setattr("smartport.jury.ballot.automatic_for", lambda ballot: points[ballot.cast_at is not None])
    make_ballot(juror, candidate, dict.fromkeys(CRITERIA, 3))
    page = carols.get(address).content.decode()
    assert ("Automatic score" in page, "75.00" in page) == (True, True)
