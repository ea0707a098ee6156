"""What happened becomes messages: once, in words that give nothing away."""

import json
from datetime import timedelta

import pytest

from challenges.chronicle.actions import place_missing
from challenges.editions.models import Edition, Phase
from challenges.hooks.actions import change_hook, make_hook
from challenges.hooks.models import Delivery, Webhook
from challenges.hooks.rules import EVENTS, KEPT_FOR
from challenges.hooks.telling import forget_old_deliveries, tell_hooks
from challenges.journal.actions import write
from challenges.journal.changes import changes
from challenges.leaderboards.actions import close_leaderboard
from challenges.leaderboards.models import Leaderboard
from challenges.leaderboards.rejudging import apply_rejudge, ask_rejudge
from tests.factories import (
    CLOSES_AT,
    NOW,
    finish_rejudge,
    make_challenge,
    make_phase,
    make_submission,
    score_submission,
)
from tests.factories.publishing import AFTER, make_evening, publish_now

pytestmark = pytest.mark.database


def told(now=NOW):
    """The messages there are after a look, the bodies read, in the order of what they tell."""
    place_missing()
    tell_hooks(now=now)
    return [json.loads(body) for body in Delivery.objects.order_by("made_at", "about").values_list("body", flat=True)]


def types(now=NOW):
    return [message["type"] for message in told(now)]


def received(submission, by):
    write("submission.received", subject=f"submission:{submission.pk}", by=by, now=NOW)


def test_submission_is_told_with_its_team_and_then_its_public_score_alone(hook, submission, alice):
    received(submission, alice)
    score_submission(submission, public=0.75, private=0.0625)
    first, second = told()
    assert first["object"] == {
        "id": str(submission.pk),
        "team": {"id": str(submission.team_id), "name": "Les Alizés"},
        "is_baseline": False,
        "kind": "predictions",
        "received_at": NOW.isoformat().replace("+00:00", "Z"),
    }
    assert {name: second[name] for name in ("type", "edition", "challenge", "phase")} == {
        "type": "submission.scored",
        "edition": "demo",
        "challenge": "rade",
        "phase": "main",
    }
    assert (second["object"]["outcome"], second["object"]["scores"]) == ("scored", {"mae": 0.75, "bias": 0.0})
    bodies = " ".join(Delivery.objects.values_list("body", flat=True))
    assert "0.0625" not in bodies
    assert "private" not in bodies
    assert "@" not in bodies


def test_id_of_a_message_is_the_one_in_its_header(hook, submission, alice):
    received(submission, alice)
    (message,) = told()
    assert message["id"] == str(Delivery.objects.get().pk)


def test_board_that_stands_still_tells_no_scores(hook, submission, leaderboard):
    Phase.objects.update(freezes_at=NOW - timedelta(hours=1))
    score_submission(submission, public=0.75)
    (message,) = told()
    assert (message["object"]["outcome"], message["object"]["scores"]) == ("scored", None)
    assert "0.75" not in json.dumps(message)


def test_failure_is_told_with_its_outcome(hook, submission, leaderboard):
    score_submission(submission, outcome="crashed")
    (message,) = told()
    assert (message["type"], message["object"]["outcome"]) == ("submission.failed", "crashed")


def test_rejudge_is_not_told_before_it_is_applied(hook, submission, leaderboard, dora):
    score_submission(submission, public=0.75)
    rejudge = ask_rejudge(leaderboard.phase, reason={"fr": "Un essai"}, by=dora, now=NOW)
    finish_rejudge(rejudge, {submission: {"public": 0.25}})
    assert types() == ["submission.scored"]
    apply_rejudge(rejudge, by=dora, now=NOW)
    last = told()[-1]
    assert (last["type"], last["object"]) == ("rejudge.applied", {"id": str(rejudge.pk), "reason": {"fr": "Un essai"}})


def test_close_is_told_without_its_standings(hook, submission, leaderboard):
    score_submission(submission, public=0.75, private=0.0625)
    after = CLOSES_AT + timedelta(minutes=5)
    close_leaderboard(Leaderboard.objects.get(), by=None, now=after)
    last = next(message for message in told(after) if message["type"] == "leaderboard.closed")
    assert last["object"] == {"id": leaderboard.phase_id, "teams": 1}


def test_extension_is_told_with_both_hours(hook, phase, dora):
    later = CLOSES_AT + timedelta(days=1)
    moved = changes({"closes_at": CLOSES_AT}, {"closes_at": later})
    Phase.objects.update(closes_at=later)
    write("phase.extended", subject=f"phase:{phase.pk}", by=dora, now=NOW, details=moved)
    (message,) = told()
    assert message["object"] == {
        "id": phase.pk,
        "closes_at": "2027-01-16T18:00:00Z",
        "closed_before_at": "2027-01-15T18:00:00Z",
    }


