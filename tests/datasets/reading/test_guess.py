"""What a column holds is decided by all its cells; what fits only nearly is noted with its rows."""

import numpy as np
import pyarrow as pa
import pytest

from datasets.reading.guess import Guess, guess, guesses, odd_times
from datasets.reading.tally import Tally


def tally(*texts: str) -> Tally:
    """Of cells that stand in rows 2, 3, …"""
    found = Tally()
    found.take(pa.array(texts, pa.string()), rows=np.arange(2, 2 + len(texts)))
    return found


def noted(found: Guess) -> list[tuple[str, int, int, list[int]]]:
    return [(doubt.code, doubt.count, doubt.total, [cell.row for cell in doubt.cells]) for doubt in found.doubts]


@pytest.mark.parametrize(
    ("texts", "type_", "form"),
    [
        (["1", "-2", "+3", ""], "integer", "1234"),
        (["0", "1", "1"], "integer", "1234"),
        (["12 345", "1\u202f000", "7"], "integer", "1 234"),
        (["1,234,567", "12"], "integer", "1,234"),
        (["1,5", "2"], "number", "1234,5"),
        (["1 234,5", "1"], "number", "1 234,5"),
        (["1.0", "2.0"], "number", "1234.5"),
        (["1e3", "5"], "number", "1234.5"),
        (["1,234.5", "12"], "number", "1,234.5"),
        (["1.234.567,5", "1,5"], "number", "1.234,5"),
        (["oui", "NON", ""], "boolean", "oui/non"),
        (["true", "True"], "boolean", "true/false"),
        (["نعم", "لا"], "boolean", "نعم/لا"),
        (["2025-01-02", "2025-12-31"], "time", "yyyy-mm-dd"),
        (["02/01/2025 08:30", "31/12/2025 23:59"], "time", "dd/mm/yyyy hh:mm"),
        (["1/13/2025", "2/1/2025"], "time", "mm/dd/yyyy"),
        (["01/01/2025", "02/02/2025"], "time", "dd/mm/yyyy"),
        (["20250102", "20251231"], "time", "yyyymmdd"),
        (["202501020830", "202512312359"], "time", "yyyymmddhhmm"),
        (["20250102", "20251332"], "integer", "1234"),
        (["12340102", "12350203"], "integer", "1234"),
        (["2025-01-02T08:30:00Z", "2025-01-03T08:30:00Z"], "time", "yyyy-mm-ddThh:mm:ssZ → UTC"),
        (["007", "010"], "text", ""),
        (["12 %", "13 %"], "text", ""),
        (["oui", "vrai"], "text", ""),
        (["oui", "-"], "text", ""),
        (["NA", "-"], "text", ""),
        (["", ""], "text", ""),
        (["+212612345678"], "text", ""),
        (["2025-01-02", "12"], "text", ""),
    ],
)
def test_column_holds(texts, type_, form):
    found = guess(tally(*texts))
    assert (found.type, found.form) == (type_, form)


@pytest.mark.parametrize(
    "name",
    [
        "id",
        "Declaration ID",
        "N° déclaration",
        "num_escale",
        "Numéro",
        "HS6 Code",
        "codeSH",
        "shipId",
        "imo",
        "réf",
        "ICE",
    ],
)
def test_eight_digits_of_an_identifier_are_no_date(name):
    assert guess(tally("20250102", "20251231"), name=name).type == "integer"


@pytest.mark.parametrize("name", ["Date", "jour", "arrivée", "ETA", "identité", "décodé", "service"])
def test_eight_digits_of_anything_else_may_be_dates(name):
    assert guess(tally("20250102", "20251231"), name=name).type == "time"


def test_rare_words_make_a_column_of_numbers_a_text_with_a_note():
    found = guess(tally(*["1"] * 18, "n.d.", "x"))
    assert found.type == "text"
    assert noted(found) == [("not_numbers", 2, 20, [20, 21])]
    assert [cell.value for cell in found.doubts[0].cells] == ["n.d.", "x"]


