"""The PDF: one page, both languages, the proof inside, whatever the name."""

import pytest
from fpdf import FPDF

from challenges.results.attested import read_file
from challenges.results.models import CertificateKind
from challenges.results.signing import key_id, public_key
from smartport.certificates.paper import file_name, paper_of
from smartport.certificates.sheet import Sheet
from tests.factories.editions import texts
from tests.factories.stage import make_certificate

NAMES = (
    "Salma Bennani",
    "سلمى بنعبد الله الإدريسي",
    "Driss الإدريسي",
    "Mohammed Abdelhakim Ould Cheikh Sidi Mohammed Lamine Benabdeljalil Al Alaoui Al Mdaghri El Ouazzani Touhami Tazi",
    "W" * 160,
    "李小龍 🎏",
)


@pytest.mark.parametrize("kind", CertificateKind.values)
def test_every_kind_is_one_page_with_the_proof_inside(edition, alice, settings, kind):
    facts = {"award": texts("Grand prix"), "rank": 2} if kind == "prize" else {}
    made = make_certificate(edition, alice, kind=kind, team="Les Alizés", **facts)
    content = paper_of(made)
    assert content.count(b"/Type /Page\n") == 1
    found = read_file(content)
    public = public_key(seed=settings.CERTIFICATE_KEY)
    assert found.is_signed_by({key_id(public): public})
    assert found.statement == made.statement
    assert paper_of(made) == content


@pytest.mark.parametrize("name", NAMES)
def test_name_stays_on_the_page_whatever_it_is(edition, alice, monkeypatch, name):
    alice.display_name = name
    lines = []
    real = Sheet.line_of

    def line_of(sheet, text, style, *, x, y, width, align="C"):
        lines.append((sheet.width_of(text, style), width, y, text))
        return real(sheet, text, style, x=x, y=y, width=width, align=align)

    monkeypatch.setattr(Sheet, "line_of", line_of)
    paper_of(make_certificate(edition, alice, team="Une équipe dont le nom est long, très long, vraiment long"))
    assert [line for line in lines if line[0] > line[1] + 0.1 or line[2] > 196] == []
    shown = "".join("".join(line[3].split()) for line in lines)
    assert "".join(name.split()) in shown


def test_file_is_not_named_like_anybody(edition, alice):
    made = make_certificate(edition, alice)
    assert file_name(made, "pdf") == f"smartport-{edition.slug}-participation-{made.code[:8]}.pdf"


def test_typefaces_are_given_back(edition, alice, monkeypatch):
    closed = []
    real = Sheet.close
    monkeypatch.setattr(Sheet, "close", lambda sheet: (closed.append(1), real(sheet)))
    monkeypatch.setattr(FPDF, "output", lambda sheet: (_ for _ in ()).throw(ValueError("full")))
    with pytest.raises(ValueError, match="full"):
        paper_of(make_certificate(edition, alice))
    assert closed == [1]
