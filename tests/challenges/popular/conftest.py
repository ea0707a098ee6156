"""A vote that is open at NOW, and two projects that are shown."""

import pytest

from challenges.popular.models import Poll
from tests.factories import CLOSES_AT, OPENS_AT
from tests.factories.projects import make_project


@pytest.fixture
def poll(edition):
    return Poll.objects.create(edition=edition, opens_at=OPENS_AT, closes_at=CLOSES_AT)


@pytest.fixture
def alices_project(alices_team, challenge, alice):
    return make_project(alices_team, challenge, by=alice, is_public=True, title="Vigie")


@pytest.fixture
def mallorys_project(mallorys_team, challenge, mallory):
    return make_project(mallorys_team, challenge, by=mallory, is_public=True, title="Darse")
