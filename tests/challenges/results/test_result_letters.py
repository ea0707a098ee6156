"""One letter to everybody whom the results concern, each in their own words."""

import pytest

from challenges.ceremony.models import Award
from challenges.post.actions import prefer
from challenges.post.models import Letter
from challenges.post.rules import ANNOUNCEMENTS
from challenges.results.codes import new_code, spaced
from challenges.results.models import Certificate, CertificateKind
from challenges.results.result_letters import (
    concerned_by,
    readers_of,
    results_address,
    write_erratum_letters,
    write_result_letters,
)
from challenges.results.waiting import waiting_of
from challenges.wording import isolated
from tests.factories.editions import texts
from tests.factories.publishing import AFTER, make_evening, publish_now

pytestmark = pytest.mark.django_db


@pytest.fixture
def evening(leaderboard, alices_team, alice):
    return make_evening(leaderboard, alices_team, captain=alice)


def certify(evening, holder, kind=CertificateKind.PARTICIPATION):
    return Certificate.objects.create(
        code=new_code(),
        edition=evening.edition,
        kind=kind,
        holder=holder,
        statement="{}",
        signature="",
        issued_at=AFTER,
    )


def letter_to(person):
    return Letter.objects.get(about__startswith="results:", address=person.email)


def test_laureates_read_their_award_and_others_that_there_are_results(
    evening, dora, alice, bob, mallory, mallorys_team
):
    publish_now(evening.edition, by=dora)
    for person in (alice, bob):
        told = letter_to(person)
        assert "Les Alizés" in told.body
        assert evening.award.title[told.language] in told.body
        assert evening.laureate.citation[told.language] in told.body
    told = letter_to(mallory)
    assert "Les Alizés" not in told.body
    assert results_address(evening.edition) in told.body
    assert (told.kind, letter_to(alice).kind) == (ANNOUNCEMENTS, "")


def test_holder_of_a_certificate_reads_what_it_is_and_where_it_is_checked(evening, dora, mallory, mallorys_team, carol):
    prefer(mallory, kind=ANNOUNCEMENTS, is_wanted=False)
    held = {person: certify(evening, person) for person in (mallory, carol)}
    revoked = certify(evening, carol, CertificateKind.JURY)
    Certificate.objects.filter(pk=revoked.pk).update(revoked_at=AFTER)
    publish_now(evening.edition, by=dora)
    for person, certificate in held.items():
        body = letter_to(person).body
        assert spaced(certificate.code) in body
        assert f"/certificates/{certificate.code}/" in body
        assert revoked.code not in body


def test_who_wants_no_announcements_and_has_no_certificate_gets_none(evening, dora, mallory, mallorys_team):
    prefer(mallory, kind=ANNOUNCEMENTS, is_wanted=False)
    publish_now(evening.edition, by=dora)
    assert not Letter.objects.filter(about__startswith="results:", address=mallory.email).exists()


def test_nobody_gets_two(evening, dora, mallorys_team):
    made = publish_now(evening.edition, by=dora)
    before = Letter.objects.count()
    write_result_letters(made, waiting_of(evening.edition), now=AFTER)
    assert Letter.objects.count() == before


def test_readers_are_counted_before(evening, mallorys_team):
    assert (readers_of(waiting_of(evening.edition)).laureates, readers_of(waiting_of(evening.edition)).others) == (2, 1)


def test_correction_goes_to_those_it_concerns(evening, dora, alice, bob, mallorys_team):
    made = publish_now(evening.edition, by=dora)
    changes = [{"team_id": str(evening.laureate.team_id), "what": "name"}]
    erratum = made.errata.create(text=texts("A slip in a name"), changes=changes, at=AFTER, by=dora)
    assert {person.pk for person in concerned_by(changes)} == {alice.pk, bob.pk}
    assert write_erratum_letters(erratum, now=AFTER) == 2
    told = Letter.objects.filter(about=f"erratum:{erratum.pk}")
    assert {one.address for one in told} == {alice.email, bob.email}
    assert all(erratum.text[one.language] in one.body for one in told)


def test_names_are_isolated_in_the_letter_whatever_the_language(evening, dora, alice, mallorys_team):
    alice.language = "ar"
    alice.save()
    certificate = certify(evening, alice)
    publish_now(evening.edition, by=dora)
    told = letter_to(alice)
    names = (evening.laureate.team_name, evening.edition.title["ar"], spaced(certificate.code))
    assert [isolated(name) in told.body for name in names] == [True] * 3
    assert "\u2068" not in told.subject


@pytest.mark.parametrize(("told", "is_ranked"), [(1, False), (3, True)])
def test_award_with_one_place_has_no_rank(evening, dora, alice, told, is_ranked):
    alice.language = "en"
    alice.save()
    Award.objects.update(told=told)
    publish_now(evening.edition, by=dora)
    assert (": rank 1" in letter_to(alice).body) is is_ranked
