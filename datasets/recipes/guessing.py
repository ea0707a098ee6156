"""What a raw column probably is: who could know it outside, what must not be learnt from it, which code it holds.

Guesses of names and values, for a first recipe that people then look through; where nothing is known the careful
reading is taken.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from datasets.identifiers.headers import words_of

Role = Literal["identity", "text", "time", "number", "category", "constant"]
Note = Mapping[str, Any]
"""What the vault tells of a column: name, type, nulls, distinct, identifiers."""

NUMBERS = ("integer", "number")
TIMES = ("time", "date")
ENTITY_KINDS = ("plate_latin", "plate_arabic", "imo", "mmsi", "ice", "cin", "container", "vessel", "firm", "person")
"""Who rows may be of, the most telling first."""
FIRM_KINDS = ("ice", "firm")

FREE_TEXT_SHARE = 0.2
FEWEST_OF_A_TEXT = 200
UNIQUE_SHARE = 0.95
NUMBERED = 30
"""Of more distinct values a column called after identifiers tells things apart, and does not sort them."""
CODE_SHARE = 0.95
SENSITIVE_SHARE = 0.05
"""Where nearly all rows hold the same, no two values can be promised in every class."""
LOOKED_AT = 5_000

HS = re.compile(r"\d{4,10}")
LOCODE = re.compile(r"[A-Z]{2} ?[A-Z2-9]{3}")

WORDS: Mapping[str, frozenset[str]] = {
    about: frozenset(words.split())
    for about, words in {
        "identity": "id ids code identifiant identifier uuid guid num numero ref reference matricule serial serie رقم",
        "place": "bureau office poste gate porte quai berth mode type regime zone site رمز",
        "hs": "hs sh ngp nomenclature tarif tariff hscode",
        "port": "port locode unlocode origin origine destination provenance pol pod loading discharge chargement "
        "dechargement escale previous next ميناء",
        "sensitive": "value valeur amount montant price prix duty duties droit droits tax taxe taxes tva channel "
        "circuit couloir inspection inspected controle control controlled fraud fraude risk risque sanction seizure "
        "saisie penalty amende illicit suspicion litige blocked bloque قيمة ثمن رسم مراقبة",
        "seen": "type flag pavillon terminal quay quai berth poste gate porte direction sens length longueur loa beam "
        "largeur width draught draft tirant eau tonnage gt grt dwt jauge tpl teu evp size taille dimension region "
        "province city ville country pays origin origine destination provenance departure port cargo marchandise goods "
        "produit hs sh ngp iso category categorie regime office bureau line ligne service mode transport import export "
        "vehicle axles essieux نوع علم ميناء بلد مدينة بضاعة",
    }.items()
}
"""Words of the names of columns, in French, English and Arabic, without accents."""


@dataclass(frozen=True)
class Guess:
    """`hierarchy` is the ladder of codes that the values climb, `kinds` what identifies somebody in them."""

    name: str
    role: Role
    kinds: tuple[str, ...] = ()
    is_known: bool = False
    is_sensitive: bool = False
    hierarchy: Literal["hs", "locode"] | None = None


def guess(note: Note, values: pd.Series, *, rows: int) -> Guess:
    """`values` are some of the column's, `rows` how many the whole extract has."""
    name, kinds = str(note["name"]), identifier_kinds(note)
    words = set(words_of(name))
    hierarchy = None if note["type"] in TIMES else _hierarchy(words, values)
    role = "identity" if kinds else _role(note, words, rows=rows, is_code=hierarchy is not None)
    is_sensitive = bool(words & WORDS["sensitive"]) and _has_two_values(values)
    return Guess(
        name=name,
        role=role,
        kinds=kinds,
        is_known=not is_sensitive and (role == "category" or bool(words & WORDS["seen"])),
        is_sensitive=is_sensitive,
        hierarchy=hierarchy if role == "category" else None,
    )


def identifier_kinds(note: Note) -> tuple[str, ...]:
    """What identifies somebody in this column, without repetition."""
    return tuple(dict.fromkeys(str(found["kind"]) for found in note.get("identifiers") or ()))


def likely_entity(notes: Sequence[Note], *, rows: int) -> str | None:
    """The column that says of whom the rows are: one that identifies somebody and comes back; else one called after an
    identity that comes back."""
    by_kind = [
        (ENTITY_KINDS.index(kind), place, str(note["name"]))
        for place, note in enumerate(notes)
        for kind in identifier_kinds(note)
        if kind in ENTITY_KINDS and _comes_back(note, rows=rows)
    ]
    if by_kind:
        return min(by_kind)[2]
    named = [str(note["name"]) for note in notes if set(words_of(str(note["name"]))) & WORDS["identity"]]
    told = {str(note["name"]): note for note in notes}
    return next((name for name in named if _comes_back(told[name], rows=rows)), None)


def likely_enterprises(notes: Sequence[Note]) -> str | None:
    """The column of firms, for the rule that no value may stand for one or two of them."""
    return next((str(note["name"]) for note in notes if set(identifier_kinds(note)) & set(FIRM_KINDS)), None)


def _comes_back(note: Note, *, rows: int) -> bool:
    distinct = int(note.get("distinct") or 0)
    return note["type"] not in TIMES and 1 < distinct < UNIQUE_SHARE * max(rows, 1) and distinct > NUMBERED


def _role(note: Note, words: set[str], *, rows: int, is_code: bool) -> Role:
    distinct, kind = int(note.get("distinct") or 0), note["type"]
    if distinct <= 1:
        return "constant"
    if kind in TIMES:
        return "time"
    if is_code:
        return "category"
    if words & WORDS["place"] and kind != "number" and distinct <= FEWEST_OF_A_TEXT:
        return "category"
    if words & WORDS["identity"] and kind != "number" and distinct > NUMBERED:
        return "identity"
    if kind in NUMBERS:
        is_unique = kind == "integer" and distinct > max(FEWEST_OF_A_TEXT, UNIQUE_SHARE * rows)
        return "identity" if is_unique else "number"
    is_free = distinct > max(FEWEST_OF_A_TEXT, FREE_TEXT_SHARE * rows) or (
        kind == "text" and distinct > FEWEST_OF_A_TEXT
    )
    return "text" if is_free else "category"


def _hierarchy(words: set[str], values: pd.Series) -> Literal["hs", "locode"] | None:
    if words & WORDS["hs"] and _share(values, HS) >= CODE_SHARE:
        return "hs"
    return "locode" if words & WORDS["port"] and _share(values, LOCODE) >= CODE_SHARE else None


def _share(values: pd.Series, pattern: re.Pattern[str]) -> float:
    """Of the distinct values that there are, how many have this form."""
    distinct = values.dropna().drop_duplicates().head(LOOKED_AT).astype(str)
    return float(distinct.map(lambda text: bool(pattern.fullmatch(text))).mean()) if len(distinct) else 0.0


def _has_two_values(values: pd.Series) -> bool:
    shares = values.value_counts(normalize=True, dropna=False)
    return len(shares) > 1 and 1 - float(shares.iloc[0]) >= SENSITIVE_SHARE
