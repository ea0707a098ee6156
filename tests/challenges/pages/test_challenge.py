"""A challenge's statement and rules."""

from challenges.teams.models import RulesAcceptance


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
