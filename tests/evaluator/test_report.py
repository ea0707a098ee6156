import json
from dataclasses import replace
from typing import Any

import pytest

from evaluator.order import LOGS
from evaluator.report import Fault, Outcome, Provenance, Report, Usage, canonical

USAGE = Usage(1.25, 2.5, 1 << 20, 4096, 1, 12, 3)
LIMITS = {"solution": {"cpu_seconds": 2}}
PROVENANCE = Provenance("code", "0.1.0", "c" * 64, "Some CPU", LIMITS, {"PYTHONHASHSEED": "0"})
REPORT = Report(
    Outcome.PREDICTIONS_REFUSED,
    digests={"submission": "a", "image": "c", "bundle": "b"},
    faults=(Fault("not_a_number", "This is not a number.", 3, "prediction", "soon"), Fault("missing_ids", "Many.")),
    fault_count=7,
    exit_code=0,
    solution=USAGE,
    provenance=PROVENANCE,
    shortfalls={"no_seccomp": "System calls are not filtered."},
    **dict.fromkeys(LOGS.values(), b"not in the JSON"),
)


def test_report_survives_its_json() -> None:
    assert Report.from_json(json.loads(canonical(REPORT.to_json()))) == REPORT


def test_logs_do_not_travel_in_the_json() -> None:
    assert "not in the JSON" not in canonical(REPORT.to_json())


def test_report_from_before_processes_were_counted_is_read() -> None:
    told = REPORT.to_json()
    del told["solution"]["processes"]
    assert Report.from_json(told).solution == replace(USAGE, processes=0)


def test_equal_reports_have_equal_bytes() -> None:
    again = Report.from_json(REPORT.to_json())

    assert canonical(again.to_json()) == canonical(REPORT.to_json())
    assert canonical({"b": 1, "a": "é"}) == '{"a":"é","b":1}'


def test_canonical_json_has_no_nan() -> None:
    with pytest.raises(ValueError, match="JSON"):
        canonical({"score": float("nan")})


@pytest.mark.parametrize(
    "change",
    [
        {"outcome": "won"},
        {"scores": {"public_mae": float("inf")}},
        {"scores": {"public_mae": "0"}},
        {"scores": {"public_mae": True}},
        {"scores": []},
        {"digests": {"bundle": 1}},
        {"faults": [{"code": "x"}]},
        {"faults": {}},
        {"fault_count": "7"},
        {"exit_code": 1.5},
        {"solution": {"cpu_seconds": 1}},
        {"provenance": {"kind": "code"}},
        {"provenance": PROVENANCE.__dict__ | {"limits": {"solution": {"cpu_seconds": "2"}}}},
        {"provenance": PROVENANCE.__dict__ | {"environment": {"PYTHONHASHSEED": 0}}},
        {"shortfalls": ["no_seccomp"]},
        {"unknown": 1},
    ],
)
def test_ill_formed_report_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the message names the field, the type is the contract
        Report.from_json(REPORT.to_json() | change)


def test_report_kept_by_a_former_version_is_read() -> None:
    kept = REPORT.to_json()
    del kept["provenance"], kept["shortfalls"]

    report = Report.from_json(kept)

    assert (report.provenance, report.shortfalls) == (None, {})
    assert report.faults == REPORT.faults


@pytest.mark.parametrize("value", [None, [], "scored", {}])
def test_what_is_no_report_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match="report"):
        Report.from_json(value)
