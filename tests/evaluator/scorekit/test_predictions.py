"""The check of a predictions file: what passes, what is refused and where."""

import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluator.scorekit import Fault, Findings, PredictionsFormat, check_predictions

FORMAT = PredictionsFormat("predictions.csv", "call_id", ("q10", "q50", "q90"), "sample_submission.csv")
IDS = ("a", "b", "c")
GOOD = b"call_id,q10,q50,q90\na,1,2,3\nb,1.5,-2e1,.5\nc,+1.,2,3\n"
USABLE = st.floats(-1e15, 1e15)


def check(content: bytes, *, ids=IDS, **options) -> Findings:
    return check_predictions(io.BytesIO(content), format=FORMAT, expected_ids=ids, **options)


def places(findings: Findings) -> list[tuple]:
    return [(fault.code, fault.row, fault.column, fault.value) for fault in findings.faults]


@pytest.mark.parametrize(
    "content",
    [
        GOOD,
        b"\xef\xbb\xbf" + GOOD,
        GOOD.replace(b"\n", b"\r\n"),
        GOOD.rstrip(b"\n"),
        GOOD + b"\n\r\n",
        b"call_id,q10,q50,q90\nc,1,2,3\na,1,2,3\nb,1,2,3\n",
        b"q90,call_id,q10,q50\n3,a,1,2\n3,b,1,2\n3,c,1,2\n",
        b'"call_id","q10","q50","q90"\n"a","1","2","3"\nb,"1",2,3\nc,1,2,3\n',
        b"call_id,q10,q50,q90\na, 1 ,2,3\nb,5e-324,-0.0,-1e15\nc,1E+3,2e-3,007\n",
    ],
    ids=["plain", "bom", "crlf", "no-last-end", "blank-lines", "rows", "columns", "quotes", "numbers"],
)
def test_honest_file_passes(content):
    assert check(content) == Findings((), 0)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("", "not_a_number"),
        ("high", "not_a_number"),
        ("True", "not_a_number"),
        ("2024-01-01", "not_a_number"),
        ("0x1f", "not_a_number"),
        ("1_000", "not_a_number"),
        ("١٢", "not_a_number"),
        ("1 000", "not_a_number"),
        ("0;1", "not_a_number"),
        ("None", "not_a_number"),
        ("#N/A", "not_a_number"),
        ("1e", "not_a_number"),
        (".", "not_a_number"),
        ("=1+1", "not_a_number"),
        ("nan", "not_finite"),
        ("NaN", "not_finite"),
        ("-inf", "not_finite"),
        ("Infinity", "not_finite"),
        ("1e308", "out_of_range"),
        ("-1000000000000001", "out_of_range"),
        ("1e999", "out_of_range"),
        ("-1e5000", "out_of_range"),
    ],
)
def test_cell_that_is_no_usable_number_is_named(cell, code):
    findings = check(f"call_id,q10,q50,q90\na,1,2,3\nb,1,{cell},3\nc,1,2,3\n".encode())
    assert places(findings) == [(code, 3, "q50", cell)]
    assert findings.total == 1


def test_decimal_comma_in_quotes_is_not_a_number():
    findings = check(b'call_id,q10,q50,q90\na,1,2,"3,5"\nb,1,2,3\nc,1,2,3\n')
    assert places(findings) == [("not_a_number", 2, "q90", "3,5")]


def test_decimal_comma_makes_a_row_too_wide():
    findings = check(b"call_id,q10,q50,q90\na,1,2,3,5\nb,1,2\nc,1,2,3\n")
    assert places(findings) == [
        ("too_many_columns_in_row", 2, None, "a,1,2,3,5"),
        ("too_few_columns_in_row", 3, None, "b,1,2"),
    ]


def test_missing_ids_are_counted_and_the_first_named():
    findings = check(b"call_id,q10,q50,q90\nb,1,2,3\n")
    assert findings == Findings(
        (
            Fault(
                "missing_ids",
                "This many expected ids have no row; write one row for each: a, c",
                value="2",
            ),
        ),
        1,
    )


def test_only_the_first_missing_ids_are_named_and_made_harmless():
    ids = ["\u202e<b>", *(f"{n}" * 100 for n in range(9))]
    message = check(b"call_id,q10,q50,q90\n", ids=ids).faults[0].message
    assert (message.count("…"), len(message) < 500, "\u202e" in message) == (6, True, False)


def test_missing_ids_stand_first_and_are_never_cut_off():
    rows = b"".join(b"x%d,1,2,3\n" % n for n in range(50))
    findings = check(b"call_id,q10,q50,q90\n" + rows)
    assert (findings.total, len(findings.faults)) == (51, 20)
    assert places(findings)[:2] == [("missing_ids", None, None, "3"), ("unknown_id", 2, "call_id", "x0")]


@pytest.mark.parametrize("name", ["A", " a", "a ", "0a", "", "=a"])
def test_id_is_compared_letter_for_letter(name):
    findings = check(GOOD + f"{name},1,2,3\n".encode())
    assert places(findings) == [("unknown_id", 5, "call_id", name)]


def test_duplicate_id_is_named_whatever_its_values():
    findings = check(GOOD + b"a,1,2,3\na,9,9,9\n")
    assert places(findings) == [("duplicate_id", 5, "call_id", "a"), ("duplicate_id", 6, "call_id", "a")]


