"""Organizers keep texts for their letters."""

import pytest

from challenges.mail_texts.models import MailText
from tests.challenges.pages.conftest import browser_of
from tests.factories import make_mail_text

pytestmark = pytest.mark.django_db
BELOW = "/console/mail-texts/"
SENT = {"name": "Reminder", "subject_fr": "Bientôt, {team}", "body_fr": "Bonjour {name}", "body_ar": "مرحبا {name}"}


@pytest.fixture
def doras(dora, challenge):
    return browser_of(dora)


def test_text_is_kept_and_reads_in_each_language(doras):
    page = doras.post(f"{BELOW}new/", SENT, follow=True).content.decode()
    assert "Bonjour Yasmine El Fassi" in page
    assert "مرحبا Yasmine El Fassi" in page
    assert "Bientôt, Les Alizés" in page


def test_unknown_place_is_refused_with_its_name(doras):
    answer = doras.post(f"{BELOW}new/", {**SENT, "body_ar": "{teem}"})
    assert (answer.status_code, "Nothing stands for the place {teem}." in answer.content.decode()) == (422, True)
    assert not MailText.objects.exists()


def test_text_is_no_markup(doras):
    page = doras.post(f"{BELOW}new/", {**SENT, "body_fr": "<script>alert(1)</script>"}, follow=True).content.decode()
    assert "<script>alert(1)" not in page


def test_text_is_changed_and_removed(doras):
    text = make_mail_text()
    path = f"{BELOW}{text.pk}/"
    assert doras.post(path, {**SENT, "seen": doras.get(path).context["taken"].seen}).status_code == 302
    text.refresh_from_db()
    assert text.name == "Reminder"
    assert "Reminder" in doras.get(BELOW).content.decode()
    assert doras.post(f"{path}remove/").status_code == 302
    assert doras.get(path).status_code == 404


def test_second_of_one_name_is_refused(doras):
    make_mail_text("Reminder")
    assert doras.post(f"{BELOW}new/", SENT).status_code == 422


def test_texts_are_kept_before_there_is_an_edition(dora):
    client = browser_of(dora)
    assert client.post(f"{BELOW}new/", SENT, follow=True).status_code == 200
