"""Who may take the evening along, when, and what the journal keeps of it."""

import pytest

from challenges.ceremony.models import Ceremony, State
from challenges.journal.models import JournalEntry
from tests.smartport.stage.seen import Press

pytestmark = pytest.mark.django_db
ADDRESS = "/stage/deck/"


@pytest.fixture
def organizer(client, dora):
    client.force_login(dora)
    return client


def test_armed_script_is_given_and_noted(organizer, evening):
    answer = organizer.post(ADDRESS, {"of": "evening", "form": "html"})
    line = JournalEntry.objects.order_by("-number")[0]
    assert answer.headers["Content-Disposition"] == 'attachment; filename="demo-evening.html"'
    assert ("no-store" in answer.headers["Cache-Control"], "Alizés" in answer.content.decode()) == (True, True)
    assert (line.deed, line.details) == (
        "ceremony.deck_taken",
        {"edition": "demo", "form": "html", "script": "evening"},
    )


def test_pdf_is_given_too(organizer, evening):
    assert organizer.post(ADDRESS, {"of": "evening", "form": "pdf"}).content[:5] == b"%PDF-"


def test_rehearsal_is_given_with_its_watermark(organizer, press: Press):
    press("p:winner", is_rehearsal=True)
    assert "Répétition" in organizer.post(ADDRESS, {"of": "rehearsal", "form": "html"}).content.decode()


@pytest.mark.parametrize(
    "asked", [{"of": "evening", "form": "html"}, {"of": "rehearsal", "form": "pdf"}, {}, {"of": "x"}]
)
def test_nothing_is_given_before_it_is_armed(organizer, evening, asked):
    Ceremony.objects.update(state=State.DRAFT, armed_at=None)
    answer = organizer.post(ADDRESS, asked)
    assert (answer.status_code, "Alizés" in answer.content.decode()) == (409, False)


def test_page_says_nothing_of_the_result(organizer, evening):
    answer = organizer.get(ADDRESS)
    assert (answer.status_code, "Alizés" in answer.content.decode()) == (200, False)


def test_player_finds_no_such_page(client, alice, evening):
    client.force_login(alice)
    assert client.post(ADDRESS, {"of": "evening", "form": "html"}).status_code == 404
