"""What a challenge gives away: answers in its inputs, an order that tells them, a scorer that talks."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from evaluator.bundle import Bundle
from evaluator.checking.asking import Answer
from evaluator.checking.findings import Finding, Level
from evaluator.checking.truth import Truth, columns_of, numbers, tables_in

FEWEST = 20  # rows without which nothing can be said of an order
MOST_PAIRED = 600  # rows that are compared pair by pair
SORTED, NEARLY_SORTED = 0.95, 0.6
SAME_CELLS = 0.95
TOLD_LINES, TOLD_VALUES, DISTINCT_LENGTH = 3, 3, 4
WORD = re.compile(r"[^\s,;:=()\[\]{}\"']+")


def of_order(ids: Sequence[str], truth: Truth) -> Iterator[Finding]:
    """Whether the place in the list, or the id itself, tells the answer."""
    known = truth.first_answers
    if len(ids) < FEWEST or not set(ids) <= known.keys():
        return
    orders = {
        "ids_sorted_by_answer": ("The order of the ids", "The ids are listed", list(ids)),
        "ids_named_by_answer": ("The names of the ids", "The ids are named", sorted(ids, key=_natural)),
    }
    for code, (title, what, order) in orders.items():
        values = numbers([known[id_] for id_ in order])
        if values is None:
            return
        yield _of_agreement(code, title, what, agreement(values))


def agreement(values: Sequence[float]) -> float:
    """How far a sequence ascends: 1 if it is sorted, -1 if backwards, about 0 in no order. Equal values do not count
    (Goodman and Kruskal's gamma against the position).
    """
    taken = values[:: max(1, len(values) // MOST_PAIRED)]
    pairs = [(early, late) for at, early in enumerate(taken) for late in taken[at + 1 :]]
    rising = sum(early < late for early, late in pairs)
    falling = sum(early > late for early, late in pairs)
    return (rising - falling) / (rising + falling) if rising + falling else 0.0


def of_inputs(bundle: Bundle, truth: Truth) -> Iterator[Finding]:
    """Whether a file that entries read has the answers in one of its columns."""
    known = truth.first_answers
    if not known or len(set(known.values())) < 2:
        return
    telling = [
        (path.relative_to(bundle.folder).as_posix(), name)
        for path in tables_in(bundle.input)
        for name in _telling_columns(columns_of(path), id_column=bundle.predictions.id, known=known)
    ]
    title = "The answers in the inputs"
    if not telling:
        yield Finding("answers_not_in_inputs", "good", "files", title, "No column of input/ has them.")
    for file, name in telling:
        text = f"{file} has the right answers in its column {name}: every entry could copy them."
        yield Finding("answers_in_inputs", "repair", "files", title, text, {"file": file, "column": name})


def of_words(asked: Iterable[tuple[bytes, Answer]], truth: Truth) -> Iterator[Finding]:
    """Whether the scorer, asked about files that do not hold the answers, says them."""
    title = "What the scorer says"
    answers = list(asked)
    if any(_tells(answer.shown, truth, submitted=content) for content, answer in answers):
        text = "What it says to teams, in refusals or on purpose, holds right answers."
        yield Finding("answers_told_to_teams", "repair", "scorer", title, text)
    if any(_tells(answer.log, truth, submitted=content) for content, answer in answers):
        text = (
            "It prints lines that look like the hidden truth. Only organizers see its log; still, what is not written "
            "down cannot get out."
        )
        yield Finding("answers_in_the_log", "look", "scorer", title, text)
    elif answers:
        yield Finding("nothing_told", "good", "scorer", title, "Nothing that looks like the hidden truth.")


def _of_agreement(code: str, title: str, what: str, found: float) -> Finding:
    values: Mapping[str, float] = {"agreement": round(found, 3)}
    if abs(found) < NEARLY_SORTED:
        return Finding(f"{code}_not", "good", "files", title, "It does not tell the answers.", values)
    level: Level = "repair" if abs(found) >= SORTED else "look"
    how = "in the order of the answers" if level == "repair" else "nearly in the order of the answers"
    text = f"{what} {how}: whoever sees the list knows which are large. Shuffle the rows and draw the ids at random."
    return Finding(code, level, "files", title, text, values)


def _natural(id_: str) -> list[tuple[int, str]]:
    """Numbers in a name count as numbers."""
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in re.split(r"(\d+)", id_)]


def _telling_columns(columns: Mapping[str, list[str]], *, id_column: str, known: Mapping[str, str]) -> Iterator[str]:
    here = [(at, known[id_]) for at, id_ in enumerate(columns.get(id_column, [])) if id_ in known]
    if len(here) < min(FEWEST, len(known)):
        return
    for name, cells in columns.items():
        if name != id_column and sum(_is_same(cells[at], answer) for at, answer in here) >= SAME_CELLS * len(here):
            yield name


def _is_same(cell: str, answer: str) -> bool:
    if cell == answer:
        return True
    found = numbers([cell, answer])
    return found is not None and found[0] == found[1]


def _tells(said: bytes, truth: Truth, *, submitted: bytes) -> bool:
    """Lines with an id and its answer, or several answers that are long enough not to be chance."""
    known = truth.first_answers
    text = said.decode("utf-8", "replace")
    given = set(WORD.findall(submitted.decode("utf-8", "replace")))
    pairs = 0
    for line in text.splitlines():
        words = set(WORD.findall(line))
        pairs += any(known[id_] in words - {id_} and known[id_] not in given for id_ in words & known.keys())
    long = {answer for answer in known.values() if len(answer) >= DISTINCT_LENGTH} - given
    return pairs >= TOLD_LINES or len(long & set(WORD.findall(text))) >= TOLD_VALUES
