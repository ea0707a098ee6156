"""The control page: who holds it presses keys, everybody else looks on."""

from uuid import uuid4

import pytest
from django.test import Client

from challenges.ceremony.models import Show
from challenges.ceremony.running import finish
from challenges.ceremony.screens import note_seen
from smartport.stage.drawing import drawn
from tests.factories import NOW
from tests.smartport.console.desks import at_the_desk
from tests.smartport.stage.seen import make_screen

pytestmark = pytest.mark.django_db
PAGE = "/stage/control/"
JSON = {"HTTP_ACCEPT": "application/json"}


def press(client, show, key="next", **sent):
    there = Show.objects.get(pk=show.pk)
    given = {"key": key, "seen_version": there.version, "controller_key": there.controller_key, "held": "1"}
    return client.post(f"{PAGE}{show.pk}/press/", {**given, **sent}, **JSON)


def now(client, show, **query):
    return client.get(f"{PAGE}{show.pk}/now/", query)


def test_page_shows_now_next_and_what_is_only_for_backstage(doras, show, alices_team):
    page = doras.get(f"{PAGE}?key={show.controller_key}").content.decode()
    assert 'data-theme="dark"' in page
    assert "The next key brings back" in page
    at = next(at for at, step in enumerate(show.script) if step["holds"] and "lay" in str(step["notes"]))
    Show.objects.filter(pk=show.pk).update(cursor=at - 1, display="step")
    page = doras.get(f"{PAGE}?key={show.controller_key}").content.decode()
    for said in (alices_team.name, "lay za-lee-zay", "The director", "Hold: the winner"):
        assert said in page


def test_a_key_moves_and_answers_with_what_is_there(doras, show):
    answer = press(doras, show)
    assert (answer.status_code, answer.json()["stamp"][:2]) == (200, "1-")
    assert 'data-version="1"' in answer.json()["html"]
    assert Show.objects.get().display == "step"


def test_without_script_of_the_browser_a_key_leads_back_to_the_page(doras, show):
    sent = {"key": "next", "seen_version": 0, "controller_key": str(show.controller_key)}
    answer = doras.post(f"{PAGE}{show.pk}/press/", sent)
    assert (answer.status_code, answer.url) == (302, f"{PAGE}?edition=demo&key={show.controller_key}")
    answer = doras.post(f"{PAGE}{show.pk}/press/", sent)
    assert (answer.status_code, "came too late" in answer.content.decode()) == (409, True)


@pytest.mark.parametrize(
    ("sent", "status", "said"),
    [
        ({"seen_version": 7}, 409, "came too late"),
        ({"seen_version": "x"}, 409, "came too late"),
        ({"seen_version": "²"}, 409, "came too late"),
        ({"controller_key": "x"}, 409, "Another page holds the control"),
        ({"key": "winner"}, 422, "There is no such key."),
    ],
)
def test_a_refused_key_says_why_and_stands_where_the_show_is(doras, show, sent, status, said):
    answer = press(doras, show, **sent)
    assert (answer.status_code, said in answer.json()["html"]) == (status, True)
    assert Show.objects.get().version == 0


def test_winner_needs_the_key_to_be_held(doras, show):
    at = next(at for at, step in enumerate(show.script) if step["holds"])
    Show.objects.filter(pk=show.pk).update(cursor=at - 1, display="step")
    answer = press(doras, show, held="")
    assert (answer.status_code, "hold the key" in answer.json()["html"]) == (422, True)
    assert press(doras, show).status_code == 200
    assert Show.objects.get().cursor == at


def test_two_tabs_with_one_key_never_jump(doras, show):
    seen = {"seen_version": 0}
    assert [press(doras, show, **seen).status_code for _ in range(3)] == [200, 409, 409]
    assert Show.objects.get().version == 1


def test_page_without_the_key_is_read_only_and_says_who_holds_it(drisss, show):
    page = drisss.get(PAGE).content.decode()
    assert "Dora</bdi> holds the control" in page
    assert 'name="seen_version"' not in page
    assert press(drisss, show).status_code == 409


