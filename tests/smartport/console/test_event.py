"""The life of an edition at a glance."""

import pytest

from tests.challenges.pages.conftest import browser_of
from tests.factories import NOW, make_edition, make_item, make_partner, make_slot

pytestmark = pytest.mark.django_db


def test_every_edition_says_how_much_there_is(dora, edition, django_assert_num_queries):
    make_edition("other", is_published=False)
    for number in range(2):
        make_partner(edition, short_name=f"P{number}")
        make_item(edition)
        make_slot(edition, mentor=f"M{number}")
    make_slot(edition, cancelled_at=NOW)
    client = browser_of(dora)
    with django_assert_num_queries(3):
        page = client.get("/console/event/").content.decode()
    assert page.count('number">2<') == 3
    assert page.count('number">0<') == 3
