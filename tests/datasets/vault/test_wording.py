"""What the vault says, in the reader's language."""

from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from datasets.vault import rules, wording
from datasets.vault.models import Access
from datasets.vault.rules import Deed

SPACES = dict.fromkeys(map(ord, "\u00a0\u202f\u200e\u200f"), " ")


def plain(said: str) -> str:
    return " ".join(said.translate(SPACES).split())


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def test_refusal_says_what_is_wrong_and_what_to_do():
    said = wording.say(rules.ExtractTooLarge(limit=1200))
    assert said.message == "The file is too large: the vault takes at most 1,200 GiB."
    assert "SMARTPORT_VAULT_MAX_GB" in said.hint


def test_refusal_without_a_hint_has_none():
    assert wording.say(rules.VaultRefusal()).hint == ""


@pytest.mark.parametrize(
    ("how", "said"),
    [
        (
            {"format": "csv", "encoding": "UTF-16", "separator": "\t", "decimal": ", ."},
            "CSV, UTF-16, tabs between the cells, decimal commas and points, by column",
        ),
        ({"format": "csv", "encoding": "UTF-8", "separator": "~", "decimal": ""}, "CSV, UTF-8, ~"),
        ({"format": "excel", "sheet": "Feuil1", "decimal": "."}, "Excel, sheet “Feuil1”, decimal points"),
        ({"format": "parquet"}, "Parquet"),
        ({}, ""),
    ],
)
def test_how_a_file_was_read_is_one_line(how, said):
    assert wording.how_read(how) == said


@pytest.mark.parametrize(
    ("share", "said"), [(0, "0%"), (0.004, "less than 1%"), (0.074, "7%"), (0.997, "99%"), (1, "100%"), (1.0, "100%")]
)
def test_share_that_is_not_nothing_is_not_said_to_be_nothing_nor_all(share, said):
    assert plain(wording.say_share(share)) == said


@pytest.mark.parametrize(
    ("language", "day", "moment"),
    [
        ("fr", "31 décembre 2026", "31 déc. 2026 à 00:30"),
        ("ar", "31 دجنبر 2026", "31 دجنبر 2026، 00:30"),
        ("en", "31 December 2026", "31 Dec 2026, 00:30"),
    ],
)
def test_days_and_hours_are_those_of_the_ports(language, day, moment):
    with translation.override(language):
        assert wording.say_day(date(2026, 12, 31)) == day
        assert plain(wording.say_moment(datetime(2026, 12, 31, 0, 30, tzinfo=UTC))) == moment


@pytest.mark.parametrize("deed", Deed)
def test_every_deed_has_words(deed):
    assert wording.deed_name(Access(deed=deed)) != deed.value


def test_deed_of_tomorrow_is_shown_as_it_is():
    access = Access(deed="weighed", actor="smartport")
    assert (wording.deed_name(access), wording.who(access), wording.deed_details(access)) == ("weighed", "the site", "")


@pytest.mark.parametrize(
    ("deed", "details", "said"),
    [
        (Deed.DATE_CHANGED, {"from": "2026-12-31", "to": "2027-01-31"}, "from 31 December 2026 to 31 January 2027"),
        (Deed.DELETION_ASKED, {"reason": "asked"}, ""),
        (Deed.DELETION_ASKED, {"reason": "unfinished"}, "the upload was left unfinished"),
        (Deed.DELETION_ASKED, {"reason": "court order"}, "court order"),
        (Deed.USED, {"build": "portes 1.0.0"}, "portes 1.0.0"),
        (Deed.READ, {"rows": 5}, ""),
    ],
)
def test_line_of_the_journal_says_what_else_is_worth_it(deed, details, said):
    assert wording.deed_details(Access(deed=deed, details=details)) == said


def test_identifier_says_how_sure_and_where_it_stands():
    found = {"kind": "imo", "certainty": "likely", "share": 0.5, "is_embedded": True}
    assert wording.identifier_name(found) == "IMO number (likely)"
    assert wording.identifier_share(found) == "50% of the filled cells, inside longer texts"
    assert wording.identifier_name({"kind": "crane", "certainty": "sure"}) == "crane (sure)"


def test_file_that_could_not_be_read_says_why():
    refusal = {"code": "repeated_name", "details": {"row": 1, "times": 2, "column": "imo"}}
    assert wording.why_refused(refusal).message == "Row 1: 2 columns are called \u2068imo\u2069; rename them."
    assert "three times" in wording.why_refused({"code": "reading_failed", "details": {}}).message
    assert wording.why_refused({}).message == "The file could not be read."
