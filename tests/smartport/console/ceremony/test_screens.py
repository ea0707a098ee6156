"""Screens: their address once, with a code to photograph."""

from uuid import uuid4

import pytest

from challenges.ceremony.models import Screen
from challenges.ceremony.queries import screen_of
from tests.factories import NOW, make_edition

pytestmark = pytest.mark.django_db
PAGE = "/console/ceremony/demo/screens/"


def made(client, **sent):
    return client.post(PAGE, {"name": "Main hall", "key": str(uuid4()), **sent})


def test_address_is_shown_once_with_its_code(organizer, evening):
    answer = made(organizer)
    address = answer.context["address"]
    secret = address.removeprefix("http://testserver/stage/screen/").removesuffix("/")
    assert screen_of(secret, now=NOW) == Screen.objects.get()
    assert (address in answer.content.decode(), "<svg" in answer.content.decode()) == (True, True)
    assert "style=" not in answer.context["drawing"]
    assert "no-store" in answer["Cache-Control"]
    assert secret not in organizer.get(PAGE).content.decode()


def test_form_sent_twice_makes_one_screen(organizer, evening):
    key = str(uuid4())
    made(organizer, key=key)
    answer = made(organizer, key=key)
    assert (answer.status_code, "made already" in answer.content.decode()) == (409, True)
    assert Screen.objects.count() == 1


def test_screen_needs_a_name(organizer, evening):
    assert made(organizer, name=" ").status_code == 422


def test_revoking_asks_and_is_done_once(organizer, evening):
    made(organizer)
    address = f"{PAGE}{Screen.objects.get().pk}/revoke/"
    assert "Main hall" in organizer.get(address).content.decode()
    for _ in range(2):
        assert organizer.post(address).status_code == 302
    assert Screen.objects.get().revoked_at == NOW
    assert "revoked" in organizer.get(PAGE).content.decode()


def test_screen_of_another_edition_is_not_here(organizer, evening):
    made(organizer)
    make_edition("other")
    assert organizer.get(f"/console/ceremony/other/screens/{Screen.objects.get().pk}/revoke/").status_code == 404


@pytest.mark.parametrize("count", [1, 5])
def test_as_many_queries_for_many_screens(organizer, evening, django_assert_num_queries, count):
    for _ in range(count):
        made(organizer)
    with django_assert_num_queries(5):
        organizer.get(PAGE)
