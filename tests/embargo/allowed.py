"""Who may know what before it is told, address by address, and why."""

import re
from collections.abc import Iterator, Mapping, Sequence

from tests.embargo.crawling import Answer, Asked
from tests.embargo.planting import AWARDED, NEVER, TOLD

AWARDS = tuple(f"{name}{part}" for name in AWARDED for part in ("", "-About", "-Won"))
PRIVATE = ("61.73", "61,73", "61.74", "61,74", "77.12", "77,12")
"""How the planted private errors begin, however they are rounded."""
WORDS = (*TOLD, *NEVER, *PRIVATE)
PREPARERS = ("chief", "operator")
KNOWN: Mapping[str, str] = {
    # They prepare the evening (challenges.prepare_ceremony) on these pages; the journal and their own data tell the
    # deeds they did; and they keep the panel, whose decision is locked (challenges.read_jury_results).
    "chief": r"console-(award|laureate|ceremony|publi|journal)|stage-(control|deck)|jury-|api-export$|export$",
    "operator": r"console-(award|laureate|ceremony|publi|journal)|stage-(control|deck)|jury-|api-export$|export$",
    # She presides: she has led the jury to its decision and signed it.
    "president": r"jury-|api-export$|export$",
    # He reads his own ballots, on the jury's pages and in his own data.
    "seated": r"jury-(desk|project)$|api-export$|export$",
}
"""By role, the names of addresses at which something of the decision or the evening is known."""
NOBODY: Mapping[str, str] = {}
DECIDED = r"jury-snapshot$"
"""The one place at which a private score is known: the inputs of a locked decision where the automatic score counts."""
SEALED = r"(submission|api-submission)(-status|-receipt)?$|jury-second$"
"""Answers with a digest that says what is kept back and cannot be guessed from: salted in a team's receipt, of every
ballot in the decision that a second person signs."""
HALL = r"stage-screen"
"""A hall sees the titles of awards in a rehearsal, and never who has them."""
DIGEST = re.compile(rb"[0-9a-f]{64}")


def told_too_early(
    answers: Mapping[Asked, Answer], *, words: Sequence[str] = WORDS, also: Mapping[str, str] = NOBODY
) -> Iterator[str]:
    """Requests with a planted word that the asker may not know, and the words; `also` is known at another hour."""
    known = {**KNOWN, **also}
    wanted = [(word, word.encode()) for word in words]
    for asked, answer in answers.items():
        there = answer.everything()
        said = [word for word, plain in wanted if plain in there and not _may_read(asked, word, known)]
        if said:
            yield f"{asked}: {said}"


def given_away(one: Mapping[Asked, Answer], other: Mapping[Asked, Answer]) -> Iterator[str]:
    """Requests that two worlds answer differently, though the asker may not know who has won."""
    for asked in one.keys() | other.keys():
        if _knows(asked):
            continue
        first, second = one.get(asked), other.get(asked)
        if re.match(SEALED, asked.name):
            first, second = masked(first), masked(second)
        if first != second:
            yield f"{asked}: {difference(first, second)}"


def masked(answer: Answer | None) -> Answer | None:
    """Without digests, and without the ETag of a text with one."""
    if answer is None:
        return None
    headers = {name: value for name, value in answer.headers.items() if name != "ETag"}
    return Answer(answer.status, headers, DIGEST.sub(b"", answer.body))


def difference(one: Answer | None, other: Answer | None) -> str:
    """The first of it, to look at."""
    if one is None or other is None:
        return "asked in one world alone"
    if one.status != other.status:
        return f"{one.status} and {other.status}"
    for name in one.headers.keys() | other.headers.keys():
        if one.headers.get(name) != other.headers.get(name):
            return f"{name}: {one.headers.get(name)!r} and {other.headers.get(name)!r}"
    at = next((at for at, (a, b) in enumerate(zip(one.body, other.body, strict=False)) if a != b), 0)
    return f"{one.body[max(at - 60, 0) : at + 60]!r} and {other.body[max(at - 60, 0) : at + 60]!r}"


def _knows(asked: Asked, known: Mapping[str, str] = KNOWN) -> bool:
    return asked.role in known and re.match(known[asked.role], asked.name) is not None


def _may_read(asked: Asked, word: str, known: Mapping[str, str]) -> bool:
    if word in PRIVATE:
        return _knows(asked, known) and re.match(DECIDED, asked.name) is not None
    is_hall = re.match(HALL, asked.name) is not None and word in AWARDS
    return is_hall or _knows(asked, known)
