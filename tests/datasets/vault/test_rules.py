"""What the vault takes, under which name and until when, without a disk or a database."""

from datetime import UTC, date, datetime, timedelta

import pytest

from datasets.vault import rules

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize("name", ["a", "gate-2025", "2025", "a-b-c", "x" * 50])
def test_name_of_small_letters_digits_and_hyphens_is_taken(name):
    rules.require_name(name)


@pytest.mark.parametrize("name", ["", "A", "é", "a_b", "-a", "a-", "a--b", "a b", "a\n", "٣", "../a", "x" * 51])
def test_name_of_anything_else_is_refused(name):
    with pytest.raises(rules.NameUnfit):
        rules.require_name(name)


@pytest.mark.parametrize(
    ("file_name", "name"),
    [
        ("Port calls (2025).csv", "port-calls-2025"),
        ("Éscales_août.XLSX", "escales-aout"),
        ("C:\\extraits\\portes.tar.gz", "portes"),
        ("/data/../a.csv", "a"),
        ("الرسوات.csv", "extract"),
        (".csv", "extract"),
        ("x" * 80, "x" * 46),
    ],
)
def test_name_is_made_from_the_files(file_name, name):
    assert rules.name_from(file_name) == name
    rules.require_name(name)


def test_name_from_a_file_is_numbered_until_it_is_free():
    assert rules.name_from("a.csv", taken={"a", "a-2", "a-4"}) == "a-3"
    taken = {"x" * 46, *(f"{'x' * 46}-{number}" for number in range(2, 100))}
    rules.require_name(rules.name_from("x" * 60, taken=taken))


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("a.csv", "a.csv"),
        ("../../etc/passwd", "passwd"),
        ("C:\\x\\y.csv", "y.csv"),
        ("a\x00\u202eb\n.csv", "ab.csv"),
        ("é" * 300 + ".csv", "é" * 251 + ".csv"),
        ("folder/", ""),
    ],
)
def test_file_name_is_its_last_part_without_control_characters(sent, kept):
    assert rules.clean_file_name(sent) == kept


def test_size_is_more_than_nothing_and_at_most_the_largest():
    rules.require_size(1, largest=rules.GIBIBYTE)
    rules.require_size(rules.GIBIBYTE, largest=rules.GIBIBYTE)
    with pytest.raises(rules.ExtractEmpty):
        rules.require_size(0, largest=rules.GIBIBYTE)
    with pytest.raises(rules.ExtractTooLarge, match="at most 1 GiB"):
        rules.require_size(rules.GIBIBYTE + 1, largest=rules.GIBIBYTE)


def test_room_is_left_on_the_disk():
    rules.require_room(5, free=5 + rules.ROOM_LEFT)
    with pytest.raises(rules.VaultFull):
        rules.require_room(6, free=5 + rules.ROOM_LEFT)


@pytest.mark.parametrize("days", [0, 1, 90, rules.LONGEST_DAYS])
def test_day_from_today_to_five_years_is_taken(days):
    rules.require_day(TODAY + timedelta(days=days), today=TODAY)


@pytest.mark.parametrize("days", [-1, rules.LONGEST_DAYS + 1])
def test_day_that_is_over_or_far_away_is_refused(days):
    with pytest.raises(rules.DayUnfit):
        rules.require_day(TODAY + timedelta(days=days), today=TODAY)


def test_chunk_begins_where_the_last_one_ended_and_ends_within_the_file():
    rules.require_place(5, received=5)
    rules.require_fit(5, length=5, size=10)
    with pytest.raises(rules.WrongOffset, match="byte 5"):
        rules.require_place(4, received=5)
    with pytest.raises(rules.TooManyBytes):
        rules.require_fit(5, length=6, size=10)


def test_name_is_typed_exactly():
    rules.require_typed(" gate-2025 ", name="gate-2025")
    with pytest.raises(rules.NotTyped):
        rules.require_typed("gate-2026", name="gate-2025")


def test_days_are_those_of_casablanca():
    """At 23:30 UTC of the last summer-time day it is half past midnight there."""
    late = datetime(2026, 9, 10, 23, 30, tzinfo=UTC)
    assert rules.day_of(late) == date(2026, 9, 11)
    assert rules.days_left(date(2026, 9, 11), now=late) == 0
    assert rules.days_left(date(2026, 9, 10), now=late) == -1


def test_freed_name_is_still_a_name():
    assert rules.freed_name("gate", mark="0a1b2c3d") == "gate-0a1b2c3d"
    assert len(rules.freed_name("x" * 50, mark="0a1b2c3d")) == 50


def test_refusals_have_codes_of_their_own():
    codes = [refusal.code for refusal in rules.VaultRefusal.__subclasses__()]
    assert len(codes) == len(set(codes))