def test_nothing_is_sent_where_nothing_has_changed(doras, drisss, show):
    key = str(show.controller_key)
    stamp = now(doras, show, key=key).json()["stamp"]
    assert now(doras, show, key=key, seen=stamp).status_code == 204
    press(doras, show)
    assert now(doras, show, key=key, seen=stamp).status_code == 200


def test_taken_over_the_other_page_says_so_at_its_next_question(doras, drisss, show, dora):
    key = str(show.controller_key)
    stamp = now(doras, show, key=key).json()["stamp"]
    address = f"{PAGE}{show.pk}/take/"
    assert "Dora" in drisss.get(address).content.decode()
    taken = drisss.post(address, {"seen_key": key})
    assert taken.url == f"{PAGE}?edition=demo&key={Show.objects.get().controller_key}"
    told = now(doras, show, key=key, seen=stamp)
    assert "Driss</bdi> holds the control" in told.json()["html"]
    assert press(doras, show, controller_key=key).status_code == 409
    assert doras.post(address, {"seen_key": key}).status_code == 409
    assert press(drisss, show).status_code == 200


def test_where_nothing_runs_it_says_so(doras, show, dora):
    Show.objects.update(cursor=len(show.script) - 1)
    finish(show, by=dora, now=NOW)
    assert "No show is running." in doras.get(PAGE).content.decode()
    assert "The show has ended." in now(doras, show).json()["html"]
    assert press(doras, show).status_code == 409


def test_nobody_else_gets_a_byte(show, alice):
    client = at_the_desk(alice)
    for address in (PAGE, f"{PAGE}{show.pk}/now/", f"{PAGE}{show.pk}/take/", f"{PAGE}{show.pk}/hall/"):
        assert client.get(address).status_code == 404
    assert client.post(f"{PAGE}{show.pk}/press/").status_code == 404
    assert Client().get(f"{PAGE}{show.pk}/now/").status_code == 302


def test_unknown_show_is_not_there(doras, show):
    assert now(doras, type(show)(pk=uuid4())).status_code == 404


def test_as_many_queries_whatever_is_asked(doras, show, django_assert_num_queries):
    with django_assert_num_queries(5):
        now(doras, show, key=str(show.controller_key))


def test_control_holds_the_hall_itself(doras, show):
    page = doras.get(PAGE)
    assert f'src="{PAGE}{show.pk}/hall/"' in page.content.decode()
    assert "frame-src 'self'" in page["Content-Security-Policy"]
    press(doras, show)
    hall = doras.get(f"{PAGE}{show.pk}/hall/")
    assert ("frame-ancestors 'self'" in hall["Content-Security-Policy"], hall["X-Frame-Options"]) == (
        True,
        "SAMEORIGIN",
    )
    there = Show.objects.get()
    told = now(doras, show).json()["hall"]
    assert told == {
        "show": str(show.pk),
        "version": there.version,
        "html": drawn({**there.shown, "is_rehearsal": False}),
    }
    assert told["html"] in hall.content.decode()
    assert ("data-stream" in hall.content.decode(), "stage-follow.js" in hall.content.decode()) == (False, False)


def test_other_pages_are_framed_by_nobody_and_frame_nothing(doras, show):
    page = doras.get(f"{PAGE}{show.pk}/take/")
    assert "frame-src 'none'" in page["Content-Security-Policy"]
    assert ("frame-ancestors 'none'" in page["Content-Security-Policy"], page["X-Frame-Options"]) == (True, "DENY")


def test_page_asks_the_follower_how_many_phones_it_has(doras, show, settings):
    settings.FOLLOW_URL = "https://follow.port.test"
    page = doras.get(PAGE)
    assert 'data-count="https://follow.port.test/follow/count/demo"' in page.content.decode()
    assert "connect-src 'self' https://follow.port.test;" in page["Content-Security-Policy"]


def test_screen_that_is_opened_is_told_at_the_next_question(doras, show):
    screen = make_screen(show.ceremony, "s")
    stamp = now(doras, show).json()["stamp"]
    assert now(doras, show, seen=stamp).status_code == 204
    note_seen([screen.pk], now=NOW)
    told = now(doras, show, seen=stamp)
    assert (told.status_code, "data-there" in told.json()["html"]) == (200, True)
