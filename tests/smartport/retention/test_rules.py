"""The terms are told to everybody: in three languages, with the same numbers."""

import re
from datetime import timedelta

import pytest

from challenges.post.rules import KEPT_FOR
from smartport.accounts.pages.consents import TEXTS, YEARS
from smartport.retention.rules import BY_KEY, LETTERS, NOTICE, TERMS, unused_since
from tests.factories import NOW


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_the_notice_tells_every_term(language):
    notice = (TEXTS / f"privacy.{language}.txt").read_text("utf-8")
    assert YEARS in notice
    days = sorted({str(term.days) for term in TERMS if term.days} | {str(NOTICE.days)})
    assert sorted(set(re.findall(r"\b(?:30|180|730)\b", notice))) == days


def test_letters_go_when_the_post_lets_them_go():
    assert timedelta(days=BY_KEY[LETTERS].days) == KEPT_FOR


def test_years_are_counted_back():
    assert unused_since(years=3, now=NOW) == NOW - timedelta(days=3 * 365)
