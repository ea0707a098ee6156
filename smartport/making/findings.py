"""What a check found, in the reader's language: the evaluator speaks English sentences, people read their own."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.utils.translation import gettext, gettext_lazy

from evaluator.description import DESCRIPTION
from evaluator.errors import BundleBroken
from smartport.making.finding_words import CARELESS, NAMES, SENTENCES, STEPS, TITLES, TROUBLES
from smartport.making.metric_words import WHERE
from smartport.making.pack_words import SENTENCES as OF_PACKS

ABOUT: Mapping[str, Any] = {
    "baselines": gettext_lazy("The baselines"),
    "scorer": gettext_lazy("The scorer, asked as a team might"),
    "files": gettext_lazy("What the files give away"),
    "limits": gettext_lazy("The limits"),
}
ORDER = {"repair": 0, "look": 1, "good": 2}
PLACE = re.compile(r"%\((\w+)\)s")
OF_BEFORE = "moved"  # a place whose words are a sentence themselves
OF_TABLE = "where"  # a place that tells file, row and column
MOVED = "%(name)s was %(before)s and is now %(after)s."


@dataclass(frozen=True)
class Told:
    """A finding as the page lists it. `is_english` says that the sentence is not known here and stands as it came."""

    level: str
    title: str
    text: str
    is_english: bool


@dataclass(frozen=True)
class Trouble:
    """Why a check could not be done, and in what words; `is_english` says that those stand as the machine said them."""

    why: str = ""
    words: str = ""
    is_english: bool = True


@dataclass(frozen=True)
class Section:
    """Findings about one thing, what is to be repaired first."""

    title: Any
    findings: tuple[Told, ...]


def sections_of(report: Mapping[str, Any]) -> list[Section]:
    """All that was found; what speaks of nothing known is left to the JSON."""
    found = sorted(report.get("findings", []), key=lambda finding: ORDER.get(str(finding["level"]), 0))
    sections = [
        Section(title, tuple(_told(finding) for finding in found if finding["about"] == about))
        for about, title in ABOUT.items()
    ]
    return [section for section in sections if section.findings]


def step_said(step: str) -> str:
    """What a machine is doing."""
    return translated(step, STEPS)[0] if step else ""


def trouble_said(trouble: str) -> Trouble:
    """Why a check could not be done; of a bundle also what is to be mended in it."""
    if not trouble:
        return Trouble()
    code, _, words = trouble.partition(": ")
    said, is_known = mending_said(words) if code == BundleBroken.code else (words, False)
    return Trouble(gettext(TROUBLES.get(code, TROUBLES["unexpected_error"])), said, is_english=not is_known)


def mending_said(words: str) -> tuple[str, bool]:
    """What BundleBroken says is wrong, and whether it was known; the file that it begins with stays before it."""
    file, _, sentence = words.partition(f"{DESCRIPTION}: ")
    if file or not sentence:
        return translated(words, OF_PACKS)
    said, is_known = translated(sentence, OF_PACKS)
    return f"{DESCRIPTION}: {said}", is_known


def translated(text: str, sentences: tuple[str, ...]) -> tuple[str, bool]:
    """The sentence in the reader's language with what stands in its places, and whether it was known."""
    for sentence in sentences:
        if found := _pattern(sentence).fullmatch(text):
            places = {name: _place(name, said) for name, said in found.groupdict().items()}
            return (gettext(sentence) % places if places else gettext(sentence)), True
    return text, False


def _told(finding: Mapping[str, Any]) -> Told:
    title = str(finding["title"])
    said, is_known = translated(str(finding["text"]), SENTENCES)
    return Told(str(finding["level"]), gettext(title) if title in TITLES else title, said, not is_known)


def _place(name: str, said: str) -> str:
    """Words of ours inside a sentence are translated too; names, numbers and what a scorer said stay."""
    if name == "careless" and said in CARELESS:
        return gettext(said)
    if name == "title" and said in TITLES:
        return gettext(said)
    if name == OF_BEFORE:
        return translated(said, (MOVED,))[0]
    if name == OF_TABLE:
        return translated(said, WHERE)[0]
    if name in ("part", "whose", "what", "by"):
        return "; ".join(gettext(word) if word in NAMES else word for word in said.split("; "))
    return said


@cache
def _pattern(sentence: str) -> re.Pattern[str]:
    return re.compile("".join(_parts(sentence)), re.DOTALL)


def _parts(sentence: str) -> Iterator[str]:
    end = 0
    for place in PLACE.finditer(sentence):
        yield re.escape(sentence[end : place.start()])
        yield f"(?P<{place[1]}>.*?)"
        end = place.end()
    yield re.escape(sentence[end:])
