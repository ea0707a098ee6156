"""Who changes a text that people have said yes to says whether they are asked anew."""

import pytest

from challenges.editions.models import Challenge, Edition
from challenges.teams.actions import accept_eligibility
from challenges.teams.queries import has_accepted_rules
from tests.factories import NOW
from tests.smartport.console.desks import form_of

RULES = "/console/editions/demo/challenges/rade/rules/"
EDIT = "/console/editions/demo/edit/"
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("hour")]


@pytest.mark.parametrize(("answer", "version", "accepted"), [("same", 1, True), ("new", 2, False)])
def test_changed_rules_are_new_or_not(organizer, alices_team, alice, answer, version, accepted):
    sent = {**form_of(organizer, RULES), "rules_fr": "Jouez vraiment franc jeu."}
    asked = organizer.post(RULES, sent)
    assert (asked.status_code, "whether people have to accept it anew" in asked.content.decode()) == (422, True)
    assert organizer.post(RULES, {**sent, "is_new": answer}).status_code == 302
    challenge = Challenge.objects.get()
    assert (challenge.rules_version, has_accepted_rules(alice, challenge)) == (version, accepted)


def test_answer_without_a_change_makes_no_version(organizer, alices_team):
    assert organizer.post(RULES, {**form_of(organizer, RULES), "is_new": "new"}).status_code == 302
    assert Challenge.objects.get().rules_version == 1


def test_nobody_is_asked_where_nobody_has_said_yes(organizer, challenge):
    assert organizer.post(RULES, {**form_of(organizer, RULES), "rules_fr": "Autres."}).status_code == 302
    assert Challenge.objects.get().rules_version == 1


def test_changed_conditions_are_asked_anew(organizer, edition, alice):
    Edition.objects.update(eligibility={"fr": "Étudiants."})
    edition.refresh_from_db()
    accept_eligibility(edition, user=alice, now=NOW)
    sent = {**form_of(organizer, EDIT), "eligibility_fr": "Étudiants du Maroc."}
    assert organizer.post(EDIT, sent).status_code == 422
    assert organizer.post(EDIT, {**sent, "is_new": "new"}).status_code == 302
    assert Edition.objects.get().eligibility_version == 2


@pytest.mark.parametrize(
    "wrong",
    [
        {"zone": "Africa/Nowhere"},
        {"zone": "../etc"},
        {"team_size": "0"},
        {"closes_at": "2026-10-01T08:00"},
        {"teams_close_at": "2028-01-01T08:00"},
        {"title_fr": ""},
    ],
)
def test_edition_that_cannot_be_is_refused(organizer, edition, wrong):
    assert organizer.post(EDIT, {**form_of(organizer, EDIT), **wrong}).status_code == 422