def test_many_words_make_it_a_text_as_any_other():
    assert guess(tally(*["1"] * 8, "n.d.", "x")) == Guess("text")


def test_rare_words_among_times_are_noted():
    found = guess(tally("bientôt", *["2025-01-02"] * 19))
    assert (found.type, noted(found)) == ("text", [("not_times", 1, 20, [2])])


def test_day_of_no_calendar_is_noted():
    found = guess(tally(*["2025-01-02"] * 19, "2025-02-30"))
    assert noted(found) == [("not_times", 1, 20, [21])]


def test_numbers_that_are_written_otherwise_are_noted():
    found = guess(tally(*["1,5"] * 19, "2.5"))
    assert (found.type, noted(found)) == ("text", [("not_numbers", 1, 20, [21])])


def test_codes_with_leading_zeros_stay_texts_and_say_why():
    found = guess(tally("271019", "071080", "870323", "010121"))
    assert (found.type, noted(found)) == ("text", [("leading_zeros", 2, 4, [3, 5])])


def test_words_for_nothing_are_noted_among_numbers_and_times():
    found = guess(tally("1", "NA", "n/a", "-", "Néant", ""))
    assert (found.type, found.has_null_words, noted(found)) == ("integer", True, [("null_words", 4, 5, [3, 4, 5])])
    found = guess(tally("2025-01-02", "NULL"))
    assert (found.type, noted(found)) == ("time", [("null_words", 1, 2, [3])])


def test_forms_that_each_have_one_reading_may_be_mixed():
    found = guess(tally("2025-01-02", "13/01/2025", "2025-01-04"))
    assert (found.type, found.form) == ("time", "yyyy-mm-dd, dd/mm/yyyy")
    assert noted(found) == [("mixed_times", 1, 3, [3])]


def test_orders_may_be_mixed_where_every_cell_shows_its_own():
    assert guess(tally("13/01/2025", "01/14/2025", "02/02/2025")).type == "time"
    assert guess(tally("13/01/2025", "01/14/2025", "02/03/2025")).type == "text"


def test_times_with_and_without_a_zone_are_not_mixed():
    assert guess(tally("2025-01-02T08:30Z", "2025-01-02T08:30")).type == "text"


def test_day_comes_first_where_nothing_tells():
    found = guess(tally("03/04/2025", "05/06/2025"))
    assert (found.form, noted(found)) == ("dd/mm/yyyy", [("day_or_month", 2, 2, [2, 3])])
    assert noted(guess(tally("03/04/2025", "13/06/2025"))) == []


def test_point_of_thousands_is_noted_and_not_guessed_where_others_have_commas():
    alone = guesses(["x"], [tally("1.234", "2.500")])[0]
    assert (alone.type, noted(alone)) == ("number", [("read_as_decimals", 2, 2, [2, 3])])
    beside = guesses(["x", "y"], [tally("1.234", "2.500"), tally("0,5", "1,5")])
    assert [found.type for found in beside] == ["text", "number"]
    assert noted(beside[0]) == [("decimals_or_thousands", 2, 2, [2, 3])]
    sure = guesses(["x", "y"], [tally("1.234", "0.500"), tally("0,5", "1,5")])
    assert [(found.type, noted(found)) for found in sure] == [("number", []), ("number", [])]


def test_comma_of_thousands_is_not_guessed_where_others_have_points():
    beside = guesses(["x", "y"], [tally("1,234", "2,500"), tally("0.5", "1.5")])
    assert [found.type for found in beside] == ["text", "number"]


def test_odd_times_are_the_cells_that_are_none():
    assert [cell.row for cell in odd_times(tally("2025-01-02", "soon", "NA", ""))] == [3, 4]
    assert odd_times(tally("2025-01-02", "13/01/2025")) == ()
    assert [cell.row for cell in odd_times(tally("13/01/2025", "02/03/2025", "01/14/2025"))] == [4]
