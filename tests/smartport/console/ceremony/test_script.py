"""The script is read and signed by two people."""

import pytest

from challenges.ceremony.models import State
from challenges.ceremony.queries import ceremony_of
from tests.factories.evening import arm, digest_now
from tests.factories.stage import make_award

pytestmark = pytest.mark.django_db
PAGE = "/console/ceremony/demo/script/"


def test_every_step_is_read_in_words(organizer, evening, alices_team):
    page = organizer.get(PAGE).content.decode()
    for said in ("Welcome", "The winner", alices_team.name, "The director", "lay za-lee-zay", "All laureates"):
        assert said in page


def test_two_people_sign_what_they_read(organizer, colleague, evening, edition):
    seen = digest_now(edition)
    assert organizer.post(PAGE, {"deed": "propose", "seen": seen}).status_code == 302
    assert "You have signed." in organizer.get(PAGE).content.decode()
    answer = organizer.post(PAGE, {"deed": "agree", "seen": seen})
    assert (answer.status_code, "another person’s" in answer.content.decode()) == (403, True)
    assert "arm the script" in colleague.get(PAGE).content.decode()
    assert colleague.post(PAGE, {"deed": "agree", "seen": seen}).status_code == 302
    assert ceremony_of(edition).state == State.ARMED
    assert "Dora" in colleague.get(PAGE).content.decode()


def test_what_has_changed_since_is_not_signed(organizer, colleague, evening, edition, alices_team):
    seen = digest_now(edition)
    organizer.post(PAGE, {"deed": "propose", "seen": seen})
    edition.awards.first().laureates.filter(team=alices_team).update(team_name="Les autres")
    assert colleague.post(PAGE, {"deed": "agree", "seen": seen}).status_code == 409
    assert "has signed an earlier script" in colleague.get(PAGE).content.decode()


def test_what_must_be_done_keeps_it_from_being_signed(organizer, evening, edition):
    make_award(edition, title="Empty")
    page = organizer.get(PAGE).content.decode()
    assert "“\u2068Empty\u2069” has no laureate." in page
    assert "I have read it" not in page
    assert organizer.post(PAGE, {"deed": "propose", "seen": digest_now(edition)}).status_code == 409


def test_disarming_asks(organizer, evening, edition, dora, driss):
    arm(edition, first=dora, second=driss)
    address = "/console/ceremony/demo/disarm/"
    assert "Disarm the script?" in organizer.get(address).content.decode()
    assert organizer.post(address).status_code == 302
    assert ceremony_of(edition).state == State.DRAFT
    assert organizer.get(address).status_code == 302
