"""Disqualified while scores arrive, and by two at once: no line counts what is out, and the team hears of it once."""

import pytest

from challenges import tasks
from challenges.evaluations.models import State
from challenges.evaluations.publishing import publish_bundle
from challenges.journal.queries import verify
from challenges.leaderboards.disqualifying import disqualify, lift
from challenges.leaderboards.models import BestScore
from challenges.post.models import Letter
from challenges.submissions.models import Disqualification, Submission
from tests import factories
from tests.factories import NOW, OPENS_AT, bundle_folder, make_evaluation, make_submission, score_submission
from tests.threads import at_once

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]

WHY = {"fr": "Hors règlement"}


@pytest.fixture
def team(tmp_path, monkeypatch):
    monkeypatch.setattr("challenges.bell.ring", lambda: None)
    monkeypatch.setattr(tasks, "send_waiting", lambda: None)
    phase = factories.make_phase(factories.make_challenge(factories.make_edition()))
    publish_bundle(phase, bundle_folder(tmp_path / "bundle"), now=OPENS_AT)
    made = factories.make_team(phase.challenge.edition, name="Équipe", captain=factories.make_person("captain"))
    return made, phase


def test_while_its_score_arrives(team):
    rows = [make_submission(*team) for _ in range(4)]
    sent = [make_evaluation(row, state=State.SENT, ticket=f"{at:032}") for at, row in enumerate(rows)]

    def act(number: int) -> object:
        at = number // 2
        if number % 2:
            return disqualify(Submission.objects.get(pk=rows[at].pk), reason=WHY, by=None, now=NOW).pk
        report = factories.make_report(public=1.0 + at).to_json()
        return tasks.record_report(str(sent[at].pk), sent[at].ticket, report=report)

    results = at_once(6, act)
    assert not [result for result in results if isinstance(result, Exception)]
    tasks.record_report(str(sent[3].pk), sent[3].ticket, report=factories.make_report(public=9.0).to_json())
    line = BestScore.objects.get()
    assert (line.evaluation.submission, line.sort_value, line.scored_count) == (rows[3], 9.0, 1)
    assert verify() is None


def test_by_two_at_once_and_lifted_by_two_at_once(team):
    row = make_submission(*team)
    score_submission(row, public=1.0)
    made = at_once(4, lambda _: disqualify(Submission.objects.get(pk=row.pk), reason=WHY, by=None, now=NOW).pk)
    assert len(set(made)) == 1
    assert not BestScore.objects.exists()
    at_once(4, lambda _: lift(Disqualification.objects.get(pk=made[0]), by=None, now=NOW))
    assert BestScore.objects.get().scored_count == 1
    assert sorted(Letter.objects.values_list("about", flat=True)) == [
        f"disqualified:{made[0]}",
        f"readmitted:{made[0]}",
    ]
