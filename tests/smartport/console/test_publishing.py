"""Editions and challenges are published, taken from sight, and given an hour; each page asks first."""

from datetime import timedelta

import pytest

from challenges.checks.models import Check
from challenges.editions.models import Challenge, Edition
from tests.factories import (
    NOW,
    make_challenge,
    make_check,
    make_edition,
    make_person,
    make_release,
    make_submission,
    release_folder,
)
from tests.smartport.console.desks import at_the_desk

CHALLENGE = "/console/editions/demo/challenges/rade/"
EDITION = "/console/editions/demo/"
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("hour")]


@pytest.fixture
def draft(bundle, tmp_path) -> Challenge:
    """Complete."""
    make_release(bundle.phase.challenge, release_folder(tmp_path / "release"))
    make_check(bundle)
    Challenge.objects.update(is_published=False)
    return bundle.phase.challenge


def text_of(answer) -> str:
    return answer.content.decode()


def test_get_only_asks(organizer, draft):
    for deed in ("publish", "unpublish", "schedule", "unschedule"):
        assert organizer.get(f"{CHALLENGE}{deed}/").status_code == 200
        assert organizer.get(f"{EDITION}{deed}/").status_code == 200
    assert not Challenge.objects.get().is_published


def test_challenge_is_published_and_a_second_click_is_told(organizer, draft):
    answer = organizer.post(f"{CHALLENGE}publish/", follow=True)
    assert "Published: everybody sees it now." in text_of(answer)
    again = organizer.post(f"{CHALLENGE}publish/")
    assert (again.status_code, "This is published already." in text_of(again)) == (409, True)


@pytest.mark.parametrize(("is_well", "said"), [(None, "never checked"), (False, "found something to repair")])
@pytest.mark.parametrize(("deed", "also"), [("publish", {}), ("schedule", {"at": "2026-11-21T09:00"})])
def test_what_was_not_checked_needs_a_tick(organizer, draft, bundle, deed, also, is_well, said):
    Check.objects.all().delete()
    if is_well is not None:
        make_check(bundle, is_well=is_well)
    page = text_of(organizer.get(f"{CHALLENGE}{deed}/"))
    assert (said in page, 'name="unchecked"' in page) == (True, True)
    refused = organizer.post(f"{CHALLENGE}{deed}/", also)
    assert (refused.status_code, "No check of what scores this has passed." in text_of(refused)) == (409, True)
    assert organizer.post(f"{CHALLENGE}{deed}/", {**also, "unchecked": "on"}).status_code == 302


def test_what_a_check_found_well_needs_no_tick(organizer, draft):
    for deed in ("publish", "schedule"):
        assert 'name="unchecked"' not in text_of(organizer.get(f"{CHALLENGE}{deed}/"))


def test_what_is_missing_is_listed_with_where_to_do_it(organizer, edition):
    make_challenge(edition, is_published=False, statement={"fr": "Sujet"})
    page = text_of(organizer.get(f"{CHALLENGE}publish/"))
    assert "Statement: missing in Arabic, in English" in page
    assert f'href="{CHALLENGE}statement/#field-statement"' in page
    assert "The published data of the challenge" in page
    assert f'href="{CHALLENGE}phases/new/"' in page
    assert "<button" not in page.split('id="lacks"')[1].split("</form>")[0]
    assert organizer.post(f"{CHALLENGE}publish/").status_code == 409


def test_taking_from_sight_says_how_many_lose_what(organizer, submission):
    page = text_of(organizer.get(f"{CHALLENGE}unpublish/"))
    assert "1 team does not find it any more" in page
    assert "1 submission is kept." in page
    assert organizer.post(f"{CHALLENGE}unpublish/").status_code == 302
    assert not Challenge.objects.get().is_published


def test_hour_is_by_the_clock_of_the_edition(organizer, draft):
    Edition.objects.update(zone="Europe/Paris")
    assert organizer.post(f"{CHALLENGE}schedule/", {"at": "2026-11-21T09:00"}).status_code == 302
    assert Challenge.objects.get().publishes_at.isoformat() == "2026-11-21T08:00:00+00:00"
    assert "21 November 2026, 09:00 (Paris)" in text_of(organizer.get(CHALLENGE))
    assert organizer.post(f"{CHALLENGE}unschedule/").status_code == 302
    assert Challenge.objects.get().publishes_at is None


@pytest.mark.parametrize(("hour", "status"), [("", 422), ("soon", 422), ("2026-11-19T09:00", 422)])
def test_hour_that_is_none_is_refused(organizer, draft, hour, status):
    assert organizer.post(f"{CHALLENGE}schedule/", {"at": hour}).status_code == status
    assert Challenge.objects.get().publishes_at is None


def test_edition_that_takes_the_place_of_another_says_so(organizer, edition):
    make_edition("next", opens_at=NOW + timedelta(days=30), is_published=False)
    page = text_of(organizer.get("/console/editions/next/publish/"))
    assert "instead of “\u2068Smart Port Challenge\u2069”, which opened earlier" in page
    assert organizer.post("/console/editions/next/publish/").status_code == 302
    assert Edition.objects.filter(is_published=True).count() == 2


def test_another_organizers_challenge_is_not_there(draft, dora):
    draft.organizers.add(dora)
    otto = at_the_desk(make_person("otto", is_staff=True))
    for page in ("", "publish/", "words/", "phases/new/", "phases/main/", "phases/main/close/", "phases/main/extend/"):
        assert otto.get(f"{CHALLENGE}{page}").status_code == 404
    assert otto.post(f"{CHALLENGE}publish/").status_code == 404


def test_publish_of_a_board_with_submissions_keeps_them(organizer, draft, alices_team, alice):
    make_submission(alices_team, draft.phases.get(), by=alice)
    organizer.post(f"{CHALLENGE}publish/")
    assert draft.phases.get().submissions.count() == 1