def test_all_faults_of_a_row_are_reported_at_once():
    findings = check(b"call_id,q10,q50,q90\na,1,2,3\nz,x,nan,\nb,1,2,3\nc,1,2,3\n")
    assert [code for code, *_ in places(findings)] == [
        "unknown_id",
        "not_a_number",
        "not_finite",
        "not_a_number",
    ]


def test_header_faults_are_reported_at_once_and_end_the_check():
    findings = check(b"q10,label,q50,call_id,q10\n" + b"rubbish\n" * 9)
    assert places(findings) == [
        ("header_duplicate_column", 1, "q10", None),
        ("header_unknown_column", 1, "label", None),
        ("header_missing_column", 1, "q90", None),
    ]


def test_semicolons_are_called_by_their_name():
    findings = check(b"call_id;q10;q50;q90\na;1,0;2;3\n")
    assert places(findings) == [("not_csv", 1, None, "call_id;q10;q50;q90")]
    assert "semicolons" in findings.faults[0].message


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xef\xbb\xbf", b"\r\n"])
def test_empty_file_is_refused(content):
    assert [fault.code for fault in check(content).faults] == ["empty_file"]


@pytest.mark.parametrize(
    ("content", "code", "row"),
    [
        (GOOD.decode().encode("utf-16"), "not_utf8", 1),
        (GOOD.decode().encode("utf-16-le"), "not_utf8", 1),
        (GOOD.decode().encode("utf-16-be"), "not_utf8", 1),
        (GOOD.decode().encode("utf-32"), "not_utf8", 1),
        (b"\x1f\x8b\x08\x00" + bytes(range(256)), "not_utf8", 1),
        (b"\x80\x04\x95)\x00\x00\x00", "not_utf8", 1),
        (GOOD + b"\xe9,1,2,3\n", "not_utf8", 5),
        (GOOD + b"\xed\xa0\x80,1,2,3\n", "not_utf8", 5),
        (GOOD + b"a\x00,1,2,3\n", "nul_byte", 5),
        (GOOD + b'"a,1,2,3\n', "not_csv", 5),
        (GOOD + b'"a"b,1,2,3\n', "not_csv", 5),
        (GOOD.replace(b"\n", b"\r"), "not_csv", 1),
    ],
)
def test_what_is_not_csv_text_is_refused_where_it_begins(content, code, row):
    assert [(fault.code, fault.row) for fault in check(content).faults] == [(code, row)]


def test_values_are_escaped_and_cut():
    evil = "\x1b[2J\u202egnp\x07" + "9" * 200
    findings = check(f"call_id,q10,q50,q90\na,{evil},2,3\nb,1,2,3\nc,1,2,3\n".encode())
    value = findings.faults[0].value
    assert value.startswith(r"\x1b[2J\u202egnp\x07999")
    assert (len(value), value.isprintable(), value[-1]) == (80, True, "…")


def test_without_expected_ids_any_ids_will_do_once():
    findings = check(b"call_id,q10,q50,q90\nz,1,2,3\ny,1,2,3\nz,1,2,3\n,1,2,3\n", ids=None)
    assert places(findings) == [("duplicate_id", 4, "call_id", "z"), ("unknown_id", 5, "call_id", "")]


def test_row_that_is_wrong_is_not_taken():
    taken = {}
    check(b"call_id,q10,q50,q90\na,1,2,3\nb,x,2,3\na,7,7,7\nz,1,2,3\n", take=taken.__setitem__)
    assert taken == {"a": [1.0, 2.0, 3.0]}


@given(st.binary(max_size=400))
def test_any_bytes_are_judged_and_never_raise(content):
    findings = check(content)
    assert not findings.is_clean
    assert len(findings.faults) == min(findings.total, 20)


@given(st.text(max_size=60))
def test_any_cell_is_a_finite_number_or_named(text):
    line = text.translate({ord(c): None for c in '",\n\r\0'}).encode("utf-8", "ignore").decode()
    findings = check(f"call_id,q10,q50,q90\na,1,{line},3\nb,1,2,3\nc,1,2,3\n".encode())
    assert [(fault.row, fault.column) for fault in findings.faults] in ([], [(2, "q50")])
    assert all(fault.value.isprintable() and len(fault.value) <= 80 for fault in findings.faults)


@given(st.dictionaries(st.text("abcdefé0123456789-", min_size=1), st.tuples(USABLE, USABLE, USABLE), min_size=1))
def test_what_python_writes_is_read_back_to_the_last_digit(rows):
    taken = {}
    lines = ["call_id,q10,q50,q90", *(f"{name},{a!r},{b!r},{c!r}" for name, (a, b, c) in rows.items())]
    findings = check("\n".join(lines).encode(), ids=rows, take=taken.__setitem__)
    assert findings.is_clean
    assert taken == {name: list(numbers) for name, numbers in rows.items()}


def test_formats_of_other_challenges_are_checked_the_same_way():
    other = replace(FORMAT, id="id", columns=("prediction",))
    findings = check_predictions(io.BytesIO(b"id,prediction\n7,nan\n"), format=other, expected_ids=["7"])
    assert places(findings) == [("not_finite", 2, "prediction", "nan")]
