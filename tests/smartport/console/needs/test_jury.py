"""What a jury needs from its organizers."""

from datetime import timedelta

import pytest

from challenges.jury.models import Decision
from challenges.jury.opening import open_panel
from challenges.panels.models import Juror, Relation, Seat, Tie
from smartport.console.needs.jury import jury
from smartport.console.needs.need import Urgency
from tests.factories import NOW, make_person
from tests.factories.hearing import make_hearing
from tests.factories.jury import at_stage, make_ballot, make_full_panel, make_panel

pytestmark = pytest.mark.django_db
GRADES = {"relevance": 3, "rigour": 3, "feasibility": 3, "clarity": 3}


@pytest.fixture
def panel(challenge, dora):
    """In its screening, which closes in five days."""
    return open_panel(make_full_panel(challenge, jurors=4), by=dora, now=NOW)


def asked(user, *, now=NOW):
    return [(need.urgency, need.title, need.address) for need in jury(user, language="en", now=now)]


def test_calm_panel_needs_nothing(panel, dora):
    assert asked(dora) == []


def test_ballots_that_are_missing_two_days_before_the_hour(panel, dora):
    hour = panel.screening_closes_at
    ((urgency, title, address),) = asked(dora, now=hour - timedelta(days=2))
    assert (urgency, address) == (Urgency.NOW, f"/console/panels/{panel.pk}/progress/")
    assert "not all are cast" in title
    for juror in panel.jurors.all():
        for row in juror.assignments.all():
            make_ballot(juror, row.candidate, GRADES)
    assert asked(dora, now=hour - timedelta(days=2)) == []
    ((_, title, _),) = asked(dora, now=hour + timedelta(hours=1))
    assert "waits to be closed" in title


def test_ties_that_nobody_looked_at(panel, dora):
    first, second = panel.jurors.all()[:2]
    Tie.objects.create(juror=first, relation=Relation.OTHER, name="x")
    Tie.objects.create(juror=second, relation=Relation.OTHER, name="y", settled_at=NOW)
    ((urgency, title, address),) = asked(dora)
    assert (urgency, address) == (Urgency.SOON, f"/console/panels/{panel.pk}/projects/#ties")
    assert "1 tie" in title
    at_stage(panel, "locked")
    assert asked(dora) == []


def test_juror_who_left_with_work_open(panel, dora):
    Juror.objects.filter(seat=Seat.JUROR).update(left_at=NOW)
    ((urgency, title, _),) = asked(dora)
    assert (urgency, "too few jurors" in title) == (Urgency.NOW, True)


def test_anothers_panel_is_not_mine(panel, challenge, dora):
    challenge.organizers.add(dora)
    Juror.objects.filter(seat=Seat.JUROR).update(left_at=NOW)
    assert asked(make_person("otto", is_staff=True)) == []


def test_many_panels_ask_as_many_queries_as_one(panel, challenge, dora, django_assert_num_queries):
    with django_assert_num_queries(2):
        asked(dora)
    for _ in range(3):
        at_stage(make_panel(challenge), "final")
    with django_assert_num_queries(2):
        asked(dora)


def test_decision_that_waits_for_its_second_signature(challenge, dora):
    hearing = make_hearing(challenge)
    assert asked(dora) == []
    signed = {"snapshot": "{}", "sha256": "0" * 64, "program_version": "1", "first_name": "Petra", "first_at": NOW}
    Decision.objects.create(panel=hearing.panel, **signed)
    ((urgency, title, address),) = asked(dora)
    assert (urgency, address) == (Urgency.SOON, f"/jury/{hearing.panel.pk}/president/second/")
    assert "second signature" in title
