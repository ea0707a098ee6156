"""Certificates for programs."""

from challenges.results.certifying import replace_certificate, revoke_certificate
from challenges.results.codes import coded
from tests.factories import NOW


def test_list_is_ones_own(holder, paper, mallory):
    [one] = holder.get("/api/v1/certificates").json()["results"]
    assert (one["code"], one["state"], one["name"], one["team"]) == (paper.code, "valid", "Alice", "Les Alizés")
    holder.force_login(mallory)
    assert holder.get("/api/v1/certificates").json()["results"] == []


def test_anybody_checks_a_code(visitor, paper):
    told = visitor.get(f"/api/v1/certificates/{paper.code}").json()
    assert (told["state"], told["name"], told["replaced_by"]) == ("valid", "Alice", "")
    assert visitor.get(f"/api/v1/certificates/{coded(7)}").json()["code"] == "not_found"
    assert visitor.get("/api/v1/certificates").status_code == 401


def test_what_holds_no_longer_attests_nothing(visitor, paper, dora):
    made = replace_certificate(paper, name="Alice B.", reason="A slip.", by=dora, now=NOW)
    told = visitor.get(f"/api/v1/certificates/{paper.code}").json()
    assert (told["state"], told["name"], told["team"], told["replaced_by"]) == ("replaced", "", "", made.code)
    revoke_certificate(made, reason="Wrong person.", by=dora, now=NOW)
    told = visitor.get(f"/api/v1/certificates/{made.code}").json()
    assert (told["state"], told["name"], told["reason"]) == ("revoked", "", "Wrong person.")


def test_pdf_is_its_holders(holder, paper, mallory):
    answer = holder.get(f"/api/v1/certificates/{paper.code}/pdf")
    assert (answer.headers["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")
    holder.force_login(mallory)
    assert holder.get(f"/api/v1/certificates/{paper.code}/pdf").status_code == 404
