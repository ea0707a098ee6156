"""The console is there for organizers; another challenge's hidden side is not."""

import pytest
from django.http import Http404
from django.test import RequestFactory

from smartport.console.access import challenge_or_404, edition_or_404
from tests.factories import make_challenge, make_faq, make_person

pytestmark = pytest.mark.django_db


def asked_by(person):
    request = RequestFactory().get("/console/")
    request.user = person
    return request


def test_stranger_is_led_to_the_door(client):
    assert (
        client.get("/console/editions/?a=b").headers["Location"] == "/accounts/login/?next=/console/editions/%3Fa%3Db"
    )


def test_sent_form_leads_to_the_door_and_back_to_its_page(client, leaderboard):
    client.cookies["language"] = "en"
    page = "/console/letters/?edition=demo"
    answer = client.post("/console/letters/again/", headers={"Referer": f"http://testserver{page}#end"}, follow=True)
    assert answer.redirect_chain == [("/accounts/login/?next=/console/letters/%3Fedition%3Ddemo", 302)]
    assert "You were logged out, and nothing was saved." in answer.content.decode()


@pytest.mark.parametrize("page", ["", "https://elsewhere.example/", "javascript:alert(1)", "//elsewhere.example"])
def test_page_elsewhere_is_not_where_one_comes_back_to(client, page):
    answer = client.post("/console/letters/again/", headers={"Referer": page})
    assert answer.headers["Location"] == "/accounts/login/?next=/console/letters/again/"


def test_part_of_a_page_leads_to_the_door_by_a_reload(client):
    answer = client.get("/console/", headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers["HX-Refresh"]) == (401, "true")


def test_for_a_team_there_is_no_such_page(client, alice):
    client.force_login(alice)
    assert client.get("/console/").status_code == 404


def test_organizer_enters_without_the_operators_rooms(client, dora):
    client.force_login(dora)
    page = client.get("/console/").content.decode()
    assert 'href="/console/editions/"' in page


def test_another_organizers_challenge_is_not_there(challenge, dora):
    otto = make_person("otto", is_staff=True)
    challenge.organizers.add(dora)
    assert challenge_or_404(asked_by(dora), challenge.edition.slug, challenge.slug) == challenge
    with pytest.raises(Http404):
        challenge_or_404(asked_by(otto), challenge.edition.slug, challenge.slug)
    with pytest.raises(Http404):
        challenge_or_404(asked_by(dora), "another", challenge.slug)


def test_second_click_on_what_is_removed_says_so(client, edition, dora):
    client.cookies["language"] = "en"
    client.force_login(dora)
    path = f"/console/faq/{make_faq(edition).pk}/remove/"
    assert client.post(path).status_code == 302
    answer = client.post(path)
    assert (answer.status_code, "This is not there any more" in answer.content.decode()) == (404, True)


WHOLE = (
    "editions/new/",
    "editions/demo/challenges/new/",
    "editions/demo/edit/",
    "editions/demo/publish/",
    "editions/demo/unpublish/",
    "mail-texts/",
)


@pytest.mark.parametrize("page", [*WHOLE, "event/demo/partners/", "event/demo/partners/new/", "mail-texts/new/"])
def test_whole_edition_is_for_those_who_organize_it(client, edition, dora, page):
    client.force_login(dora)
    assert client.get(f"/console/{page}").status_code == 200
    dora.organizes_named_only = True
    dora.save()
    assert {client.get(f"/console/{page}").status_code, client.post(f"/console/{page}").status_code} <= {404, 405}
    shown = client.get("/console/editions/").content.decode()
    assert "/console/editions/new/" not in shown
    assert "/console/editions/demo/edit/" not in shown
    assert "/challenges/new/" not in shown


def test_edition_is_found_before_it_is_published(edition):
    edition.is_published = False
    edition.save()
    assert edition_or_404(edition.slug) == edition
    with pytest.raises(Http404):
        edition_or_404("another")


def test_editions_show_ones_own_challenges(client, challenge, dora):
    otto = make_person("otto", is_staff=True)
    make_challenge(challenge.edition, slug="quais", title={"fr": "Les quais"}).organizers.add(otto)
    client.force_login(dora)
    page = client.get("/console/editions/").content.decode()
    assert challenge.title["fr"] in page
    assert "Les quais" not in page


def test_editions_ask_as_many_queries_for_many(client, challenge, dora, django_assert_num_queries):
    make_challenge(challenge.edition, slug="quais")
    client.force_login(dora)
    client.get("/console/editions/")
    with django_assert_num_queries(7):
        client.get("/console/editions/")