def test_hours_are_told_once_they_have_come(hook, challenge):
    make_phase(challenge, slug="next", opens_at=NOW + timedelta(days=1), closes_at=NOW + timedelta(days=5))
    assert types(NOW + timedelta(hours=23)) == []
    assert types(NOW + timedelta(days=2)) == ["phase.opened"]
    assert types(NOW + timedelta(days=4, hours=1)) == ["phase.opened", "phase.closing_soon"]
    assert types(NOW + timedelta(days=6)) == ["phase.opened", "phase.closing_soon", "phase.closed"]
    assert types(NOW + timedelta(days=7)) == ["phase.opened", "phase.closing_soon", "phase.closed"]


def test_hour_that_was_put_off_is_told_again(hook, phase):
    assert types(CLOSES_AT + timedelta(seconds=1)) == ["phase.closed"]
    Phase.objects.update(closes_at=CLOSES_AT + timedelta(days=3))
    later = CLOSES_AT + timedelta(days=3, seconds=1)
    assert types(later) == ["phase.closed", "phase.closed"]


def test_challenge_that_is_not_published_has_no_hours(hook, challenge, phase):
    challenge.is_published = False
    challenge.save()
    assert types(CLOSES_AT + timedelta(seconds=1)) == []


def test_nothing_is_told_twice_nor_of_before(hook, submission, alice, settings, dora):
    received(submission, alice)
    assert types() == types() == ["submission.received"]
    late = make_hook(hook.edition, hook.challenge, url=hook.url, events=EVENTS, by=dora, now=NOW)
    tell_hooks(now=NOW)
    assert not late.deliveries.exists()


def test_another_challenges_events_are_not_told(hook, alices_team, alice, dora):
    other = make_phase(make_challenge(hook.edition, slug="quais"))
    received(make_submission(alices_team, other, by=alice), alice)
    whole = Webhook.objects.create(
        edition=hook.edition, url=hook.url, events=list(EVENTS), made_at=NOW, since=NOW, read_up_to=-1
    )
    assert [message["challenge"] for message in told()] == ["quais"]
    assert Delivery.objects.get().webhook == whole


def test_only_what_was_chosen_is_told(hook, submission, alice, dora):
    change_hook(hook, url=hook.url, events=["submission.scored"], is_active=True, by=dora, now=NOW)
    received(submission, alice)
    assert types() == []


def test_switched_off_it_is_told_nothing_and_switched_on_again_nothing_of_meanwhile(hook, submission, alice, dora):
    change_hook(hook, url=hook.url, events=list(EVENTS), is_active=False, by=dora, now=NOW)
    received(submission, alice)
    assert types() == []
    change_hook(hook, url=hook.url, events=list(EVENTS), is_active=True, by=dora, now=NOW)
    assert types() == []
    received(submission, alice)
    assert types() == ["submission.received"]


def test_line_that_is_not_placed_yet_is_told_later(hook, submission, alice):
    received(submission, alice)
    tell_hooks(now=NOW)
    assert not Delivery.objects.exists()
    assert types() == ["submission.received"]


def test_old_messages_go(hook, submission, alice):
    received(submission, alice)
    told()
    assert forget_old_deliveries(now=NOW + KEPT_FOR) == 0
    assert forget_old_deliveries(now=NOW + KEPT_FOR + timedelta(seconds=1)) == 1


def test_many_lines_ask_as_many_queries_as_one(hook, submission, alice, django_assert_num_queries):
    for _ in range(30):
        received(submission, alice)
    place_missing()
    with django_assert_num_queries(10):
        assert tell_hooks(now=NOW) == 30


def test_close_under_hold_is_told_without_a_number(hook, submission, leaderboard):
    score_submission(submission, public=0.75, private=0.0625)
    Edition.objects.update(is_told_on_stage=True)
    after = CLOSES_AT + timedelta(minutes=5)
    close_leaderboard(Leaderboard.objects.get(), by=None, now=after)
    last = next(message for message in told(after) if message["type"] == "leaderboard.closed")
    assert last["object"] == {"id": leaderboard.phase_id, "teams": None}


@pytest.mark.parametrize("is_wide", [True, False])
def test_publication_of_results_is_told_once_without_a_name(hook, alices_team, leaderboard, alice, dora, is_wide):
    evening = make_evening(leaderboard, alices_team, captain=alice)
    if is_wide:
        Webhook.objects.update(challenge=None)
    assert "results.published" not in [message["type"] for message in told(AFTER)]
    made = publish_now(evening.edition, by=dora)
    tell_hooks(now=AFTER)
    messages = [message for message in told(AFTER) if message["type"] == "results.published"]
    assert [message["object"]["sha256"] for message in messages] == [made.sha256]
    assert "Les Alizés" not in json.dumps(messages, ensure_ascii=False)
