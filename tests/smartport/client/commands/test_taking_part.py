"""The conditions of participation from the terminal, at the real site."""

import pytest


@pytest.fixture
def conditions(edition):
    edition.eligibility = {"en": "Students of Moroccan schools.", "fr": "Étudiants.", "ar": "طلبة"}
    edition.save()
    return edition


def test_conditions_are_read_and_accepted(logged_in, carol, conditions):
    smartport = logged_in(carol)
    said = smartport("accept-eligibility", typed="y\n")
    assert said.status == 0
    assert said.out.startswith("Students of Moroccan schools.\n")
    version = conditions.eligibility_version
    assert said.out.endswith(f"Conditions of participation, version {version}: accepted.\n")
    assert conditions.eligibility_acceptances.get(user=carol).version == version


def test_conditions_are_only_shown(logged_in, carol, conditions):
    said = logged_in(carol)("accept-eligibility", "--show")
    assert said.out.endswith("not accepted yet.\n")
    assert conditions.eligibility_acceptances.count() == 0


def test_no_is_no(logged_in, carol, conditions):
    said = logged_in(carol)("accept-eligibility", typed="\n")
    assert said.status == 1
    assert said.err.endswith("The conditions were not accepted. To accept them: smartport accept-eligibility\n")
    assert conditions.eligibility_acceptances.count() == 0


def test_edition_without_conditions_says_so(logged_in, carol, edition):
    assert logged_in(carol)("accept-eligibility", "-y").out.startswith("This edition has no conditions")
