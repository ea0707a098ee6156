"""What a hostile predictions file costs: the check stops reading, and keeps little."""

import io
import tracemalloc

import pytest

from evaluator.scorekit import check_predictions
from tests.evaluator.scorekit.test_predictions import FORMAT, GOOD, IDS, check


def test_file_over_the_limit_is_too_large():
    findings = check(GOOD + b"z,1,2,3\n" * 1000, max_bytes=len(GOOD) + 20)
    assert [(fault.code, fault.row) for fault in findings.faults] == [
        ("unknown_id", 5),
        ("unknown_id", 6),
        ("too_large", None),
    ]


@pytest.mark.parametrize("line", [b"\n", b"\r\n", b'""\n', b",,,\n", b"a,1,2,3\n"])
@pytest.mark.parametrize("start", [b"", b"call_id,q10,q50,q90\n"], ids=["headless", "header"])
def test_flood_of_short_lines_is_not_read(line, start):
    stream = io.BytesIO(start + line * 1_000_000)
    findings = check_predictions(stream, format=FORMAT, expected_ids=IDS)
    assert not findings.is_clean
    assert stream.tell() <= len(start) + 1007 * len(line)


def test_lines_beyond_two_for_each_expected_id_are_too_many():
    header, rows = GOOD.split(b"\n", 1)
    spare = 2 * len(IDS) + 1000 - GOOD.count(b"\n")
    assert check(header + b"\n" * (spare + 1) + rows).is_clean
    findings = check(header + b"\n" * (spare + 2) + rows)
    assert [(fault.code, fault.row) for fault in findings.faults] == [("too_large", 1007)]


@pytest.mark.parametrize("ids", [None, range(100_000)], ids=["any-ids", "expected-ids"])
@pytest.mark.parametrize("line", [b'""\n', b",,,\n"])
def test_reading_ends_at_ten_thousand_faults(line, ids):
    start = b"call_id,q10,q50,q90\n"
    stream = io.BytesIO(start + line * 1_000_000)
    findings = check_predictions(stream, format=FORMAT, expected_ids=ids and [f"c{number}" for number in ids])
    assert 10_000 <= findings.total <= 10_003
    assert "missing_ids" not in {fault.code for fault in findings.faults}
    assert stream.tell() <= len(start) + 10_001 * len(line)


def test_blank_lines_without_expected_ids_are_bounded(monkeypatch):
    monkeypatch.setattr("evaluator.scorekit.predictions.MAX_LINES_WITHOUT_IDS", 100)
    findings = check(GOOD + b"\n" * 1000, ids=None)
    assert [(fault.code, fault.row) for fault in findings.faults] == [("too_large", 101)]


class Flood(io.RawIOBase):
    """300 MB without one line end, made as they are read."""

    def __init__(self) -> None:
        self.left = 300 * 1024 * 1024

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:
        size = min(len(buffer), self.left)
        buffer[:size] = b"9" * size
        self.left -= size
        return size


def test_endless_line_is_refused_in_little_memory():
    flood = Flood()
    tracemalloc.start()
    findings = check_predictions(io.BufferedReader(flood), format=FORMAT, expected_ids=IDS)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [(fault.code, fault.row) for fault in findings.faults] == [("too_large", 1)]
    assert peak < 8 * 1024 * 1024
    assert flood.left > 290 * 1024 * 1024


def test_header_of_half_a_million_columns_keeps_twenty_faults():
    findings = check(b"a," * 500_000 + b"\n")
    assert (len(findings.faults), findings.total) == (7, 7)
    findings = check(",".join(map(str, range(100_000))).encode())
    assert (len(findings.faults), findings.total) == (20, 100_004)


def test_rows_without_expected_ids_are_bounded(monkeypatch):
    monkeypatch.setattr("evaluator.scorekit.predictions.MAX_ROWS_WITHOUT_IDS", 2)
    assert [fault.code for fault in check(GOOD, ids=None).faults] == ["too_large"]
