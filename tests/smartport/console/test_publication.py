"""Publishing asks first, says to how many, and is for those who prepare the evening."""

import pytest

from challenges.leaderboards.models import Leaderboard
from challenges.popular.models import Poll
from challenges.results.models import Publication
from tests.factories import CLOSES_AT, OPENS_AT, make_person
from tests.factories.publishing import AFTER, enrich, make_evening, publish_now
from tests.factories.stage import make_award
from tests.smartport.console.desks import at_the_desk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("hour")]
ROOM = "/console/publication/"
DEED = f"{ROOM}demo/publish/"
PREVIEW = f"{ROOM}demo/preview/"


@pytest.fixture
def evening(leaderboard, alices_team, alice):
    return make_evening(leaderboard, alices_team, captain=alice)


def seen_on(client):
    return client.get(DEED).context["seen"]


def test_page_says_what_will_appear_and_to_how_many(organizer, evening, mallorys_team):
    for path in (ROOM, DEED):
        page = organizer.get(path).content.decode()
        for line in (
            "1 award, 1 laureate",
            "1 final leaderboard, which was held",
            "letter goes to 1 team",
            "2 members of laureates’ teams are written to",
            "1 other player is written to",
            "never took place",
        ):
            assert line in page, (path, line)
    assert "This cannot be undone" in organizer.get(DEED).content.decode()
    assert not Publication.objects.exists()


def test_it_is_done_once_however_often_it_is_sent(organizer, evening):
    sent = {"seen": seen_on(organizer)}
    for _ in range(2):
        assert organizer.post(DEED, sent).status_code == 302
    assert Publication.objects.count() == 1
    assert "The results as everybody reads them" in organizer.get(ROOM).content.decode()
    assert organizer.get(DEED).status_code == 404


def test_results_that_moved_are_read_again(organizer, evening):
    sent = {"seen": seen_on(organizer)}
    evening.laureate.citation = {"fr": "Autre"}
    evening.laureate.save()
    answer = organizer.post(DEED, sent)
    assert (answer.status_code, "not those that you have read" in answer.content.decode()) == (409, True)
    assert organizer.post(DEED, {"seen": answer.context["seen"]}).status_code == 302


def test_what_stands_in_the_way_is_said_before_and_refused(organizer, evening):
    make_award(evening.edition, title="Empty")
    Leaderboard.objects.update(closed_at=None)
    page = organizer.get(DEED).content.decode()
    assert ("has no laureate" in page, "is not closed" in page, "for ever</button>" in page) == (True, True, False)
    answer = organizer.post(DEED, {"seen": seen_on(organizer)})
    assert (answer.status_code, Publication.objects.exists()) == (409, False)


@pytest.mark.parametrize("sent", [{}, {"seen": ""}, {"seen": "\x00" * 9}, {"seen": "é" * 9000}])
def test_rubbish_is_refused(organizer, evening, sent):
    assert organizer.post(DEED, sent).status_code == 409
    assert not Publication.objects.exists()


def test_preview_is_the_page_as_it_will_be(organizer, evening):
    page = organizer.get(PREVIEW)
    told = page.content.decode()
    assert ("Les Alizés" in told, "Not published" in told) == (True, True)
    assert "no-store" in page.headers["Cache-Control"]
    picture = organizer.get(f"{ROOM}demo/pictures/{evening.picture.content.name.rsplit('/', 1)[-1]}.webp")
    assert (picture.status_code, "no-store" in picture.headers["Cache-Control"]) == (200, True)
    assert organizer.get(f"{ROOM}demo/pictures/{'a' * 64}.webp").status_code == 404


def test_preview_keeps_back_what_boards_hold(organizer, evening):
    page = organizer.get(PREVIEW).content.decode()
    assert ("0.753" in page, "until then nobody reads it" in page) == (False, True)
    Leaderboard.objects.update(told_at=AFTER)
    page = organizer.get(PREVIEW).content.decode()
    assert ("0.753" in page, "until then nobody reads it" in page) == (True, False)


def test_nobody_else_finds_the_room(evening, alice, challenge):
    ines = make_person("ines", is_staff=True, organizes_named_only=True)
    challenge.organizers.add(ines)
    for person in (alice, ines):
        desk = at_the_desk(person)
        for path in (ROOM, DEED, PREVIEW, f"{ROOM}demo/errata/new/"):
            assert desk.get(path).status_code == 404
        assert desk.post(DEED, {"seen": "x"}).status_code == 404


def test_preview_ends_with_the_publication(organizer, evening, dora):
    publish_now(evening.edition, by=dora)
    assert organizer.get(PREVIEW).status_code == 404


@pytest.mark.parametrize(("path", "queries"), [(ROOM, 13), (PREVIEW, 19), (DEED, 19)])
def test_queries_do_not_grow_with_challenges_juries_and_awards(
    organizer, evening, alices_team, mallorys_team, django_assert_num_queries, path, queries
):
    Poll.objects.create(edition=evening.edition, opens_at=OPENS_AT, closes_at=CLOSES_AT)
    for number in range(3):
        enrich(evening, number, teams=[alices_team, mallorys_team])
        organizer.get(path)
        with django_assert_num_queries(queries):
            assert organizer.get(path).status_code == 200
