"""What people write into fields."""

from datetime import date

import pytest

from datasets.recipes.entries import Entries, EntryUnfit, require_fit


@pytest.mark.parametrize(
    ("text", "number"), [("12", 12), ("12,5", 12.5), ("12.5", 12.5), ("1 000", 1000), ("1\u202f000", 1000), (" ", None)]
)
def test_numbers_are_read_as_they_are_written_here(text, number):
    entries = Entries({"n": text})
    assert entries.number("n") == number
    assert entries.faults == []


@pytest.mark.parametrize("text", ["many", "1e30", "nan", "inf", "1,2,3"])
def test_what_is_no_number_stays_as_it_was_typed_and_is_noted(text):
    entries = Entries({"n": text})
    assert entries.number("n") == text
    assert [(fault.place, fault.value, fault.wanted) for fault in entries.faults] == [("n", text, "number")]
    with pytest.raises(EntryUnfit):
        require_fit(entries)


def test_whole_numbers_have_no_decimals():
    entries = Entries({"k": "5", "l": "2,5"})
    assert (entries.whole("k"), entries.whole("l")) == (5, "2,5")
    assert [fault.wanted for fault in entries.faults] == ["whole"]


def test_percent_is_a_share():
    assert Entries({"p": "7,5"}).percent("p") == 0.075
    assert Entries({}).percent("p") is None


@pytest.mark.parametrize(("text", "found"), [("10, 50, 100", [10, 50, 100]), ("0,5; 2,5", [0.5, 2.5]), ("", [])])
def test_lists_of_numbers_have_commas_or_semicolons(text, found):
    assert Entries({"levels": text}).numbers("levels") == found


def test_parents_stand_behind_a_colon():
    entries = Entries({"up": "melon: fruit, food\n\nG1:00: gate, port\n"})
    assert entries.parents("up") == {"melon": ["fruit", "food"], "G1:00": ["gate", "port"]}
    wrong = Entries({"up": "melon fruit"})
    assert wrong.parents("up") == "melon fruit"
    assert [fault.wanted for fault in wrong.faults] == ["parents"]


def test_days_are_days():
    entries = Entries({"from": "2026-11-20", "to": "20/11/2026", "other": ""})
    assert (entries.day("from"), entries.day("to"), entries.day("other")) == (date(2026, 11, 20), "20/11/2026", None)
    assert [fault.place for fault in entries.faults] == ["to"]


def test_form_without_faults_is_fit():
    require_fit(Entries({"k": "5"}))
