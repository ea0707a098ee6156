"""Names that look alike are one name; names that deceive are none."""

from datetime import UTC, datetime, timedelta

import pytest

from challenges.teams.rules import (
    TEXT_LENGTH,
    TeamFull,
    TeamNameUnusable,
    TeamsClosed,
    TextTooLong,
    is_alive,
    name_key,
    require_changing,
    require_room,
    require_text,
    require_usable_name,
)

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Alizés", "ALIZES"),
        ("Straße", "STRASSE"),
        ("ｐｏｒｔ", "port"),
        ("Les  Alizés", "LesAlizés"),
        ("أمواج", "امواج"),
        ("مرسى", "مرسي"),
        ("مُوَانِئ", "موانئ"),
        ("بــحر", "بحر"),
        ("سفينة", "سفينه"),
        ("فريق ٧", "فريق 7"),
        ("کشتی", "كشتي"),
        ("ﬁne", "fine"),
    ],
)
def test_names_that_look_alike_have_one_key(one, other):
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(("one", "other"), [("Nord", "Sud"), ("Team 1", "Team 11"), ("بحر", "بحار")])
def test_different_names_have_different_keys(one, other):
    assert name_key(one) != name_key(other)


@pytest.mark.parametrize("name", ["Les Alizés", "فريق الميناء", "N°7", "Ok", "x" * 60, "R&D 🚢", "L'Équipe"])
def test_usable_names_are_kept(name):
    assert require_usable_name(name) == name


def test_usable_name_is_tidied():
    assert require_usable_name("  Les \t Alizés ") == "Les Alizés"


@pytest.mark.parametrize(
    "name",
    [
        "",
        "x",
        "   ",
        "x" * 61,
        "---",
        "abc\u202edef",
        "abc\u200bdef",
        "\u2066Alice",
        "abc\x00def",
        "a\u0301\u0301\u0301bc",
        "\ud800bc",
        "ﷺ" * 10,
    ],
    ids=ascii,
)
def test_deceiving_names_are_refused(name):
    with pytest.raises(TeamNameUnusable):
        require_usable_name(name)


def test_require_room_lets_the_last_member_in():
    require_room(4, limit=5)
    with pytest.raises(TeamFull):
        require_room(5, limit=5)


def test_require_changing_lets_the_last_instant_pass():
    require_changing(NOW, now=NOW)
    with pytest.raises(TeamsClosed):
        require_changing(NOW, now=NOW + timedelta(microseconds=1))


@pytest.mark.parametrize(
    ("expires_in", "revoked", "expected"),
    [(timedelta(0), False, True), (timedelta(seconds=-1), False, False), (timedelta(days=1), True, False)],
)
def test_is_alive(expires_in, revoked, expected):
    assert is_alive(expires_at=NOW + expires_in, revoked_at=NOW if revoked else None, now=NOW) is expected


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("  Ships \r\n and trees ", "Ships\nand trees"),
        ("a\x00b\u202ec\u200bd", "abcd"),
        ("one\n\n\n\n\ntwo", "one\n\ntwo"),
        ("\ud800", ""),
        ("نبحث عن عضو", "نبحث عن عضو"),
        ("x" * TEXT_LENGTH, "x" * TEXT_LENGTH),
    ],
    ids=ascii,
)
def test_require_text_keeps_lines_and_nothing_invisible(given, kept):
    assert require_text(given, field="about") == kept


@pytest.mark.parametrize("length", [TEXT_LENGTH + 1, 1_000_000])
def test_long_text_is_refused_by_its_field(length):
    with pytest.raises(TextTooLong) as refusal:
        require_text("x" * length, field="about")
    assert (refusal.value.field, refusal.value.details) == ("about", {"limit": TEXT_LENGTH})
