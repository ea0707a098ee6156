"""Teams in the making."""

import pytest

from challenges.teams.actions import create_team
from challenges.teams.changing import Change, change_team
from challenges.teams.models import Team
from tests.factories import NOW, make_person

CONDITIONS = {"fr": "Étudiants.", "ar": "الطلبة.", "en": "Students."}


@pytest.fixture
def recruiting(alices_team, alice) -> Team:
    """Alice's team looks for members."""
    return change_team(alices_team, Change(about="Ships and trees", is_recruiting=True), by=alice, now=NOW)


@pytest.fixture
def conditions(edition):
    """The edition says who may take part."""
    edition.eligibility = CONDITIONS
    edition.save()
    return edition


@pytest.fixture
def nadia(db):
    """Plays in no team yet."""
    return make_person("nadia")


@pytest.fixture
def others_team(challenge, nadia) -> Team:
    """Nadia alone."""
    return create_team(challenge.edition, name="Grand large", by=nadia, now=NOW)
