"""The page says what blocking does, asks why, and does it once."""

import pytest

from smartport.accounts.models import Block
from tests.factories import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def doras(client, dora):
    client.cookies["language"] = "en"
    client.force_login(dora)
    return client


def test_asks_with_what_happens_to_the_team(doras, alice, alices_team):
    page = doras.get(f"/console/people/{alice.pk}/block/").content.decode()
    assert "is the captain of" in page
    assert doras.post(f"/console/people/{alice.pk}/block/", {"reason": ""}).status_code == 422


def test_blocked_and_let_in_again(doras, alice):
    path = f"/console/people/{alice.pk}/"
    assert doras.post(f"{path}block/", {"reason": "Spam"}).url == path
    assert doras.post(f"{path}block/", {"reason": "Spam"}).status_code == 409
    page = doras.get(path).content.decode()
    assert ("Spam" in page, f'href="{path}unblock/"' in page) == (True, True)
    assert "told by letter" in doras.get(f"{path}unblock/").content.decode()
    assert doras.post(f"{path}unblock/").url == path
    assert doras.post(f"{path}unblock/").status_code == 409
    alice.refresh_from_db()
    assert (alice.is_active, Block.objects.count()) == (True, 1)


def test_for_ones_own_level_there_is_no_such_page(doras, dora):
    otto = make_person("otto", is_staff=True)
    for person in (dora, otto):
        assert doras.post(f"/console/people/{person.pk}/block/", {"reason": "x"}).status_code == 404
