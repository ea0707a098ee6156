"""The edition, its challenges and their rules, in the reader's language."""

import pytest

from challenges.editions.models import Partner
from tests.factories import (
    CLOSES_AT,
    NOW,
    OPENS_AT,
    hand_in,
    make_challenge,
    make_edition,
    make_phase,
    score_submission,
)


def test_edition_is_public(visitor, edition):
    Partner.objects.create(edition=edition, short_name="ANP", name={"fr": "Agence", "ar": "وكالة", "en": "Agency"})
    answer = visitor.get("/api/v1/edition?lang=en")
    assert answer.json() == {
        "slug": "demo",
        "title": "Smart Port Challenge",
        "summary": "Port problems",
        "zone": "Africa/Casablanca",
        "opens_at": "2026-11-01T08:00:00Z",
        "closes_at": "2027-01-22T18:00:00Z",
        "team_size": 5,
        "teams_close_at": "2027-01-22T18:00:00Z",
        "eligibility": "",
        "eligibility_version": 1,
        "eligibility_accepted": None,
        "partners": [{"short_name": "ANP", "name": "Agency", "address": "", "logo": None}],
    }


def test_unpublished_edition_is_not_there(visitor, db):
    make_edition(is_published=False)
    assert visitor.get("/api/v1/edition").status_code == 404


@pytest.mark.parametrize(
    ("address", "headers", "cookie", "title"),
    [
        ("/api/v1/edition", {}, None, "Smart Port Challenge (fr)"),
        ("/api/v1/edition", {"accept-language": "ar-MA,ar;q=0.9,en;q=0.1"}, None, "Smart Port Challenge (ar)"),
        ("/api/v1/edition", {"accept-language": "de"}, None, "Smart Port Challenge (fr)"),
        ("/api/v1/edition", {"accept-language": "en"}, "ar", "Smart Port Challenge (ar)"),
        ("/api/v1/edition?lang=en", {"accept-language": "ar"}, "fr", "Smart Port Challenge"),
    ],
)
def test_language_is_asked_by_parameter_then_cookie_then_header(visitor, edition, address, headers, cookie, title):
    if cookie:
        visitor.cookies["language"] = cookie
    answer = visitor.get(address, headers=headers)
    assert answer.json()["title"] == title
    assert "Accept-Language" in answer.headers["Vary"]


def test_all_languages_at_once(visitor, edition):
    title = visitor.get("/api/v1/edition?lang=all").json()["title"]
    assert title == {"fr": "Smart Port Challenge (fr)", "ar": "Smart Port Challenge (ar)", "en": "Smart Port Challenge"}


def test_text_missing_in_a_language_falls_back_to_french(visitor, db):
    make_edition(summary={"fr": "Le port", "ar": ""})
    assert visitor.get("/api/v1/edition?lang=ar").json()["summary"] == "Le port"


def test_challenges_come_in_order_and_only_published_ones(visitor, challenge, phase, edition):
    make_challenge(edition, slug="secret", is_published=False)
    make_challenge(edition, slug="camions", order=1)
    answer = visitor.get("/api/v1/challenges?lang=en").json()
    assert answer["count"] == 2
    assert [line["slug"] for line in answer["results"]] == ["rade", "camions"]
    assert answer["results"][0]["phase"] == {
        "slug": "main",
        "title": "Main phase",
        "opens_at": OPENS_AT.isoformat().replace("+00:00", "Z"),
        "closes_at": CLOSES_AT.isoformat().replace("+00:00", "Z"),
        "is_open": True,
        "daily_limit": 5,
        "total_limit": 100,
        "gap_minutes": 0,
        "log_policy": "full",
    }


def test_list_of_challenges_asks_as_often_for_three_as_for_one(visitor, edition, django_assert_num_queries):
    make_phase(make_challenge(edition, slug="c0"))
    with django_assert_num_queries(4):
        visitor.get("/api/v1/challenges")
    for at in (1, 2):
        make_phase(make_challenge(edition, slug=f"c{at}"))
    with django_assert_num_queries(4):
        visitor.get("/api/v1/challenges")


def test_list_of_challenges_tells_a_member_where_they_stand(as_, visitor, alice, carol, submission):
    score_submission(submission)
    wanted = {"team_count": 1, "has_entered": True, "rank": 1}
    [line] = as_(alice).get("/api/v1/challenges").json()["results"]
    assert {name: line[name] for name in wanted} == wanted
    for client, entered in ((as_(carol), False), (visitor, None)):
        [line] = client.get("/api/v1/challenges").json()["results"]
        assert (line["team_count"], line["has_entered"], line["rank"]) == (1, entered, None)


