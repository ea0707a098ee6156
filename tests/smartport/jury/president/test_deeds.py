"""The president's deeds through the pages: finalists, motions, both signatures, letters, and the file at the end."""

import json
import subprocess
import sys

import pytest
from django.test import Client
from django.urls import reverse

from challenges import clock
from challenges.jury.models import Decision, Feedback, Motion, Recusal, Round
from challenges.panels.models import Candidate, Panel, Relation, Stage
from challenges.post.models import Letter
from tests.factories import NOW
from tests.factories.hearing import make_hearing
from tests.smartport.jury.conftest import browser_of

ORDER = ["K7M2", "B4XQ", "T9HD", "W3ZN"]
CLOSE = {"K7M2": (5, 3, 5, 3, 4), "B4XQ": (3, 5, 3, 5, 4), "T9HD": (2, 2, 3, 2, 2)}


@pytest.fixture
def hearing(challenge, dora):
    challenge.organizers.add(dora)
    return make_hearing(challenge)


@pytest.fixture
def petras(hearing) -> Client:
    """The president's browser, in English."""
    return browser_of(hearing.president.user)


def address(hearing, name, *more):
    return reverse(name, args=[hearing.panel.pk, *more])


def stage_of(hearing):
    return Panel.objects.get(pk=hearing.panel.pk).stage


def sign(client, hearing, *, deliberation="", name="Petra President", seen=None):
    page = client.get(address(hearing, "jury-lock"))
    given = {"deed": "sign", "seen": seen or page.context["seen"], "name": name, "deliberation": deliberation}
    return client.post(address(hearing, "jury-lock"), given)


def sign_again(person, hearing, *, name="Second Person"):
    sha256 = Decision.objects.get(withdrawn_at=None).sha256
    return browser_of(person).post(address(hearing, "jury-second"), {"name": name, "seen": sha256})


def votes(hearing, value="for"):
    return {f"vote-{juror.pk}": value for juror in hearing.jurors.values()}


def test_finalists_are_chosen_on_the_page(challenge):
    hearing = make_hearing(challenge, stage=Stage.SELECTION, in_round=Round.SCREENING, finalists=2)
    client = browser_of(hearing.president.user)
    page = client.get(address(hearing, "jury-finalists")).content.decode()
    assert page.count(" checked") == 2
    answer = client.post(address(hearing, "jury-finalists"), {"finalists": ["K7M2", "W3ZN"]})
    assert answer.status_code == 422
    assert "There is no reason." in answer.content.decode()
    answer = client.post(address(hearing, "jury-finalists"), {"finalists": ["K7M2", "W3ZN"], "reason": "Safety."})
    assert answer.status_code == 302
    assert stage_of(hearing) == Stage.FINAL
    assert client.post(address(hearing, "jury-finalists"), {"finalists": ["K7M2"]}).status_code == 403


def test_buttons_move_a_project_and_record_nothing(petras, hearing):
    sent = {"order": ",".join(ORDER), "old": ",".join(ORDER), "up": "B4XQ", "reason": "In use", **votes(hearing)}
    page = petras.post(address(hearing, "jury-motions"), sent)
    told = page.content.decode()
    assert [code for code, _, _ in page.context["order"]] == ["B4XQ", "K7M2", "T9HD", "W3ZN"]
    assert "In use" in told
    assert not Motion.objects.exists()


def test_motion_is_recorded_with_its_votes(petras, hearing):
    sent = {
        "order": "B4XQ,K7M2,T9HD,W3ZN",
        "old": ",".join(ORDER),
        "record": "1",
        "reason": "In use.",
        **votes(hearing),
    }
    assert petras.post(address(hearing, "jury-motions"), sent).status_code == 302
    assert Motion.objects.get().is_carried
    told = petras.get(address(hearing, "jury-motions")).content.decode()
    assert "Carried, and counts" in told
    assert "Jamal" in told
    assert petras.post(address(hearing, "jury-motions"), sent).status_code == 409
    assert Motion.objects.count() == 1


@pytest.mark.parametrize("order", ["", "K7M2", "K7M2,K7M2,T9HD,W3ZN", "<b>,x,y,z"])
def test_motion_of_a_broken_order_is_refused(petras, hearing, order):
    sent = {"order": order, "old": ",".join(ORDER), "record": "1", "reason": "Because.", **votes(hearing)}
    assert petras.post(address(hearing, "jury-motions"), sent).status_code == 422
    assert not Motion.objects.exists()


def test_motion_without_a_vote_is_refused(petras, hearing):
    sent = {"order": "B4XQ,K7M2,T9HD,W3ZN", "old": ",".join(ORDER), "record": "1", "reason": "Because."}
    answer = petras.post(address(hearing, "jury-motions"), {**sent, **votes(hearing, "maybe")})
    assert answer.status_code == 422
    assert "The vote of a juror is missing." in answer.content.decode()


