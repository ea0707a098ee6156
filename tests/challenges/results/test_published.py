"""What is published, and when the evening is."""

import pytest

from challenges.results.models import Publication
from challenges.results.published import ceremony_hour, picture_of, publication_of
from tests.factories import NOW
from tests.factories.stage import make_ceremony

pytestmark = pytest.mark.django_db


def test_hour_of_the_evening_is_said_once_there_is_one(edition):
    assert ceremony_hour(edition) is None
    ceremony = make_ceremony(edition)
    assert ceremony_hour(edition) is None
    ceremony.begins_at = NOW
    ceremony.save()
    assert ceremony_hour(edition) == NOW


def test_nothing_is_published_before_its_publication(edition):
    assert publication_of(edition) is None
    made = Publication.objects.create(edition=edition, at=NOW, results={}, sha256="0" * 64)
    assert publication_of(edition) == made


def test_picture_is_found_by_its_digest_alone(edition):
    made = Publication.objects.create(edition=edition, at=NOW, results={}, sha256="0" * 64)
    row = made.pictures.create(digest="a" * 64, content="sha256/aa/" + "a" * 64)
    assert (picture_of(made, "a" * 64), picture_of(made, "b" * 64)) == (row, None)
