"""Who somebody is."""

import pytest
from django.contrib.auth.models import AnonymousUser

from challenges.roles import is_known, is_operator, is_organizer, may_manage_editions, may_manage_people, organizes
from tests.factories import make_challenge, make_person


@pytest.mark.parametrize(
    ("fields", "known", "organizer", "manages", "operator"),
    [
        ({}, True, False, False, False),
        ({"is_staff": True}, True, True, True, False),
        ({"is_staff": True, "organizes_named_only": True}, True, True, False, False),
        ({"is_staff": True, "is_superuser": True}, True, True, True, True),
        ({"is_staff": True, "is_superuser": True, "is_active": False}, False, False, False, False),
    ],
)
def test_what_an_account_is(db, fields, known, organizer, manages, operator):
    person = make_person("somebody", **fields)
    assert (is_known(person), is_organizer(person), is_operator(person)) == (known, organizer, operator)
    assert (may_manage_people(person), may_manage_editions(person)) == (manages, manages)


def test_nobody_is_nothing():
    nobody = AnonymousUser()
    assert not any(ask(nobody) for ask in (is_known, is_organizer, may_manage_people, is_operator))


def test_organizes_what_names_this_person_or_nobody(challenge, dora):
    other = make_challenge(challenge.edition, slug="quais")
    other.organizers.add(make_person("otto", is_staff=True))
    assert organizes(dora, challenge)
    assert not organizes(dora, other)
