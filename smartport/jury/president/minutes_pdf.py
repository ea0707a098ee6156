"""The minutes as a paper, in French or Arabic."""

import logging
from collections.abc import Sequence
from contextlib import closing
from datetime import date

from django.utils import translation
from django.utils.translation import gettext

from challenges.panels.models import Panel
from datasets.risk.fonts import find_faces
from datasets.risk.paper import BODY, INK, NOTE, SOFT, STRONG, TONES, Paper, Style
from datasets.risk.paper_charts import FIGURE, HEAD, HEAD_END, STRONG_FIGURE, draw_heading
from smartport.jury.president.minutes_told import Minutes, Moved, Placed, tell

# Tells of every table of every typeface that it makes smaller.
logging.getLogger("fontTools").setLevel(logging.WARNING)
WARN, WARN_TINT = TONES["warn"]
CODE = Style(is_bold=True)
Cells = Sequence[tuple[str, float, float, Style]]


def minutes_pdf(panel: Panel, *, language: str, at: date) -> bytes:
    """The bytes of the paper, dated `at`. Raises FontsMissing."""
    faces = find_faces()
    with translation.override(language):
        told = tell(panel)
        foot = [told.title, f"SHA-256 {told.digest}" if told.digest else gettext("Draft: nothing is signed yet.")]
        with closing(Paper(faces, language=language, foot=foot, at=at)) as paper:
            paper.set_title(f"{gettext('Minutes of the deliberation')}: {told.title}")
            paper.add_page()
            _draw(paper, told)
            return bytes(paper.output())


def _draw(paper: Paper, told: Minutes) -> None:
    _draw_head(paper, told)
    _draw_ranking(paper, told)
    _draw_members(paper, told)
    _draw_lines(paper, gettext("Recusals"), told.recusals or [gettext("No recusal.")])
    _draw_criteria(paper, told)
    _draw_lines(paper, gettext("How it was counted"), told.method)
    _draw_lines(paper, gettext("Equal scores"), told.ties or [gettext("No two projects have the same score.")])
    if told.sensitive:
        _draw_lines(paper, gettext("How firm the ranking is"), told.sensitive)
    draw_heading(paper, gettext("Motions"), with_room=22)
    for motion in told.motions:
        _draw_motion(paper, motion)
    if not told.motions:
        paper.say(gettext("No motion."), BODY)
    _draw_lines(paper, gettext("Deliberation"), told.deliberation.splitlines() or [gettext("None was written.")])
    _draw_signatures(paper, told)


def _draw_head(paper: Paper, told: Minutes) -> None:
    paper.say(gettext("Minutes of the deliberation"), Style(size=10, colour=SOFT))
    paper.gap(1)
    paper.say(told.title, Style(size=20, is_bold=True))
    paper.gap(1)
    paper.say(told.edition, BODY)
    if told.challenge:
        paper.say(told.challenge, BODY)
    if not told.is_locked:
        paper.gap(2)
        top = paper.y
        paper.box(0, top, paper.inner, 9, colour=WARN_TINT)
        paper.set_y(top + 2)
        paper.say(gettext("Draft: the decision is not locked."), Style(is_bold=True, colour=WARN), x=4)
        paper.set_y(top + 9)
    paper.gap(2)
    paper.rule(0, paper.inner, colour=INK, weight=0.5)


def _draw_ranking(paper: Paper, told: Minutes) -> None:
    draw_heading(paper, gettext("The ranking"), with_room=40)
    _draw_row(paper, _ranking_cells(paper, told, None))
    paper.rule(0, paper.inner, colour=INK, weight=0.25)
    for placed in told.ranking:
        if paper.room(9):
            _draw_row(paper, _ranking_cells(paper, told, None))
        paper.gap(0.8)
        _draw_row(paper, _ranking_cells(paper, told, placed))
        paper.gap(0.6)
        paper.rule(0, paper.inner)
    if not told.ranking:
        paper.say(gettext("There is no ranking yet."), BODY)
    if told.is_moved:
        paper.gap(1.5)
        paper.say(gettext("The order is that of a carried motion; the scores are those of the numbers."), BODY)


