"""What is missing, who is next, and what may be seen."""

from datetime import timedelta

import pytest

from challenges.evaluations.models import Bundle, State
from challenges.evaluations.queries import (
    bundle_in_force,
    entry_format,
    formed_at,
    latest_of,
    latest_of_each,
    missing,
    public_scores_of_each,
    queue_place,
    ready,
    served_since,
    typical_duration,
    unfinished_of,
    visible_scores,
    visible_scores_of_each,
)
from challenges.leaderboards.actions import close_leaderboard
from tests.factories import (
    CLOSES_AT,
    NOW,
    make_evaluation,
    make_machine,
    make_person,
    make_phase,
    make_submission,
    make_team,
    score_submission,
)

pytestmark = pytest.mark.database

SECOND = timedelta(seconds=1)
AFTER = CLOSES_AT + SECOND


def test_bundle_in_force_is_the_one_published_last(bundle):
    make = lambda at, sha: Bundle.objects.create(  # noqa: E731
        phase=bundle.phase, content=bundle.content.name, sha256=sha, manifest=bundle.manifest, published_at=at
    )
    newer = make(NOW, "1" * 64)
    make(None, "2" * 64)
    assert bundle_in_force(bundle.phase) == newer


def test_entry_format_says_what_is_accepted(bundle):
    found = entry_format(bundle.phase)
    assert found.kinds == ("predictions", "code")
    assert found.predictions.header == ("id", "value")
    assert found.expected_ids == frozenset("abcd")


def test_entry_format_knows_what_typed_columns_hold(bundle):
    bundle.manifest["predictions"] |= {"labels": {"value": ["a", "b"]}, "bounds": {}, "sums_to_one": []}
    bundle.save()
    assert entry_format(bundle.phase).predictions.labels == {"value": ("a", "b")}


def test_entry_format_without_bundle_is_none(phase):
    assert entry_format(phase) is None


def test_missing_lists_the_oldest_first_and_only_what_can_be_scored(alices_team, bundle, challenge):
    later = make_submission(alices_team, bundle.phase, now=NOW + SECOND)
    first = make_submission(alices_team, bundle.phase, now=NOW)
    make_evaluation(make_submission(alices_team, bundle.phase))
    make_submission(alices_team, make_phase(challenge, slug="without-bundle"))
    assert [(found, found.bundle_id) for found in missing()] == [(first, bundle.pk), (later, bundle.pk)]


def test_latest_of_is_the_last_attempt_under_the_newest_bundle(submission, bundle):
    newer = Bundle.objects.create(
        phase=bundle.phase, content=bundle.content.name, sha256="1" * 64, manifest=bundle.manifest, published_at=NOW
    )
    make_evaluation(submission, bundle=bundle, attempt=9)
    make_evaluation(submission, bundle=newer, attempt=1)
    latest = make_evaluation(submission, bundle=newer, attempt=2)
    assert latest_of(submission) == latest
    assert latest_of_each([submission]) == {submission.pk: latest}


def test_ready_leaves_out_what_has_to_wait(alices_team, bundle):
    make_evaluation(make_submission(alices_team, bundle.phase), not_before=NOW + SECOND)
    waited = make_evaluation(make_submission(alices_team, bundle.phase), not_before=NOW)
    make_evaluation(make_submission(alices_team, bundle.phase), state=State.SENT)
    assert [waiting.id for waiting in ready(now=NOW)] == [waited.pk]


def test_ready_counts_what_was_on_a_machine_since_the_queue_formed(alices_team, mallorys_team, bundle):
    """Alice's run ended before anybody had to wait, Mallory's a second after: only Mallory's counts."""
    waits = {
        team: make_evaluation(make_submission(team, bundle.phase), now=NOW + at * SECOND)
        for at, team in enumerate((mallorys_team, alices_team))
    }
    for team, ended in ((alices_team, NOW - SECOND), (mallorys_team, NOW + SECOND)):
        done = {"state": State.SCORED, "sent_at": NOW - 9 * SECOND, "finished_at": ended}
        make_evaluation(make_submission(team, bundle.phase), **done)
    assert [turn.id for turn in ready(now=NOW)] == [waits[alices_team].pk, waits[mallorys_team].pk]
    assert served_since(NOW) == {mallorys_team.pk: 1}


def test_ready_counts_what_runs_however_long_it_has(alices_team, mallorys_team, bundle):
    make_evaluation(make_submission(alices_team, bundle.phase), state=State.SENT, sent_at=NOW - timedelta(hours=2))
    waits = [make_evaluation(make_submission(team, bundle.phase)) for team in (alices_team, mallorys_team)]
    assert [turn.id for turn in ready(now=NOW)] == [waits[1].pk, waits[0].pk]


def test_ready_lets_a_baseline_wait_for_every_team(alices_team, bundle, challenge):
    baseline = make_team(challenge.edition, name="Référence", captain=make_person("robot"), is_baseline=True)
    last = make_evaluation(make_submission(baseline, bundle.phase))
    mine = [make_evaluation(make_submission(alices_team, bundle.phase), now=NOW + n * SECOND) for n in range(3)]
    assert [turn.id for turn in ready(now=NOW)] == [*(evaluation.pk for evaluation in mine), last.pk]


