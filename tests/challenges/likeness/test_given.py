"""What every team was given: kit, data, baselines; what of it cannot be read is left out."""

import hashlib

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from challenges.likeness.given import given_in
from tests.challenges.likeness.entries import csv_of
from tests.challenges.likeness.programs import PROGRAM
from tests.factories import code_zip, make_release, make_submission, make_team, release_folder

pytestmark = pytest.mark.database


@pytest.fixture
def baselines(edition, challenge, carol):
    return make_team(edition, name="Repère", captain=carol, is_baseline=True)


def test_kit_data_and_baselines(scored, baselines, tmp_path):
    challenge = scored.phase.challenge
    release = make_release(challenge, release_folder(tmp_path / "release"))
    challenge.kit = default_storage.save("", ContentFile(code_zip("a = 1\n")))
    challenge.release = release
    file = make_submission(baselines, scored.phase, content=csv_of(range(40)))
    make_submission(baselines, scored.phase, content=code_zip(PROGRAM), kind="code")
    scored.phase.challenge = challenge
    found = given_in(scored.phase)
    assert {file.sha256, hashlib.sha256(b"a = 1\n").hexdigest(), release.files.first().sha256} <= found.digests
    assert found.code
    assert len(found.sketches[0]["keys"]) == 40
    assert found.decimals == 4


def test_what_cannot_be_read_is_left_out(scored, baselines):
    scored.phase.challenge.kit = default_storage.save("", ContentFile(b"kit"))
    make_submission(baselines, scored.phase, content=b"no zip", kind="code")
    assert given_in(scored.phase).code == set()


def test_phase_without_a_bundle(phase):
    found = given_in(phase)
    assert (found.expected, found.decimals) == (None, 0)
