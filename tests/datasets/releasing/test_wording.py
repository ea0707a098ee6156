"""Every breach has a sentence that says what to do."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

import datasets.releasing as package
from datasets.releasing.breaches import Breach
from datasets.releasing.wording import sentence

EXAMPLES: list[tuple[str, dict[str, Any]]] = [
    ("file_missing", {"path": "risk.json"}),
    ("file_unexpected", {"path": "raw.csv"}),
    ("file_unreadable", {"path": "data/train.parquet"}),
    ("checksum_wrong", {"path": "README.md"}),
    ("metadata_found", {"path": "data/train.parquet", "names": "pandas"}),
    ("profile_differs", {}),
    ("values_unused", {"path": "data/train.parquet", "column": "goods", "count": 2}),
    ("csv_form", {"path": "data/train.csv"}),
    ("csv_differs", {"path": "data/train.csv", "column": "note", "count": 1}),
    ("columns_missing", {"path": "data/train.parquet", "columns": "note"}),
    ("columns_unexpected", {"path": "data/test.parquet", "columns": "minutes"}),
    ("ids_repeated", {"column": "visit", "count": 1}),
    ("sample_differs", {"path": "sample_submission.csv", "count": 9, "expected": 10, "unknown": 0}),
    ("order_tells", {"path": "data/train", "column": "minutes", "number": 0.3, "limit": 0.02}),
    ("identifier_survives", {"path": "data/test · note", "column": "plate", "count": 1}),
    ("entities_unknown", {"count": 3}),
    ("k_broken", {"k": 1, "promised": 5, "classes": 2, "rows": 7}),
    ("l_broken", {"column": "note", "l": 1, "promised": 2, "rows": 7}),
    ("report_differs", {"name": "k", "column": "", "claimed": 5, "found": 4}),
    ("report_differs", {"name": "t", "column": "note", "claimed": 0.1, "found": 0.2}),
    ("report_lacks", {"name": "rows", "column": "", "found": 900}),
]


@pytest.mark.parametrize(("code", "values"), EXAMPLES)
def test_breach_is_told_with_its_values_and_what_to_do(code: str, values: dict[str, Any]) -> None:
    with translation.override("en"):
        told = sentence(Breach(code, values))
    assert "%(" not in told
    assert all(str(value) in told for value in values.values() if value != "rows")
    assert told.endswith((".", "texts of the recipe."))
    assert re.search(r"[Bb]uild|Drop|Make|sign", told)


def test_every_code_of_the_package_has_an_example() -> None:
    source = "".join(path.read_text() for path in Path(package.__path__[0]).glob("*.py"))
    assert set(re.findall(r'Breach\(\s*"(\w+)"', source)) == {code for code, _ in EXAMPLES}


def test_breach_fits_json() -> None:
    assert Breach("k_broken", {"k": 1}).as_dict() == {"code": "k_broken", "values": {"k": 1}}
