"""What a gate saw, in a sentence that names the column, the number and the limit, and says what to do."""

from collections.abc import Mapping
from typing import Any

from babel.numbers import format_decimal, format_percent
from django.utils.translation import get_language, gettext, gettext_noop

from datasets.gates.case import Finding

LOCALES: Mapping[str, str] = {"fr": "fr", "ar": "ar_MA", "en": "en_GB"}
SMALL_SHARE = 0.0001

SENTENCES: Mapping[tuple[str, str], str] = {
    ("identifier_published", "blocks"): gettext_noop(
        "%(column)s holds identifiers (%(kind)s) in %(share)s of its filled rows, such as %(example)s: drop the "
        "column, or publish a pseudonym in its place."
    ),
    ("identifier_published", "warns"): gettext_noop(
        "%(column)s reads like identifiers (%(kind)s) in %(share)s of its filled rows, such as %(example)s: look at "
        "it, and drop the column or publish a pseudonym if it is so."
    ),
    ("identifier_published", "passes"): gettext_noop("No published column holds an identifier."),
    ("foretells", "blocks"): gettext_noop(
        "%(column)s alone foretells the target (AUC %(number)s, limit %(limit)s): it is probably known only "
        "afterwards. Drop the column, or take it as it was known before."
    ),
    ("foretells", "warns"): gettext_noop(
        "%(column)s foretells the target very well alone (AUC %(number)s, noticed above %(limit)s): make sure that it"
        " is known before the outcome."
    ),
    ("foretells", "passes"): gettext_noop(
        "No column alone foretells the target: the strongest is %(column)s (AUC %(number)s, noticed above %(limit)s)."
    ),
    ("follows", "blocks"): gettext_noop(
        "%(column)s rises and falls with the target (Spearman’s correlation %(number)s, limit %(limit)s): it is "
        "probably the target in another form. Drop the column, or take it as it was known before."
    ),
    ("follows", "warns"): gettext_noop(
        "%(column)s rises and falls with the target (Spearman’s correlation %(number)s, noticed above %(limit)s): "
        "make sure that it is known before the outcome."
    ),
    ("follows", "passes"): gettext_noop(
        "No column rises and falls with the target: the strongest is %(column)s (Spearman’s correlation %(number)s, "
        "noticed above %(limit)s)."
    ),
    ("recomputable", "blocks"): gettext_noop(
        "The target can be worked out of other columns: %(formula)s (fit %(number)s, limit %(limit)s). Drop one of "
        "them."
    ),
    ("recomputable", "passes"): gettext_noop(
        "The target cannot be worked out of one or two columns: the best attempt is %(formula)s (fit %(number)s, "
        "limit %(limit)s)."
    ),
    ("position_tells", "blocks"): gettext_noop(
        "The order of the rows tells the target (Spearman’s correlation %(number)s, limit %(limit)s): write the rows "
        "in random order."
    ),
    ("position_tells", "passes"): gettext_noop(
        "The order of the rows tells nothing of the target (Spearman’s correlation %(number)s, limit %(limit)s)."
    ),
    ("id_tells", "blocks"): gettext_noop(
        "The ids in %(column)s tell the target (Spearman’s correlation %(number)s, limit %(limit)s): draw new ids at "
        "random."
    ),
    ("id_tells", "passes"): gettext_noop(
        "The ids in %(column)s tell nothing of the target (Spearman’s correlation %(number)s, limit %(limit)s)."
    ),
    ("twins", "blocks"): gettext_noop(
        "Rows of the test that also stand in the training: %(rows)s (%(share)s). Coarse columns explain about "
        "%(explained)s of them, the others are copies: remove rows that were recorded twice before the split."
    ),
    ("twins", "warns"): gettext_noop(
        "Rows of the test that also stand in the training: %(rows)s (%(share)s). Coarse columns explain as many "
        "(about %(explained)s): finer columns would have fewer."
    ),
    ("twins", "passes"): gettext_noop("No row of the test stands in the training."),
    ("groups_shared", "blocks"): gettext_noop(
        "Groups that are in the training and in the test: %(shared)s, with %(share)s of the test rows. Split by whole"
        " groups, or leave the rows of these groups out of the training."
    ),
    ("groups_shared", "passes"): gettext_noop("No group is in the training and in the test."),
    ("entities_shared", "warns"): gettext_noop(
        "%(share)s of those whom the test is about are in the training as well (noticed above %(limit_share)s): what "
        "is learnt by heart of them counts. If entries must work for unknown ones, split by whole groups."
    ),
    ("entities_shared", "passes"): gettext_noop(
        "Of those whom the test is about, %(share)s are in the training as well (noticed above %(limit_share)s)."
    ),
    ("times_overlap", "blocks"): gettext_noop(
        "Rows of the test before the last time of the training (%(last)s): %(rows)s (%(share)s). Let the test begin "
        "later, or the training end earlier."
    ),
    ("times_overlap", "passes"): gettext_noop(
        "All rows of the test come after the last time of the training (%(last)s)."
    ),
    ("gap_short", "blocks"): gettext_noop(
        "Between training and test lie %(number)s hours, and the longest outcome of the training takes %(limit)s "
        "hours: widen the gap to at least as much."
    ),
    ("gap_short", "passes"): gettext_noop(
        "Between training and test lie %(number)s hours, no less than the longest outcome of the training (%(limit)s "
        "hours)."
    ),
    ("parts_differ", "warns"): gettext_noop(
        "A model tells rows of the test from rows of the training (AUC %(number)s, noticed above %(limit)s), most of "
        "all by %(column)s (%(alone)s alone): what is learnt there may not hold here. Coarsen or drop the column if "
        "that is not wanted."
    ),
    ("parts_differ", "passes"): gettext_noop(
        "Test and training look alike (a model tells them apart with an AUC of %(number)s, noticed above %(limit)s; "
        "most by %(column)s)."
    ),
    ("constant", "warns"): gettext_noop(
        "%(column)s has one and the same value in the whole training: nothing can be learnt from it. Drop the column."
    ),
    ("null_in_test", "warns"): gettext_noop(
        "%(column)s is empty in %(share)s of the test rows, and was not in the training (noticed above "
        "%(limit_share)s): drop the column, or find out why it is missing."
    ),
    ("columns_idle", "passes"): gettext_noop("No column is constant, and none is filled in the training only."),
}

