"""A juror leaves a project, and sees nothing of it any more."""

import pytest

from challenges.journal.models import JournalEntry
from challenges.jury.models import Ballot, Recusal
from challenges.post.models import Letter
from tests.factories.jury import CRITERIA, make_ballot

pytestmark = pytest.mark.django_db
GOOD = dict.fromkeys(CRITERIA, 4)


@pytest.fixture
def address(assignment, dora):
    return f"/jury/{assignment.juror.panel_id}/projects/{assignment.candidate.code}/"


def test_page_asks_and_says_that_it_cannot_be_undone(carols, address):
    page = carols.get(f"{address}recuse/").content.decode()
    assert ("cannot be undone" in page, "Same institution" in page) == (True, True)


def test_project_is_gone_and_the_keepers_have_a_letter(carols, address, assignment, dora):
    make_ballot(assignment.juror, assignment.candidate, GOOD, is_cast=False)
    led = carols.post(f"{address}recuse/", {"relation": "family", "reason": "My cousin wrote it"})
    desk = carols.get(led.url).content.decode()
    assert ("Calm water" in desk, assignment.candidate.code in desk) == (False, True)
    assert carols.get(address).status_code == 404
    assert not Ballot.objects.exists()
    letter = Letter.objects.get(to=dora)
    assert (assignment.candidate.code in letter.subject, "My cousin wrote it" in letter.body) == (True, True)


def test_cast_ballot_stays_as_a_row(carols, address, assignment):
    make_ballot(assignment.juror, assignment.candidate, GOOD)
    carols.post(f"{address}recuse/", {"relation": "mentor"})
    assert Ballot.objects.get().grades == GOOD


def test_second_yes_changes_nothing(carols, address, assignment):
    for _ in range(2):
        assert carols.post(f"{address}recuse/", {"relation": "mentor"}).url == f"/jury/{assignment.juror.panel_id}/"
    assert Recusal.objects.count() == 1
    assert Letter.objects.count() == 1


@pytest.mark.parametrize("sent", [{}, {"relation": "beauty"}, {"relation": "family", "reason": "x" * 601}])
def test_form_that_is_not_filled_in_is_refused(carols, address, sent):
    assert carols.post(f"{address}recuse/", sent).status_code == 422
    assert not Recusal.objects.exists()


def test_journal_tells_the_relation_and_no_reason(carols, address):
    carols.post(f"{address}recuse/", {"relation": "family", "reason": "My cousin wrote it"})
    line = JournalEntry.objects.get(deed="jury.recused")
    assert (line.details["relation"], "cousin" in str(line.details)) == ("family", False)
