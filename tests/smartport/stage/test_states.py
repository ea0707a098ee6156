"""Who gets which state: the public no rehearsal, nobody a step that lies ahead."""

import json
from datetime import timedelta

import pytest

from challenges.ceremony.models import Ceremony, State
from smartport.stage.states import channels, for_halls, for_phones
from tests.factories import NOW
from tests.factories.editions import make_edition
from tests.smartport.stage.seen import SECRET, make_screen

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def phones(slug: str = "demo"):
    return channels(now=NOW).phones[slug]


def halls():
    return list(channels(now=NOW).halls.values())


def test_phones_and_halls_see_the_step_that_is_told(press, screen):
    show = press("p:winner")
    assert {one.key for one in (phones(), *halls())} == {f"{show.pk}.1"}
    assert "Les Alizés" in phones().html


def test_nothing_ahead_is_in_any_byte(press, screen):
    press("m:silence")
    told = phones().event + halls()[0].event
    assert b"100 DH" not in told
    assert b"Sobre" not in told


def test_public_never_gets_a_rehearsal(press, screen):
    press("p:winner", is_rehearsal=True)
    assert "Alizés" not in phones().html
    assert "Alizés" in halls()[0].html
    assert "Répétition" in halls()[0].html


def test_phones_wait_before_and_are_thanked_after(evening, press):
    before = phones()
    press()
    evening.shows.update(ended_at=NOW)
    Ceremony.objects.update(state=State.DONE)
    assert ('data-display="before"' in before.html, 'data-display="after"' in phones().html) == (True, True)
    assert before.key != phones().key


def test_last_picture_of_an_evening_stays_in_the_halls(evening, press, screen):
    show = press("thanks")
    evening.shows.update(ended_at=NOW)
    Ceremony.objects.update(state=State.DONE)
    assert (halls()[0].key, 'data-display="after"' in phones().html) == (f"{show.pk}.1", True)


def test_rehearsal_that_ended_leaves_the_logo(evening, press, screen):
    press("p:winner", is_rehearsal=True)
    evening.shows.update(ended_at=NOW)
    assert 'data-display="logo"' in halls()[0].html


def test_rehearsal_after_a_broken_evening_takes_the_halls(evening, press, screen):
    press("thanks")
    evening.shows.update(ended_at=NOW)
    Ceremony.objects.update(state=State.ABORTED)
    again = press("p:winner", is_rehearsal=True)
    assert (halls()[0].key, "Alizés" in phones().html) == (f"{again.pk}.1", False)


def test_hour_that_moves_is_another_state(evening):
    was = phones().key
    Ceremony.objects.update(begins_at=NOW)
    assert phones().key != was


def test_hall_without_a_show_has_the_logo(screen):
    assert 'data-display="logo"' in halls()[0].html


def test_screen_that_is_revoked_or_too_old_is_no_channel(evening):
    make_screen(evening, "revoked", revoked_at=NOW)
    make_screen(evening, "old", expires_at=NOW)
    make_screen(evening, "young", expires_at=NOW + timedelta(seconds=1))
    assert len(halls()) == 1


def test_edition_that_is_not_published_is_no_channel(edition):
    make_edition("hidden", is_published=False)
    assert set(channels(now=NOW).phones) == {"demo"}


def test_three_queries_whatever_follows(evening, press, django_assert_num_queries):
    for number in range(5):
        make_screen(evening, f"{SECRET}{number}")
        make_edition(f"e{number}")
    press()
    with django_assert_num_queries(3):
        channels(now=NOW)


def test_state_is_one_object_with_its_event(press):
    press("m:board")
    state = phones()
    assert state.event is state.event
    lines = state.event.decode().split("\n")
    assert lines[:2] == [f"id: {state.key}", "event: state"]
    assert json.loads(lines[2].removeprefix("data: ")) == {
        "show": state.show,
        "version": 1,
        "html": state.html,
    }
    assert lines[3:] == ["", ""]


def test_site_says_the_same_as_the_follower(evening, press, screen):
    press("m:board")
    assert (for_phones(evening.edition).key, for_halls(evening).key) == (phones().key, halls()[0].key)
