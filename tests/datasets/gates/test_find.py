"""All gates together, and what they say in three languages."""

import json
import os
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import numpy as np
import pandas as pd
import pytest
from django.utils import translation

from datasets.gates.case import Finding, GateCase
from datasets.gates.find import find_leaks
from datasets.gates.naming import published_identifiers
from datasets.gates.wording import SENTENCES, sentence
from tests.datasets.gates.tables import case_of, clean

SHARED = Path(os.environ.get("SPC_SHARED", Path(__file__).parents[4] / "shared")) / "realdata"


def with_parts(case: GateCase) -> GateCase:
    return GateCase(
        case.train,
        case.test,
        case.truth,
        case.id,
        case.target,
        train_times=pd.Series(pd.Timestamp(2024, 1, 1), index=range(len(case.train))),
        test_times=pd.Series(pd.Timestamp(2024, 3, 1), index=range(len(case.test))),
        train_groups=pd.Series([f"a{number}" for number in range(len(case.train))]),
        test_groups=pd.Series([f"b{number}" for number in range(len(case.test))]),
        train_entities=pd.Series(["ship"] * len(case.train)),
        test_entities=pd.Series(["truck"] * len(case.test)),
        gap_hours=500.0,
        longest_hours=90.0,
    )


def test_clean_table_passes_every_gate():
    findings = find_leaks(with_parts(case_of(clean())))
    assert {one.severity for one in findings} == {"passes"}
    assert sorted(one.code for one in findings) == [
        "columns_idle",
        "entities_shared",
        "follows",
        "foretells",
        "gap_short",
        "groups_shared",
        "id_tells",
        "identifier_published",
        "parts_differ",
        "position_tells",
        "recomputable",
        "times_overlap",
        "twins",
    ]


def test_what_blocks_comes_first_and_the_same_case_gives_the_same():
    table = clean().assign(port="MACAS", echo=lambda table: table["wait"] * 2)
    case = with_parts(case_of(table))
    findings = find_leaks(case)
    severities = [one.severity for one in findings]
    assert severities == sorted(severities, key=["blocks", "warns", "passes"].index)
    assert {one.code for one in findings if one.severity == "blocks"} == {"foretells", "follows", "recomputable"}
    assert {one.code for one in findings if one.severity == "warns"} == {"constant"}
    assert find_leaks(case) == findings


def test_index_and_order_of_columns_mean_nothing():
    case = with_parts(case_of(clean()))
    moved = replace(
        case,
        train=case.train[case.train.columns[::-1]].set_axis(np.arange(len(case.train))[::-1] * 3),
        test=case.test.set_axis(["x"] * len(case.test)),
        truth=case.truth.set_axis(range(5, 5 + len(case.truth))),
        test_times=case.test_times.set_axis(case.test.index),
    )
    assert sorted(find_leaks(moved), key=str) == sorted(find_leaks(case), key=str)


def test_identifiers_block_and_guessed_names_warn():
    table = clean().assign(
        remark=lambda table: np.where(table.index == 3_999, "tél 0661234567", "RAS"),
        agent=lambda table: np.where(table["cargo"] == "coal", "Al Amal", np.where(table["queue"] > 5, "Rade", "Nord")),
    )
    found = {one.column: one for one in published_identifiers(case_of(table))}
    assert {column: (one.severity, one.values["kind"]) for column, one in found.items()} == {
        "remark": ("blocks", "phone"),
        "agent": ("warns", "firm"),
    }
    assert found["remark"].values["example"] == "0········7"


def test_identifiers_as_ids_block():
    table = clean().assign(id=lambda table: [f"+2126{number:08d}" for number in range(len(table))])
    (one,) = published_identifiers(case_of(table))
    assert (one.severity, one.column, one.number) == ("blocks", "id", 1.0)


def test_findings_survive_json():
    for one in find_leaks(with_parts(case_of(clean()))):
        assert Finding(**json.loads(json.dumps(one.as_dict()))) == one


def every_finding() -> list[Finding]:
    """Each code with each severity it can have."""
    values = {
        "columns": ["ata", "atb"],
        "sign": "+",
        "kind": "imo",
        "example": "9·····7",
        "rows": 1234,
        "shared": 17,
        "explained": 2.5,
        "alone": 0.75,
        "last": "2024-02-01T08:30",
    }
    return [Finding(code, severity, "attente", 0.1234, 0.05, MappingProxyType(values)) for code, severity in SENTENCES]


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
@pytest.mark.parametrize("finding", every_finding(), ids=lambda one: f"{one.code}-{one.severity}")
def test_every_finding_has_its_sentence(finding, language):
    with translation.override(language):
        said = sentence(finding)
    assert "%(" not in said
    assert said.endswith(".")


def test_sentence_says_column_number_limit_and_what_to_do():
    with translation.override("en"):
        said = sentence(Finding("foretells", "blocks", "atb", 0.9876, 0.95, {"part": "train"}))
    assert said == (
        "\u2068atb\u2069 alone foretells the target (AUC 0.9876, limit 0.95): it is probably known only afterwards. "
        "Drop the column, or take it as it was known before."
    )


def test_sentence_of_a_stored_finding_is_the_same():
    finding = Finding("twins", "blocks", "", 0.00003, 0.0, {"rows": 1, "explained": 0.0})
    with translation.override("en"):
        assert sentence(finding.as_dict()) == sentence(finding)
        assert "1 (0.003%)" in sentence(finding)


def test_real_declarations_leak_their_importers():
    paths = [SHARED / f"kr_customs_{part}.csv" for part in ("train", "test")]
    if not all(path.exists() for path in paths):
        pytest.skip(f"needs {paths[0]}; SPC_SHARED names its folder")
    train, test = (pd.read_csv(path, dtype={"HS6 Code": str}) for path in paths)
    names = ["Office ID", "HS6 Code", "Country of Origin", "Tax Rate", "Net Mass", "Item Price"]
    rng = np.random.default_rng(1)
    train, test = (part.assign(row=rng.permutation(len(part)), order=rng.random(len(part))) for part in (train, test))
    train, test = train.sort_values("order"), test.sort_values("order")
    findings = find_leaks(
        GateCase(
            train[["row", *names, "Fraud"]],
            test[["row", *names]],
            test["Fraud"],
            "row",
            "Fraud",
            train_times=pd.to_datetime(train["Date"]),
            test_times=pd.to_datetime(test["Date"]),
            train_groups=train["Importer ID"],
            test_groups=test["Importer ID"],
        )
    )
    assert [one.code for one in findings if one.severity == "blocks"] == ["groups_shared"]
    assert next(one for one in findings if one.code == "groups_shared").number > 0.8
