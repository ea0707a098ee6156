"""Two different people arm the very same script."""

import pytest

from challenges.ceremony.arming import agree_to_script, disarm, propose_script
from challenges.ceremony.freezing import digest_of_script
from challenges.ceremony.models import State
from challenges.ceremony.preparing import keys_in_order, put_in_order
from challenges.ceremony.queries import ceremony_of, script_now
from challenges.ceremony.rules import (
    NotAtThisState,
    NothingProposed,
    ProposedAlready,
    SameHands,
    ScriptArmed,
    ScriptLacks,
    ScriptMoved,
)
from tests.challenges.ceremony.conftest import deeds
from tests.factories import NOW
from tests.factories.stage import make_award

pytestmark = pytest.mark.django_db


def test_two_people_arm(evening, edition, digest, dora, driss):
    proposed = propose_script(edition, seen=digest, by=dora, now=NOW)
    assert (proposed.state, proposed.script_sha256, proposed.first_armed_by) == (State.DRAFT, digest, dora)
    armed = agree_to_script(edition, seen=digest, by=driss, now=NOW)
    assert (armed.state, armed.armed_by, armed.armed_at) == (State.ARMED, driss, NOW)
    assert digest_of_script(ceremony_of(edition).script) == digest
    assert deeds() == ["proposed", "armed"]


def test_each_signature_given_twice_is_one(evening, edition, digest, dora, driss):
    for _ in range(2):
        propose_script(edition, seen=digest, by=dora, now=NOW)
    for _ in range(2):
        agree_to_script(edition, seen=digest, by=driss, now=NOW)
    assert deeds() == ["proposed", "armed"]


def test_one_person_does_not_arm(evening, edition, digest, dora, driss):
    propose_script(edition, seen=digest, by=dora, now=NOW)
    with pytest.raises(SameHands):
        agree_to_script(edition, seen=digest, by=dora, now=NOW)
    with pytest.raises(ProposedAlready):
        propose_script(edition, seen=digest, by=driss, now=NOW)
    assert ceremony_of(edition).state == State.DRAFT


def test_second_signature_needs_a_first(evening, edition, digest, driss):
    with pytest.raises(NothingProposed):
        agree_to_script(edition, seen=digest, by=driss, now=NOW)


def test_other_script_than_the_one_that_was_read_is_not_signed(evening, edition, digest, awards, dora, driss):
    with pytest.raises(ScriptMoved):
        propose_script(edition, seen="0" * 64, by=dora, now=NOW)
    propose_script(edition, seen=digest, by=dora, now=NOW)
    awards[0].laureates.filter(rank=1).update(team_name="Somebody else")
    with pytest.raises(ScriptMoved):
        agree_to_script(edition, seen=digest, by=driss, now=NOW)
    assert ceremony_of(edition).state == State.DRAFT


def test_new_proposal_takes_the_place_of_one_that_is_no_longer_right(evening, edition, digest, dora, driss):
    propose_script(edition, seen=digest, by=dora, now=NOW)
    seen = keys_in_order(ceremony_of(edition))
    put_in_order(edition, seen[::-1], seen=seen, by=dora, now=NOW)
    other = digest_of_script(script_now(ceremony_of(edition)))
    propose_script(edition, seen=other, by=driss, now=NOW)
    assert agree_to_script(edition, seen=other, by=dora, now=NOW).state == State.ARMED


def test_script_that_lacks_something_is_not_armed(evening, edition, digest, dora, driss):
    award = make_award(edition, title="Empty")
    with pytest.raises(ScriptLacks):
        propose_script(edition, seen=digest, by=dora, now=NOW)
    award.delete()
    propose_script(edition, seen=digest, by=dora, now=NOW)
    make_award(edition, title="Empty")
    with pytest.raises(ScriptLacks):
        agree_to_script(edition, seen=digest, by=driss, now=NOW)


def test_disarmed_is_a_draft_without_signatures(evening, edition, digest, dora, driss):
    disarm(edition, by=dora, now=NOW)
    propose_script(edition, seen=digest, by=dora, now=NOW)
    agree_to_script(edition, seen=digest, by=driss, now=NOW)
    with pytest.raises(ScriptArmed):
        propose_script(edition, seen=digest, by=dora, now=NOW)
    disarm(edition, by=dora, now=NOW)
    now = ceremony_of(edition)
    assert (now.state, now.script, now.script_sha256) == (State.DRAFT, [], "")
    assert (now.first_armed_by, now.first_armed_at, now.armed_by, now.armed_at) == (None, None, None, None)
    assert deeds() == ["proposed", "armed", "disarmed"]


@pytest.mark.parametrize("state", [State.LIVE, State.DONE, State.ABORTED])
def test_nobody_arms_or_disarms_at_another_point(evening, edition, digest, dora, state):
    type(evening).objects.update(state=state)
    for deed in (propose_script, agree_to_script):
        with pytest.raises(NotAtThisState):
            deed(edition, seen=digest, by=dora, now=NOW)
    with pytest.raises(NotAtThisState):
        disarm(edition, by=dora, now=NOW)
