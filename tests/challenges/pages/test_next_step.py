"""One clear step for every reader, at every hour."""

from datetime import timedelta

import pytest

from challenges.teams.models import RulesAcceptance
from datasets.models import LicenceAcceptance
from tests.factories import CLOSES_AT, OPENS_AT, make_submission

PATH = "/challenges/rade/"


def step_on(client) -> str:
    """The heading of the step."""
    page = client.get(PATH).content.decode()
    assert page.count('<section class="next"') == 1
    return page.split('<h2 id="next-step">')[1].split("</h2>")[0]


def way_on(client) -> dict[str, str]:
    page = client.get(PATH).content.decode()
    stops = page.split('<ol class="way"')[1].split("</ol>")[0].split("<li ")[1:]
    return {stop.split("<span>")[1].split("</span>")[0]: stop.split('data-state="')[1].split('"')[0] for stop in stops}


def test_stranger_is_invited(visitor, bundle, release):
    assert step_on(visitor) == "Try it: it is free and open"
    assert way_on(visitor) == {
        "Account": "here",
        "Team": "ahead",
        "Rules": "ahead",
        "Data": "ahead",
        "Submission": "ahead",
    }
    assert 'href="/accounts/signup/?next=/challenges/rade/"' in visitor.get(PATH).content.decode()


def test_person_without_a_team_is_led_to_one(carols, bundle, release):
    assert step_on(carols) == "Next: a team"


def test_person_without_a_team_is_told_when_it_is_too_late(carols, bundle, edition, at):
    edition.teams_close_at = OPENS_AT
    edition.save()
    assert step_on(carols) == "Teams are final"


def test_member_reads_the_rules_then_takes_the_data(alices, alice, bundle, release):
    RulesAcceptance.objects.all().delete()
    LicenceAcceptance.objects.all().delete()
    assert step_on(alices) == "Next: the rules"
    RulesAcceptance.objects.create(user=alice, challenge=bundle.phase.challenge, version=1, accepted_at=OPENS_AT)
    assert step_on(alices) == "Next: the data"


def test_member_hands_in_and_hands_in_again(alices, alices_team, bundle, release):
    assert step_on(alices) == "Next: your first submission"
    make_submission(alices_team, bundle.phase)
    assert step_on(alices) == "Your team is under way"
    assert "4 of 5 submissions left today." in alices.get(PATH).content.decode()
    assert set(way_on(alices).values()) == {"done"}


def test_member_who_has_used_the_day_or_all_is_told(alices, alices_team, bundle, release):
    for _ in range(5):
        make_submission(alices_team, bundle.phase)
    assert step_on(alices) == "Enough for today"
    bundle.phase.total_limit = 5
    bundle.phase.save()
    assert step_on(alices) == "All is handed in"


def test_challenge_without_data_asks_for_none(alices, bundle):
    assert step_on(alices) == "Next: your first submission"


def test_member_of_a_phase_that_cannot_score_or_is_not_open_is_ready(alices, phase, release, at):
    assert step_on(alices) == "You are ready"
    at(OPENS_AT - timedelta(days=1))
    page = alices.get(PATH).content.decode()
    assert ("You are ready" in page, "It opens on" in page) == (True, True)


@pytest.mark.parametrize("client", ["visitor", "alices"])
def test_everybody_is_led_to_the_board_after_the_close(request, client, bundle, release, at):
    at(CLOSES_AT + timedelta(seconds=1))
    assert step_on(request.getfixturevalue(client)) == "This phase is over"


def test_challenge_without_dates_has_a_step_too(visitor, alices, challenge):
    assert (step_on(visitor), step_on(alices)) == ("Try it: it is free and open", "You are ready")
