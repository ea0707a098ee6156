"""The pictures of the paper to sign, drawn as vectors: the same shapes as on the page."""

from collections.abc import Sequence

from django.utils.translation import gettext

from datasets.risk.figures import COLUMN_HEIGHT, COLUMN_WIDTH, DOTS_A_LINE, TRACK, Bar, Dot
from datasets.risk.paper import AFTER, BEFORE, BODY, GROUND, INK, NOTE, SOFT, STRONG, STRONG_LINE, TONES, Paper, Style
from datasets.risk.telling import Attacker, Baseline, ColumnKept, Crowd, Fact, Told
from datasets.risk.told_linkage import Attack, Found
from datasets.risk.told_verdict import Verdict

HEADING = Style(size=12.5, is_bold=True)
NAME = Style(size=10, is_bold=True)
FIGURE = Style(size=9.5, align="end")
STRONG_FIGURE = Style(size=9.5, is_bold=True, align="end")
HEAD = Style(size=8.5, is_bold=True, colour=SOFT)
HEAD_END = Style(size=8.5, is_bold=True, colour=SOFT, align="end")
CROWDS_HEIGHT = 34.0
TRACK_HEIGHT = 2.6
DOTS_SIDE = 19.0
BAD, BAD_TINT = TONES["bad"]


def draw_heading(paper: Paper, text: str, *, with_room: float) -> None:
    """A heading that is not left alone at the foot of a page."""
    paper.gap(5)
    paper.room(with_room)
    paper.say(text, HEADING)
    paper.gap(0.8)
    paper.rule(0, paper.inner, colour=INK, weight=0.25)
    paper.gap(2)


def draw_verdict(paper: Paper, verdict: Verdict) -> None:
    """In a box of its tone."""
    colour, tint = TONES[verdict.tone]
    inside, first, more = paper.inner - 12, Style(size=13, is_bold=True), Style(size=9.5)
    height = 8 + paper.height_of(verdict.text, first, width=inside)
    height += sum(paper.height_of(sentence, more, width=inside) + 1 for sentence in verdict.more)
    paper.room(height)
    top = paper.y
    paper.box(0, top, paper.inner, height, colour=tint)
    paper.box(0, top, 1.4, height, colour=colour)
    paper.set_y(top + 4)
    paper.say(verdict.text, first, x=6, width=inside)
    for sentence in verdict.more:
        paper.gap(1)
        paper.say(sentence, more, x=6, width=inside)
    paper.set_y(top + height + 5)


def draw_facts(paper: Paper, facts: Sequence[Fact]) -> None:
    width = paper.inner / max(1, len(facts))
    top = paper.y
    lowest = top
    for place, fact in enumerate(facts):
        x = place * width
        paper.set_y(top)
        paper.say(fact.name, Style(size=8.5, colour=SOFT), x=x + 3, width=width - 4)
        paper.say(fact.value, Style(size=13, is_bold=True), x=x + 3, width=width - 4)
        paper.say(fact.note, NOTE, x=x + 3, width=width - 4)
        lowest = max(lowest, paper.y)
    for place in range(len(facts)):
        paper.box(place * width, top, 0.3, lowest - top, colour=STRONG_LINE)
    paper.set_y(lowest)


def draw_legend(paper: Paper, *, limit: str = "") -> None:
    keys = [(gettext("Before"), BEFORE), (gettext("After"), AFTER)] + ([(limit, BAD_TINT)] if limit else [])
    top = paper.y
    for place, (text, colour) in enumerate(keys):
        x = place * 30.0
        paper.box(x, top + 1, 2.8, 2.8, colour=colour)
        paper.set_y(top)
        paper.say(text, NOTE, x=x + 4, width=25)
    paper.gap(1.5)


