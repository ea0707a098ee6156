"""Organizers write the agenda."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest

from challenges.agenda.models import AgendaItem
from tests.challenges.pages.conftest import browser_of
from tests.factories import NOW, make_item, make_person, make_slot

pytestmark = pytest.mark.django_db
BELOW = "/console/event/demo/agenda/"
SENT = {
    "kind": "workshop",
    "title_fr": "Atelier",
    "title_en": "Workshop",
    "starts_at": "2026-12-01T17:00",
    "ends_at": "2026-12-01T18:00",
    "is_public": "on",
}


@pytest.fixture
def doras(dora):
    return browser_of(dora)


def test_item_is_made_in_the_editions_zone_and_once(doras, edition):
    edition.zone = "Asia/Tokyo"
    edition.save()
    sent = {**SENT, "key": str(uuid4())}
    assert [doras.post(f"{BELOW}new/", sent).status_code for _ in range(2)] == [302, 302]
    made = AgendaItem.objects.get()
    assert made.starts_at.isoformat() == "2026-12-01T08:00:00+00:00"
    assert 'value="2026-12-01T17:00"' in doras.get(f"{BELOW}{made.pk}/").content.decode()


def test_end_before_the_beginning_is_refused(doras, edition):
    answer = doras.post(f"{BELOW}new/", {**SENT, "key": str(uuid4()), "ends_at": "2026-12-01T16:00"})
    assert (answer.status_code, "It ends before it starts." in answer.content.decode()) == (422, True)


def test_odd_hours_are_warned_of_and_kept(doras, edition):
    make_item(edition, title="Other", starts_at=NOW.replace(year=2025), ends_at=NOW.replace(year=2025, hour=20))
    sent = {**SENT, "key": str(uuid4()), "starts_at": "2025-11-20T13:00", "ends_at": ""}
    page = doras.post(f"{BELOW}new/", sent, follow=True).content.decode()
    assert "It lies outside the edition" in page
    assert "At the same time there is: \u2068Other\u2069." in page
    assert page.count("outside the edition</span>") == 2


def test_item_is_changed_and_removed(doras, edition):
    item = make_item(edition)
    path = f"{BELOW}{item.pk}/"
    sent = {**SENT, "seen": doras.get(path).context["taken"].seen}
    assert doras.post(path, sent).status_code == 302
    item.refresh_from_db()
    assert (item.kind, item.title["fr"]) == ("workshop", "Atelier")
    assert "Take" in doras.get(f"{path}remove/").content.decode()
    assert doras.post(f"{path}remove/").status_code == 302
    assert not AgendaItem.objects.exists()


def test_copy_is_a_new_item_that_is_not_shown_yet(doras, edition):
    item = make_item(edition)
    page = doras.get(f"{BELOW}new/?copy={item.pk}")
    form = page.context["form"]
    assert (form.initial["title"], form.initial["is_public"]) == (item.title, False)
    doras.post(f"{BELOW}new/", {**SENT, "key": page.context["key"]})
    assert AgendaItem.objects.count() == 2


@pytest.mark.parametrize("path", ["new/?copy=x", "new/?copy=3f1c2d9e-8a55-4b0e-9c53-5d1f0f6f7a10"])
def test_copy_of_nothing_is_not_found(doras, edition, path):
    assert doras.get(f"{BELOW}{path}").status_code == 404


def test_form_without_a_key_is_sent_once(doras, edition):
    assert doras.post(f"{BELOW}new/", {**SENT, "key": "x"}).status_code == 302
    assert doras.post(f"{BELOW}new/").status_code == 422
    assert AgendaItem.objects.count() == 1


def test_organizer_of_named_challenges_leaves_what_is_about_all(challenge, dora):
    item, slot = make_item(challenge.edition), make_slot(challenge.edition)
    challenge.organizers.add(dora)
    dora.organizes_named_only = True
    dora.save()
    browser, hours = browser_of(dora), "/console/event/demo/mentors/"
    for page in (
        f"{BELOW}{item.pk}/",
        f"{BELOW}{item.pk}/remove/",
        f"{hours}{slot.pk}/",
        f"{hours}{slot.pk}/withdraw/",
    ):
        assert browser.get(page).status_code == browser.post(page).status_code == 404
    lists = browser.get(BELOW).content.decode() + browser.get(hours).content.decode()
    assert not {str(item.pk), str(slot.pk)} & set(re.findall(r"[0-9a-f-]{36}", lists))
    assert browser.post(f"{BELOW}new/", SENT).status_code == 422
    assert browser.post(f"{BELOW}new/", {**SENT, "challenge": challenge.pk}).status_code == 302


def test_item_of_anothers_challenge_is_not_here(challenge, dora):
    challenge.organizers.add(dora)
    item = make_item(challenge.edition, challenge=challenge)
    ottos = browser_of(make_person("otto", is_staff=True))
    assert ottos.get(f"{BELOW}{item.pk}/").status_code == 404
    sent = {**SENT, "key": str(uuid4()), "challenge": challenge.pk}
    assert ottos.post(f"{BELOW}new/", sent).status_code == 422


@pytest.mark.parametrize("count", [1, 4])
def test_list_asks_as_many_queries_for_four_as_for_one(doras, challenge, django_assert_num_queries, count):
    for number in range(count):
        make_item(challenge.edition, challenge=challenge, starts_at=NOW + timedelta(days=number))
    with django_assert_num_queries(4):
        doras.get(BELOW)
