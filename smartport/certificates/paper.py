"""A certificate as a PDF: one landscape page in French and Arabic, with the file that proves it inside."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import segno
from django.utils import translation

from challenges.results.attested import file_of
from challenges.results.codes import spaced
from challenges.results.models import Certificate
from datasets.risk.fonts import find_faces
from smartport.certificates.saying import Wording, address_of, wording_of
from smartport.certificates.sheet import DEEP, INK, ISOBATH, LEADING, POINT, SIGNAL, SOFT, WIDTH, Colour, Sheet, Type

INSET, EDGE = 9.0, 24.0
MIDDLE, HALF = WIDTH / 2, 118.0
QR_SIDE = 27.0
FOOT = 161.0
NAME_WIDTH, NAME_SMALLEST = 237.0, 22
TITLE = Type(23, DEEP, is_bold=True, is_display=True)
NAME = Type(36, INK, is_bold=True, is_display=True)
STRONG = Type(13, INK, is_bold=True)
PRIZE = Type(15, SIGNAL, is_bold=True)
BODY = Type(12.5, INK)
NOTE = Type(9, SOFT)
SMALL = Type(7.5, SOFT)


def file_name(certificate: Certificate, ending: str) -> str:
    """Without the name of anybody."""
    return f"smartport-{certificate.edition.slug}-{certificate.kind}-{certificate.code[:8]}.{ending}"


def proof_of(certificate: Certificate) -> bytes:
    """The JSON file."""
    return file_of(certificate.statement, signature=certificate.signature, key=certificate.key)


def paper_of(certificate: Certificate) -> bytes:
    """The PDF; always the same bytes. Raises FontsMissing."""
    facts = json.loads(certificate.statement)
    halves = {}
    for language in ("fr", "ar"):
        with translation.override(language):
            halves[language] = wording_of(facts)
    sheet = Sheet(find_faces(), at=date.fromisoformat(facts["issued"]))
    sheet.set_title(f"{halves['fr'].title} · {facts['name']}")
    sheet.set_author(facts["issuer"]["name"])
    sheet.set_lang("fr")
    _ground(sheet)
    _head(sheet, facts)
    _body(sheet, facts, halves["fr"], halves["ar"])
    _foot(sheet, facts, halves["fr"], halves["ar"], key=certificate.key)
    sheet.embed_file(
        bytes=proof_of(certificate),
        basename=file_name(certificate, "json"),
        mime_type="application/json",
        desc="Signed statement: smartport certificate verify",
    )
    try:
        return bytes(sheet.output())
    finally:
        sheet.close()


def _ground(sheet: Sheet) -> None:
    sheet.isobaths(INSET, top=118, count=13)
    sheet.frame(INSET, colour=DEEP, weight=0.9)
    sheet.frame(INSET + 1.8, colour=ISOBATH, weight=0.2)


def _head(sheet: Sheet, facts: Mapping[str, Any]) -> None:
    """The mark and the name of the challenge, which is the same in every language."""
    _mark(sheet, MIDDLE - 6, 17, 12)
    sheet.line_of(facts["issuer"]["name"].upper(), Type(10, DEEP, is_bold=True), x=0, y=31, width=WIDTH)


def _mark(sheet: Sheet, x: float, y: float, side: float) -> None:
    """A crane before lines of equal depth: the mark of the site, drawn for paper."""
    unit = side / 48

    def at(left: float, down: float) -> tuple[float, float]:
        return x + left * unit, y + down * unit

    sheet.set_fill_color(*DEEP)
    sheet.rect(x, y, side, side, style="F", round_corners=True, corner_radius=4 * unit)
    sheet.set_draw_color(*ISOBATH)
    sheet.set_line_width(1.3 * unit)
    for down in (13, 21, 29):
        sheet.bezier([at(0, down), at(18, down - 2), at(24, down + 14), at(48, down + 6)])
    sheet.set_draw_color(255, 255, 255)
    sheet.set_line_width(2.4 * unit)
    sheet.line(*at(0, 41), *at(48, 41))
    sheet.line(*at(30, 41), *at(30, 27))
    sheet.set_fill_color(238, 127, 192)
    sheet.polygon([at(30, 22), at(33, 13), at(42, 8), at(43, 11), at(39, 18)], style="F")
    sheet.set_fill_color(255, 255, 255)
    sheet.circle(*at(30, 24), 3 * unit, style="F")


def _body(sheet: Sheet, facts: Mapping[str, Any], french: Wording, arabic: Wording) -> None:
    _both(sheet, french.title, arabic.title, TITLE, y=41)
    sheet.rule(MIDDLE - 14, MIDDLE + 14, 57, colour=SIGNAL, weight=0.7)
    _both(sheet, french.given_to, arabic.given_to, NOTE, y=61)
    _name(sheet, facts["name"])
    sheet.rule(MIDDLE - 60, MIDDLE + 60, 95)
    y = _both(sheet, french.reason, arabic.reason, BODY, y=99)
    y = _both(sheet, french.edition, arabic.edition, STRONG, y=y + 0.5)
    if french.award:
        y = _both(sheet, french.award, arabic.award, PRIZE, y=y + 3, lines=2)
    if french.place:
        y = _both(sheet, french.place, arabic.place, STRONG, y=y + 0.5)
    if "team" in facts:
        _team(sheet, facts["team"], french.team, arabic.team, y=y + (5 if french.award else 9))


def _name(sheet: Sheet, name: str) -> None:
    """As large as the line allows; a very long one stands on two."""
    style = sheet.fitted(name, NAME, width=NAME_WIDTH)
    if style.size < NAME_SMALLEST:
        style = sheet.fitted(name, replace(NAME, size=NAME_SMALLEST), width=NAME_WIDTH, lines=2)
    lines = sheet.broken(name, style, width=NAME_WIDTH)
    top = 79.5 - len(lines) * style.size * POINT * LEADING / 2
    sheet.lines_of(name, style, x=(WIDTH - NAME_WIDTH) / 2, y=top, width=NAME_WIDTH)


def _both(sheet: Sheet, french: str, arabic: str, style: Type, *, y: float, lines: int = 1) -> float:
    """French at the left, Arabic at the right of the middle; the height under the longer one."""
    width = HALF - 6
    ends = []
    # Arabic letters look smaller and hang lower than Latin ones of their size.
    larger, lift = replace(style, size=style.size * 1.1), style.size * POINT * 0.2
    for text, wanted, x, top in ((french, style, MIDDLE - HALF, y), (arabic, larger, MIDDLE + 6, y - lift)):
        worn = sheet.fitted(text, wanted, width=width, lines=lines)
        ends.append(sheet.lines_of(text, worn, x=x, y=top, width=width))
    return max(ends)


def _team(sheet: Sheet, team: str, french: str, arabic: str, *, y: float) -> None:
    """Once, between its two names for what it is."""
    style = sheet.fitted(team, STRONG, width=150)
    width = min(150.0, sheet.width_of(team, style))
    x = MIDDLE - width / 2
    sheet.line_of(team, style, x=x, y=y, width=width)
    sheet.line_of(french, NOTE, x=x - 34, y=y + 1.2, width=30, align="R")
    sheet.line_of(arabic, NOTE, x=x + width + 4, y=y + 0.4, width=30, align="L")


def _foot(sheet: Sheet, facts: Mapping[str, Any], french: Wording, arabic: Wording, *, key: str) -> None:
    address = address_of(facts["code"])
    _qr(sheet, address, x=MIDDLE - QR_SIDE / 2, y=FOOT - 6)
    width = HALF - QR_SIDE / 2 - 12
    left, right = MIDDLE - HALF, MIDDLE + HALF - width
    for half, x, align in ((french, left, "L"), (arabic, right, "R")):
        y = sheet.line_of(half.issued, Type(10.5, INK), x=x, y=FOOT + 2, width=width, align=align)
        if half.partners:
            worn = sheet.fitted(half.partners, NOTE, width=width, lines=3)
            sheet.lines_of(half.partners, worn, x=x, y=y + 1.5, width=width, align=align)
    code = Type(9, INK, is_bold=True)
    sheet.line_of(spaced(facts["code"]), code, x=EDGE, y=FOOT + QR_SIDE - 4.2, width=WIDTH - 2 * EDGE)
    sheet.line_of(address, SMALL, x=EDGE, y=FOOT + QR_SIDE + 0.4, width=WIDTH - 2 * EDGE)
    sheet.line_of(f"Ed25519 · {key}", SMALL, x=EDGE, y=FOOT + QR_SIDE + 4.2, width=WIDTH - 2 * EDGE)
    link = sheet.width_of(address, SMALL)
    sheet.link(MIDDLE - link / 2, FOOT + QR_SIDE + 0.4, link, 4, address)


def _qr(sheet: Sheet, address: str, *, x: float, y: float) -> None:
    """Black on white with its quiet zone, drawn as boxes: no picture in between."""
    made = segno.make(address, error="m", micro=False)
    rows = [list(row) for row in made.matrix_iter(border=2)]
    unit = QR_SIDE / len(rows)
    white: Colour = (255, 255, 255)
    sheet.set_fill_color(*white)
    sheet.rect(x, y, QR_SIDE, QR_SIDE, style="F")
    sheet.set_fill_color(*INK)
    for down, row in enumerate(rows):
        begin = 0
        while begin < len(row):
            end = begin
            while end < len(row) and row[end]:
                end += 1
            if end > begin:
                sheet.rect(x + begin * unit, y + down * unit, (end - begin) * unit, unit, style="F")
            begin = end + 1