def _ranking_cells(paper: Paper, told: Minutes, placed: Placed | None) -> list[tuple[str, float, float, Style]]:
    """A line of the table; its head without one."""
    figure = 19.0
    figures = ["final", "jury", "automatic"] if told.counts_automatic else ["final"]
    wide = paper.inner - 12 - 20 - figure * len(figures)
    names = {"final": gettext("Score"), "jury": gettext("Jury"), "automatic": gettext("Automatic")}
    half = wide / 2
    cells = [
        (str(placed.place) if placed else gettext("Place"), 0.0, 12.0, CODE if placed else HEAD),
        (placed.code if placed else gettext("Project code"), 12.0, 20.0, CODE if placed else HEAD),
        ((placed.title or "—") if placed else gettext("Project"), 32.0, half - 4, BODY if placed else HEAD),
        ((placed.team or "—") if placed else gettext("Team"), 32.0 + half, half - 4, BODY if placed else HEAD),
    ]
    for at, name in enumerate(figures):
        text = getattr(placed, name) if placed else names[name]
        style = HEAD_END if placed is None else STRONG_FIGURE if name == "final" else FIGURE
        cells.append((text, 32.0 + wide + at * figure, figure, style))
    return cells


def _draw_members(paper: Paper, told: Minutes) -> None:
    draw_heading(paper, gettext("The jury"), with_room=30)
    half = paper.inner * 0.38
    for member in told.members:
        texts = ((member.name, STRONG), (member.institution, BODY), (member.seat, BODY))
        widths = (half, half, paper.inner - 2 * half)
        xs = (0.0, half, 2 * half)
        _draw_row(
            paper, [(text, x, width - 3, style) for (text, style), x, width in zip(texts, xs, widths, strict=True)]
        )
        paper.gap(0.8)


def _draw_criteria(paper: Paper, told: Minutes) -> None:
    draw_heading(paper, gettext("Criteria"), with_room=30)
    wide = paper.inner - 60
    for title, weight, scale in told.criteria:
        _draw_row(paper, [(title, 0, wide, BODY), (weight, wide, 30, FIGURE), (scale, wide + 30, 30, FIGURE)])
        paper.gap(0.8)


def _draw_lines(paper: Paper, title: str, lines: Sequence[str]) -> None:
    draw_heading(paper, title, with_room=20)
    for line in lines:
        if line.strip():
            paper.say(line, BODY)
            paper.gap(1)


def _draw_motion(paper: Paper, motion: Moved) -> None:
    paper.room(26)
    paper.say(f"{motion.outcome} · {motion.at}", STRONG)
    for text in (gettext("From: %(order)s") % {"order": motion.old}, gettext("To: %(order)s") % {"order": motion.new}):
        paper.say(text, BODY)
    paper.say(motion.reason, BODY)
    for vote in motion.votes:
        paper.say(vote, NOTE)
    paper.gap(3)


def _draw_signatures(paper: Paper, told: Minutes) -> None:
    """Both on one page with what they are put to."""
    draw_heading(paper, gettext("Signatures"), with_room=62)
    half = paper.inner / 2
    _draw_row(paper, [(one.role, at * half, half - 6, HEAD) for at, one in enumerate(told.signatures)])
    _draw_row(paper, [(one.name or "—", at * half, half - 6, STRONG) for at, one in enumerate(told.signatures)])
    _draw_row(paper, [(one.at or " ", at * half, half - 6, NOTE) for at, one in enumerate(told.signatures)])
    paper.gap(16)
    for at in range(len(told.signatures)):
        paper.rule(at * half, half - 12, colour=SOFT)
    paper.gap(3)
    if told.digest:
        paper.say(
            gettext("Digest of the decision (SHA-256), which anybody can check with “smartport jury verify”:"), NOTE
        )
        paper.say(told.digest, Style(size=8, is_bold=True))
        seeded = gettext("Seed %(seed)s, program version %(version)s") % {"seed": told.seed, "version": told.program}
        paper.say(seeded, NOTE)


def _draw_row(paper: Paper, cells: Cells) -> None:
    paper.say_beside(cells)
