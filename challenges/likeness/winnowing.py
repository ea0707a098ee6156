"""Fingerprints of Python code by winnowing (Schleimer, Wilkerson, Aiken 2003, "Winnowing: local algorithms for document
fingerprinting", SIGMOD): whatever two programs share of `SURE` tokens or more is found, under other names too."""

import io
import keyword
import tokenize
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b

GRAM = 24  # tokens under one hash: what is shorter is everybody's way of writing Python
WINDOW = 12  # of so many hashes in a row at least one is kept
SURE = GRAM + WINDOW - 1
MOST_TOKENS = 100_000  # of a file
LONGEST_LINE = 1_000
KEPT = 1_000  # hashes of a submission, the smallest: a sample that two submissions draw alike
FEWEST_SHARED, NEAR_CODE = 10, 0.4
PASSAGES, LINES, LETTERS = 4, 24, 160
GAP = 3  # lines between two shared marks of one passage
DROPPED = frozenset({tokenize.COMMENT, tokenize.NL, tokenize.ENCODING, tokenize.ENDMARKER, tokenize.ERRORTOKEN})
SIGNS = {
    tokenize.NUMBER: "0",
    tokenize.STRING: "s",
    tokenize.INDENT: ">",
    tokenize.DEDENT: "<",
    tokenize.NEWLINE: ";",
}
STATEMENT_STARTS = frozenset({";", ">", "<"})
Token = tuple[str, int]  # as compared, and the line it is on


@dataclass(frozen=True)
class Source:
    """A file of code."""

    name: str
    text: str


@dataclass(frozen=True)
class Mark:
    """A hash that winnowing keeps, and the lines of the file that it speaks of."""

    hash: int
    file: int
    first: int
    last: int


@dataclass(frozen=True)
class CodeAlike:
    """How many fingerprints two programs have, and share."""

    shared: int
    first: int
    second: int

    @property
    def containment(self) -> float:
        """Of the smaller one, the share that the other has too."""
        return self.shared / max(1, min(self.first, self.second))

    @property
    def jaccard(self) -> float:
        """Of all that either has, the share that both have."""
        return self.shared / max(1, self.first + self.second - self.shared)

    @property
    def strength(self) -> float:
        """From 0 to 1."""
        is_near = self.shared >= FEWEST_SHARED and self.containment >= NEAR_CODE
        return self.containment if is_near else 0.0


@dataclass(frozen=True)
class Passage:
    """The same code in two programs: file, first line and lines of each."""

    names: tuple[str, str]
    starts: tuple[int, int]
    texts: tuple[str, str]


@dataclass
class _Run:
    """Marks that follow one another in both programs."""

    first: Mark
    second: Mark
    ends: tuple[int, int]

    @property
    def size(self) -> int:
        return self.ends[0] - self.first.first + 1

    def goes_on(self, first: Mark, second: Mark) -> bool:
        is_same = (first.file, second.file) == (self.first.file, self.second.file)
        near = self.ends[0] + GAP >= first.first and self.second.first <= second.first <= self.ends[1] + GAP
        return is_same and near


def tokens_of(text: str) -> list[Token]:
    """Without comments, blank lines and docstrings; every name is one token, every number and every text another. What
    is not Python any more ends it."""
    found: list[Token] = []
    try:
        for token in tokenize.generate_tokens(_short_lines(text).__next__):
            if token.type in DROPPED:
                continue
            if token.type == tokenize.NEWLINE and _is_docstring(found):
                found.pop()
                continue
            found.append((_sign(token), token.start[0]))
            if len(found) == MOST_TOKENS:
                break
    except (tokenize.TokenError, SyntaxError, ValueError, RecursionError):
        return found
    return found


def winnow(hashes: Sequence[int], *, window: int = WINDOW) -> list[int]:
    """The places of the hashes that are kept: of every window the smallest, the last of equal ones."""
    kept: list[int] = []
    for start in range(max(1, len(hashes) - window + 1) if hashes else 0):
        stretch = range(start, min(start + window, len(hashes)))
        place = min(stretch, key=lambda at: (hashes[at], -at))
        if not kept or kept[-1] != place:
            kept.append(place)
    return kept


