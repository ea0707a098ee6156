"""Whether a name that a juror declared may mean somebody of a project: folded, in any order, without titles."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from challenges.folding import fold

TITLES = frozenset({"m", "mr", "mme", "mlle", "mrs", "ms", "dr", "pr", "prof", "professeur", "الاستاذ", "الدكتور"})
SMALL = frozenset({"de", "du", "des", "d", "la", "le", "les", "l", "et", "of", "the", "and", "في", "من"})
TELLING = 4  # letters from which on one word of a person's name is enough to look at
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Page:
    """What is known of a project: its team, the people in it, and what they write."""

    team: str
    members: Sequence[str]
    texts: Sequence[str]

    @cached_property
    def words(self) -> tuple[set[str], list[set[str]], list[set[str]]]:
        """Those of the team, of each person and of each text; looked for once, for all names that are asked."""
        return words_of(self.team), [words_of(one) for one in self.members], [words_of(one) for one in self.texts]


def found_in(words: set[str], page: Page) -> str:
    """Where the name of these words is found: `team`, `member` or `text`; empty where it is not."""
    if not words:
        return ""
    team, members, texts = page.words
    if _tells(words & team, words):
        return "team"
    if any(_is_person(words, member) for member in members):
        return "member"
    return "text" if any(words <= text for text in texts) else ""


def words_of(text: str) -> set[str]:
    """Folded, without titles and small words."""
    return set(_WORD.findall(fold(text))) - TITLES - SMALL


def _tells(shared: set[str], words: set[str]) -> bool:
    return bool(shared) and shared == words


def _is_person(words: set[str], member: set[str]) -> bool:
    shared = words & member
    return shared == words or (bool(member) and shared == member) or any(len(word) >= TELLING for word in shared)
