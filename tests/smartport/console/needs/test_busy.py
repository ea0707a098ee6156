"""A site on which everything waits at once: all of it is told, in a number of queries that does not grow with it."""

import shutil
import uuid
from collections import namedtuple
from datetime import timedelta

import pytest
from django.db.models import Value
from django.db.models.functions import Concat
from django.urls import reverse
from django.utils import translation

from challenges import clock
from challenges.evaluations.models import Evaluation, Machine, State
from challenges.jury.models import Decision
from challenges.jury.opening import open_panel
from challenges.leaderboards.actions import open_missing
from challenges.leaderboards.rejudging import ask_rejudge
from challenges.operations.models import FailedTask
from challenges.panels.models import Juror, Relation, Seat, Tie
from challenges.post.models import Letter
from challenges.post.rules import TRIES
from challenges.teams.models import Team
from datasets.builds.actions import ask_build
from datasets.builds.models import Build, BuildState
from datasets.vault.models import Extract, ExtractState
from smartport.accounts.models import User
from smartport.console.needs.gather import needs_of
from tests.factories import (
    NOW,
    make_challenge,
    make_evaluation,
    make_machine,
    make_person,
    make_phase,
    make_question,
    make_submission,
)
from tests.factories.hearing import make_hearing
from tests.factories.jury import make_full_panel
from tests.factories.recipes import make_draft, make_extract_of, visits

pytestmark = pytest.mark.django_db

THEN = NOW + timedelta(hours=2)
Usage = namedtuple("Usage", "total used free")


@pytest.fixture(autouse=True)
def then(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: THEN)


def fill(edition, phase, team, *, rounds, by):
    """Of each kind of trouble so many."""
    for n in range(rounds):
        contest(edition, phase, team, n, by=by)
        machinery(n, by=by)
        vault(n, by=by)
    panels(edition, rounds=rounds, by=by)
    open_missing()


def contest(edition, phase, team, n, *, by):
    """A question, what broke, waits and runs; drafts that open soon and are not ready; a board that is not closed, and
    a rejudge to be decided on."""
    make_question(team, phase.challenge, by=by, now=NOW)
    for told in ({"state": State.BROKEN, "trouble": f"engine_gone{n}: ?", "finished_at": NOW}, {"queued_at": NOW}):
        make_evaluation(make_submission(team, phase, by=by), **told)
    draft = make_challenge(edition, slug=f"draft{n}", is_published=False)
    make_phase(draft, opens_at=THEN + timedelta(days=1), closes_at=THEN + timedelta(days=9))
    over = make_phase(make_challenge(edition, slug=f"over{n}"), opens_at=NOW - timedelta(days=9), closes_at=NOW)
    bundle = phase.bundles.get()
    bundle.pk, bundle.phase, bundle._state.adding = uuid.uuid4(), over, True
    bundle.save()
    running = make_submission(team, over, by=by)
    make_evaluation(running, bundle=bundle, state=State.SENT, started_at=NOW, machine="quay-0")
    make_evaluation(make_submission(team, over, by=by), bundle=bundle, state=State.SCORED)
    rejudge = ask_rejudge(over, reason={"fr": "Un essai"}, by=by, now=NOW)
    Evaluation.objects.filter(rejudge=rejudge).update(state=State.SCORED)


def machinery(n, *, by):
    """Machines that are silent or troubled, a task that failed, letters that do not arrive."""
    make_machine(f"quay-{n}")
    make_machine(f"berth-{n}", now=THEN)
    Machine.objects.filter(name=f"berth-{n}").update(trouble="?", slots=0)
    FailedTask.objects.create(task="t", likeness=f"{n:064}", first_at=NOW, last_at=NOW)
    told = {"written_at": NOW, "not_before": NOW, "language": "fr", "subject": "?", "body": "?", "trouble": "550"}
    for tries in (1, TRIES):
        Letter.objects.create(to=by, address=by.email, about=f"{n} {tries}", tries=tries, **told)


def vault(n, *, by):
    """A release to be signed, an extract whose last day is near, one that could not be read."""
    near, refused = (make_extract_of(visits(20), by=by, name=f"{name}{n}") for name in ("near", "refused"))
    Extract.objects.filter(pk=near.pk).update(delete_after=THEN.date())
    Extract.objects.filter(pk=refused.pk).update(state=ExtractState.REFUSED)
    build = ask_build(make_draft(near, by=by, name=f"release{n}"), by=by, now=NOW)
    Build.objects.filter(pk=build.pk).update(state=BuildState.READY, finished_at=NOW)


def panels(edition, *, rounds, by):
    """Panels in their screening, with ties to be looked at and jurors who left; one that waits for a signature."""
    for n in range(rounds):
        panel = make_full_panel(
            make_challenge(edition, slug=f"judged{n}"), screening_closes_at=THEN + timedelta(days=1)
        )
        panel = open_panel(panel, by=by, now=NOW)
        Tie.objects.create(juror=panel.jurors.earliest("pk"), relation=Relation.OTHER, name="x")
        Juror.objects.filter(panel=panel, seat=Seat.JUROR).update(left_at=NOW)
        rename(User.objects.filter(username__regex="^(juror|captain)"), f"of{n}-", "username", "email")
        rename(Team.objects.filter(name__startswith="Crew"), f"of{n}-", "name", "name_key")
    hearing = make_hearing(make_challenge(edition, slug="heard"))
    signed = {"snapshot": "{}", "sha256": "0" * 64, "program_version": "1", "first_name": "Petra", "first_at": NOW}
    Decision.objects.create(panel=hearing.panel, **signed)


def rename(rows, before, *fields):
    """The next ones have these names."""
    rows.update(**{field: Concat(Value(before), field) for field in fields})


TOLD = (
    "could not be evaluated, by our fault",
    "have waited for more than 15 minutes",
    "is ready and waits for your decision",
    "is not closed yet",
    "for an answer",
    "is silent",
    "cannot work",
    "The disk is nearly full",
    "did not arrive",
    "held up",
    "opens on",
    "declared has not been looked at",
    "waits for its second signature",
    "takes ballots until",
    "too few jurors",
    "waits to be signed",
    "is destroyed after",
    "could not be read",
)


@pytest.mark.parametrize("rounds", [1, 3])
@pytest.mark.parametrize(("who", "queries"), [("organizer", 16), ("operator", 17)])
def test_everything_is_told_in_a_fixed_number_of_queries(
    client,
    edition,
    leaderboard,
    alices_team,
    dora,
    settings,
    monkeypatch,
    rounds,
    who,
    queries,
    django_assert_num_queries,
):
    fill(edition, leaderboard.phase, alices_team, rounds=rounds, by=dora)
    settings.DISK_LIMIT = 5 << 30
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(1000 << 30, 999 << 30, 1 << 30))
    reader = dora if who == "organizer" else make_person("olga", is_staff=True, is_superuser=True)
    with translation.override("en"):  # making all that may have left another language active
        titles = [need.title for need in needs_of(reader, language="en", now=THEN)]
    assert [told for told in TOLD if not any(told in title for title in titles)] == []
    assert any("of the site failed" in title for title in titles) is (who == "operator")
    client.force_login(reader)
    client.get(reverse("console"))
    with django_assert_num_queries(queries):
        client.get(reverse("console"))
