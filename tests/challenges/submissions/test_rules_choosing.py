"""Tags, the kind of a file, and what may be chosen to count."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from challenges.editions.rules import PhaseClosed, PhaseNotOpen
from challenges.submissions.rules import (
    CODE,
    MOST_TAGS,
    PREDICTIONS,
    TAG_LENGTH,
    KindUnclear,
    NothingToSelect,
    NotSelectable,
    SelectionFull,
    TagsUnusable,
    kind_of,
    plain_tags,
    require_selectable,
    split_tags,
)

OPENS = datetime(2026, 11, 1, tzinfo=UTC)
CLOSES = datetime(2026, 12, 1, tzinfo=UTC)
TIMES = SimpleNamespace(opens_at=OPENS, closes_at=CLOSES)
INSTANT = timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("typed", "tags"),
    [
        ("xgboost, v2", ["xgboost", "v2"]),
        ("شجرة، الإصدار ٢؛ أخير", ["شجرة", "الإصدار ٢", "أخير"]),
        ("Réseau,reseau,RÉSEAU", ["Réseau"]),
        ("أخير, اخير", ["أخير"]),
        (" #best ,, ;\n ", ["best"]),
        ("a\x00b\u202ec, \ud800", ["a b c"]),
        ("", []),
    ],
)
def test_tags_are_tidied_and_alike_ones_are_one(typed, tags):
    assert plain_tags(split_tags(typed)) == tags


@pytest.mark.parametrize("texts", [["x" * (TAG_LENGTH + 1)], [str(n) for n in range(MOST_TAGS + 1)], ["a,b"]])
def test_tags_are_few_and_short(texts):
    with pytest.raises(TagsUnusable):
        plain_tags(texts)


def test_as_many_tags_as_may_be_are_kept():
    tags = [str(n) * TAG_LENGTH for n in range(MOST_TAGS)]
    assert plain_tags(tags) == tags


@pytest.mark.parametrize(
    ("name", "accepted", "kind"),
    [
        ("p.csv", (PREDICTIONS, CODE), PREDICTIONS),
        ("ENTRY.ZIP ", (PREDICTIONS, CODE), CODE),
        ("p.csv.zip", (PREDICTIONS, CODE), CODE),
        ("p.csv", (CODE,), PREDICTIONS),
        ("p.txt", (PREDICTIONS,), PREDICTIONS),
        ("", (CODE,), CODE),
    ],
)
def test_kind_is_what_the_name_says(name, accepted, kind):
    assert kind_of(name, accepted=accepted) == kind


@pytest.mark.parametrize("name", ["p.txt", "zip", "", ".csv", "p.csv\x00"])
def test_name_that_says_nothing_is_asked_about(name):
    with pytest.raises(KindUnclear):
        kind_of(name, accepted=(PREDICTIONS, CODE))


SELECTABLE = {"now": CLOSES, "limit": 2, "chosen": 1, "may_score": True}


def test_last_place_is_chosen_in_the_last_instant():
    require_selectable(TIMES, **SELECTABLE)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"now": OPENS - INSTANT}, PhaseNotOpen),
        ({"now": CLOSES + INSTANT}, PhaseClosed),
        ({"limit": 0, "chosen": 0}, NothingToSelect),
        ({"may_score": False}, NotSelectable),
        ({"chosen": 2}, SelectionFull),
        ({"chosen": 3}, SelectionFull),
    ],
)
def test_choice_is_refused_by_name(changes, refusal):
    with pytest.raises(refusal):
        require_selectable(TIMES, **{**SELECTABLE, **changes})
