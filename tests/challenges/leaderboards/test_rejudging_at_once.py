"""Apply, drop and reports of the same phase hold locks in one order: nobody waits for ever, nothing happens twice."""

import pytest

from challenges import tasks
from challenges.evaluations.models import Evaluation, Rejudge, State
from challenges.evaluations.publishing import publish_bundle
from challenges.leaderboards.models import BestScore
from challenges.leaderboards.rejudging import apply_rejudge, ask_rejudge, drop_rejudge
from challenges.leaderboards.rules import (
    RejudgeApplied,
    RejudgeDropped,
)
from tests import factories
from tests.challenges.leaderboards.swap import LATER, WHY
from tests.factories import (
    OPENS_AT,
    bundle_folder,
    finish_rejudge,
    make_evaluation,
    make_submission,
    score_submission,
)
from tests.threads import at_once

pytestmark = pytest.mark.database


@pytest.mark.django_db(transaction=True)
def test_of_clicks_at_one_moment_one_is_heard_and_reports_go_on(tmp_path, monkeypatch):
    monkeypatch.setattr("challenges.bell.ring", lambda: None)
    phase = factories.make_phase(factories.make_challenge(factories.make_edition()))
    publish_bundle(phase, bundle_folder(tmp_path / "bundle"), now=OPENS_AT)
    teams = [
        factories.make_team(phase.challenge.edition, name=f"Équipe {n}", captain=factories.make_person(f"captain{n}"))
        for n in range(4)
    ]
    entries = [make_submission(team, phase) for team in teams]
    for entry in entries:
        score_submission(entry, public=1.0)
    rejudge = ask_rejudge(phase, reason=WHY, by=None, now=LATER)
    finish_rejudge(rejudge, {entry: {"public": 2.0} for entry in entries})
    waiting = [
        make_evaluation(make_submission(team, phase), state=State.SENT, ticket=f"{n:032}")
        for n, team in enumerate(teams)
    ]
    monkeypatch.setattr(tasks, "send_waiting", lambda: None)

    def act(number: int) -> object:
        mine = Rejudge.objects.get(pk=rejudge.pk)
        match number % 4:
            case 0:
                return apply_rejudge(mine, by=None, now=LATER).applied_at
            case 1:
                return drop_rejudge(mine, by=None, now=LATER).dropped_at
        sent = waiting[number // 4 * 2 + number % 4 - 2]
        report = factories.make_report(public=0.5).to_json()
        return tasks.record_report(str(sent.pk), sent.ticket, report=report)

    results = at_once(8, act)
    rejudge.refresh_from_db()
    is_applied = rejudge.applied_at is not None
    assert [results[number] for number in (2, 3, 6, 7)] == [None] * 4
    said = {0: RejudgeDropped, 1: RejudgeApplied}[int(is_applied)]
    assert sorted(isinstance(results[number], said) for number in (0, 1, 4, 5)) == [False, False, True, True]
    assert sorted(BestScore.objects.values_list("sort_value", "scored_count")) == [(0.5, 2)] * 4
    assert Evaluation.objects.filter(state=State.SCORED).count() == 12
