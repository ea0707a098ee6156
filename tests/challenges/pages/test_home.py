"""The first page."""

from datetime import timedelta

from challenges.editions.models import Edition
from tests.factories import (
    NOW,
    OPENS_AT,
    make_announcement,
    make_challenge,
    make_faq,
    make_phase,
    score_submission,
)
from tests.factories.stage import make_ceremony


def test_home_shows_published_challenges_only(visitor, phase, edition):
    make_challenge(edition, slug="draft", title={"en": "Secret draft"}, is_published=False)
    page = visitor.get("/").content.decode()
    assert "Waiting at anchorage" in page
    assert "Secret draft" not in page


def test_home_without_an_edition_says_so(visitor):
    answer = visitor.get("/")
    assert answer.status_code == 200
    assert "No edition is published yet" in answer.content.decode()


def test_home_asks_as_many_queries_for_three_challenges_as_for_one(alices, phase, edition, django_assert_num_queries):
    with django_assert_num_queries(12):
        alices.get("/")
    for slug in ("two", "three"):
        make_phase(make_challenge(edition, slug=slug))
    with django_assert_num_queries(12):
        alices.get("/")


def test_countdown_runs_by_the_servers_clock(visitor, phase):
    page = visitor.get("/").content.decode()
    assert 'data-countdown="2027-01-15T18:00:00Z" data-now="2026-11-20T12:00:00Z"' in page


def test_home_shows_the_news_and_the_frequent_questions_of_the_edition(visitor, edition, challenge):
    for number in range(4):
        make_announcement(
            edition, title=f"News {number}", challenge=challenge, published_at=OPENS_AT + timedelta(number)
        )
    make_faq(edition, question="Who may play?")
    make_faq(edition, question="Of one challenge?", challenge=challenge)
    page = visitor.get("/").content.decode()
    assert [f"News {number}" in page for number in range(4)] == [False, True, True, True]
    assert ("Who may play?" in page, "Of one challenge?" in page) == (True, False)


def test_home_says_how_many_teams_play_and_where_ones_own_stands(alices, visitor, leaderboard, submission):
    score_submission(submission)
    assert ("1 team" in visitor.get("/").content.decode(), "rank 1" in visitor.get("/").content.decode()) == (
        True,
        False,
    )
    assert "Your team: rank 1" in alices.get("/").content.decode()


def test_home_counts_down_to_the_opening_where_nothing_is_open_yet(visitor, phase, at):
    at(OPENS_AT - timedelta(days=1))
    page = visitor.get("/").content.decode()
    assert "Waiting at anchorage: opens in" in page
    assert 'data-countdown="2026-11-01T08:00:00Z"' in page


def test_home_leads_to_the_evening_from_some_hours_before_it_begins(visitor, edition, at):
    Edition.objects.update(is_told_on_stage=True)
    make_ceremony(edition, begins_at=NOW + timedelta(days=1))
    led = [_leads(visitor, "/stage/")]
    at(NOW + timedelta(hours=13))
    page = visitor.get("/").content.decode()
    assert (*led, 'href="/stage/"' in page, "The award ceremony begins in" in page) == (False, True, True)


def test_home_leads_to_the_results_once_they_are_published(visitor, edition, at):
    Edition.objects.update(is_told_on_stage=True)
    make_ceremony(edition, begins_at=NOW, state="done")
    before = (_leads(visitor, "/stage/"), _leads(visitor, "/results/"))
    Edition.objects.update(results_published_at=NOW)
    assert (*before, _leads(visitor, "/stage/"), _leads(visitor, "/results/")) == (True, False, False, True)


def _leads(visitor, address: str) -> bool:
    return f'href="{address}"' in visitor.get("/").content.decode()
