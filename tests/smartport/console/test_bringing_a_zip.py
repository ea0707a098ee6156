"""A ZIP through the pages, and a challenge held again in another edition."""

import io

import pytest
from django.urls import reverse

from challenges.editions.models import Challenge
from challenges.evaluations.queries import bundle_in_force
from challenges.making.models import Making
from tests.factories import make_edition, make_person
from tests.smartport.making.test_bringing import PACK, zip_of

pytestmark = pytest.mark.django_db

TERMS = {"slug": "rade-2", "opens_at": "2026-12-01T08:00", "closes_at": "2027-01-10T18:00"}


@pytest.fixture
def desk(client, edition, dora):
    client.force_login(dora)
    return client


def begun(desk, edition, way: str) -> Making:
    desk.post(reverse("console-new-challenge", args=[edition.slug]), {"way": way})
    return Making.objects.get(way=way)


def bring(desk, making: Making, content: bytes):
    file = io.BytesIO(content)
    file.name = "défi.zip"
    return desk.post(reverse("console-making", args=[making.pk, "file"]), {"file": file})


def test_zip_with_faults_lists_them_and_goes_no_further(desk, edition):
    making = begun(desk, edition, "zip")
    answer = bring(desk, making, zip_of({**PACK, "challenge.yaml": "slug: <b>\n"}))
    assert answer.headers["Location"] == reverse("console-making", args=[making.pk, "file"])
    page = desk.get(answer.headers["Location"])
    assert len(page.context["brought"].faults) > 3
    assert "<b>" not in page.content.decode()
    answer = desk.get(reverse("console-making", args=[making.pk, "summary"]))
    assert answer.headers["Location"] == reverse("console-making", args=[making.pk, "file"])


def test_zip_becomes_a_challenge_under_the_address_that_is_chosen(desk, edition):
    making = begun(desk, edition, "zip")
    bring(
        desk, making, zip_of({**PACK, "challenge.yaml": PACK["challenge.yaml"].replace("slug: rade", "slug: rade # x")})
    )
    assert desk.get(reverse("console-making", args=[making.pk, "file"])).status_code == 200
    terms = desk.get(reverse("console-making", args=[making.pk, "terms"]))
    assert terms.context["fields"]["slug"] == "rade"
    desk.post(reverse("console-making", args=[making.pk, "terms"]), TERMS)
    assert desk.post(reverse("console-making", args=[making.pk, "summary"])).status_code == 302
    challenge = Challenge.objects.get(slug="rade-2")
    assert (challenge.is_published, str(challenge.release)) == (False, "rade 1")
    assert bundle_in_force(challenge.phases.get()) is not None


def test_no_file_is_refused(desk, edition):
    making = begun(desk, edition, "zip")
    assert desk.post(reverse("console-making", args=[making.pk, "file"])).status_code == 422


def test_challenge_is_held_again_with_other_dates(desk, challenge, bundle):
    making = begun(desk, make_edition("next"), "copy")
    page = desk.get(reverse("console-making", args=[making.pk, "challenge"])).content.decode()
    assert f'value="{challenge.pk}"' in page
    desk.post(reverse("console-making", args=[making.pk, "challenge"]), {"choice": str(challenge.pk)})
    desk.post(reverse("console-making", args=[making.pk, "terms"]), TERMS)
    assert [desk.post(reverse("console-making", args=[making.pk, "summary"])).status_code for _ in range(2)] == [
        302,
        302,
    ]
    copy = Challenge.objects.get(slug="rade-2")
    phase = copy.phases.get()
    assert (f"{phase.opens_at:%Y-%m-%dT%H}", f"{phase.closes_at:%Y-%m-%dT%H}") == ("2026-12-01T08", "2027-01-10T18")
    assert bundle_in_force(phase).sha256 == bundle.sha256


def test_another_organizers_challenge_is_not_held_again(desk, challenge):
    challenge.organizers.add(make_person("otto", is_staff=True))
    making = begun(desk, make_edition("next"), "copy")
    for choice in (str(challenge.pk), "", "x", "9" * 30, "-1"):
        answer = desk.post(reverse("console-making", args=[making.pk, "challenge"]), {"choice": choice})
        assert answer.status_code == 422
