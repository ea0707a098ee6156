"""The copy to keep, in the console."""

import pytest
from django.core.files.base import ContentFile

from challenges.results.models import Keepsake, KeepsakeState
from datasets.hidden import hidden_storage
from tests.factories import NOW, make_edition, make_person
from tests.smartport.console.desks import at_the_desk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("hour")]
PLACE = "/console/editions/demo/keepsake/"


@pytest.fixture
def ready(edition, dora) -> Keepsake:
    name = hidden_storage().save("", ContentFile(b"PK-of-all"))
    told = {"content": name, "size": 9, "sha256": "a" * 64, "pages": 12, "finished_at": NOW}
    return Keepsake.objects.create(edition=edition, asked_at=NOW, asked_by=dora, state=KeepsakeState.READY, **told)


def test_page_says_that_results_are_not_in_it_before_they_are_published(organizer, edition):
    said = "The results are not published yet."
    assert said in organizer.get(PLACE).content.decode()
    edition.results_published_at = NOW
    edition.save()
    assert said not in organizer.get(PLACE).content.decode()


def test_it_is_asked_for_once_and_its_way_is_told(organizer, edition):
    for _ in range(2):
        assert organizer.post(PLACE).status_code == 302
    assert Keepsake.objects.count() == 1
    assert "Waiting for its turn" in organizer.get(PLACE).content.decode()
    Keepsake.objects.update(state=KeepsakeState.RUNNING, step="write", done=30, known=60)
    part = organizer.get(PLACE, headers={"HX-Request": "true"}).content.decode()
    assert "30 of 60" in part
    assert 'value="75"' in part
    assert "<html" not in part


def test_part_that_moved_to_its_end_asks_for_the_page(organizer, ready):
    assert organizer.get(PLACE, headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"


def test_zip_is_downloaded_under_a_name_that_says_what_it_is(organizer, ready):
    page = organizer.get(PLACE).content.decode()
    assert f"{PLACE}{ready.pk}/" in page
    answer = organizer.get(f"{PLACE}{ready.pk}/")
    assert b"".join(answer.streaming_content) == b"PK-of-all"
    assert 'filename="smartport-demo-2026-11-20.zip"' in answer.headers["Content-Disposition"]


def test_one_of_another_edition_or_not_ready_is_not_there(organizer, ready):
    make_edition("other", is_published=False)
    assert organizer.get(f"/console/editions/other/keepsake/{ready.pk}/").status_code == 404
    Keepsake.objects.update(state=KeepsakeState.FAILED)
    assert organizer.get(f"{PLACE}{ready.pk}/").status_code == 404


def test_edition_that_the_site_does_not_show_is_refused_in_words(organizer, edition):
    make_edition("draft", is_published=False)
    place = "/console/editions/draft/keepsake/"
    assert "The site does not show this edition now" in organizer.get(place).content.decode()
    answer = organizer.post(place)
    assert answer.status_code == 409
    assert Keepsake.objects.count() == 0


def test_what_stopped_it_is_told(organizer, edition):
    refusal = {"code": "keepsake_page_failed", "details": {"address": "/news/", "status": 500}}
    Keepsake.objects.create(edition=edition, asked_at=NOW, state=KeepsakeState.FAILED, refusal=refusal)
    assert "The page /news/ answered 500." in organizer.get(PLACE).content.decode()


def test_only_those_who_prepare_the_ceremony_come_in(ready, alice):
    named = make_person("nadia", is_staff=True, organizes_named_only=True)
    for person in (alice, named):
        client = at_the_desk(person)
        for answer in (client.get(PLACE), client.post(PLACE), client.get(f"{PLACE}{ready.pk}/")):
            assert answer.status_code == 404


def test_page_asks_few_queries(organizer, ready, django_assert_num_queries):
    organizer.get(PLACE)
    with django_assert_num_queries(5):
        organizer.get(PLACE)