KINDS: Mapping[str, str] = {
    "imo": gettext_noop("IMO number"),
    "mmsi": gettext_noop("MMSI number"),
    "container": gettext_noop("container number"),
    "plate_latin": gettext_noop("number plate"),
    "plate_arabic": gettext_noop("number plate (Arabic letters)"),
    "ice": gettext_noop("ICE of a firm"),
    "cin": gettext_noop("identity card (CIN)"),
    "phone": gettext_noop("phone number"),
    "email": gettext_noop("e-mail address"),
    "iban": gettext_noop("IBAN"),
    "firm": gettext_noop("name of a firm"),
    "person": gettext_noop("name of a person"),
    "vessel": gettext_noop("name of a ship"),
}


def sentence(finding: Finding | Mapping[str, Any]) -> str:
    """In the active language; a finding, or its form as a dictionary. Names of columns and values keep their own
    direction of writing among the words of the sentence."""
    found = finding if isinstance(finding, Finding) else Finding(**finding)
    return gettext(SENTENCES[found.code, found.severity]) % _words(found)


def _words(found: Finding) -> dict[str, str]:
    values = found.values
    columns = values.get("columns", [])
    said = {
        "column": _isolated(found.column or "—"),
        "number": _number(found.number),
        "limit": _number(found.limit),
        "share": _share(found.number),
        "limit_share": _share(found.limit),
        "formula": _isolated(f" {values.get('sign', '')} ".join(columns)),
        "kind": gettext(KINDS[values["kind"]]) if "kind" in values else "",
        "example": _isolated(str(values.get("example", ""))),
        "last": _isolated(str(values.get("last", "")).replace("T", " ")),
    }
    return said | {name: _number(values.get(name)) for name in ("rows", "shared", "explained", "alone")}


def _isolated(text: str) -> str:
    return f"\u2068{text}\u2069"


def _number(value: float | None) -> str:
    return "" if value is None else format_decimal(value, format="#,##0.####", locale=_locale())


def _share(share: float | None) -> str:
    """To a hundredth of a percent, or two digits more: one row of many thousands is not said to be none."""
    if share is None:
        return ""
    decimals = "##" if share >= SMALL_SHARE or share == 0 else "####"
    sign = "\u00a0%" if _locale() == "fr" else "%"
    return format_percent(share, format=f"#,##0.{decimals}{sign}", locale=_locale())


def _locale() -> str:
    return LOCALES.get((get_language() or "fr")[:2], "fr")
