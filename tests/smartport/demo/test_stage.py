"""The demo edition is raised once, however often it is asked for."""

import json
import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

from challenges.editions.queries import current_edition, phase_in_view, published_challenges
from challenges.evaluations.models import State
from challenges.evaluations.queries import bundle_in_force, entry_format
from challenges.teams.models import Team
from challenges.teams.queries import has_accepted_rules, team_of
from datasets.packs import PackBuilt
from smartport.accounts.models import User
from smartport.demo import packs
from smartport.demo.stage import raise_stage
from tests.factories import NOW, make_evaluation, make_submission


@pytest.fixture
def stage(db, rade):
    return raise_stage(rade, now=NOW)


def counts() -> dict[str, int]:
    return {model.__name__: model.objects.count() for model in apps.get_models() if model._meta.managed}


def test_visitor_sees_an_open_challenge(stage):
    edition = current_edition()
    assert [partner.short_name for partner in edition.partners.all()] == ["ANP", "PortNet", "ASMEX"]
    assert [partner.short_name for partner in stage.partners.all()] == ["ANP", "PortNet", "ASMEX"]
    assert list(published_challenges(edition)) == [stage]
    phase = phase_in_view(stage, now=NOW)
    assert timedelta(weeks=10) <= phase.closes_at - NOW < timedelta(weeks=10, days=1)
    assert entry_format(phase).kinds == ("predictions", "code")


def test_release_has_its_files_and_no_truth(stage):
    paths = {file.path for file in stage.release.files.all()}
    assert {"data/train.csv", "data/test.csv", "sample_submission.csv", "SHA256SUMS"} <= paths
    assert not [path for path in paths if "reference" in path or "scorer" in path]


def test_second_time_changes_nothing(stage, rade):
    before = counts()
    stage.title = {"fr": "Changé par l'organisateur"}
    stage.save()
    again = raise_stage(rade, now=NOW + timedelta(days=1))
    assert counts() == before
    assert again.title == {"fr": "Changé par l'organisateur"}


@pytest.mark.parametrize("has_results", [True, False])
def test_changed_pack_leaves_a_phase_with_results_its_bundle_and_says_how_to_go_on(
    stage, rade, built_rade, monkeypatch, has_results
):
    """As after an update of the platform on a site whose demo is being played."""
    phase = phase_in_view(stage, now=NOW)
    before = bundle_in_force(phase)
    team = Team.objects.filter(is_baseline=False).first()
    make_evaluation(make_submission(team, phase), state=State.SCORED if has_results else State.QUEUED)

    def build(pack: Path, *, to: Path, on: date, tell: Callable[..., object]) -> PackBuilt:
        shutil.copytree(built_rade.folder, to, dirs_exist_ok=True)
        (to / "bundle" / "scorer" / "repaired.py").write_text("")
        return PackBuilt(to)

    monkeypatch.setattr(packs, "build_pack", build)
    monkeypatch.setattr(packs, "_digest", lambda _: "changed")
    said = []
    raise_stage(rade, now=NOW + timedelta(days=1), tell=said.append)
    kept = Path(settings.DATA) / "packs" / "rade-changed" / "bundle"
    assert (bundle_in_force(phase) == before) is has_results
    assert [f"rejudge rade --bundle {kept} --reason WHY" in words for words in said] == [True] * has_results


def test_cast_can_log_in_and_nobody_else_reads_how(stage):
    path = settings.DATA / "demo-accounts.json"
    assert path.stat().st_mode & 0o777 == 0o600
    accounts = json.loads(path.read_text())
    assert [account["email"].split("@")[0] for account in accounts] == ["alice", "bob", "dora", "mallory", "nadia"]
    for account in accounts:
        assert User.objects.get(email=account["email"]).check_password(account["password"])
    assert len({account["password"] for account in accounts}) == 5


def test_changed_password_stays_changed(stage, rade):
    alice = User.objects.get(email="alice@smartport.test")
    alice.set_password("her own choice of words")
    alice.save()
    raise_stage(rade, now=NOW)
    alice.refresh_from_db()
    assert alice.check_password("her own choice of words")


def test_teams_are_as_the_story_tells(stage):
    alice, bob, dora, mallory = (User.objects.get(username=name) for name in ("alice", "bob", "dora", "mallory"))
    assert team_of(alice, stage.edition) == team_of(bob, stage.edition) != team_of(mallory, stage.edition)
    assert [has_accepted_rules(person, stage) for person in (alice, bob, mallory)] == [True, True, False]
    assert [person.is_staff for person in (alice, bob, dora, mallory)] == [False, False, True, False]
    assert not User.objects.filter(is_superuser=True).exists()


def test_baselines_have_teams_without_password(stage):
    teams = Team.objects.filter(is_baseline=True).order_by("name")
    assert [team.name for team in teams] == ["Référence naïve", "Référence solide"]
    for team in teams:
        assert not team.memberships.get().user.has_usable_password()
