"""A challenge in a few figures."""

import json

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from challenges.leaderboards.queries import columns_of
from challenges.pages.glance import glance_at, measures_of
from tests.factories import make_release, make_submission, release_folder, score_submission
from tests.factories.people import make_person, make_team


@pytest.fixture
def full(challenge, tmp_path):
    return make_release(challenge, release_folder(tmp_path / "release"))


def test_data_are_measured_by_their_rows_and_by_what_everybody_downloads(full):
    measures = measures_of(full)
    with full.files.get(path="profile.json").content.open() as stored:
        profile = json.load(stored)
    wanted = ["data/train.parquet", "data/test.parquet", "sample_submission.csv"]
    assert measures.row_count == sum(profile["parts"].values()) > 0
    assert measures.size == sum(full.files.filter(path__in=wanted).values_list("size", flat=True))


def test_profile_is_read_once(full, monkeypatch):
    before = measures_of(full)
    monkeypatch.setattr("challenges.pages.glance.profile_of", lambda files: pytest.fail("read again"))
    assert measures_of(full) == before


def test_release_without_a_profile_is_measured_by_its_bytes(release):
    assert (measures_of(release).row_count, measures_of(release).size) == (0, release.files.get().size)


def test_release_with_a_profile_of_another_form_is_measured_by_its_bytes(release):
    content = default_storage.save("", ContentFile(b"{}"))
    release.files.create(path="profile.json", sha256="7" * 64, size=2, content=content)
    assert measures_of(release).row_count == 0


def test_teams_are_counted_without_baselines(leaderboard, submission, edition):
    robots = make_team(edition, name="Baseline", captain=make_person("robot"), is_baseline=True)
    for entry in (submission, make_submission(robots, leaderboard.phase)):
        score_submission(entry)
    seen = glance_at(leaderboard.phase.challenge, leaderboard.phase, columns=columns_of(leaderboard.phase))
    assert (seen.team_count, seen.primary["key"], seen.measures) == (1, "mae", None)


def test_challenge_without_anything_has_no_figures(challenge):
    seen = glance_at(challenge, None, columns=[])
    assert (seen.team_count, seen.primary, seen.measures) == (None, None, None)