def draw_crowds(paper: Paper, told: Told) -> None:
    draw_heading(paper, gettext("How many look alike"), with_room=CROWDS_HEIGHT + 40)
    paper.say(told.crowds_note, Style(colour=SOFT))
    paper.gap(1)
    draw_legend(paper, limit=gettext("too few"))
    top, width = paper.y, paper.inner / len(told.crowds)
    for place, crowd in enumerate(told.crowds):
        _draw_crowd(paper, crowd, x=place * width, width=width, top=top)
    paper.set_y(top + CROWDS_HEIGHT)
    paper.rule(0, paper.inner, colour=INK, weight=0.25)
    paper.gap(1)
    for style, words in (
        (Style(size=8.5, is_bold=True, align="centre"), [crowd.label for crowd in told.crowds]),
        (Style(size=8.5, colour=SOFT, align="centre"), [crowd.before for crowd in told.crowds]),
        (Style(size=8.5, is_bold=True, colour=AFTER, align="centre"), [crowd.after for crowd in told.crowds]),
    ):
        paper.say_beside([(text, place * width, width, style) for place, text in enumerate(words)])


def _draw_crowd(paper: Paper, crowd: Crowd, *, x: float, width: float, top: float) -> None:
    if crowd.shape.is_too_few:
        paper.box(x, top, width, CROWDS_HEIGHT + 16, colour=BAD_TINT)

    def draw(bar: Bar, colour: tuple[int, int, int]) -> None:
        across, up = width / COLUMN_WIDTH, (CROWDS_HEIGHT - 2) / COLUMN_HEIGHT
        paper.box(x + bar.x * across, top + 2 + bar.y * up, bar.width * across, bar.height * up, colour=colour)

    draw(crowd.shape.before, BEFORE)
    draw(crowd.shape.after, AFTER)


def draw_attackers(paper: Paper, told: Told) -> None:
    draw_heading(paper, gettext("Three attackers"), with_room=55)
    lede = gettext("The probability that a name put to a row is right.")
    paper.say(f"{lede} {told.attackers_note}", Style(colour=SOFT))
    for attacker in told.attackers:
        paper.gap(2.5)
        _draw_attacker(paper, attacker)


def _draw_attacker(paper: Paper, attacker: Attacker) -> None:
    half = paper.inner / 2
    paper.room(18)
    top = paper.y
    paper.say(attacker.name, NAME, width=half - 6)
    paper.say(attacker.who, NOTE, width=half - 6)
    lowest = paper.y
    paper.set_y(top)
    if attacker.gauge is None:
        paper.say(attacker.after, STRONG, x=half, width=half)
    else:
        gauge, length = attacker.gauge, half - 24
        lines = ((gauge.before, BEFORE, attacker.before, FIGURE), (gauge.after, AFTER, attacker.after, STRONG_FIGURE))
        for share, colour, text, style in lines:
            draw_track(paper, share, x=half, width=length, colour=colour)
            paper.say(text, style, x=half + length, width=24)
        if gauge.limit is not None:
            paper.box(half + length * gauge.limit / TRACK - 0.2, top + 0.5, 0.4, paper.y - top - 1, colour=BAD)
    if attacker.note:
        paper.say(attacker.note, NOTE, x=half, width=half)
    paper.set_y(max(lowest, paper.y))


def draw_track(paper: Paper, share: float, *, x: float, width: float, colour: tuple[int, int, int]) -> None:
    """A bar on its ground at the height of the line that begins here."""
    y = paper.y + (paper.wear(BODY) - TRACK_HEIGHT) / 2
    paper.box(x, y, width, TRACK_HEIGHT, colour=GROUND)
    paper.box(x, y, width * share / TRACK, TRACK_HEIGHT, colour=colour)


def draw_linkage(paper: Paper, told: Told) -> None:
    if told.linkage is None:
        return
    draw_heading(paper, gettext("What an onlooker finds"), with_room=75)
    paper.say(told.linkage.lede, Style(colour=SOFT))
    paper.gap(2)
    width = paper.inner / 2
    for place in range(0, len(told.linkage.attacks), 2):
        paper.room(DOTS_SIDE + 22)
        top = lowest = paper.y
        for column, attack in enumerate(told.linkage.attacks[place : place + 2]):
            paper.set_y(top)
            _draw_attack(paper, attack, x=column * width, width=width - 6)
            lowest = max(lowest, paper.y)
        paper.set_y(lowest + 3)
    paper.say(told.linkage.together)


