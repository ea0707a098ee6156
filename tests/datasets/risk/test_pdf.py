"""The paper to sign."""

import re
import shutil
import subprocess
from contextlib import closing
from datetime import date

import pytest
from django.utils import translation

from datasets.risk import pdf
from datasets.risk.fonts import FontsMissing, find_faces, known_faces
from datasets.risk.paper import BODY, MARGIN, Paper
from datasets.risk.telling import tell
from tests.datasets.risk.cases import make_recipe

DIGEST = "3f" * 32
TODAY = date(2026, 11, 26)
SIGNED = {
    "question": "singling_out",
    "is_accepted": True,
    "reason": "",
    "signer": "ضحى بناني",
    "role": "DPO",
    "at": date(2026, 11, 20),
}
RECIPE = make_recipe(["arrived"])

needs_fonts = pytest.mark.skipif(not any(faces.is_there for faces in known_faces()), reason="no typeface")
needs_poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="no pdftotext")


def paper(report, *, language, decisions=()):
    return pdf.risk_pdf(report, RECIPE, language=language, decisions=decisions, at=TODAY, digest=DIGEST)


def words(content, path, *options):
    """The text of a paper, as it is read, spaces of all kinds made one."""
    path.write_bytes(content)
    said = subprocess.run(["pdftotext", *options, str(path), "-"], capture_output=True, text=True, check=True).stdout
    return re.sub(r"\s+", " ", re.sub(r"[\u200e\u200f\u202a-\u202c\u2066-\u2069]", "", said))


@needs_fonts
@needs_poppler
@pytest.mark.parametrize("language", ["fr", "ar"])
def test_paper_says_verdict_numbers_questions_and_digest(unsafe_report, language, tmp_path):
    said = words(paper(unsafe_report, language=language, decisions=[SIGNED]), tmp_path / "risk.pdf", "-layout")

    with translation.override(language):
        told = tell(unsafe_report, recipe=RECIPE, decisions=[SIGNED])
    for number in re.findall(r"\d[\d.,]*", f"{told.verdict.text} {' '.join(fact.value for fact in told.facts)}"):
        assert number in said
    assert said.count(DIGEST) == said.count("gate-visits") - 1 > 2
    assert "D-123/2026" in said
    assert "DPO" in said


@needs_fonts
@needs_poppler
def test_every_page_has_its_number_and_the_number_of_all(safe_report, tmp_path):
    content = paper(safe_report, language="fr")
    pages = content.count(b"/Type /Page\n")

    for number in range(1, pages + 1):
        said = words(content, tmp_path / "risk.pdf", "-f", str(number), "-l", str(number))
        assert f"{number}/{pages}" in said.replace(" / ", "/")
        assert DIGEST in said
    assert pages > 2


@needs_fonts
def test_same_paper_has_the_same_bytes(safe_report):
    assert paper(safe_report, language="ar") == paper(safe_report, language="ar")
    assert paper(safe_report, language="ar") != paper(safe_report, language="ar", decisions=[SIGNED])


@needs_fonts
def test_paper_of_a_report_without_linkage_or_scores_is_drawn(safe_report):
    report = safe_report | {"linkage": None, "baseline": {"why_not": "one_value"}}
    report["questions"] = [{"question": "inference", "tests": [], "proposed": None}]

    assert paper(report, language="fr").startswith(b"%PDF-")


def test_missing_typeface_is_refused(safe_report, monkeypatch, tmp_path):
    monkeypatch.setattr(pdf, "find_faces", lambda: find_faces(tmp_path))

    with pytest.raises(FontsMissing, match="fonts-dejavu-core"):
        paper(safe_report, language="fr")


@needs_fonts
@pytest.mark.parametrize(("language", "left"), [("fr", MARGIN + 10), ("ar", 210 - MARGIN - 10 - 30)])
def test_boxes_are_mirrored_where_one_reads_from_the_right(language, left):
    with closing(Paper(find_faces(), language=language, foot=[], at=TODAY)) as page:
        assert page.left(10, 30) == pytest.approx(left, abs=0.01)


@needs_fonts
@needs_poppler
def test_number_after_a_latin_name_keeps_its_letters(tmp_path):
    """A line that begins in the other alphabet once left the wrong typeface to the next."""
    with closing(Paper(find_faces(), language="ar", foot=[], at=TODAY)) as page:
        page.add_page()
        page.say_beside([("Latin name", 0, 60, BODY), ("1.234", 60, 40, BODY)])
        content = bytes(page.output())

    assert "1.234" in words(content, tmp_path / "one.pdf")
