"""Certificates come with the publication."""

import pytest

from challenges.ceremony.certifying import issue_certificates
from challenges.ceremony.models import Publication
from tests.factories import NOW

pytestmark = pytest.mark.django_db


def test_nobody_has_earned_one_in_an_edition_without_teams(edition):
    made = Publication.objects.create(edition=edition, at=NOW, results={}, sha256="0" * 64)
    assert issue_certificates(made, now=NOW) == 0
