"""Whoever takes a guard away is found out: the crawl sees what it is there to see."""

import pytest

from challenges.ceremony import running
from challenges.ceremony.running import go_live
from challenges.ceremony.shown import shown_of
from challenges.leaderboards import queries
from challenges.pages import results
from challenges.results.models import Publication
from challenges.results.results import results_of
from challenges.results.waiting import waiting_of
from tests.embargo.allowed import told_too_early
from tests.embargo.crawling import Crawl
from tests.embargo.planting import end_rehearsal, forward, plant
from tests.embargo.test_live import seen, told_in
from tests.embargo.walks import plainly
from tests.factories.publishing import AFTER

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(3600)]
BOARDS = ("leaderboard", "leaderboard-csv", "api-leaderboard")
PAGES = ("results", "results-of", "results-json", "results-csv")


@pytest.fixture
def planted(evening):
    return plant(evening)


def leaks(evening, chance, *doors: str) -> set[str]:
    """The doors at which a stranger is told too early."""
    answers = plainly(Crawl(evening, chance), "anonymous", only=doors)
    assert {asked.name for asked in answers} == set(doors)
    return {leak.split()[2].rstrip(":") for leak in told_too_early(answers)}


def test_board_that_is_told_at_its_close(planted, evening, chance, monkeypatch):
    assert leaks(evening, chance, *BOARDS) == set()
    monkeypatch.setattr(queries, "is_final", lambda board: board.closed_at is not None)
    assert "api-leaderboard" in leaks(evening, chance, *BOARDS)  # pages ask by another name


def test_results_that_are_shown_before_their_hour(planted, evening, chance, monkeypatch):
    assert leaks(evening, chance, *PAGES) == set()

    def made(edition):
        given = {"at": AFTER, "sha256": "0" * 64, "results": results_of(waiting_of(edition))}
        return Publication.objects.get_or_create(edition=edition, defaults=given)[0]

    monkeypatch.setattr(results, "publication_of", made)
    assert leaks(evening, chance, *PAGES) == set(PAGES)


def test_show_that_sends_the_next_step(planted, evening, chance, monkeypatch):
    def ahead(script, *, cursor, **told):
        return shown_of(script, cursor=min(cursor + 1, len(script) - 1), **told)

    chief, crawl = evening.people["chief"], Crawl(evening, chance)
    end_rehearsal(planted, by=chief)
    show = forward(go_live(planted.edition, by=chief, now=AFTER), by=chief)
    assert "Planted" not in seen(crawl).decode()
    monkeypatch.setattr(running, "shown_of", ahead)
    while show.script[show.cursor + 1]["kind"] != "winner":
        show = forward(show, by=chief)
    later = told_in(show.script[show.cursor + 1]) - told_in(show.script[show.cursor])
    assert {word for word in later if word.encode() in seen(crawl)} != set()