def test_queue_forms_anew_after_a_pause(alices_team, mallorys_team, bundle):
    """Mallory's entry broke down long ago and may run again since NOW; what ended before that is forgotten."""
    old = NOW - timedelta(hours=1)
    again = make_evaluation(make_submission(mallorys_team, bundle.phase), now=old, not_before=NOW)
    make_evaluation(make_submission(alices_team, bundle.phase), state=State.SCORED, finished_at=NOW - SECOND)
    younger = make_evaluation(make_submission(alices_team, bundle.phase), now=NOW)
    assert formed_at(now=NOW) == NOW
    assert [(turn.id, turn.number) for turn in ready(now=NOW)] == [(again.pk, 0), (younger.pk, 0)]


@pytest.mark.parametrize("length", [1, 9])
def test_ready_takes_four_queries_whatever_the_length(
    alices_team, mallorys_team, bundle, length, django_assert_num_queries
):
    for team in (alices_team, mallorys_team):
        for _ in range(length):
            make_evaluation(make_submission(team, bundle.phase))
    with django_assert_num_queries(4):
        ready(now=NOW)


def test_ready_may_read_the_head_of_each_team_only(alices_team, mallorys_team, bundle):
    for team in (alices_team, mallorys_team):
        for n in range(5):
            make_evaluation(make_submission(team, bundle.phase), now=NOW + n * SECOND)
    assert ready(now=NOW, each=2) == ready(now=NOW)[:4]


@pytest.fixture
def three_waiting(alices_team, mallorys_team, bundle):
    """Two of Alice's, then one of Mallory's: Mallory's goes second."""
    hers = [make_evaluation(make_submission(alices_team, bundle.phase), now=NOW + n * SECOND) for n in range(2)]
    theirs = make_evaluation(make_submission(mallorys_team, bundle.phase), now=NOW + 2 * SECOND)
    return [hers[0], theirs, hers[1]]


def test_queue_place_counts_in_the_order_of_service(three_waiting):
    assert [queue_place(evaluation, now=NOW).position for evaluation in three_waiting] == [1, 2, 3]


def test_queue_place_tells_the_wait_from_what_others_took(three_waiting, alices_team, bundle):
    make_machine(slots=2)
    for seconds in (4, 6):
        make_evaluation(
            make_submission(alices_team, bundle.phase),
            state=State.SCORED,
            started_at=NOW,
            finished_at=NOW + seconds * SECOND,
        )
    assert typical_duration(bundle) == 5 * SECOND
    waits = [queue_place(evaluation, now=NOW).expected_wait for evaluation in three_waiting]
    assert waits == [5 * SECOND, 5 * SECOND, 10 * SECOND]


@pytest.mark.parametrize(("silent_for", "slots", "expected"), [(0, 2, True), (31, 2, False), (0, 0, False)])
def test_queue_place_says_whether_anyone_works(three_waiting, silent_for, slots, expected):
    make_machine(now=NOW - silent_for * SECOND, slots=slots)
    place = queue_place(three_waiting[0], now=NOW)
    assert (place.is_anyone_working, place.expected_wait) == (expected, None)


def test_queue_place_of_what_no_longer_waits_is_zero(submission):
    evaluation = make_evaluation(submission, state=State.SENT)
    assert queue_place(evaluation, now=NOW).position == 0


def test_private_scores_stay_hidden_until_the_board_is_closed(submission, alice, dora, mallory, leaderboard):
    evaluation = score_submission(submission, public=1.0, private=2.0)
    assert visible_scores(evaluation, user=alice) == {"public": {"mae": 1.0, "bias": 0.0}}
    assert visible_scores(evaluation, user=dora) == {"public": {"mae": 1.0, "bias": 0.0}}
    close_leaderboard(leaderboard, by=None, now=AFTER)
    assert visible_scores(evaluation, user=alice)["private"] == {"mae": 2.0, "bias": 0.0}
    assert "private" not in visible_scores(evaluation, user=mallory)


def test_scores_of_a_page_hide_the_same(submission, alice, leaderboard):
    evaluation = score_submission(submission, public=1.0, private=2.0)
    public = {"mae": 1.0, "bias": 0.0}
    assert public_scores_of_each([evaluation]) == {evaluation.pk: public}
    assert visible_scores_of_each([evaluation], user=alice) == {evaluation.pk: {"public": public}}


def test_unfinished_of_sees_the_queue_and_what_is_not_in_it_yet(submission, bundle):
    assert unfinished_of(bundle.phase)
    evaluation = make_evaluation(submission)
    assert unfinished_of(bundle.phase)
    for state, expected in [(State.SENT, True), (State.SCORED, False), (State.FAILED, False), (State.BROKEN, False)]:
        evaluation.state = state
        evaluation.save()
        assert unfinished_of(bundle.phase) is expected


@pytest.mark.parametrize("length", [1, 5])
def test_queue_place_takes_the_same_queries_whatever_the_length(alices_team, bundle, length, django_assert_num_queries):
    evaluations = [make_evaluation(make_submission(alices_team, bundle.phase)) for _ in range(length)]
    with django_assert_num_queries(6):
        queue_place(evaluations[0], now=NOW)
