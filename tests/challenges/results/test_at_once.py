"""What was published is corrected once, however many click at the same instant."""

from uuid import uuid4

import pytest

from challenges.journal.models import JournalEntry
from challenges.results.certificate_rules import Replaced
from challenges.results.certifying import issue_certificates, replace_certificate
from challenges.results.errata import correct
from challenges.results.models import Certificate, Erratum
from tests.factories import NOW
from tests.factories.editions import texts
from tests.factories.projects import make_project
from tests.factories.publishing import AFTER, make_evening, publish_now
from tests.factories.stage import make_publication
from tests.threads import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database]
MANY = 4


@pytest.fixture
def publication(edition, challenge, alices_team, dora):
    return make_publication(edition, by=dora)


def test_certificate_is_replaced_by_one(publication, alices_team, challenge, alice, dora):
    make_project(alices_team, challenge, by=alice)
    issue_certificates(publication, now=NOW)
    first = Certificate.objects.filter(holder=alice).earliest("pk")
    before = Certificate.objects.count()
    given = {"name": "Alice Alaoui", "reason": "Un nom", "by": dora, "now": NOW}
    answers = at_once(MANY, lambda _: replace_certificate(first, **given))
    assert sum(isinstance(answer, Certificate) for answer in answers) == 1
    assert sum(isinstance(answer, Replaced) for answer in answers) == MANY - 1
    assert Certificate.objects.count() == before + 1
    assert JournalEntry.objects.filter(deed="certificate.replaced").count() == 1


def test_erratum_is_one(leaderboard, alices_team, alice, dora):
    publication = publish_now(make_evening(leaderboard, alices_team, captain=alice).edition, by=dora)
    given = {"text": texts("A slip"), "laureate": "", "what": "other", "value": "", "tells": True}
    key = uuid4()
    answers = at_once(MANY, lambda _: correct(publication, key=key, **given, by=dora, now=AFTER).pk)
    assert answers == [key] * MANY
    assert Erratum.objects.count() == 1
    assert JournalEntry.objects.filter(deed="results.corrected").count() == 1
