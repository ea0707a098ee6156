"""Tables to take along: who plays, teams, submissions, closed boards; the journal says who took which."""

import csv
import io
from datetime import timedelta

import pytest
from openpyxl import load_workbook

from challenges import clock
from challenges.editions.models import Edition
from challenges.journal.models import JournalEntry
from challenges.leaderboards.actions import close_leaderboard
from challenges.leaderboards.models import Leaderboard
from smartport.accounts.consents import give
from tests.factories import CLOSES_AT, NOW, make_challenge, make_person, make_phase, make_submission, score_submission

pytestmark = pytest.mark.django_db


@pytest.fixture
def doras(client, dora, edition, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    client.cookies["language"] = "fr"
    client.force_login(dora)
    return client


def rows_of(answer):
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))


def test_people_have_the_columns_that_are_needed(doras, alices_team, alice):
    give(alice, purpose="publication", now=NOW)
    answer = doras.post("/console/exports/people/csv/")
    head, first, second = rows_of(answer)
    assert len(head) == 8
    assert first == ["Alice", "alice@smartport.test", "fr", "Les Alizés", "1", "0", "1", "0"]
    assert second[0] == "Bob"
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="people-')
    assert answer.headers["Cache-Control"] == "no-store"


def test_teams_as_a_workbook(doras, submission, alices_team):
    alices_team.name = "=HYPERLINK(1)"
    alices_team.save()
    answer = doras.post("/console/exports/teams/xlsx/")
    sheet = load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    told = [cell.value for cell in sheet[2]]
    assert told[:5] == ["'=HYPERLINK(1)", "Alice", 2, 1, 0]


def test_submissions_are_those_of_ones_own_challenges(doras, submission, alices_team, alice, challenge, bundle):
    other = make_challenge(challenge.edition, slug="quais")
    other.organizers.add(make_person("otto", is_staff=True))
    make_submission(alices_team, make_phase(other), by=alice)
    (_, only) = rows_of(doras.post("/console/exports/submissions/csv/"))
    assert (only[0], only[3]) == (str(submission.pk), "Les Alizés")


def test_standings_are_of_closed_boards_only(doras, leaderboard, submission):
    score_submission(submission, public=0.5, private=0.25)
    assert len(rows_of(doras.post("/console/exports/standings/csv/"))) == 1
    close_leaderboard(leaderboard, by=None, now=CLOSES_AT + timedelta(days=1))
    (_, only) = rows_of(doras.post("/console/exports/standings/csv/"))
    assert (only[2], only[3], only[7]) == ("1", "Les Alizés", "0,25")


def test_journal_says_who_took_what(doras, dora, edition):
    list(doras.post("/console/exports/people/xlsx/").streaming_content)
    entry = JournalEntry.objects.get(deed="export.taken")
    assert (entry.by, entry.details) == (dora, {"what": "people", "form": "xlsx", "is_personal": True})


def test_nothing_else_is_taken(doras, dora, edition):
    assert doras.get("/console/exports/people/csv/").status_code == 405
    for path in ("/console/exports/passwords/csv/", "/console/exports/people/pdf/"):
        assert doras.post(path).status_code == 404
    assert "Excel" in doras.get("/console/exports/").content.decode()
    dora.organizes_named_only = True
    dora.save()
    assert doras.post("/console/exports/people/csv/").status_code == 404


def test_many_teams_ask_no_more_queries(doras, alices_team, mallorys_team, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        rows_of(doras.post("/console/exports/teams/csv/"))


def test_standings_that_are_held_are_in_no_export(doras, leaderboard, submission):
    score_submission(submission, public=0.5, private=0.25)
    Edition.objects.update(is_told_on_stage=True)
    close_leaderboard(Leaderboard.objects.get(), by=None, now=CLOSES_AT + timedelta(days=1))
    assert len(rows_of(doras.post("/console/exports/standings/csv/"))) == 1
