"""What anybody learns from a code, and nothing without one."""

import pytest
from django.test import Client

from challenges.results.certifying import replace_certificate, revoke_certificate
from challenges.results.codes import coded, spaced
from challenges.results.models import Certificate
from challenges.results.signing import is_signed, key_id, public_key
from smartport.accounts.consents import withdraw
from smartport.accounts.rules import PUBLICATION
from smartport.certificates import checking
from tests.factories import NOW


def page_of(client: Client, code: str) -> str:
    answer = client.get(f"/certificates/{code}/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_valid_one_says_what_is_attested(visitor, paper):
    page = page_of(visitor, paper.code)
    for told in ("Valid", "<bdi>Alice</bdi>", "<bdi>Les Alizés</bdi>", "Certificate of participation", paper.key):
        assert told in page
    assert spaced(paper.code) in page
    assert "/pdf/" not in page


def test_typed_code_leads_there_whatever_its_looks(visitor, paper):
    answer = visitor.get("/certificates/", {"code": f"  {spaced(paper.code).lower()} "})
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/certificates/{paper.code}/")
    assert page_of(visitor, spaced(paper.code).lower())


def test_slip_is_answered_with_what_to_look_at(visitor, paper):
    wrong = paper.code[:-2] + ("A" if paper.code[-2] != "A" else "B") + paper.code[-1]
    answer = visitor.get("/certificates/", {"code": wrong})
    assert answer.status_code == 422
    assert "a character is missing, or was read wrong" in answer.content.decode()
    assert visitor.get("/certificates/").status_code == 200


@pytest.mark.parametrize("code", [coded(7), "nothing", "%00", "<script>", "x" * 300])
def test_unknown_ones_are_all_the_same(visitor, paper, code):
    answer = visitor.get(f"/certificates/{code}/")
    page = answer.content.decode()
    assert answer.status_code == 404
    assert "No certificate of this site has the code" in page
    assert "<script>" not in page.split("</head>")[1].replace('<script type="module"', "")


def test_revoked_one_says_when_and_why_and_no_name(visitor, paper, dora):
    revoke_certificate(paper, reason="Issued by mistake.", by=dora, now=NOW)
    page = page_of(visitor, paper.code)
    assert "Revoked" in page
    assert "Issued by mistake." in page
    assert "Alice" not in page
    assert "Alizés" not in page


def test_replaced_one_leads_to_its_successor(visitor, paper, dora):
    made = replace_certificate(paper, name="Alice Bennani", reason="A letter was missing.", by=dora, now=NOW)
    page = page_of(visitor, paper.code)
    assert f"/certificates/{made.code}/" in page
    assert "Alice" not in page
    assert "<bdi>Alice Bennani</bdi>" in page_of(visitor, made.code)


def test_name_is_withheld_when_the_yes_is_taken_back(visitor, paper, alice):
    withdraw(alice, purpose=PUBLICATION, now=NOW)
    page = page_of(visitor, paper.code)
    assert "does not wish to be named" in page
    assert "<bdi>Alice</bdi>" not in page


def test_row_that_somebody_changed_is_no_certificate(visitor, paper):
    Certificate.objects.update(statement=paper.statement.replace("Alice", "mallory"))
    assert visitor.get(f"/certificates/{paper.code}/").status_code == 404


def test_nothing_is_indexed_or_kept(visitor, paper):
    for address in ("/certificates/", f"/certificates/{paper.code}/", f"/certificates/{coded(7)}/"):
        answer = visitor.get(address)
        assert answer.headers["X-Robots-Tag"].startswith("noindex")
        assert "no-store" in answer.headers["Cache-Control"]
        assert '<meta name="robots" content="noindex">' in answer.content.decode()


def test_guessing_is_slow(visitor, paper, monkeypatch):
    monkeypatch.setattr(checking, "MOST_A_MINUTE", 3)
    answers = [visitor.get(f"/certificates/{coded(number)}/").status_code for number in range(4)]
    assert answers == [404, 404, 404, 429]
    assert visitor.get("/certificates/", {"code": paper.code}).status_code == 429
    assert visitor.get(f"/api/v1/certificates/{paper.code}").status_code == 429


@pytest.mark.parametrize(("proxies", "statuses"), [(0, [200, 200, 429]), (1, [200, 200, 200])])
def test_address_is_what_our_own_proxies_saw(visitor, monkeypatch, settings, proxies, statuses):
    """Without a proxy in front whoever asks writes the header."""
    monkeypatch.setattr(checking, "MOST_A_MINUTE", 2)
    settings.REST_FRAMEWORK = settings.REST_FRAMEWORK | {"NUM_PROXIES": proxies}
    seen = [{"X-Forwarded-For": f"192.0.2.9, 198.51.100.{number}"} for number in range(3)]
    assert [visitor.get("/certificates/", headers=headers).status_code for headers in seen] == statuses


def test_key_is_published_and_the_secret_half_is_not(visitor, paper, settings):
    settings.CERTIFICATE_OLD_KEYS = (old := public_key(seed=b"o" * 32),)
    text = visitor.get("/certificates/key/").content.decode()
    head, first, second = text.splitlines()
    assert head.startswith("# ")
    identifier, public = first.split()
    assert identifier == key_id(public) == paper.key
    assert is_signed(paper.statement, signature=paper.signature, key=public)
    assert second == f"{key_id(old)} {old}"
