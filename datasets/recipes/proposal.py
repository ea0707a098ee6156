"""Writes the first recipe of an extract, out of three answers and what is known of its columns: it builds as it is."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from datasets.identifiers.headers import words_of
from datasets.recipes.association import tells
from datasets.recipes.guessing import NUMBERS, Guess, Note, guess, likely_enterprises
from datasets.recipes.naming import Names, described
from datasets.recipes.periods import propose_split
from datasets.recipes.reading import FIRST_VERSION, FORMAT
from datasets.recipes.treating import PARTS, category, later_time, number, parts_of_time, waiting
from datasets.sections import LANGUAGES, Texts

K, L = 5, 2
DROPPED_SHARE = 0.05
LICENCE = "CC-BY-4.0"
LATE_SHARE = 0.1
"""Of the rows: where more of them have a time after the one at which is predicted, it tells of afterwards."""
MOST_KNOWN = 8
LONG = pd.Timedelta(days=540)

Lines = dict[str, Any]


@dataclass(frozen=True)
class Wish:
    """What a person answers: `target` is a raw column, or it is the hours from `begins` to `ends`; `time` places the
    rows; rows of one `group` stay together; `entities` says of whom they are. All but the first four name columns."""

    name: str
    title: Texts
    extract: str
    target_name: str = ""
    target: str | None = None
    begins: str | None = None
    ends: str | None = None
    entities: str | None = None
    time: str | None = None
    group: str | None = None

    @property
    def moment(self) -> str | None:
        """The time at which is predicted, as far as it can be guessed."""
        return self.time or self.begins


@dataclass(frozen=True)
class Known:
    """What is known of an extract: its notes, how many rows it has, some of them (`sample`), and its time columns with
    all their rows (`moments`)."""

    notes: Sequence[Note]
    rows: int
    sample: pd.DataFrame
    moments: pd.DataFrame


def propose(known: Known, *, wish: Wish) -> Lines:
    """The lines of a recipe, as YAML writes them. The columns that somebody outside may know are ordered by how much
    they tell of the target; of more than eight nothing would be left, so the others are not published. Free text is
    left out without being dropped: a word of it may stand elsewhere as well."""
    guesses = [guess(note, known.sample[str(note["name"])], rows=known.rows) for note in known.notes]
    names = Names([str(note["name"]) for note in known.notes])
    later = [*([wish.ends] if wish.ends else []), *_late_times(known, guesses, wish=wish), *_echoes(guesses, wish=wish)]
    columns = list(_columns(known, guesses, wish=wish, names=names, later=later))
    ranked = _ranked(columns, known, wish=wish)
    importance, too_many = ranked[:MOST_KNOWN], set(ranked[MOST_KNOWN:])
    columns = [told for told in columns if told["name"] not in too_many]
    has_sensitive = any(told.get("sensitive") for told in columns)
    protection = {
        "entities": wish.entities,
        "k": K,
        "l": L if has_sensitive else 1,
        "importance": importance,
        "enterprises": likely_enterprises(known.notes),
        "drop_at_most": DROPPED_SHARE,
    }
    target = _target(known, wish=wish, names=names)
    return {
        "format": FORMAT,
        "name": wish.name,
        "version": FIRST_VERSION,
        "title": _in_all(wish.title),
        "about": _in_all({}),
        "licence": LICENCE,
        "source": {"extract": wish.extract},
        "drop": [one.name for one in guesses if one.role == "identity" and one.name not in (wish.target, *later)],
        "later": later,
        "law": {"basis": "", "cndp": ""},
        "rows": {"id": names.free("row_id"), "description": described("id")},
        "protection": {key: value for key, value in protection.items() if value is not None},
        "columns": columns,
        "target": target,
        "sample_submission": {target["name"]: _answer(known, wish=wish)},
        "split": propose_split(known.moments, time=wish.time, group=wish.group, begins=wish.begins, ends=wish.ends),
    }


def propose_column(
    note: Note, values: pd.Series, *, rows: int, moment: pd.Series | None, taken: Sequence[str]
) -> Lines:
    """The lines of one column that was left out until now; a time becomes minutes since the moment of prediction."""
    guessed, name = guess(note, values, rows=rows), Names(taken).free(str(note["name"]))
    if guessed.role == "time" and moment is not None:
        return later_time(name, guessed, values=values, moment=moment)
    return _treated(name, guessed, note=note, values=values)


def _columns(
    known: Known, guesses: Sequence[Guess], *, wish: Wish, names: Names, later: Sequence[str]
) -> Iterator[Lines]:
    """Of every raw column what may be published of it; and the line at the moment of prediction."""
    notes = {str(note["name"]): note for note in known.notes}
    moment = known.sample[wish.moment] if wish.moment else None
    for one in guesses:
        if one.name in (wish.target, *later) or one.role in ("identity", "text", "constant"):
            continue
        values = known.sample[one.name]
        if one.role != "time":
            yield _treated(names.of(one.name), one, note=notes[one.name], values=values)
        elif one.name == wish.moment:
            yield from parts_of_time(one.name, names=names, parts=PARTS if _has_years(known, one.name) else PARTS[1:])
        elif moment is not None:
            yield later_time(names.of(one.name), one, values=values, moment=moment)
    if wish.begins and wish.ends:
        yield waiting(wish.begins, wish.ends, at=wish.moment or wish.begins, names=names)


def _has_years(known: Known, time: str) -> bool:
    """Whether the months that are tested on come in the training as well."""
    at = known.moments[time]
    return bool(at.max() - at.min() >= LONG)


def _treated(name: str, guessed: Guess, *, note: Note, values: pd.Series) -> Lines:
    if guessed.role == "category" or note["type"] not in NUMBERS:
        return category(name, guessed, values=values)
    return number(name, guessed, values=values, is_whole=note["type"] == "integer")


def _late_times(known: Known, guesses: Sequence[Guess], *, wish: Wish) -> list[str]:
    """Times that often come after the one at which is predicted: nobody knows them by then."""
    if wish.moment is None:
        return []
    moment = known.sample[wish.moment]
    others = [
        one.name for one in guesses if one.role == "time" and one.name not in (wish.moment, wish.ends, wish.target)
    ]
    return [name for name in others if float((known.sample[name] > moment).mean()) > LATE_SHARE]


def _echoes(guesses: Sequence[Guess], *, wish: Wish) -> list[str]:
    """Columns called after the target, such as “critical fraud” after “fraud”: they are found out with it."""
    told = set(words_of(wish.target or ""))
    return [one.name for one in guesses if told and one.name != wish.target and told <= set(words_of(one.name))]


def _ranked(columns: Sequence[Lines], known: Known, *, wish: Wish) -> list[str]:
    """Names of the columns that somebody outside may know, the most telling of the target first."""
    aim = _aim(known, wish=wish)
    weights = {told["name"]: _tells(told, known, aim=aim) for told in columns if told.get("known")}
    return sorted(weights, key=lambda name: -weights[name])


def _tells(told: Lines, known: Known, *, aim: pd.Series) -> float:
    if "from" in told:
        return tells(known.sample[str(told["from"])], aim)
    moment = known.sample[told["of"]].dt
    parts = {"month": moment.month, "weekday": moment.day_of_week, "slot": moment.hour // 6}
    return tells(parts[told["part"]], aim)


def _aim(known: Known, *, wish: Wish) -> pd.Series:
    if wish.target is not None:
        return known.sample[wish.target]
    return (known.sample[wish.ends] - known.sample[wish.begins]).dt.total_seconds()


def _target(known: Known, *, wish: Wish, names: Names) -> Lines:
    if wish.target is None:
        name = names.free(wish.target_name or "hours")
        return {
            "name": name,
            "from": wish.begins,
            "to": wish.ends,
            "unit": "h",
            "decimals": 2,
            "description": described(""),
        }
    kind = next(note["type"] for note in known.notes if note["name"] == wish.target)
    name = names.free(wish.target_name) if wish.target_name else names.of(wish.target)
    told = {"name": name, "column": wish.target, "type": kind if kind in NUMBERS else "category"}
    return {**told, "unit": "", **({"decimals": 2} if kind == "number" else {}), "description": described("")}


def _answer(known: Known, *, wish: Wish) -> float | str:
    """What the sample submission says: the median, the share where there are two numbers, the most frequent class."""
    aim = _aim(known, wish=wish)
    kind = next((note["type"] for note in known.notes if note["name"] == wish.target), "number")
    if kind not in NUMBERS:
        return "most"
    return "mean" if kind == "integer" and aim.nunique() <= 2 else 0.5


def _in_all(texts: Mapping[str, str]) -> dict[str, str]:
    return {language: texts.get(language, "") for language in LANGUAGES}
