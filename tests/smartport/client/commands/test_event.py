"""The agenda and mentors' hours from the terminal."""

import csv
import io
import json

import pytest

from challenges.mentoring.models import MentorBooking
from tests.factories import make_item, make_slot


@pytest.fixture
def slot(edition):
    return make_slot(edition)


def test_agenda_is_told(smartport, edition):
    make_item(edition, title="Webinar\x1b[31m")
    said = smartport("agenda", "--to-come")
    assert (said.status, "Webinar\\x1b[31m" in said.out, "\x1b" in said.out) == (0, True, False)
    [row] = csv.DictReader(io.StringIO(smartport("agenda", "-v").out))
    assert row["starts"].endswith("Z") or "+" in row["starts"]


def test_hours_are_told_to_everybody_without_the_place(smartport, slot):
    said = smartport("mentors")
    assert (said.status, str(slot.pk) in said.out, "Hicham Berrada" in said.out, "free" in said.out) == (0,) + 3 * (
        True,
    )
    assert slot.place not in smartport("mentors", "--json").out


def test_hour_is_booked_read_and_cancelled(logged_in, alice, alices_team, slot):
    smartport = logged_in(alice)
    said = smartport("mentors", "--book", slot.pk, "--about", "Our features")
    assert (said.status, said.err, slot.link in said.out) == (0, "", True)
    assert MentorBooking.objects.get(cancelled_at=None).about == "Our features"
    [mine] = json.loads(smartport("mentors", "--mine", "--json").out)
    assert (mine["slot"], mine["place"]) == (str(slot.pk), slot.place)
    assert "yours" in smartport("mentors").out
    assert json.loads(smartport("mentors", "--free", "--json").out) == []
    assert smartport("mentors", "--cancel", slot.pk).status == 0
    assert len(json.loads(smartport("mentors", "--free", "--json").out)) == 1


def test_what_another_team_has_is_refused(logged_in, alice, mallory, alices_team, mallorys_team, slot):
    assert logged_in(mallory)("mentors", "--book", slot.pk).status == 0
    said = logged_in(alice)("mentors", "--book", slot.pk)
    assert (said.status, said.err.startswith("smartport: Another team has just booked this hour.")) == (1, True)


def test_unknown_hour_leads_to_the_list(logged_in, alice, alices_team):
    said = logged_in(alice)("mentors", "--cancel", "3f1c2d9e-8a55-4b0e-9c53-5d1f0f6f7a10")
    assert (said.status, "smartport mentors" in said.err) == (1, True)


def test_about_alone_books_nothing(logged_in, alice, alices_team, slot):
    said = logged_in(alice)("mentors", "--about", "x")
    assert (said.status, "--book ID" in said.err, MentorBooking.objects.count()) == (1, True, 0)
