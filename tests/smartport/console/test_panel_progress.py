"""How far a round is in the console, and what organizers do about it."""

from datetime import timedelta

import pytest

from challenges import clock
from challenges.jury.opening import open_panel
from challenges.panels.models import Juror, Panel, Seat
from challenges.post.models import Letter
from tests.factories import NOW
from tests.factories.jury import at_stage, make_ballot, make_full_panel, make_juror

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("hour")]
SECRET = "Weak method, 2 of 5"


@pytest.fixture
def panel(challenge, dora):
    """Its screening goes on; one ballot is cast."""
    made = open_panel(make_full_panel(challenge, jurors=4), by=dora, now=NOW)
    row = made.jurors.first().assignments.first()
    make_ballot(row.juror, row.candidate, {"clarity": 2}, to_team=SECRET, to_jury=SECRET)
    Letter.objects.all().delete()
    return made


@pytest.fixture
def path(panel):
    return f"/console/panels/{panel.pk}/"


def test_bars_say_how_many_and_no_grade(organizer, path):
    told = organizer.get(f"{path}progress/").content.decode()
    assert "1 of 14 ballots are cast" in told
    assert SECRET not in told


def test_draft_has_no_progress(organizer, challenge):
    other = Panel.objects.create(edition=challenge.edition, challenge=challenge, title={"fr": "x"}, created_at=NOW)
    assert "nobody casts a ballot yet" in organizer.get(f"/console/panels/{other.pk}/progress/").content.decode()


def test_hour_that_is_over_is_said(organizer, path, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(days=6))
    assert "The hour is over." in organizer.get(f"{path}progress/").content.decode()


def test_project_without_enough_jurors_is_named_and_mended(organizer, path, panel):
    Juror.objects.filter(seat=Seat.JUROR).update(left_at=NOW)
    assert "have too few jurors" in organizer.get(f"{path}progress/").content.decode()
    answer = organizer.post(f"{path}share-anew/")
    assert (answer.status_code, "Fewer than 3 jurors" in answer.content.decode()) == (409, True)
    make_juror(panel, name="rita")
    assert organizer.post(f"{path}share-anew/").url == f"{path}progress/"
    assert "too few jurors" not in organizer.get(f"{path}progress/").content.decode()


def test_hours_move_with_a_letter(organizer, path, panel):
    assert organizer.get(f"{path}hours/").status_code == 200
    sent = {"screening_closes_at": "2026-11-28T18:00", "final_closes_at": "2026-12-04T18:00"}
    assert organizer.post(f"{path}hours/", sent).url == f"{path}progress/"
    assert Letter.objects.filter(about__startswith="jury:hour").count() == 4
    late = {**sent, "final_closes_at": "2026-11-27T18:00"}
    answer = organizer.post(f"{path}hours/", late)
    assert (answer.status_code, "before the screening" in answer.content.decode()) == (422, True)
    assert organizer.post(f"{path}hours/", {"screening_closes_at": "x"}).status_code == 422


def test_who_owes_is_reminded_once_an_hour(organizer, path):
    assert "Missing of:" in organizer.get(f"{path}remind/").content.decode()
    assert [organizer.post(f"{path}remind/").status_code for _ in range(2)] == [302, 302]
    assert Letter.objects.filter(about__startswith="jury:reminder").count() == 4


def test_screening_is_closed_once(organizer, path, panel):
    asked = organizer.get(f"{path}close-screening/").content.decode()
    assert "13 ballots of 14 are missing." in asked
    assert organizer.post(f"{path}close-screening/").url == f"{path}progress/"
    assert Panel.objects.get().stage == "selection"
    assert organizer.post(f"{path}close-screening/").status_code == 409
    assert organizer.post(f"{path}close-final/").status_code == 409
    assert organizer.post(f"{path}remind/").status_code == 409
    at_stage(panel, "final")
    assert organizer.post(f"{path}close-final/").status_code == 302
    assert Panel.objects.get().stage == "deliberation"
    assert organizer.get(f"{path}progress/").status_code == 200


def test_progress_asks_as_many_queries_for_many(organizer, path, panel, django_assert_num_queries):
    organizer.get(f"{path}progress/")
    with django_assert_num_queries(11):
        organizer.get(f"{path}progress/")
