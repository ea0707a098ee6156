"""Reads one column of a recipe: where it comes from, how it is treated, how coarse it may become."""

from itertools import pairwise
from typing import Any

from datasets.features.catalogue import FEATURES
from datasets.recipes.recipe import Column
from datasets.rules import RecipeBroken, require_publishable
from datasets.sections import Section

TYPES = ("category", "integer", "number")
LADDERS = ("hs", "locode", "time", "bins", "given")
TIMES = ("day", "week", "month", "quarter", "year")
HS_DIGITS = (10, 8, 6, 4, 2)
NUMBERS = (int, float)


def read_column(section: Section, *, secret: frozenset[str], later: frozenset[str]) -> Column:
    """Raises RecipeBroken, WouldIdentify, WouldForetell."""
    name = section.name = section.take("name")
    raw, feature = section.take_or("from", None), section.take_or("feature", None)
    pseudonym = section.take_or("pseudonym", None)
    if (raw is None) == (feature is None):
        raise RecipeBroken(f"{name} needs either “from” (a raw column) or “feature” (something worked out).")
    if raw is not None:
        require_publishable(raw, secret=secret if pseudonym is None else frozenset(), later=later)
    kind = section.one_of("type", TYPES)
    coarsen = section.one_of("coarsen", LADDERS) if "coarsen" in section.left else None
    column = Column(
        name=name,
        type=kind,  # type: ignore[arg-type]
        unit=section.take_or("unit", ""),
        description=section.texts("description"),
        raw=raw,
        feature=feature,
        options=_options(section, feature, later=later) if feature is not None else {},
        is_known=section.take_or("known", False, bool),
        is_sensitive=section.take_or("sensitive", False, bool),
        pseudonym=pseudonym,
        coarsen=coarsen,  # type: ignore[arg-type]
        levels=_levels(section, coarsen) if coarsen else (),
        round_to=section.take_or("round_to", None, NUMBERS),
        at_most=section.take_or("at_most", None, NUMBERS),
        at_least=section.take_or("at_least", None, NUMBERS),
        fold=section.number("fold", default=1, least=1) if "fold" in section.left else None,
        since=section.take_or("since", None),
        decimals=section.number("decimals", default=0, least=0),
    )
    section.end()
    _require_one_treatment(column)
    return column


def _options(section: Section, feature: str, *, later: frozenset[str]) -> dict[str, Any]:
    if feature not in FEATURES:
        raise RecipeBroken(f"{section.name} asks for “{feature}”; choose one of: {', '.join(sorted(FEATURES))}.")
    options = {}
    for key, option in FEATURES[feature].options.items():
        if key not in section.left and not option.is_required:
            continue
        options[key] = section.take(key, option.kinds)
        if option.choices and options[key] not in option.choices:
            allowed = ", ".join(map(str, option.choices))
            raise RecipeBroken(f"“{key}” of {section.name} is {options[key]!r}; choose one of: {allowed}.")
        if option.is_published:
            require_publishable(options[key], secret=frozenset(), later=later)
    return options


def _levels(section: Section, coarsen: str) -> Any:
    if coarsen == "given":
        return _parents(section)
    if coarsen == "locode":
        return ()
    levels = tuple(section.take_or("levels", list(HS_DIGITS[2:] if coarsen == "hs" else TIMES[2:]), list))
    fits = {
        "hs": all(level in HS_DIGITS for level in levels) and _falls(levels),
        "time": all(level in TIMES for level in levels) and _falls([-TIMES.index(level) for level in levels]),
        "bins": all(_is_width(level) for level in levels) and _falls([-level for level in levels]),
    }
    if not levels or not fits[coarsen]:
        raise RecipeBroken(
            f"“levels” of {section.name} go from fine to coarse: for hs some of {list(HS_DIGITS)}, for time some of "
            f"{list(TIMES)}, for bins widths such as [10, 50, 100]; not {list(levels)!r}."
        )
    return levels


def _is_width(level: object) -> bool:
    return isinstance(level, NUMBERS) and not isinstance(level, bool) and level > 0


def _falls(ranks: Any) -> bool:
    return all(first > then for first, then in pairwise(ranks))


def _parents(section: Section) -> dict[str, tuple[str, ...]]:
    """Of each value what it belongs to, from near to far; all as many."""
    told = section.take("levels", dict)
    parents = {str(value): tuple(map(str, up if isinstance(up, list) else [up])) for value, up in told.items()}
    if not parents or len({len(up) for up in parents.values()}) != 1:
        raise RecipeBroken(f"“levels” of {section.name} gives every value its parents, all the same number of them.")
    return parents


def _require_one_treatment(column: Column) -> None:
    numeric = column.round_to or column.at_most is not None or column.at_least is not None
    if column.type == "category" and (numeric or column.coarsen == "bins"):
        raise RecipeBroken(f"{column.name} is a category: it can be folded or coarsened, not rounded or capped.")
    if column.type != "category" and (column.fold or column.coarsen in ("hs", "locode", "given")):
        raise RecipeBroken(f"{column.name} is a number: it can be rounded, capped or put into bins, not folded.")
    if column.pseudonym and (column.coarsen or column.type != "category"):
        raise RecipeBroken(f"{column.name} is a pseudonym: a category that is not coarsened.")
