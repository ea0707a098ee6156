"""A challenge's statement and rules."""

from datetime import timedelta

from challenges.teams.models import RulesAcceptance
from tests.factories import (
    CLOSES_AT,
    make_announcement,
    make_challenge,
    make_faq,
    make_release,
    release_folder,
    score_submission,
)


def test_challenge_shows_what_to_hand_in_and_the_hours_with_their_zone(visitor, bundle):
    page = visitor.get("/challenges/rade/").content.decode()
    assert "<code>id,value</code>" in page
    assert "15 January 2027, 19:00 (Casablanca)" not in page
    assert "15 January 2027, 18:00 (Casablanca)" in page


def test_unpublished_challenge_is_not_found(visitor, challenge):
    challenge.is_published = False
    challenge.save()
    assert visitor.get("/challenges/rade/").status_code == 404


def test_unknown_phase_is_not_found(visitor, phase):
    assert visitor.get("/challenges/rade/?phase=none").status_code == 404


def test_accepting_the_rules_writes_it_down(carols, phase, carol):
    answer = carols.post("/challenges/rade/rules/", {"agree": "yes"})
    assert (answer.status_code, answer.url) == (302, "/challenges/rade/rules/")
    assert RulesAcceptance.objects.filter(user=carol, version=1).count() == 1


def test_accepting_without_the_tick_is_refused(carols, phase):
    answer = carols.post("/challenges/rade/rules/")
    assert answer.status_code == 422
    assert "Tick the box" in answer.content.decode()
    assert not RulesAcceptance.objects.exists()


def test_visitor_is_sent_to_log_in_before_accepting(visitor, phase):
    answer = visitor.post("/challenges/rade/rules/", {"agree": "yes"})
    assert (answer.status_code, answer.url) == (302, "/accounts/login/?next=/challenges/rade/rules/")


def test_challenge_tells_its_figures_before_the_text(visitor, leaderboard, submission, tmp_path):
    score_submission(submission)
    make_release(leaderboard.phase.challenge, release_folder(tmp_path / "release"))
    page = visitor.get("/challenges/rade/").content.decode()
    facts = page.split('<dl class="glance-facts">')[1].split("</dl>")[0]
    for told in ("MAE", "the lower, the better", "rows", "1 team"):
        assert told in facts
    assert page.index("glance-facts") < page.index("Predict the waiting time.")


def test_challenge_counts_down_by_the_servers_clock_and_says_when_the_board_freezes(visitor, phase, at):
    phase.freezes_at = CLOSES_AT - timedelta(hours=2)
    phase.save()
    page = visitor.get("/challenges/rade/").content.decode()
    assert page.count('data-countdown="2027-01-15T18:00:00Z" data-now="2026-11-20T12:00:00Z" data-clock="/clock/"') == 1
    assert "Leaderboard frozen from" in page
    at(phase.freezes_at)
    page = visitor.get("/challenges/rade/").content.decode()
    assert ("Leaderboard frozen since" in page, "The leaderboard is frozen until the close." in page) == (True, True)


def test_challenge_shows_its_news_and_frequent_questions(visitor, edition, challenge):
    other = make_challenge(edition, slug="other")
    make_announcement(edition, challenge=challenge)
    make_announcement(edition, title="Elsewhere", challenge=other)
    make_faq(edition, question="Who may play?")
    make_faq(edition, question="Other one?", challenge=other)
    page = visitor.get("/challenges/rade/").content.decode()
    assert ("Fog on Friday" in page, "Elsewhere" in page) == (True, False)
    assert ("<summary>Who may play?</summary>" in page, "Other one?" in page) == (True, False)


def test_challenge_lists_what_is_on_its_page(visitor, challenge):
    challenge.statement = {"en": "## Problem & why\n\nText.\n\n## Data\n"}
    challenge.save()
    page = visitor.get("/challenges/rade/").content.decode()
    assert '<a href="#statement-1">Problem &amp; why</a>' in page
    assert '<h2 id="statement-2">Data</h2>' in page


def test_challenge_asks_a_fixed_number_of_queries(alices, bundle, release, edition, django_assert_num_queries):
    make_announcement(edition)
    make_faq(edition)
    alices.get("/challenges/rade/")
    with django_assert_num_queries(15):
        alices.get("/challenges/rade/")
    for _ in range(2):
        make_announcement(edition)
        make_faq(edition)
    with django_assert_num_queries(15):
        alices.get("/challenges/rade/")