def _draw_attack(paper: Paper, attack: Attack, *, x: float, width: float) -> None:
    paper.say(attack.title, NAME, x=x, width=width)
    paper.gap(1)
    top, half = paper.y, width / 2
    for place, (word, found) in enumerate(((gettext("Before"), attack.before), (gettext("After"), attack.after))):
        paper.set_y(top)
        _draw_found(paper, found, word=word, x=x + place * half, width=half - 3)
    paper.say(attack.note, NOTE, x=x, width=width)


def _draw_found(paper: Paper, found: Found, *, word: str, x: float, width: float) -> None:
    top = paper.y
    for dot in found.dots:
        _draw_dot(paper, dot, x=x, top=top)
    paper.set_y(top + DOTS_SIDE + 1)
    paper.say(f"{word} {found.share}", STRONG, x=x, width=width)
    paper.say(found.interval or " ", NOTE, x=x, width=width)


def _draw_dot(paper: Paper, dot: Dot, *, x: float, top: float) -> None:
    unit = DOTS_SIDE / (DOTS_A_LINE * 10)
    radius = 3.4 * unit
    paper.set_draw_color(*(BAD if dot.is_found else STRONG_LINE))
    paper.set_fill_color(*BAD)
    paper.set_line_width(0.15)
    left = paper.left(x + dot.x * unit - radius, 2 * radius)
    paper.circle(left + radius, top + dot.y * unit, radius, style="DF" if dot.is_found else "D")


def draw_columns(paper: Paper, told: Told) -> None:
    draw_heading(paper, gettext("What is left of each column"), with_room=45)
    paper.say(
        gettext(
            "How much of what the raw values told the published ones still tell, how far the distribution moved, and "
            "how many cells were emptied."
        ),
        Style(colour=SOFT),
    )
    paper.gap(2)
    _draw_column_head(paper)
    for column in told.columns:
        paper.gap(1)
        if paper.room(12):
            _draw_column_head(paper)
        _draw_column(paper, column)


def _draw_column_head(paper: Paper) -> None:
    paper.say_beside(
        [
            (gettext("Column"), 0, 38, HEAD),
            (gettext("Information kept"), 40, 52, HEAD),
            (gettext("Distance"), 94, 48, HEAD_END),
            (gettext("Emptied cells"), 144, paper.inner - 144, HEAD_END),
        ]
    )
    paper.rule(0, paper.inner, colour=INK, weight=0.25)
    paper.gap(0.8)


def _draw_column(paper: Paper, column: ColumnKept) -> None:
    figure = Style(size=8.5, align="end")
    marks = [gettext("known outside")] * column.is_known + [gettext("sensitive")] * column.is_sensitive
    draw_track(paper, column.bar, x=40, width=34, colour=AFTER)
    paper.say_beside(
        [
            (column.name, 0, 38, STRONG),
            (column.kept, 75, 17, figure),
            (column.moved, 94, 48, figure),
            (column.suppressed, 144, paper.inner - 144, figure),
        ]
    )
    if marks:
        paper.say(" · ".join(marks), NOTE)
    paper.gap(0.8)
    paper.rule(0, paper.inner)


def draw_baseline(paper: Paper, baseline: Baseline) -> None:
    draw_heading(paper, gettext("What a simple model loses"), with_room=35)
    paper.say(baseline.sentence, Style(colour=SOFT))
    if baseline.has_scores:
        paper.gap(1.5)
        _draw_score(paper, gettext("Raw rows"), baseline.raw, baseline.raw_text, colour=BEFORE)
        _draw_score(paper, gettext("As published"), baseline.published, baseline.published_text, colour=AFTER)
    if baseline.costs:
        paper.gap(2)
        paper.say(gettext("The columns that cost it"), NAME)
        paper.say(gettext("What the score gains when this column alone is given back raw."), NOTE)
        for cost in baseline.costs:
            _draw_score(paper, cost.column, cost.bar, cost.gain, colour=TONES["warn"][0])


def _draw_score(paper: Paper, name: str, share: float, text: str, *, colour: tuple[int, int, int]) -> None:
    paper.room(8)
    draw_track(paper, share, x=46, width=90, colour=colour)
    paper.say_beside([(name, 0, 44, BODY), (text, 138, paper.inner - 138, STRONG_FIGURE)])