def test_two_signatures_and_a_file_that_anybody_verifies(petras, hearing, dora, tmp_path):
    assert sign(petras, hearing).status_code == 302
    assert petras.get(address(hearing, "jury-snapshot")).status_code == 404
    shown = browser_of(dora).get(address(hearing, "jury-second")).content.decode()
    assert Decision.objects.get().sha256 in shown
    assert all(word not in shown for word in ("K7M2", "Hidden crew", "Said by"))
    assert sign_again(dora, hearing).status_code == 302
    assert stage_of(hearing) == Stage.LOCKED
    file = tmp_path / "decision.json"
    file.write_bytes(browser_of(dora).get(address(hearing, "jury-snapshot")).content)
    command = [sys.executable, "-m", "smartport.client", "jury", "verify", str(file), "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout)["sha256"] == Decision.objects.get().sha256
    changed = file.read_text().replace('"seconds":300', '"seconds":301', 1)
    file.write_text(changed)
    assert subprocess.run(command, capture_output=True, check=False).returncode == 1


def test_signature_is_withdrawn_and_given_anew(petras, hearing):
    sign(petras, hearing)
    assert sign(petras, hearing).status_code == 409
    assert petras.post(address(hearing, "jury-lock"), {"deed": "withdraw"}).status_code == 302
    assert sign(petras, hearing).status_code == 302
    assert stage_of(hearing) == Stage.DELIBERATION


def test_recusal_between_the_signatures_is_refused_kindly(petras, hearing, dora):
    sign(petras, hearing)
    given = {"juror": hearing.jurors["joris"], "candidate": hearing.candidates["K7M2"]}
    Recusal.objects.create(**given, relation=Relation.FAMILY, at=NOW)
    answer = sign_again(dora, hearing)
    assert answer.status_code == 409
    assert "Something has changed since the first signature" in answer.content.decode()
    assert (
        "Something has changed since the first signature." in petras.get(address(hearing, "jury-lock")).content.decode()
    )


def test_form_that_was_opened_before_a_change_signs_nothing(petras, hearing):
    seen = petras.get(address(hearing, "jury-lock")).context["seen"]
    given = {"juror": hearing.jurors["joris"], "candidate": hearing.candidates["K7M2"]}
    Recusal.objects.create(**given, relation=Relation.FAMILY, at=NOW)
    answer = sign(petras, hearing, seen=seen, deliberation="What we said.")
    assert answer.status_code == 409
    assert "What we said." in answer.content.decode()
    assert not Decision.objects.exists()


def test_sensitive_ranking_shows_its_banner_and_asks_for_words(challenge):
    hearing = make_hearing(challenge, grades=CLOSE)
    client = browser_of(hearing.president.user)
    assert 'id="banner"' in client.get(address(hearing, "jury-results")).content.decode()
    assert sign(client, hearing).status_code == 422
    assert sign(client, hearing, deliberation="We talked for an hour.").status_code == 302


def test_second_page_is_for_signatories_alone(hearing, petras, mallory):
    sign(petras, hearing)
    assert "another person" in petras.get(address(hearing, "jury-second")).content.decode()
    for person in (mallory, hearing.jurors["jamal"].user):
        assert sign_again(person, hearing).status_code == 404
    assert sign_again(hearing.deputy.user, hearing).status_code == 302


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_minutes_are_a_paper_before_and_after_the_lock(petras, hearing, dora, monkeypatch, language):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    paper = address(hearing, "jury-minutes-paper", language)
    draft = petras.get(paper).content
    assert draft.startswith(b"%PDF-")
    sign(petras, hearing)
    sign_again(dora, hearing)
    assert petras.get(paper).content != draft
    assert browser_of(dora).get(paper).status_code == 200
    assert petras.get(address(hearing, "jury-minutes-paper", "en")).status_code == 404


def test_minutes_name_teams_after_the_lock_only(petras, hearing, dora):
    assert "Hidden crew 1" not in petras.get(address(hearing, "jury-minutes")).content.decode()
    sign(petras, hearing)
    sign_again(dora, hearing)
    told = petras.get(address(hearing, "jury-minutes")).content.decode()
    assert "Hidden crew 1" in told
    assert "Port Institute 1" in told


def test_letter_is_agreed_and_sent_by_nobody_here(petras, hearing):
    page = address(hearing, "jury-feedback-letter", hearing.candidates["K7M2"].pk)
    assert "Said by Jamal." in petras.get(page).content.decode()
    assert petras.post(page, {"text": "A clear idea.", "seen": ""}).status_code == 302
    assert Feedback.objects.get().agreed_at
    answer = petras.post(page, {"text": "Another text.", "seen": ""})
    assert answer.status_code == 409
    assert "A clear idea." in answer.content.decode()
    assert not Letter.objects.filter(about__startswith="feedback:").exists()


def test_letter_of_another_panels_project_is_not_there(petras, hearing):
    stranger = Candidate.objects.create(panel=hearing.panel, code="ZZZZ", withdrawn_at=NOW)
    assert petras.get(address(hearing, "jury-feedback-letter", stranger.pk)).status_code == 404
