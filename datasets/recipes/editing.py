"""Changes the lines of a recipe by what a form says: of its columns, its table, its target and its split.

Fields are called `c<place>-<setting>` for the column at that place, `r<place>-fate` for a raw column that is not
published, `p-`, `t-` and `s-` for protection, target and split. What a form does not show stays as it is.
"""

from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from typing import Any

from datasets.features.catalogue import FEATURES, Option
from datasets.recipes.columns import HS_DIGITS, TIMES
from datasets.recipes.entries import Entries

Lines = dict[str, Any]
Publish = Callable[[str], Lines]
"""The lines of a raw column that was left out until now."""

PUBLISH, LEAVE, NAMES, LATER = "publish", "leave", "names", "later"
FATES = (PUBLISH, LEAVE, NAMES, LATER)
"""Published; left out; never published for it names somebody; never for it is known only afterwards."""

OF_CATEGORIES = ("fold", "pseudonym")
OF_NUMBERS = ("round_to", "at_most", "at_least", "since", "decimals")
TREATED = (*OF_CATEGORIES, *OF_NUMBERS, "coarsen", "levels", "known", "sensitive", "unit")


def edited(content: Mapping[str, Any], entries: Entries, *, raw: Sequence[str], publish: Publish) -> Lines:
    """The lines with all that the form says; `raw` are the columns of the extract in order."""
    told: Lines = deepcopy(dict(content))
    kept: list[Lines] = []
    renamed: dict[str, str] = {}
    for place, column in enumerate(told["columns"]):
        changed = edited_column(column, entries, prefix=f"c{place}-")
        renamed[column["name"]] = changed["name"]
        fate = entries.text(f"c{place}-fate") or PUBLISH
        if fate == PUBLISH:
            kept.append(changed)
        elif "from" in column:
            _doom(told, column["from"], fate=fate)
    told["columns"] = kept
    for place, name in enumerate(raw):
        fate = entries.text(f"r{place}-fate")
        if fate:
            _doom(told, name, fate=fate)
        if fate == PUBLISH:
            kept.append(publish(name))
    _edit_protection(told, entries, renamed=renamed)
    _edit_target(told, entries)
    _edit_split(told, entries)
    return told


def edited_column(column: Mapping[str, Any], entries: Entries, *, prefix: str) -> Lines:
    """The lines of one column; settings that its type does not have are taken out."""
    if not entries.has(f"{prefix}name"):
        return dict(column)
    kind = entries.text(f"{prefix}type") or column["type"]
    told = {key: value for key, value in column.items() if key not in TREATED}
    told |= {"name": entries.text(f"{prefix}name"), "type": kind, "unit": entries.text(f"{prefix}unit")}
    told |= {key: True for key in ("known", "sensitive") if entries.is_ticked(f"{prefix}{key}")}
    told |= _of_category(entries, prefix) if kind == "category" else _of_number(entries, prefix)
    if not told.get("pseudonym"):
        told |= _ladder(entries, prefix, kind=kind)
    if "feature" in column:
        told |= options_of(column["feature"], entries, prefix=prefix)
    return {key: value for key, value in told.items() if value is not None}


def options_of(feature: str, entries: Entries, *, prefix: str) -> Lines:
    """What a derived column is worked out of; None for what is left out."""
    options = FEATURES[feature].options
    return {key: _option(option, entries, f"{prefix}{key}") for key, option in options.items()}


def moved(content: Mapping[str, Any], name: str, *, by: int) -> Lines:
    """The column one step up (-1) or down (1) in the order of importance; at its end it stays."""
    told = deepcopy(dict(content))
    order = list(told["protection"].get("importance") or [])
    place = order.index(name) if name in order else -1
    if place >= 0 and 0 <= place + by < len(order):
        order[place], order[place + by] = order[place + by], order[place]
    told["protection"]["importance"] = order
    return told


def _of_category(entries: Entries, prefix: str) -> Lines:
    return {"fold": entries.whole(f"{prefix}fold"), "pseudonym": entries.text(f"{prefix}pseudonym") or None}


def _of_number(entries: Entries, prefix: str) -> Lines:
    return {
        "since": entries.text(f"{prefix}since") or None,
        "round_to": entries.number(f"{prefix}round_to"),
        "at_most": entries.number(f"{prefix}at_most"),
        "at_least": entries.number(f"{prefix}at_least"),
        "decimals": entries.whole(f"{prefix}decimals"),
    }


