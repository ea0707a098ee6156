"""What a team may say on its page."""

from datetime import UTC, datetime, timedelta

import pytest

from challenges.projects.rules import (
    MOST_PICTURES,
    NEW,
    PITCH_LENGTH,
    TITLE_LENGTH,
    LinkUnusable,
    PictureEmpty,
    PictureTooLarge,
    PictureTooManyPixels,
    PitchTooLong,
    ProjectChangedMeanwhile,
    ProjectOver,
    ProjectTitleMissing,
    Text,
    TooManyPictures,
    host_of,
    moved,
    plain_text,
    require_current,
    require_link,
    require_picture_size,
    require_pixels,
    require_project_open,
    require_room_for_picture,
    require_text,
    version_of,
)

END = datetime(2027, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    "address",
    [
        "https://example.ma/video?v=1#t=3",
        "https://code.example.ma:8443/team/repo",
        "https://xn--mgbab2bd.example/",
        "https://موقع.المغرب/مشروع",
    ],
)
def test_link_is_kept_as_it_was_typed(address):
    assert require_link(f"  {address} ", field="demo") == address


@pytest.mark.parametrize(
    "address",
    [
        "http://example.ma/",
        "javascript:alert(1)",
        "data:text/html,x",
        "//example.ma/",
        "example.ma",
        "https://user:secret@example.ma/",
        "https://token@example.ma/",
        "https://localhost/",
        "https://10.0.0.1/",
        "https://2130706433/",
        "https://[::1]/",
        "https://",
        "https:///path",
        "https://example.ma:99999/",
        "https://example.ma/a b",
        "https://example.ma/\u202egpj",
        "https://example.ma/\x00",
        "https://" + "a" * 70 + ".example.ma/",
        "https://example.ma/" + "a" * 300,
        "https://..../",
    ],
)
def test_link_that_should_not_be_shown_is_refused_by_its_field(address):
    with pytest.raises(LinkUnusable) as refusal:
        require_link(address, field="video")
    assert refusal.value.field == "video"


def test_no_link_is_no_fault():
    assert require_link("  ", field="demo") == ""


def test_host_is_what_a_reader_sees():
    assert [host_of("https://Example.ma:8443/x"), host_of("")] == ["example.ma", ""]


@pytest.mark.parametrize("title", ["", "  ", "\x00\n", "x" * (TITLE_LENGTH + 1)])
def test_title_is_needed_and_bounded(title):
    with pytest.raises(ProjectTitleMissing):
        require_text(Text(title=title))


def test_title_is_one_printable_line():
    assert require_text(Text(title=" Eaux\ncalmes\u202e \ud800 مياه ")).title == "Eaux calmes مياه"


def test_title_keeps_the_spaces_that_french_sets_before_its_colons():
    told = require_text(Text(title="\u00a0Eaux\u00a0: 10\u202f000  navires \u00a0"))
    assert told.title == "Eaux\u00a0: 10\u202f000 navires"


def test_title_of_spaces_that_keep_together_is_none():
    with pytest.raises(ProjectTitleMissing):
        require_text(Text(title="\u00a0\u202f"))


def test_pitch_keeps_its_lines_and_what_arabic_needs_but_no_control_character():
    told = "# A\r\n\r\n- b\x00\u202e  \r\nمي\u200cخ \u200fx\ud800"
    assert plain_text(told) == "# A\n\n- b\nمي\u200cخ \u200fx"


def test_pitch_is_bounded_and_its_length_said():
    assert len(require_text(Text(title="x", pitch="a" * PITCH_LENGTH)).pitch) == PITCH_LENGTH
    with pytest.raises(PitchTooLong) as refusal:
        require_text(Text(title="x", pitch="a" * (PITCH_LENGTH + 1)))
    assert refusal.value.details == {"length": PITCH_LENGTH + 1, "limit": PITCH_LENGTH}


def test_page_changes_until_the_last_instant_of_the_edition():
    require_project_open(END, now=END)
    with pytest.raises(ProjectOver):
        require_project_open(END, now=END + timedelta(microseconds=1))


def test_who_read_another_version_is_told_whose_words_are_there():
    kept = Text(title="a", pitch="b")
    for seen in ("", version_of(kept)):
        require_current(kept, seen=seen, changed_at=END, by="Bob")
    for seen in (NEW, version_of(Text(title="a", pitch="c")), "rubbish"):
        with pytest.raises(ProjectChangedMeanwhile):
            require_current(kept, seen=seen, changed_at=END, by="Bob")


def test_there_is_room_for_so_many_pictures():
    require_room_for_picture(MOST_PICTURES - 1)
    with pytest.raises(TooManyPictures):
        require_room_for_picture(MOST_PICTURES)


def test_picture_is_neither_empty_nor_huge():
    require_picture_size(10 << 20)
    with pytest.raises(PictureEmpty):
        require_picture_size(0)
    with pytest.raises(PictureTooLarge):
        require_picture_size((10 << 20) + 1)


def test_pixels_are_counted_before_they_are_decoded():
    require_pixels(8000, 5000)
    with pytest.raises(PictureTooManyPixels):
        require_pixels(50_000, 50_000)


@pytest.mark.parametrize(
    ("name", "up", "order"),
    [("b", True, "bac"), ("b", False, "acb"), ("a", True, "abc"), ("c", False, "abc")],
)
def test_picture_moves_one_place_and_not_past_the_ends(name, up, order):
    assert moved("abc", name=name, up=up) == list(order)