def marks_of(sources: Sequence[Source]) -> list[Mark]:
    """In the order of the files."""
    return [mark for at, source in enumerate(sources) for mark in _marks(at, tokens_of(source.text))]


def hashes_of(marks: Collection[Mark], *, common: Collection[int] = frozenset()) -> list[int]:
    """The smallest of them, in order, without those that everybody was given."""
    return sorted({mark.hash for mark in marks} - set(common))[:KEPT]


def compare_code(first: Sequence[int], second: Sequence[int]) -> CodeAlike:
    """By what `hashes_of` gave; of what was cut there, the part that both have whole."""
    ends = [hashes[-1] for hashes in (first, second) if len(hashes) == KEPT]
    one, other = ({value for value in hashes if not ends or value <= min(ends)} for hashes in (first, second))
    return CodeAlike(len(one & other), len(one), len(other))


def passages(
    first: Sequence[Source], second: Sequence[Source], *, common: Collection[int] = frozenset()
) -> list[Passage]:
    """The longest ones, cut to what fits on a page."""
    runs = sorted(_runs(marks_of(first), marks_of(second), common=common), key=lambda run: -run.size)
    return [_passage(run, first, second) for run in _apart(runs)]


def _short_lines(text: str) -> Iterator[str]:
    """The tokenizer needs the square of a line's length where somebody wants it to: a longer one is left blank."""
    return (line if len(line) <= LONGEST_LINE else "\n" for line in io.StringIO(text))


def _sign(token: tokenize.TokenInfo) -> str:
    if token.type == tokenize.NAME:
        return token.string if keyword.iskeyword(token.string) else "n"
    return SIGNS.get(token.type, token.string)


def _is_docstring(found: list[Token]) -> bool:
    return bool(found) and found[-1][0] == "s" and (len(found) == 1 or found[-2][0] in STATEMENT_STARTS)


def _marks(file: int, tokens: list[Token]) -> Iterator[Mark]:
    grams = [" ".join(sign for sign, _ in tokens[at : at + GRAM]) for at in range(len(tokens) - GRAM + 1)]
    hashes = [int.from_bytes(blake2b(gram.encode(), digest_size=6).digest(), "big") for gram in grams]
    for place in winnow(hashes):
        yield Mark(hashes[place], file, tokens[place][1], tokens[place + GRAM - 1][1])


def _runs(first: list[Mark], second: list[Mark], *, common: Collection[int]) -> list[_Run]:
    others: dict[int, Mark] = {}
    for mark in second:
        others.setdefault(mark.hash, mark)
    runs: list[_Run] = []
    for mark in first:
        other = others.get(mark.hash) if mark.hash not in common else None
        if other is None:
            continue
        if runs and runs[-1].goes_on(mark, other):
            ends = runs[-1].ends
            runs[-1].ends = (max(ends[0], mark.last), max(ends[1], other.last))
        else:
            runs.append(_Run(mark, other, (mark.last, other.last)))
    return runs


def _apart(runs: list[_Run]) -> list[_Run]:
    """The first few that do not lie over one another."""
    chosen: list[_Run] = []
    for run in runs:
        if len(chosen) < PASSAGES and not any(_overlap(run, other) for other in chosen):
            chosen.append(run)
    return chosen


def _overlap(one: _Run, other: _Run) -> bool:
    is_same = one.first.file == other.first.file
    return is_same and one.first.first <= other.ends[0] and other.first.first <= one.ends[0]


def _passage(run: _Run, first: Sequence[Source], second: Sequence[Source]) -> Passage:
    left, right = first[run.first.file], second[run.second.file]
    return Passage(
        (_shown(left.name), _shown(right.name)),
        (run.first.first, run.second.first),
        (_lines(left.text, run.first.first, run.ends[0]), _lines(right.text, run.second.first, run.ends[1])),
    )


def _lines(text: str, first: int, last: int) -> str:
    """Cut like the tokenizer's lines, at line feeds alone."""
    lines = text.split("\n")[first - 1 : min(last, first - 1 + LINES)]
    return "\n".join(_shown(line.rstrip("\r").replace("\t", "    ")) for line in lines)


def _shown(text: str) -> str:
    """What cannot be seen, such as a sign that turns the direction of writing, is a dot."""
    return "".join(letter if letter.isprintable() else "·" for letter in text[:LETTERS])