def test_list_of_challenges_tells_theme_and_reward(visitor, challenge, phase):
    challenge.theme, challenge.prizes = {"en": "Ships"}, [{"title": {"en": "A pilot"}, "about": {}}]
    challenge.save()
    [line] = visitor.get("/api/v1/challenges?lang=en").json()["results"]
    assert (line["theme"], line["reward"]) == ("Ships", "A pilot")


def test_what_has_not_changed_is_not_sent_again(visitor, phase):
    first = visitor.get("/api/v1/challenges")
    again = visitor.get("/api/v1/challenges", headers={"if-none-match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_challenge_tells_how_it_is_scored(visitor, bundle):
    told = visitor.get("/api/v1/challenges/rade?lang=en").json()
    assert told["statement"] == "Predict the waiting time."
    assert (told["rules_version"], told["rules_accepted"], told["allowance"], told["release"]) == (1, None, None, None)
    assert told["evaluation"]["kinds"] == ["predictions", "code"]
    wanted = {"file": "predictions.csv", "id": "id", "columns": ["value"]}
    assert told["evaluation"]["predictions"] == {**wanted, "labels": {}, "bounds": {}, "sums_to_one": []}
    assert told["evaluation"]["limits"]["memory_mb"] == 256
    assert told["evaluation"]["scores"][0] == {
        "key": "mae",
        "title": "MAE",
        "unit": "h",
        "better": "lower",
        "primary": True,
        "decimals": 4,
    }


def test_challenge_before_its_scoring_program(visitor, phase):
    assert visitor.get("/api/v1/challenges/rade").json()["evaluation"] is None


def test_challenge_tells_a_member_what_is_left(as_, alice, alices_team, bundle):
    hand_in(alices_team, bundle.phase, by=alice)
    told = as_(alice).get("/api/v1/challenges/rade").json()
    assert told["rules_accepted"] is True
    assert told["allowance"] == {
        "left_today": 4,
        "left_in_total": 99,
        "resets_at": "2026-11-21T00:00:00Z",
        "next_at": None,
    }


@pytest.mark.parametrize("slug", ["secret", "nothing"])
def test_unpublished_challenge_is_not_there(visitor, edition, slug):
    make_challenge(edition, slug="secret", is_published=False)
    assert visitor.get(f"/api/v1/challenges/{slug}").status_code == 404


def test_rules_are_accepted_once(as_, carol, challenge):
    client = as_(carol)
    assert client.get("/api/v1/challenges/rade/rules-acceptance").status_code == 404
    answers = [client.put("/api/v1/challenges/rade/rules-acceptance") for _ in range(2)]
    assert [answer.json() for answer in answers] == [{"version": 1, "accepted_at": "2026-11-20T12:00:00Z"}] * 2
    assert client.get("/api/v1/challenges/rade/rules-acceptance").status_code == 200
    assert carol.rules_acceptances.count() == 1


def test_changed_rules_are_to_be_accepted_again(as_, alice, alices_team, challenge):
    challenge.rules_version = 2
    challenge.save()
    client = as_(alice)
    assert client.get("/api/v1/challenges/rade").json()["rules_accepted"] is False
    assert client.put("/api/v1/challenges/rade/rules-acceptance").json()["version"] == 2


def test_rules_are_accepted_by_people_only(visitor, challenge):
    assert visitor.put("/api/v1/challenges/rade/rules-acceptance").status_code == 401


def test_nothing_is_left_after_the_close(as_, alice, alices_team, phase, at):
    at(CLOSES_AT)
    assert as_(alice).get("/api/v1/challenges/rade").json()["allowance"]["left_today"] == 5
    at(CLOSES_AT.replace(second=1))
    assert as_(alice).get("/api/v1/challenges/rade").json()["allowance"] is None


def test_clock_of_the_doors_is_ours(visitor, phase, at):
    at(CLOSES_AT)
    assert visitor.get("/api/v1/challenges/rade").json()["phase"]["is_open"] is True
    at(CLOSES_AT.replace(second=1))
    assert visitor.get("/api/v1/challenges/rade").json()["phase"]["is_open"] is False
    at(NOW)
