"""Corrections: beside the original, for ever, once."""

from uuid import uuid4

import pytest

from challenges.journal.models import JournalEntry
from challenges.journal.rules import KeyInUse
from challenges.post.models import Letter
from challenges.results.errata import correct
from challenges.results.models import Erratum
from challenges.results.publication_rules import ChangeUnfit, ErratumEmpty
from tests.factories.editions import make_edition, texts
from tests.factories.publishing import AFTER, make_evening, publish_now
from tests.factories.stage import make_publication

pytestmark = pytest.mark.django_db


@pytest.fixture
def publication(leaderboard, alices_team, alice, dora):
    evening = make_evening(leaderboard, alices_team, captain=alice)
    return publish_now(evening.edition, by=dora)


def sent(publication, dora, **given):
    laureate = publication.results["awards"][0]["laureates"][0]["id"]
    usual = {
        "key": uuid4(),
        "text": texts("A slip"),
        "laureate": laureate,
        "what": "name",
        "value": "Les Alizés du Sud",
    }
    return correct(publication, **{**usual, "tells": False, **given}, by=dora, now=AFTER)


def test_original_stays_and_the_correction_says_from_what_to_what(publication, dora):
    before = publication.results, publication.sha256
    made = sent(publication, dora)
    publication.refresh_from_db()
    assert (publication.results, publication.sha256) == before
    (change,) = made.changes
    assert (change["from"], change["to"]) == ("Les Alizés", "Les Alizés du Sud")
    line = JournalEntry.objects.get(deed="results.corrected")
    assert (line.by, line.details["changes"], line.details["letters"]) == (dora, made.changes, 0)


def test_form_that_is_sent_twice_is_one_erratum(publication, dora):
    key = uuid4()
    assert sent(publication, dora, key=key, tells=True) == sent(publication, dora, key=key, tells=True)
    assert (Erratum.objects.count(), JournalEntry.objects.filter(deed="results.corrected").count()) == (1, 1)


@pytest.mark.parametrize(("tells", "letters"), [(False, 0), (True, 2)])
def test_letters_go_on_request_to_those_concerned(publication, dora, tells, letters):
    made = sent(publication, dora, tells=tells)
    assert Letter.objects.filter(about=f"erratum:{made.pk}").count() == letters


def test_bad_ones_leave_nothing(publication, dora):
    with pytest.raises(ErratumEmpty):
        sent(publication, dora, text={"fr": "Seul"})
    with pytest.raises(ChangeUnfit):
        sent(publication, dora, what="name", value="")
    assert not Erratum.objects.exists()


def test_key_of_another_editions_erratum_is_refused(publication, dora):
    other = make_publication(make_edition(slug="other"), by=dora)
    made = Erratum.objects.create(publication=other, text=texts("Another slip"), changes=[], at=AFTER, by=dora)
    with pytest.raises(KeyInUse):
        sent(publication, dora, key=made.pk)
    assert Erratum.objects.get() == made
