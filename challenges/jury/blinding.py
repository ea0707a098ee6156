"""Takes out of a text whatever tells whose it is: names in all their spellings, addresses, links, handles.

A text comes in pieces, such as those between the marks of Markdown: a name is found across their borders. What is put
in its place says only of what kind it was.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise

from challenges.folding import fold

LONG = 6
"""Letters of a name that is found inside of other words too: it does not get there by chance."""
PART = 3
"""Letters that a part of a person's name needs in order to tell anything alone."""
REST = 4
"""Letters that must be left of a team's name without the words that any team may begin with."""
PARTICLES = frozenset("al ben bin bint ibn abd abu abou bou ait del der des les van von the and".split())  # noqa: SIM905
OPENINGS = frozenset("les le la l the equipe team groupe group projet project فريق مجموعه مشروع".split())  # noqa: SIM905
# What Arabic writes before a word without a space, in its folded form: and, so, in, like, for, will; with the article.
PROCLITIC = re.compile(r"[وفبكلس]{0,2}(?:ال|لل)?")
ARTICLE, MERGED = "ال", "لل"

_TLD = (
    "com org net int edu gov mil info biz pro io ai app dev tech cloud online site web page link xyz me tv co gg ly to "
    "ma tn dz eg mr sn fr be ch ca de es it nl pt uk us eu africa space studio group team club world live digital "
    "agency solutions systems port shop store blog news media email academy school university science المغرب شبكة موقع"
)
_LABEL = r"[^\W_](?:[\w-]{0,61}[^\W_])?"
ADDRESSES = re.compile(
    rf"""
      [a-z][a-z0-9+.-]{{1,20}}://[^\s<>"'`]+
    | (?:mailto|tel):[^\s<>"'`]+
    | (?<![\w.+%-])[\w.+%-]+\s?(?:@|\(at\)|\[at\]|\{{at\}})\s?(?:{_LABEL}\.)+[^\W\d_]{{2,24}}
    | (?<![\w.@-])www\.[^\s<>"'`]+
    | (?<![\w.@-])(?:{_LABEL}\.)+(?:{"|".join(sorted(set(_TLD.split())))})(?![\w-])(?:[/?\#:][^\s<>"'`]*)?
    | (?<![\w.@-])(?:{_LABEL}\.)+[^\W\d_]{{2,24}}/[^\s<>"'`]*
    | (?<![\w@])@\w[\w.-]*
    | (?<![\w+])(?:\+\d{{1,3}}|0[5-7])(?:[\s.-]?\d){{8,12}}(?!\d)
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""In this order: addresses with their scheme; of mail, also slightly hidden; hosts, known by their beginning, their end
or a path; handles; telephones."""
AFTER = ".,;:!?)]}»…،؛؟"
"""Signs that end a sentence, no address."""


@dataclass(frozen=True)
class Names:
    """What must not be read: the team's name, its members' names, and the names of their accounts."""

    teams: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    accounts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Instead:
    """The neutral words, in the reader's language."""

    team: str = "[team]"
    person: str = "[person]"
    link: str = "[link]"


@dataclass(frozen=True)
class Span:
    """A stretch of a text, and what stands there afterwards."""

    start: int
    end: int
    word: str = ""


def blind(text: str, names: Names, *, instead: Instead) -> str:
    """One text without marks."""
    return blind_pieces([text], names, instead=instead)[0]


def blind_pieces(pieces: Sequence[str], names: Names, *, instead: Instead) -> list[str]:
    """As many pieces as before; what was found across several is replaced in its first, and gone from the others."""
    whole = "".join(pieces)
    spans = _without_overlaps([*_addresses(whole, instead.link), *_named(whole, names, instead=instead)])
    starts = [0, *accumulate(map(len, pieces))]
    return [_replaced(whole, start, end, spans) for start, end in pairwise(starts)]


def _replaced(whole: str, start: int, end: int, spans: Sequence[Span]) -> str:
    made, at = [], start
    for span in spans:
        if span.end <= start or span.start >= end:
            continue
        made.append(whole[at : max(span.start, start)])
        if span.start >= start:
            made.append(span.word)
        at = min(span.end, end)
    return "".join([*made, whole[at:end]])


def _without_overlaps(spans: Iterable[Span]) -> list[Span]:
    """Those that meet become one; the word of the one that begins first stands, of the longer where two begin."""
    made: list[Span] = []
    for span in sorted(spans, key=lambda found: (found.start, -found.end)):
        if made and span.start < made[-1].end:
            made[-1] = Span(made[-1].start, max(made[-1].end, span.end), made[-1].word)
        else:
            made.append(span)
    return made


def _addresses(whole: str, word: str) -> Iterator[Span]:
    for found in ADDRESSES.finditer(whole):
        yield Span(found.start(), found.start() + len(found[0].rstrip(AFTER)), word)


def _named(whole: str, names: Names, *, instead: Instead) -> Iterator[Span]:
    skeleton = Skeleton.of(whole)
    for word, wanted in ((instead.team, _teams(names.teams)), (instead.person, _people(names))):
        for name in wanted:
            yield from skeleton.spans(name, word)
    for word, given in ((instead.team, names.teams), (instead.person, (*names.people, *names.accounts))):
        for name in given:
            if name.strip() and not _letters(name):  # signs alone
                yield from (Span(*at.span(), word) for at in re.finditer(re.escape(name.strip()), whole))


def _spellings(names: Iterable[str]) -> set[str]:
    """Each as its folded letters; an Arabic article also as it is written after the preposition that merges with it."""
    found = {_letters(name) for name in names}
    merged = {MERGED + name.removeprefix(ARTICLE) for name in found if name.startswith(ARTICLE)}
    return {name for name in found | merged if len(name) > 1}


def _teams(names: Iterable[str]) -> set[str]:
    """Whole names, and what is left of them without the words that any team may begin with."""
    given = list(names)
    return _spellings(given) | {rest for rest in map(_without_openings, given) if len(rest) >= REST}


def _without_openings(name: str) -> str:
    words = re.split(r"[\W_]+", fold(name))
    while words and (not words[0] or words[0] in OPENINGS):
        words = words[1:]
    return _letters("".join(words))


def _people(names: Names) -> set[str]:
    """Whole names, and their parts: a first name tells enough. Of an account the whole name, if it is long enough to
    be one."""
    parts = (part for name in names.people for part in re.split(r"[\W_\d]+", fold(name)))
    accounts = {name for name in _spellings(names.accounts) if len(name) >= REST}
    return _spellings(names.people) | accounts | {part for part in parts if len(part) >= PART and part not in PARTICLES}


@dataclass(frozen=True)
class Skeleton:
    """The folded letters and digits of a text, and where in it each of them stands; where the word around each place
    begins and ends."""

    text: str
    letters: str
    places: tuple[int, ...]
    begins: tuple[int, ...]
    ends: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> "Skeleton":
        folded = [(letter, at) for at, raw in enumerate(text) for letter in _folded(raw)]
        begins = _word_begins(text)
        ends = [len(text) - begin for begin in _word_begins(text[::-1])][::-1]
        letters = "".join(letter for letter, _ in folded)
        return cls(text, letters, tuple(at for _, at in folded), tuple(begins), tuple(ends))

    def spans(self, name: str, word: str) -> Iterator[Span]:
        """Where a name stands, in whatever case, accents, spaces and signs between its letters; a short one only as a
        word of its own. Of a longer word around it nothing stays."""
        at = self.letters.find(name)
        while at != -1:
            last = at + len(name) - 1
            start, end = self.places[at], self.places[last] + 1
            if len(name) >= LONG or (self._begins_at(start) and self._ends_at(end)):
                yield Span(self.begins[start], self.ends[end - 1], word)
                at = last
            at = self.letters.find(name, at + 1)

    def _begins_at(self, start: int) -> bool:
        """At a word's beginning, after a digit, at a capital within it, or after what Arabic writes onto its front."""
        before = "".join(letter for letter in self.text[self.begins[start] : start][-LONG:] if not _is_mark(letter))
        first = self.text[start]
        if not before or not first.isalpha() or not before[-1].isalpha() or (before[-1].islower() and first.isupper()):
            return True
        return PROCLITIC.fullmatch(_letters(before)) is not None

    def _ends_at(self, end: int) -> bool:
        """At a word's end, before a digit, or before a capital; marks on the last letter are of it."""
        rest = "".join(letter for letter in self.text[end : self.ends[end - 1]][:LONG] if _folded(letter))
        last = self.text[end - 1]
        return not rest or not rest[0].isalpha() or not last.isalpha() or (last.islower() and rest[0].isupper())


def _word_begins(text: str) -> list[int]:
    """For each place, where the word around it begins; its own where there is none."""
    found: list[int] = []
    for at, letter in enumerate(text):
        found.append(found[-1] if at and _is_of_a_word(letter) and _is_of_a_word(text[at - 1]) else at)
    return found


def _is_of_a_word(letter: str) -> bool:
    return letter.isalnum() or _is_mark(letter)


def _is_mark(letter: str) -> bool:
    """What is written onto a letter, and joiners, which nobody sees."""
    return unicodedata.category(letter) in {"Mn", "Me", "Cf"}


def _letters(name: str) -> str:
    return "".join(_folded(letter) for letter in name)


@lru_cache(maxsize=4096)
def _folded(letter: str) -> str:
    """Of one letter; nothing of a space or a sign."""
    return "".join(each for each in fold(letter) if each.isalnum())
