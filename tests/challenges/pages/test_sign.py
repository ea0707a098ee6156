"""The head of every page leads to the evening, then to its results, and asks nothing more for it."""

from datetime import timedelta

import pytest
from django.db import OperationalError

from challenges import clock
from challenges.ceremony.models import Ceremony, State
from challenges.pages import sign
from challenges.pages.sign import KEPT_SECONDS, Sign, kept, sign_in_view
from tests.factories import NOW
from tests.factories.stage import make_ceremony, make_publication

pytestmark = pytest.mark.django_db
PAGE = "/teams/"


@pytest.fixture
def evening(edition, monkeypatch) -> Ceremony:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    edition.is_told_on_stage = True
    edition.save()
    kept.keep(Sign(), seconds=0)
    return make_ceremony(edition, state=State.ARMED, begins_at=NOW + timedelta(hours=3))


def page(client, *, language="en") -> str:
    client.cookies["language"] = language
    return client.get(PAGE).content.decode()


@pytest.mark.parametrize(
    ("state", "kind"),
    [("draft", "soon"), ("armed", "soon"), ("live", "live"), ("done", "over"), ("aborted", "interrupted")],
)
def test_head_leads_to_the_stage_until_the_results_are_out(client, evening, state, kind):
    Ceremony.objects.update(state=state)
    html = page(client)
    assert f'class="stage-sign" data-kind="{kind}" href="/stage/"' in html
    assert 'href="/results/"' not in html


def test_head_leads_to_the_results_once_they_are_published(client, evening):
    make_publication(evening.edition)
    html = page(client)
    assert ("stage-sign" in html, 'href="/results/"' in html) == (False, True)


def test_evening_that_is_far_off_leads_nowhere(client, evening):
    Ceremony.objects.update(begins_at=NOW + timedelta(days=3))
    html = page(client)
    assert ("stage-sign" in html, 'href="/results/"' in html) == (False, False)


def test_page_that_leads_there_itself_has_no_bar(client, evening):
    client.cookies["language"] = "en"
    html = client.get("/").content.decode()
    assert ("stage-sign" in html, "Follow the award ceremony" in html) == (False, True)


def test_it_is_read_once_for_all_pages_of_some_seconds(client, evening, monkeypatch):
    reads, hour = [], [1000.0]
    read = sign._read
    monkeypatch.setattr(sign, "_read", lambda: (reads.append(1), read())[1])
    monkeypatch.setattr(sign.time, "monotonic", lambda: hour[0])
    kept.keep(Sign(), seconds=0)
    for _ in range(3):
        page(client)
    assert len(reads) == 1
    Ceremony.objects.update(state="live")
    assert sign_in_view().kind == "soon"
    hour[0] += KEPT_SECONDS
    assert (sign_in_view().kind, len(reads)) == ("live", 2)


def test_where_the_database_is_away_the_last_one_stays(evening, monkeypatch):
    kept.keep(Sign("live"), seconds=0)

    def away() -> Sign:
        raise OperationalError

    monkeypatch.setattr(sign, "_read", away)
    assert sign_in_view().kind == "live"
