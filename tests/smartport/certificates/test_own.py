"""What the holder finds and takes, and who else does."""

import json

import pytest

from challenges.results.attested import read_file
from challenges.results.certifying import revoke_certificate
from smartport.accounts.consents import withdraw
from smartport.accounts.models import Consent
from smartport.accounts.rules import PUBLICATION
from tests.factories import NOW, make_person

FILES = ("pdf", "json")


def test_holder_finds_it_with_its_files_and_address(holder, paper):
    page = holder.get("/certificates/mine/").content.decode()
    assert "<bdi>Alice</bdi>" in page
    assert f'value="http://testserver/certificates/{paper.code}/"' in page
    assert f"/certificates/{paper.code}/pdf/" in page


def test_holder_takes_both_files(holder, paper):
    pdf = holder.get(f"/certificates/{paper.code}/pdf/")
    assert (pdf.status_code, pdf.headers["Content-Type"], pdf.content[:5]) == (200, "application/pdf", b"%PDF-")
    assert "Alice" not in pdf.headers["Content-Disposition"]
    proof = holder.get(f"/certificates/{paper.code}/json/")
    assert json.loads(proof.content)["statement"] == paper.statement
    assert read_file(pdf.content) == read_file(proof.content)


@pytest.mark.parametrize("file", FILES)
def test_nobody_else_takes_them(visitor, paper, mallory, file):
    assert visitor.get(f"/certificates/{paper.code}/{file}/").status_code == 404
    visitor.force_login(mallory)
    assert visitor.get(f"/certificates/{paper.code}/{file}/").status_code == 404


@pytest.mark.parametrize("file", FILES)
def test_organizers_take_them(visitor, paper, dora, file):
    visitor.force_login(dora)
    assert visitor.get(f"/certificates/{paper.code}/{file}/").status_code == 200


@pytest.mark.parametrize("file", FILES)
def test_without_a_yes_there_is_no_file_for_anybody(holder, paper, alice, dora, file):
    withdraw(alice, purpose=PUBLICATION, now=NOW)
    assert holder.get(f"/certificates/{paper.code}/{file}/").status_code == 404
    holder.force_login(dora)
    assert holder.get(f"/certificates/{paper.code}/{file}/").status_code == 404


def test_page_asks_for_the_yes_and_takes_it(holder, paper, alice):
    withdraw(alice, purpose=PUBLICATION, now=NOW)
    page = holder.get("/certificates/mine/").content.decode()
    assert "Your certificates are ready" in page
    assert "/pdf/" not in page
    assert paper.code not in page
    assert holder.post("/certificates/mine/").status_code == 302
    assert Consent.objects.filter(user=alice, purpose=PUBLICATION, withdrawn_at=None).count() == 1
    assert f"/certificates/{paper.code}/pdf/" in holder.get("/certificates/mine/").content.decode()


def test_revoked_one_has_no_file_and_says_why(holder, paper, dora):
    revoke_certificate(paper, reason="Issued by mistake.", by=dora, now=NOW)
    page = holder.get("/certificates/mine/").content.decode()
    assert "Issued by mistake." in page
    assert holder.get(f"/certificates/{paper.code}/pdf/").status_code == 404


def test_others_find_none(visitor, paper):
    visitor.force_login(make_person("lola"))
    page = visitor.get("/certificates/mine/").content.decode()
    assert "You have no certificate" in page
    assert paper.code not in page


def test_door_is_shut_without_a_log_in(visitor, paper):
    assert visitor.get("/certificates/mine/").headers["Location"].startswith("/accounts/login/")
