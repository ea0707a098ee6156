"""Every form over a row: what one organizer saved is not overwritten unseen by another."""

import pytest
from django.test import Client

from challenges.editions.models import Challenge, Edition
from challenges.journal.models import JournalEntry
from challenges.leaderboards.models import Leaderboard
from tests.factories import (
    NOW,
    make_announcement,
    make_faq,
    make_item,
    make_mail_text,
    make_partner,
    make_phase,
    make_slot,
)
from tests.smartport.console.desks import at_the_desk, form_of
from tests.threads import at_once

CHALLENGE = "/console/editions/demo/challenges/rade/"
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("hour")]

# The page, a field of it, and what each of the two organizers writes there.
FORMS = {
    "edition": ("/console/editions/demo/edit/", "team_size", "3", "4"),
    "words": (f"{CHALLENGE}words/", "title_fr", "Rade", "Mouillage"),
    "statement": (f"{CHALLENGE}statement/", "statement_ar", "سؤال", "مسألة"),
    "rules": (f"{CHALLENGE}rules/", "rules_en", "Play fair!", "Play very fair."),
    "setting": (f"{CHALLENGE}setting/", "order", "3", "4"),
    "phase": (f"{CHALLENGE}phases/main/", "daily_limit", "3", "4"),
    "announcement": ("/console/announcements/{announcement}/", "title_fr", "Brume", "Brouillard"),
    "faq": ("/console/faq/{entry}/", "order", "3", "4"),
    "partner": ("/console/event/demo/partners/{partner}/", "short_name", "ONDA", "PortNet"),
    "item": ("/console/event/demo/agenda/{item}/", "place_fr", "Quai 1", "Quai 2"),
    "slot": ("/console/event/demo/mentors/{slot}/", "place", "Quai 1", "Quai 2"),
    "mail text": ("/console/mail-texts/{text}/", "name", "Rappel", "Dernier rappel"),
}


@pytest.fixture(params=FORMS)
def page(request, challenge) -> tuple[str, str, str, str]:
    make_phase(challenge)
    made = {
        "announcement": make_announcement(challenge.edition),
        "entry": make_faq(challenge.edition),
        "partner": make_partner(challenge.edition),
        "item": make_item(challenge.edition),
        "slot": make_slot(challenge.edition),
        "text": make_mail_text(),
    }
    address, *rest = FORMS[request.param]
    return (address.format(**{name: row.pk for name, row in made.items()}), *rest)


def test_second_organizer_is_told_what_changed_and_saves_on_purpose(page, organizer: Client, colleague: Client):
    address, name, first, second = page
    one, other = form_of(organizer, address), form_of(colleague, address)
    assert organizer.post(address, {**one, name: first}).status_code == 302
    answer = colleague.post(address, {**other, name: second})
    assert answer.status_code == 409
    shown = answer.content.decode()
    assert (first in shown, second in shown, "Somebody else saved this page" in shown) == (True, True, True)
    assert form_of(organizer, address)[name] == first or str(form_of(organizer, address)[name]) == first
    answer = colleague.post(address, {**other, name: second, "seen": answer.context["taken"].seen})
    assert answer.status_code == 302
    assert str(form_of(organizer, address)[name]) == second
    assert JournalEntry.objects.filter(deed__endswith=".changed").count() == 2


def test_form_sent_as_it_was_opened_changes_nothing(page, organizer: Client):
    address = page[0]
    answer = organizer.post(address, form_of(organizer, address))
    assert answer.status_code == 302, answer.context["form"].errors
    assert not JournalEntry.objects.filter(deed__endswith=".changed").exists()


def test_form_without_its_digest_is_treated_as_old(page, organizer: Client):
    address, name, value, _ = page
    sent = {**form_of(organizer, address), name: value}
    del sent["seen"]
    assert organizer.post(address, sent).status_code == 409


def test_row_that_is_gone_is_not_found(organizer: Client, edition: Edition):
    partner = make_partner(edition)
    address = f"/console/event/demo/partners/{partner.pk}/"
    sent = form_of(organizer, address)
    partner.delete()
    assert organizer.post(address, sent).status_code == 404


def test_what_is_wrong_is_said_beside_its_field(organizer: Client, edition: Edition):
    address = f"/console/event/demo/partners/{make_partner(edition).pk}/"
    sent = {**form_of(organizer, address), "short_name": "", "name_fr": "", "name_ar": "وكالة"}
    answer = organizer.post(address, sent)
    page = answer.content.decode()
    assert (answer.status_code, page.count('class="field-error"')) == (422, 2)
    assert "Write it in French at least" in page


def test_teams_find_no_such_page(page, alice):
    assert at_the_desk(alice).get(page[0]).status_code == 404


def test_look_saves_nothing(organizer: Client, challenge: Challenge):
    address = f"{CHALLENGE}statement/"
    answer = organizer.post(address, {**form_of(organizer, address), "statement_fr": "# Neuf", "look": "look"})
    assert (answer.status_code, "<h2>Neuf</h2>" in answer.content.decode()) == (200, True)
    assert Challenge.objects.get().statement == challenge.statement


def test_same_change_of_both_is_no_clash(organizer: Client, colleague: Client, edition: Edition):
    address = "/console/editions/demo/edit/"
    one, other = form_of(organizer, address), form_of(colleague, address)
    for client, form in ((organizer, one), (colleague, other)):
        assert client.post(address, {**form, "team_size": "3"}).status_code == 302


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_of_two_who_save_at_the_same_instant_one_is_told(organizer: Client, colleague: Client, edition: Edition):
    address = "/console/editions/demo/edit/"
    desks = [(organizer, form_of(organizer, address), "3"), (colleague, form_of(colleague, address), "4")]

    def save(number: int) -> int:
        client, form, size = desks[number]
        return client.post(address, {**form, "team_size": size}).status_code

    assert sorted(at_once(2, save)) == [302, 409]
    changed = JournalEntry.objects.get(deed="edition.changed").details["changes"]["team_size"]
    assert changed == [5, Edition.objects.get().team_size]


def test_how_results_are_told_stays_once_a_board_has_closed(organizer: Client, leaderboard: Leaderboard):
    address = "/console/editions/demo/edit/"
    on = {**form_of(organizer, address), "is_told_on_stage": "on"}
    assert organizer.post(address, on).status_code == 302
    assert Edition.objects.get().is_told_on_stage
    Leaderboard.objects.update(closed_at=NOW)
    off = {name: value for name, value in form_of(organizer, address).items() if name != "is_told_on_stage"}
    answer = organizer.post(address, off)
    assert (answer.status_code, "is closed already" in answer.content.decode()) == (422, True)
    assert Edition.objects.get().is_told_on_stage
    assert organizer.post(address, {**off, "is_told_on_stage": "on", "team_size": "4"}).status_code == 302
