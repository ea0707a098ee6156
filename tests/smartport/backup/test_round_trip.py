"""From either database into either: the same boards, the same journal, the same files."""

import hashlib
import json
from datetime import timedelta

import pytest
from django.apps import apps
from django.conf import settings
from django.core.cache import cache
from django.core.files.storage import storages
from django.test import Client

from challenges.evaluations.publishing import publish_bundle
from challenges.journal.models import JournalEntry
from challenges.journal.queries import verify
from challenges.leaderboards.actions import close_leaderboard, open_missing
from challenges.leaderboards.models import Leaderboard
from smartport.accounts.models import User
from smartport.backup.files import STORAGES, FilesNamed, file_columns
from smartport.backup.saving import models_saved
from smartport.certificate_key import certificate_keys
from smartport.storage import name_of
from tests.factories import (
    NOW,
    OPENS_AT,
    bundle_folder,
    keep_log,
    make_challenge,
    make_edition,
    make_person,
    make_phase,
    make_submission,
    make_team,
    predictions_csv,
    score_submission,
)
from tests.smartport.backup.places import FILE, KINDS, OWN, database, point_to, restored, saved

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]

TEAMS = 6


def make_site(folder):
    """Teams with ranks, ties and names in two scripts; files of every kind."""
    edition = make_edition()
    challenge = make_challenge(edition)
    phase = make_phase(challenge)
    bundle = publish_bundle(phase, bundle_folder(folder / "bundle"), now=OPENS_AT)
    open_missing()
    for number in range(TEAMS):
        captain = make_person(f"captain{number}")
        team = make_team(edition, name=f"Équipe {number} فريق", captain=captain)
        content = predictions_csv(a=float(number))
        submission = make_submission(
            team, bundle.phase, by=captain, content=content, now=NOW + timedelta(microseconds=number)
        )
        evaluation = score_submission(submission, public=number // 2 + 0.1, private=7 - number)
        keep_log(evaluation, f"entry {number}\n".encode())
    return phase


def read():
    """What a visitor and an auditor see."""
    cache.clear()
    board = Client().get("/api/v1/challenges/rade/leaderboard")
    assert board.status_code == 200
    assert len(board.json()["results"]) == TEAMS
    last = JournalEntry.objects.order_by("number").last()
    return board.json(), (last.number, last.hash), verify(), counts()


def counts():
    return {label: model._base_manager.count() for label, model in models_saved().items()}


def rows():
    """Every value of every row; PostgreSQL keeps no order in JSON."""
    found = {label: model._base_manager.order_by().values_list() for label, model in models_saved().items()}
    return {
        label: sorted(json.dumps(row, default=str, sort_keys=True) for row in lines) for label, lines in found.items()
    }


def files():
    """The bytes of every file that rows name, by kind and digest."""
    named = FilesNamed()
    for model in apps.get_models(include_auto_created=True):
        fields = model._meta.local_concrete_fields
        named.note(list(model._base_manager.values_list(*(f.attname for f in fields))), columns=file_columns(fields))
    found = {}
    for kind, sha256 in named.named():
        with storages[STORAGES[kind]].open(name_of(sha256)) as stored:
            found[kind, sha256] = stored.read()
        assert hashlib.sha256(found[kind, sha256]).hexdigest() == sha256
    named.close()
    return found


@pytest.mark.parametrize("target", KINDS)
@pytest.mark.parametrize("source", KINDS)
def test_a_site_comes_back_in_either_database(tmp_path, one_connection, source, target):
    (tmp_path / "from").mkdir()
    with database(source, tmp_path / "from", migrated=True):
        make_site(tmp_path)
        before, kept, lines = read(), files(), rows()
        made = saved(tmp_path / "backup.tar")
    if OWN in (source, target) and source != target:
        assert len(kept) > 2 * TEAMS
    point_to(tmp_path / "new")
    (tmp_path / "to").mkdir()
    with database(target, tmp_path / "to"):
        told = restored(tmp_path / "backup.tar", replace=target == OWN)
        assert read() == before
        assert files() == kept
        assert rows() == lines
    assert (told.journal, told.boards, told.boards_differ) == (made.manifest.journal, 1, ())
    assert (tmp_path / "new" / "secret-key").read_text() == settings.SECRET_KEY
    assert certificate_keys(tmp_path / "new").seed == settings.CERTIFICATE_KEY


@pytest.mark.parametrize("target", KINDS)
def test_numbers_are_never_given_out_twice(tmp_path, target):
    """The journal speaks of people by number: one that was deleted must not be somebody else's afterwards."""
    last = make_person("last")
    number = last.pk
    last.delete()
    saved(tmp_path / "backup.tar")
    point_to(tmp_path / "new")
    with database(target, tmp_path):
        restored(tmp_path / "backup.tar", replace=target == OWN)
        assert make_person("next").pk > number


def test_closed_boards_come_back(tmp_path):
    phase = make_site(tmp_path)
    close_leaderboard(Leaderboard.objects.get(phase=phase), by=None, now=phase.closes_at + timedelta(hours=1))
    before = rows()
    made = saved(tmp_path / "backup.tar")
    point_to(tmp_path / "new")
    with database(FILE, tmp_path):
        restored(tmp_path / "backup.tar", replace=False)
        assert rows() == before
    assert list(made.manifest.boards) == [str(phase.pk)]


def test_sessions_are_left_out(tmp_path):
    """Whoever finds a backup is not logged in by it."""
    Client().force_login(make_person("alice"), backend="allauth.account.auth_backends.AuthenticationBackend")
    made = saved(tmp_path / "backup.tar")
    assert {"sessions.Session", "usersessions.UserSession"} & set(made.manifest.rows) == set()
    assert made.manifest.rows["accounts.User"] == User.objects.count() == 1
