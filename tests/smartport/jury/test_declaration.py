"""Nothing is shown before the declaration is signed."""

import pytest

from challenges.journal.models import JournalEntry
from challenges.panels.models import Juror
from tests.smartport.jury.conftest import browser_of

pytestmark = pytest.mark.django_db
SENT = {"deed": "sign", "name": "Carol Danvers", "confidential": "yes", "complete": "yes"}


@pytest.fixture
def unsigned(juror, assignment):
    Juror.objects.update(declared_at=None, declared_name="", declaration_version=0)
    return f"/jury/{juror.panel_id}/"


def test_every_page_leads_to_it(carols, unsigned, assignment):
    project = f"{unsigned}projects/{assignment.candidate.code}/"
    for path in (unsigned, project, f"{project}cast/", f"{project}recuse/", f"{project}pictures/1/"):
        answer = carols.get(path)
        assert (answer.status_code, answer.url) == (302, f"{unsigned}declaration/")
    assert carols.post(f"{project}draft/", {"version": 0}).status_code == 302
    assert assignment.candidate.code not in carols.get(f"{unsigned}declaration/").content.decode()
    assert "Read and sign" in carols.get("/jury/").content.decode()


def test_signing_keeps_the_name_the_hour_and_the_ties(carols, unsigned):
    ties = {"relation": ["family", "", "employer"], "tie": ["Salma  Bennani", "", "ENSAM"]}
    assert carols.post(f"{unsigned}declaration/", {**SENT, **ties}).url == unsigned
    juror = Juror.objects.get()
    assert (juror.declared_name, juror.declared_at is not None, juror.declaration_version) == ("Carol Danvers", True, 1)
    assert list(juror.ties.values_list("relation", "name")) == [("family", "Salma Bennani"), ("employer", "ENSAM")]
    line = JournalEntry.objects.get(deed="panel.declaration_signed")
    assert ("Salma" in str(line.details), line.details["ties"]) == (False, 2)
    page = carols.get(f"{unsigned}declaration/").content.decode()
    assert ("Salma Bennani" in page, 'name="confidential"' in page) == (True, False)
    assert carols.get(unsigned).status_code == 200


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"name": "  12 "},
        {"confidential": ""},
        {"complete": ""},
        {"relation": ["family"], "tie": [""]},
        {"relation": [""], "tie": ["ENSAM"]},
        {"relation": ["beauty"], "tie": ["ENSAM"]},
        {"relation": ["family"] * 41, "tie": [f"Cousin {n}" for n in range(41)]},
    ],
)
def test_what_is_missing_is_refused_and_what_was_typed_stays(carols, unsigned, wrong):
    answer = carols.post(f"{unsigned}declaration/", {**SENT, "relation": ["mentor"], "tie": ["Hind"], **wrong})
    assert answer.status_code == 422
    assert Juror.objects.get().declared_at is None
    assert "tie" in wrong or "Hind" in answer.content.decode()


def test_one_more_line_without_javascript(carols, unsigned):
    sent = {"deed": "more", "relation": ["mentor"] * 3, "tie": ["Hind", "Omar", "Nadia"]}
    page = carols.post(f"{unsigned}declaration/", sent).content.decode()
    assert page.count('name="tie"') > 3
    assert "Nadia" in page


def test_nobody_else_signs(unsigned, alice, dora):
    for user in (alice, dora):
        assert browser_of(user).get(f"{unsigned}declaration/").status_code == 404
        assert browser_of(user).post(f"{unsigned}declaration/", SENT).status_code == 404
