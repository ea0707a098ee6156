"""Theme, prizes, partners, scale and starter kit of a challenge, for programs."""

import hashlib

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from challenges.editions.models import Partner
from tests.challenges.api.test_files import file  # noqa: F401 - the challenge has data

ADDRESS = "/api/v1/challenges/rade"
ZIP = b"PK\x05\x06" + bytes(18)
TEXTS = {"fr": "fr", "ar": "ar", "en": "en"}


@pytest.fixture
def kit(challenge, file):  # noqa: F811
    challenge.kit, challenge.kit_size = default_storage.save("", ContentFile(ZIP)), len(ZIP)
    challenge.save()
    return challenge


def test_challenge_tells_its_setting(visitor, kit):
    kit.theme, kit.prizes = TEXTS, [{"title": TEXTS, "about": TEXTS}]
    kit.naive_anchor, kit.target_anchor = 6.1, 2.8
    kit.partners.add(Partner.objects.create(edition=kit.edition, short_name="ADII", name=TEXTS))
    kit.save()
    told = visitor.get(f"{ADDRESS}?lang=en").json()
    assert told["theme"] == "en"
    assert told["prizes"] == [{"title": "en", "about": "en"}]
    assert told["partners"] == [{"short_name": "ADII", "name": "en", "address": "", "logo": None}]
    assert told["scale"] == {"naive": 6.1, "target": 2.8}
    sha256 = hashlib.sha256(ZIP).hexdigest()
    assert told["kit"] == {"name": "smartport-rade.zip", "size": len(ZIP), "sha256": sha256}


def test_challenge_without_a_setting_says_so(visitor, challenge):
    told = visitor.get(ADDRESS).json()
    assert [told[name] for name in ("theme", "prizes", "partners", "scale", "kit")] == ["", [], [], None, None]


def test_member_who_accepted_takes_the_kit(as_, alice, alices_team, kit):
    answer = as_(alice).get(f"{ADDRESS}/kit")
    assert b"".join(answer.streaming_content) == ZIP
    assert answer.headers["Content-Disposition"] == 'attachment; filename="smartport-rade.zip"'


def test_kit_is_refused_with_the_reason(visitor, as_, carol, mallory, mallorys_team, kit):
    assert visitor.get(f"{ADDRESS}/kit").status_code == 401
    assert as_(carol).get(f"{ADDRESS}/kit").json()["code"] == "no_team"
    answer = as_(mallory).get(f"{ADDRESS}/kit")
    assert (answer.status_code, answer.json()["code"]) == (403, "licence_not_accepted")


def test_challenge_without_kit_has_none(as_, alice, alices_team, file):  # noqa: F811
    assert as_(alice).get(f"{ADDRESS}/kit").status_code == 404
