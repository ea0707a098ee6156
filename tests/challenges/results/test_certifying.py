"""Certificates are issued once with the results; then only revoked or replaced."""

import json

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model

from challenges.journal.models import JournalEntry
from challenges.post.models import Letter
from challenges.projects.models import Project
from challenges.results.certificate_rules import (
    AlreadyRevoked,
    CertificateNameUnusable,
    HolderGone,
    NameUnchanged,
    Replaced,
    RevokingReasonMissing,
)
from challenges.results.certified import certificate_of, certificates_in, certificates_of, state_of
from challenges.results.certifying import (
    forget_holder,
    issue_certificates,
    replace_certificate,
    revoke_certificate,
)
from challenges.results.codes import read_code, spaced
from challenges.results.models import Certificate
from challenges.results.signing import is_signed, key_id, public_key
from challenges.teams.models import Membership, Team
from tests.factories import NOW
from tests.factories.projects import make_project
from tests.factories.stage import make_award, make_certificate, make_laureate, make_publication


@pytest.fixture
def publication(edition, challenge, alices_team, alice, dora):
    make_project(alices_team, challenge, by=alice)
    make_laureate(make_award(edition), alices_team)
    return make_publication(edition, by=dora)


def test_each_is_signed_and_says_what_it_attests(publication, edition, alice):
    assert issue_certificates(publication, now=NOW) == 4
    prize = Certificate.objects.get(holder=alice, kind="prize")
    facts = json.loads(prize.statement)
    assert facts.keys() == {
        "format", "code", "kind", "name", "edition", "team", "award", "rank", "issued", "issuer",
    }  # fmt: skip
    assert (facts["name"], facts["team"], facts["rank"]) == ("Alice", "Les Alizés", 1)
    assert facts["award"] == prize.laureate.award.title
    public = public_key(seed=settings.CERTIFICATE_KEY)
    assert (prize.key, is_signed(prize.statement, signature=prize.signature, key=public)) == (key_id(public), True)
    assert read_code(prize.code) == prize.code
    shared = Certificate.objects.get(holder=alice, kind="participation")
    assert "rank" not in json.loads(shared.statement)


def test_nobody_gets_a_second(publication):
    assert issue_certificates(publication, now=NOW) == 4
    assert issue_certificates(publication, now=NOW) == 0
    assert Certificate.objects.count() == 4
    line = JournalEntry.objects.get(deed="certificates.issued")
    assert (line.details["participation"], line.details["prize"]) == (2, 2)


def test_rows_are_written_in_the_order_of_their_codes(publication, monkeypatch):
    written = []
    real = Certificate.objects.bulk_create
    monkeypatch.setattr(
        Certificate.objects, "bulk_create", lambda rows, **more: (written.extend(rows), real(rows, **more))[1]
    )
    issue_certificates(publication, now=NOW)
    assert [row.code for row in written] == sorted(row.code for row in written)


def test_ten_thousand_people_take_few_queries(publication, challenge, django_assert_max_num_queries):
    User = get_user_model()  # noqa: N806
    people = User.objects.bulk_create(
        User(username=f"p{n}", email=f"p{n}@x.example", display_name=f"P {n}") for n in range(10_000)
    )
    edition = challenge.edition
    teams = Team.objects.bulk_create(
        Team(edition=edition, name=f"T{n}", name_key=f"t{n}", created_at=NOW) for n in range(2_000)
    )
    Membership.objects.bulk_create(
        Membership(team=teams[n // 5], edition=edition, user=one, joined_at=NOW) for n, one in enumerate(people)
    )
    Project.objects.bulk_create(Project(challenge=challenge, team=team, title="P", changed_at=NOW) for team in teams)
    with django_assert_max_num_queries(200):  # SQLite takes some seventy rows at once, PostgreSQL five hundred
        assert issue_certificates(publication, now=NOW) == 10_004


@pytest.fixture
def paper(edition, alice):
    return make_certificate(edition, alice)


def test_revoked_one_keeps_its_reason_and_its_holder_is_told(paper, dora, alice):
    revoke_certificate(paper, reason=" By mistake. ", by=dora, now=NOW)
    paper.refresh_from_db()
    assert (state_of(paper), paper.revoked_at, paper.revoked_reason) == ("revoked", NOW, "By mistake.")
    letter = Letter.objects.get(to=alice)
    assert "By mistake." in letter.body
    line = JournalEntry.objects.get(deed="certificate.revoked")
    assert (line.by, line.subject, line.details["reason"]) == (dora, f"certificate:{paper.code}", "By mistake.")
    with pytest.raises(AlreadyRevoked):
        revoke_certificate(paper, reason="Again", by=dora, now=NOW)


def test_replacement_has_the_new_name_and_the_old_one_leads_to_it(paper, dora, alice):
    made = replace_certificate(paper, name=" Alice  El Fassi ", reason="A letter.", by=dora, now=NOW)
    paper.refresh_from_db()
    assert (state_of(paper), paper.replaced_by, state_of(made)) == ("replaced", made, "valid")
    facts = json.loads(made.statement)
    assert (made.holder_name, facts["name"], facts["code"]) == ("Alice El Fassi", "Alice El Fassi", made.code)
    assert is_signed(made.statement, signature=made.signature, key=public_key(seed=settings.CERTIFICATE_KEY))
    assert list(certificates_of(alice)) == [made]
    assert spaced(made.code) in Letter.objects.get(to=alice).body
    line = JournalEntry.objects.get(deed="certificate.replaced")
    assert "Fassi" not in json.dumps(line.details)
    for deed in (replace_certificate, revoke_certificate):
        more = {"name": "Other"} if deed is replace_certificate else {}
        with pytest.raises(Replaced):
            deed(paper, reason="x", by=dora, now=NOW, **more)


@pytest.mark.parametrize("name", ["", " ", "A", "x" * 161, "12 34", "Ali\u202ece", "Al\0ice"])
def test_name_that_cannot_be_printed_is_refused(paper, dora, name):
    with pytest.raises(CertificateNameUnusable):
        replace_certificate(paper, name=name, reason="x", by=dora, now=NOW)


def test_same_name_and_missing_reasons_are_refused(paper, dora):
    with pytest.raises(NameUnchanged):
        replace_certificate(paper, name="Alice", reason="x", by=dora, now=NOW)
    for reason in ("", " \n", "x" * 601):
        with pytest.raises(RevokingReasonMissing):
            revoke_certificate(paper, reason=reason, by=dora, now=NOW)


def test_one_whose_holder_leaves_stays_without_a_name(paper, dora, alice):
    forget_holder(alice)
    alice.delete()
    paper.refresh_from_db()
    assert (state_of(paper), paper.holder, paper.holder_name, paper.statement) == ("valid", None, "", "")
    with pytest.raises(HolderGone):
        replace_certificate(paper, name="Alice B", reason="x", by=dora, now=NOW)
    assert revoke_certificate(paper, reason="x", by=dora, now=NOW).revoked_at == NOW


def test_search_finds_names_and_codes(paper, edition, bob):
    other = make_certificate(edition, bob)
    assert list(certificates_in(edition)) == [paper, other]
    assert list(certificates_in(edition, search="ali")) == [paper]
    assert list(certificates_in(edition, search=spaced(other.code).lower())) == [other]
    assert list(certificates_in(edition, kind="jury")) == []
    assert certificate_of(spaced(paper.code)) == paper
    assert certificate_of("\0") is None
