"""The first page."""

from tests.factories import make_challenge, make_phase


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
    with django_assert_num_queries(8):
        alices.get("/")
    for slug in ("two", "three"):
        make_phase(make_challenge(edition, slug=slug))
    with django_assert_num_queries(8):
        alices.get("/")


def test_countdown_runs_by_the_servers_clock(visitor, phase):
    page = visitor.get("/").content.decode()
    assert 'data-countdown="2027-01-15T18:00:00Z" data-now="2026-11-20T12:00:00Z"' in page
