"""Accounts are found by name, address or team; facts without devices and places."""

import pytest
from allauth.usersessions.models import UserSession

from smartport.accounts.consents import give
from smartport.accounts.people import facts_of, found_people
from tests.factories import NOW, make_person, make_token
from tests.factories.crew import confirm_address


@pytest.mark.parametrize(
    ("search", "names"),
    [("", {"alice", "bob", "elodie"}), ("ÉLODIE", {"elodie"}), ("elodie@", {"elodie"}), ("alizes", {"alice", "bob"})],
)
def test_all_words_are_somewhere_in_a_person(alices_team, search, names):
    elodie = make_person("elodie")
    elodie.display_name = "Élodie"
    elodie.save()
    assert {person.username for person in found_people(search=search)} == names


def test_facts(alice, alices_team, submission):
    confirm_address(alice)
    make_token(alice)
    give(alice, purpose="contact", now=NOW)
    UserSession.objects.create(user=alice, session_key="a" * 32, ip="192.0.2.7", user_agent="x", last_seen_at=NOW)
    facts = facts_of(alice, now=NOW)
    assert (facts.is_confirmed, facts.has_second_factor, facts.seen_at) == (True, False, NOW)
    assert (facts.session_count, facts.token_count, facts.submission_count) == (1, 1, 1)
    assert [one.team for one in facts.memberships] == [alices_team]
    assert {one.purpose: one.is_current for one in facts.consents}["contact"] is True
    assert "192.0.2.7" not in str(facts)
