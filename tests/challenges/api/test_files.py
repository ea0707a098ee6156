"""The data of a challenge: listed to all, downloaded by members who accepted the rules."""

import hashlib
import uuid

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from challenges.teams.models import RulesAcceptance
from datasets.models import LicenceAcceptance, Release, ReleaseFile
from tests.factories import OPENS_AT, accept_licence, make_challenge

TRAIN = b"call_id,wait\n1,2.5\n"
LICENCE = "/api/v1/challenges/rade/licence-acceptance"
SHA256 = hashlib.sha256(TRAIN).hexdigest()


@pytest.fixture
def file(challenge, alice, bob):
    """Alice and Bob have accepted its licence."""
    release = Release.objects.create(
        slug="rade", version="1.0.0", title={"fr": "Rade"}, licence="X", published_at=OPENS_AT
    )
    challenge.release = release
    challenge.save()
    accept_licence(release, alice, bob)
    content = default_storage.save("", ContentFile(TRAIN))
    return ReleaseFile.objects.create(
        release=release, path="data/train.csv", sha256=SHA256, size=len(TRAIN), content=content
    )


def address(file, slug="rade"):
    return f"/api/v1/challenges/{slug}/files/{file.pk}"


def test_files_are_listed_to_everybody(visitor, file):
    assert visitor.get("/api/v1/challenges/rade/files").json()["results"] == [
        {
            "id": str(file.pk),
            "path": "data/train.csv",
            "size": len(TRAIN),
            "sha256": SHA256,
            "created_at": "2026-11-01T08:00:00Z",
            "url": f"http://testserver{address(file)}",
        }
    ]


def test_challenge_without_data_lists_none(visitor, challenge):
    assert visitor.get("/api/v1/challenges/rade/files").json()["results"] == []


def test_member_who_accepted_the_rules_downloads(as_, alice, alices_team, file):
    answer = as_(alice).get(address(file))
    assert b"".join(answer.streaming_content) == TRAIN
    assert answer.headers["Content-Disposition"] == 'attachment; filename="train.csv"'
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_file_one_has_is_not_sent_again(as_, alice, alices_team, file):
    answer = as_(alice).get(address(file), headers={"if-none-match": f'"{SHA256}"'})
    assert (answer.status_code, answer.content) == (304, b"")


def test_visitor_is_asked_to_log_in(visitor, file):
    assert visitor.get(address(file)).status_code == 401


def test_person_without_a_team_is_told_so(as_, carol, file):
    answer = as_(carol).get(address(file))
    assert (answer.status_code, answer.json()["code"]) == (403, "no_team")


def test_member_who_has_not_accepted_the_rules_is_told_so(as_, bob, alices_team, file):
    RulesAcceptance.objects.filter(user=bob).delete()
    answer = as_(bob).get(address(file))
    assert (answer.status_code, answer.json()["code"]) == (403, "rules_not_accepted")
    assert TRAIN not in answer.content


def test_member_who_has_not_accepted_the_licence_is_told_so(as_, bob, alices_team, file):
    LicenceAcceptance.objects.filter(user=bob).delete()
    answer = as_(bob).get(address(file))
    assert (answer.status_code, answer.json()["code"]) == (403, "licence_not_accepted")
    assert TRAIN not in answer.content


def test_licence_is_accepted_once(as_, carol, file):
    """As the rules: a team comes later."""
    client = as_(carol)
    assert client.get(LICENCE).status_code == 404
    answers = [client.put(LICENCE) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].json() == answers[1].json() == client.get(LICENCE).json()
    assert answers[0].json()["licence"] == "X"
    assert LicenceAcceptance.objects.filter(user=carol).count() == 1


def test_challenge_tells_whether_the_licence_was_accepted(as_, visitor, alice, carol, file):
    told = [client.get("/api/v1/challenges/rade").json()["release"] for client in (visitor, as_(alice), as_(carol))]
    assert [release["licence_accepted"] for release in told] == [None, True, False]


def test_another_licence_asks_anew(as_, alice, alices_team, file):
    Release.objects.filter(pk=file.release_id).update(licence="Y")
    assert as_(alice).get(address(file)).json()["code"] == "licence_not_accepted"
    assert as_(alice).put(LICENCE).json()["licence"] == "Y"
    assert as_(alice).get(address(file)).getvalue() == TRAIN


def test_licence_of_no_data_is_not_found(as_, visitor, alice, challenge):
    assert [as_(alice).get(LICENCE).status_code, as_(alice).put(LICENCE).status_code] == [404, 404]
    assert [visitor.get(LICENCE).status_code, visitor.put(LICENCE).status_code] == [401, 401]


def test_file_of_another_challenge_is_not_reached_through_this_one(as_, alice, alices_team, file, edition):
    make_challenge(
        edition,
        slug="air",
        release=Release.objects.create(slug="air", version="1", title={}, licence="X", published_at=OPENS_AT),
    )
    assert as_(alice).get(address(file, slug="air")).status_code in {403, 404}


def test_unknown_file_is_not_found(as_, alice, alices_team, file):
    assert as_(alice).get(f"/api/v1/challenges/rade/files/{uuid.uuid4()}").status_code == 404
