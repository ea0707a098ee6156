"""A rehearsal and the evening, from the console."""

import pytest

from challenges.ceremony.models import Show, State
from challenges.ceremony.queries import ceremony_of
from tests.factories.evening import arm, begin

pytestmark = pytest.mark.django_db
BELOW = "/console/ceremony/demo/"


def test_rehearsal_leads_to_the_control_and_ends(organizer, evening):
    assert "drawn by lot" in organizer.get(f"{BELOW}rehearse/").content.decode()
    answer = organizer.post(f"{BELOW}rehearse/")
    show = Show.objects.get()
    assert answer.url == f"/stage/control/?edition=demo&key={show.controller_key}"
    assert organizer.post(f"{BELOW}rehearse/").status_code == 409
    assert "End the rehearsal?" in organizer.get(f"{BELOW}finish/").content.decode()
    assert organizer.post(f"{BELOW}finish/").status_code == 302
    assert organizer.get(f"{BELOW}finish/").status_code == 302
    show.refresh_from_db()
    assert show.ended_at is not None


def test_only_what_is_armed_begins(organizer, evening, edition, dora, driss):
    assert organizer.post(f"{BELOW}live/").status_code == 409
    arm(edition, first=dora, second=driss)
    assert "Begin the evening?" in organizer.get(f"{BELOW}live/").content.decode()
    assert organizer.post(f"{BELOW}live/").url.startswith("/stage/control/?edition=demo&key=")
    assert ceremony_of(edition).state == State.LIVE


def test_finish_before_the_end_is_refused(organizer, evening, edition, dora, driss):
    show = begin(edition, first=dora, second=driss)
    answer = organizer.post(f"{BELOW}finish/")
    assert (answer.status_code, "steps left to tell: 9" in answer.content.decode()) == (409, True)
    Show.objects.filter(pk=show.pk).update(cursor=len(show.script) - 1)
    assert organizer.post(f"{BELOW}finish/").status_code == 302
    assert ceremony_of(edition).state == State.DONE


def test_broken_off_with_a_reason_and_taken_up_again(organizer, evening, edition, dora, driss):
    show = begin(edition, first=dora, second=driss)
    Show.objects.filter(pk=show.pk).update(cursor=3)
    assert organizer.post(f"{BELOW}abort/", {"reason": " "}).status_code == 422
    assert organizer.post(f"{BELOW}abort/", {"reason": "Alarme"}).status_code == 302
    assert organizer.get(f"{BELOW}abort/").status_code == 302
    assert "Alarme" in organizer.get("/console/ceremony/").content.decode()
    assert organizer.get(f"{BELOW}again/").status_code == 200
    assert organizer.post(f"{BELOW}again/").status_code == 302
    assert ceremony_of(edition).state == State.DRAFT
    arm(edition, first=driss, second=dora)
    assert "It goes on at step 4" in organizer.get(f"{BELOW}live/").content.decode()
