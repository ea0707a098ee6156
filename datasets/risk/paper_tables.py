"""The words of the paper to sign: its head, its tables, the questions of the law with their signatures."""

from django.utils.translation import gettext

from datasets.recipes.recipe import Law
from datasets.risk.paper import BODY, INK, NOTE, SOFT, STRONG, STRONG_LINE, TONES, Paper, Style
from datasets.risk.paper_charts import FIGURE, HEAD, HEAD_END, NAME, STRONG_FIGURE, draw_heading
from datasets.risk.telling import Told
from datasets.risk.told_answers import Answered, Tested

BOX = 3.2


def draw_head(paper: Paper, told: Told, *, release: str, day: str, law: Law) -> None:
    paper.say(gettext("Risk report of a data release"), Style(size=10, colour=SOFT))
    paper.gap(1)
    paper.say(told.title, Style(size=20, is_bold=True))
    paper.gap(1)
    paper.say(f"{release} · {day}", BODY)
    if law.basis:
        paper.say(gettext("Legal basis: %(basis)s") % {"basis": law.basis}, BODY)
    if law.cndp:
        paper.say(gettext("Reference of the CNDP: %(reference)s") % {"reference": law.cndp}, BODY)
    paper.gap(2)
    paper.rule(0, paper.inner, colour=INK, weight=0.5)
    paper.gap(5)


def draw_measures(paper: Paper, told: Told) -> None:
    draw_heading(paper, gettext("The numbers"), with_room=40)
    half = 42.0
    wide = paper.inner - 2 * half
    _draw_measures_head(paper, wide=wide, half=half)
    for line in told.measures:
        if paper.room(10):
            _draw_measures_head(paper, wide=wide, half=half)
        name = f"{line.name} · {line.column}" if line.column else line.name
        paper.gap(0.8)
        paper.say_beside(
            [(name, 0, wide, BODY), (line.before, wide, half, FIGURE), (line.after, wide + half, half, STRONG_FIGURE)]
        )
        paper.gap(0.6)
        paper.rule(0, paper.inner)


def _draw_measures_head(paper: Paper, *, wide: float, half: float) -> None:
    paper.say_beside(
        [
            (gettext("Measure"), 0, wide, HEAD),
            (gettext("Before"), wide, half, HEAD_END),
            (gettext("After"), wide + half, half, HEAD_END),
        ]
    )
    paper.rule(0, paper.inner, colour=INK, weight=0.25)


def draw_answers(paper: Paper, told: Told) -> None:
    """Each question stays on one page with its signature."""
    draw_heading(paper, gettext("The three questions of the law"), with_room=80)
    for question in told.questions:
        paper.room(34 + 12 * max(1, len(question.tests)))
        _draw_question(paper, question)
        paper.gap(6)


def _draw_question(paper: Paper, question: Answered) -> None:
    paper.say(question.name, Style(size=11, is_bold=True))
    paper.say(question.asks, Style(colour=SOFT))
    paper.gap(1.5)
    widths = (paper.inner - 90, 26.0, 34.0, 30.0)
    starts = [sum(widths[:place]) for place in range(4)]
    titles = (gettext("Test"), gettext("Value"), gettext("Limit"), gettext("Result"))
    styles = (HEAD, HEAD_END, HEAD_END, HEAD_END)
    paper.say_beside(list(zip(titles, starts, widths, styles, strict=True)))
    paper.rule(0, paper.inner, colour=INK, weight=0.25)
    for test in question.tests:
        paper.gap(0.8)
        texts = (test.text, test.value, test.limit, _result(test))
        result = Style(is_bold=True, align="end", colour=_colour(test))
        paper.say_beside(list(zip(texts, starts, widths, (BODY, STRONG_FIGURE, FIGURE, result), strict=True)))
        paper.gap(0.6)
        paper.rule(0, paper.inner)
    if not question.tests:
        paper.say(gettext("No test could be done: the recipe names no column for it."))
    paper.gap(2)
    _draw_decision(paper, question)


def _result(test: Tested) -> str:
    if test.holds is None:
        return gettext("no limit")
    return gettext("holds") if test.holds else gettext("does not hold")


def _colour(test: Tested) -> tuple[int, int, int]:
    if test.holds is None:
        return SOFT
    return TONES["good" if test.holds else "bad"][0]


def _draw_decision(paper: Paper, question: Answered) -> None:
    """What was decided and by whom, or boxes and lines to fill in; then the line for the signature."""
    signed, third = question.signed, paper.inner / 3
    if signed:
        person = f"{signed.signer} ({signed.role})" if signed.role else signed.signer
        blanks = [(gettext("Decision"), signed.decision), (gettext("Signer"), person), (gettext("Date"), signed.day)]
    else:
        blanks = [(gettext("Decision"), ""), (gettext("Signer"), ""), (gettext("Date"), "")]
        paper.say(question.proposal, NAME)
    paper.say_beside([(name, place * third, third - 4, HEAD) for place, (name, _text) in enumerate(blanks)])
    top = paper.y
    if signed:
        paper.say_beside([(text, place * third, third - 4, STRONG) for place, (_name, text) in enumerate(blanks)])
        if signed.reason:
            paper.say(signed.reason, NOTE)
    else:
        _draw_boxes(paper)
    paper.set_y(max(paper.y, top + 7))
    paper.gap(4 if signed else 1)
    _draw_lines(paper, is_signed=bool(signed))


def _draw_boxes(paper: Paper) -> None:
    top, x = paper.y + 1, 0.0
    for word in (gettext("Accepted"), gettext("Not accepted")):
        paper.set_draw_color(*INK)
        paper.set_line_width(0.3)
        paper.rect(paper.left(x, BOX), top + 0.8, BOX, BOX)
        paper.set_y(top)
        paper.say(word, BODY, x=x + BOX + 1.5, width=24)
        x += 28


def _draw_lines(paper: Paper, *, is_signed: bool) -> None:
    third = paper.inner / 3
    if not is_signed:
        paper.rule(third, third - 4, colour=STRONG_LINE, weight=0.3)
        paper.rule(2 * third, third, colour=STRONG_LINE, weight=0.3)
    paper.gap(3)
    paper.say(gettext("Signature"), HEAD)
    paper.gap(9)
    paper.rule(0, 2 * third - 4, colour=STRONG_LINE, weight=0.3)


def draw_method(paper: Paper, told: Told) -> None:
    draw_heading(paper, gettext("How the numbers were got"), with_room=30)
    for sentence in told.method:
        paper.say(sentence, NOTE)
        paper.gap(0.8)
