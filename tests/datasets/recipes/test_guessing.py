"""What a raw column probably is."""

import pandas as pd
import pytest

from datasets.recipes.guessing import guess, likely_enterprises, likely_entity

ROWS = 10_000


def note(name: str, kind: str = "category", *, distinct: int = 12, identifiers: tuple[str, ...] = ()) -> dict:
    found = [{"kind": kind, "certainty": "sure"} for kind in identifiers]
    return {"name": name, "type": kind, "nulls": 0, "distinct": distinct, "identifiers": found}


def values(*examples: object) -> pd.Series:
    return pd.Series(list(examples) * 50)


@pytest.mark.parametrize(
    ("told", "role"),
    [
        (note("imo", "integer", distinct=300, identifiers=("imo",)), "identity"),
        (note("Declaration ID", "integer", distinct=ROWS), "identity"),
        (note("Importer ID", "text", distinct=4_000), "identity"),
        (note("Seller ID", "category", distinct=900), "identity"),
        (note("line number in the file", "integer", distinct=ROWS), "identity"),
        (note("Office ID", "integer", distinct=42), "category"),
        (note("Porte", "integer", distinct=6), "category"),
        (note("Remarque", "text", distinct=7_000), "text"),
        (note("motif", "category", distinct=3_000), "text"),
        (note("ship_type", distinct=9), "category"),
        (note("gross_tonnage", "integer", distinct=900), "number"),
        (note("draught", "number", distinct=ROWS), "number"),
        (note("eta", "time", distinct=9_000), "time"),
        (note("port", distinct=1), "constant"),
    ],
)
def test_role_is_guessed_from_type_name_and_number_of_values(told, role):
    assert guess(told, values("a", "b"), rows=ROWS).role == role


@pytest.mark.parametrize(
    ("told", "is_known", "is_sensitive"),
    [
        (note("ship_type"), True, False),
        (note("motif"), True, False),
        (note("Longueur (m)", "number", distinct=300), True, False),
        (note("turnaround", "number", distinct=300), False, False),
        (note("Item Price", "number", distinct=300), False, True),
        (note("circuit de contrôle"), False, True),
    ],
)
def test_names_say_what_is_seen_outside_and_what_must_not_be_learnt(told, is_known, is_sensitive):
    found = guess(told, values("a", "b"), rows=ROWS)
    assert (found.is_known, found.is_sensitive) == (is_known, is_sensitive)


def test_column_in_which_nearly_all_is_the_same_cannot_be_promised_to_vary():
    nearly_all = pd.Series(["none"] * 99 + ["found"])
    assert not guess(note("fraude"), nearly_all, rows=ROWS).is_sensitive


@pytest.mark.parametrize(
    ("name", "examples", "hierarchy"),
    [
        ("HS6 Code", ("080810", "271019"), "hs"),
        ("Nomenclature NGP", ("0808100010", "2710190099"), "hs"),
        ("hs", ("apples", "oil"), None),
        ("Port of loading", ("MACAS", "ESALG"), "locode"),
        ("colour", ("GREEN", "BLACK"), None),
        ("number", ("080810", "271019"), None),
    ],
)
def test_codes_are_known_by_their_name_and_their_form(name, examples, hierarchy):
    assert guess(note(name, distinct=500), values(*examples), rows=ROWS).hierarchy == hierarchy


def test_entity_is_who_is_identified_and_comes_back():
    notes = [
        note("booking", "text", distinct=ROWS, identifiers=("container",)),
        note("transporteur", "text", distinct=200, identifiers=("firm",)),
        note("plaque", "text", distinct=3_000, identifiers=("plate_latin",)),
    ]
    assert likely_entity(notes, rows=ROWS) == "plaque"
    assert likely_enterprises(notes) == "transporteur"


def test_entity_may_be_called_after_an_identity_where_none_was_detected():
    notes = [note("Declaration ID", "integer", distinct=ROWS), note("Importer ID", "text", distinct=4_000)]
    assert likely_entity(notes, rows=ROWS) == "Importer ID"
    assert likely_entity([note("gate")], rows=ROWS) is None
    assert likely_enterprises(notes) is None