def _ladder(entries: Entries, prefix: str, *, kind: str) -> Lines:
    """None that the type does not climb."""
    if kind != "category":
        widths = entries.numbers(f"{prefix}bins")
        return {"coarsen": "bins", "levels": widths} if widths else {}
    ladder = entries.text(f"{prefix}coarsen")
    levels: Lines = {}
    if ladder == "given":
        levels = {"levels": entries.parents(f"{prefix}parents")}
    elif ladder == "hs":
        levels = {"levels": [digits for digits in HS_DIGITS if entries.is_ticked(f"{prefix}digits-{digits}")]}
    elif ladder == "time":
        levels = {"levels": [part for part in TIMES if entries.is_ticked(f"{prefix}part-{part}")]}
    return {"coarsen": ladder, **levels} if ladder else {}


def _option(option: Option, entries: Entries, place: str) -> Any:
    text = entries.text(place)
    if bool in option.kinds:
        return _value(text)
    return entries.number(place) if str not in option.kinds else text or None


def _value(text: str) -> Any:
    """What a cell of the table may hold: yes or no, a number, or a word."""
    if text.lower() in ("true", "false"):
        return text.lower() == "true"
    try:
        return float(text) if "." in text else int(text)
    except ValueError:
        return text or None


def _doom(told: Lines, raw: str, *, fate: str) -> None:
    """A raw column is in one of the two lists, or in none."""
    for key, meant in (("drop", NAMES), ("later", LATER)):
        names = [name for name in told.get(key) or [] if name != raw]
        told[key] = [*names, raw] if fate == meant else names


def _edit_protection(told: Lines, entries: Entries, *, renamed: Mapping[str, str]) -> None:
    protection: Lines = dict(told.get("protection") or {})
    if entries.has("p-k"):
        protection |= {
            "entities": entries.text("p-entities") or None,
            "k": entries.whole("p-k"),
            "l": entries.whole("p-l"),
            "enterprises": entries.text("p-enterprises") or None,
            "drop_at_most": entries.percent("p-drop"),
        }
    known = [column["name"] for column in told["columns"] if column.get("known")]
    before = [renamed.get(name, name) for name in protection.get("importance") or []]
    order = [name for name in before if name in known]
    protection["importance"] = [*order, *(name for name in known if name not in order)]
    told["protection"] = {key: value for key, value in protection.items() if value is not None}


def _edit_target(told: Lines, entries: Entries) -> None:
    if not entries.has("t-name"):
        return
    before = told["target"]
    target: Lines = {"name": entries.text("t-name")}
    if entries.text("t-kind") == "hours":
        target |= {"from": entries.text("t-begins"), "to": entries.text("t-ends")}
    else:
        target |= {"column": entries.text("t-column"), "type": entries.text("t-type") or "number"}
    target |= {
        "unit": entries.text("t-unit"),
        "decimals": entries.whole("t-decimals"),
        "description": before["description"],
    }
    target["also"] = before.get("also")
    told["target"] = {key: value for key, value in target.items() if value is not None}
    told["sample_submission"] = _sample(told.get("sample_submission") or {}, before=before["name"], target=target)


def _sample(sample: Mapping[str, Any], *, before: str, target: Mapping[str, Any]) -> Lines:
    """The answer goes by the target's name, and a class is no number."""
    is_class = target.get("type") == "category"
    told = {target["name"] if name == before else name: answer for name, answer in sample.items()}
    return {name: "most" if is_class else 0.5 if answer == "most" else answer for name, answer in told.items()}


def _edit_split(told: Lines, entries: Entries) -> None:
    if not entries.has("s-public"):
        return
    time, group = entries.text("s-time") or None, entries.text("s-group") or None
    days = {place: entries.day(f"s-{place}") for place in ("train-from", "train-to", "test-from", "test-to")}
    periods = {
        part: {end: days[f"{part}-{end}"] for end in ("from", "to") if days[f"{part}-{end}"]}
        for part in ("train", "test")
    }
    split = {
        "time": time,
        **(periods if time else {}),
        "group": group,
        "test_share": entries.percent("s-test") if group or not time else None,
        "public_share": entries.percent("s-public"),
        "public_by": entries.text("s-public-by") or None,
    }
    told["split"] = {key: value for key, value in split.items() if value is not None}
