"""The setting of a challenge, and a challenge at a glance."""

from datetime import timedelta

import pytest

from challenges.editions.models import Challenge, Edition, Partner, Phase
from tests.factories import NOW, OPENS_AT, make_challenge, make_edition, make_phase, make_release, release_folder
from tests.smartport.console.desks import form_of

CHALLENGE = "/console/editions/demo/challenges/rade/"
SETTING = f"{CHALLENGE}setting/"
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("hour")]


def test_prizes_partners_and_organizers_are_set(organizer, challenge, dora):
    partner = Partner.objects.create(edition=challenge.edition, short_name="ANP", name={"fr": "ANP"})
    prize = {"prizes-0-title-fr": "Premier", "prizes-0-title-ar": "الأولى", "prizes-3-title-fr": "Second"}
    sent = {**form_of(organizer, SETTING), **prize, "partners": [partner.pk], "organizers": [dora.pk]}
    assert organizer.post(SETTING, {**sent, "naive_anchor": "9", "target_anchor": "1.5"}).status_code == 302
    challenge.refresh_from_db()
    assert challenge.prizes == [
        {"title": {"fr": "Premier", "ar": "الأولى"}, "about": {}},
        {"title": {"fr": "Second"}, "about": {}},
    ]
    assert (list(challenge.partners.all()), list(challenge.organizers.all())) == ([partner], [dora])
    assert (challenge.naive_anchor, challenge.target_anchor) == (9, 1.5)


def test_setting_that_cannot_be_is_refused(organizer, challenge, dora, carol):
    other = Partner.objects.create(edition=make_edition("other"), short_name="X", name={"fr": "X"})
    page = form_of(organizer, SETTING)
    for wrong in (
        {"naive_anchor": "1", "target_anchor": "1"},
        {"naive_anchor": "much"},
        {"naive_anchor": "nan"},
        {"partners": [other.pk]},
        {"organizers": [carol.pk]},
        {"organizers": [1 << 63]},
        {"organizers": ["\x00", "9" * 5_000]},
        {"prizes-0-title-en": "First"},
        {"prizes-0-title-fr": "x" * 301},
        {"prizes-0-title-fr": "\x00"},
        {"order": "-1"},
    ):
        assert organizer.post(SETTING, {**page, **wrong}).status_code == 422, wrong
    assert Challenge.objects.get().prizes == []


def test_nobody_locks_themselves_out(organizer, colleague, challenge):
    driss = colleague.get(CHALLENGE).wsgi_request.user
    answer = organizer.post(SETTING, {**form_of(organizer, SETTING), "organizers": [driss.pk]})
    assert (answer.status_code, "Name yourself too" in answer.content.decode()) == (422, True)


def test_texts_are_shown_beside_their_preview_and_missing_ones_as_missing(organizer, edition):
    make_challenge(edition, statement={"fr": "# Le **port**"})
    page = organizer.get(f"{CHALLENGE}statement/").content.decode()
    assert "<h2>Le <strong>port</strong></h2>" in page
    assert page.count("missing</span>") == 2
    assert 'class="prose" lang="ar" dir="rtl"' in page


def test_preview_is_the_sites_own_and_for_organizers(organizer, client, alice):
    answer = organizer.post("/console/preview/", {"text": "# A\n<script>x</script> ![i](https://e.example/p.png)"})
    assert answer.content.decode().strip().startswith("<h2>A</h2>")
    assert "<script" not in answer.content.decode()
    assert "<img" not in answer.content.decode()
    assert organizer.get("/console/preview/").status_code == 405
    client.force_login(alice)
    assert client.post("/console/preview/", {"text": "x"}).status_code == 404


def test_challenge_at_a_glance(organizer, leaderboard, submission, tmp_path, django_assert_num_queries):
    challenge = leaderboard.phase.challenge
    make_release(challenge, release_folder(tmp_path / "release"))
    make_phase(challenge, slug="final", opens_at=NOW + timedelta(days=9))
    organizer.get(CHALLENGE)
    with django_assert_num_queries(15):
        page = organizer.get(CHALLENGE).content.decode()
    for said in ("Everybody: its pages are on the site.", "rade 1.0.0", "1 submission", "nothing can be scored"):
        assert said in page
    assert 'href="/challenges/rade/rejudges/"' in page
    assert f'href="{CHALLENGE}phases/main/close/"' in page
    assert f'href="{CHALLENGE}phases/final/shift/"' in page


def test_draft_says_what_is_missing_and_leads_to_no_page_that_is_not_there(organizer, edition):
    make_challenge(edition, is_published=False)
    page = organizer.get(CHALLENGE).content.decode()
    assert "Missing before it can be published" in page
    assert 'href="/challenges/rade/' not in page


def test_published_in_a_draft_edition_is_seen_by_nobody(organizer, challenge):
    Edition.objects.update(is_published=False)
    assert "its edition is a draft" in organizer.get(CHALLENGE).content.decode()


def test_list_tells_state_and_countdown(organizer, phase):
    Phase.objects.update(freezes_at=NOW - timedelta(hours=1), closes_at=NOW + timedelta(days=3))
    make_challenge(phase.challenge.edition, slug="quais", publishes_at=NOW - timedelta(hours=1), is_published=False)
    make_edition("past", opens_at=OPENS_AT - timedelta(days=400))
    page = organizer.get("/console/editions/").content.decode()
    for said in ("in 3 days", "leaderboard frozen", "Its hour has come, but something is missing"):
        assert said in page
