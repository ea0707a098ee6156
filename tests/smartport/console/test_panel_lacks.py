"""Each lack has a sentence and a page."""

import pytest

from challenges.jury.lacking import Lack, lacks_of
from challenges.jury.wanted import NobodyToAsk
from smartport.console.panel_lacks import SAID, told_panel_lacks
from tests.factories import NOW
from tests.factories.jury import make_panel


@pytest.mark.parametrize("what", [*SAID, "ties"])
def test_each_lack_is_told_with_its_page(challenge, client, what):
    panel = make_panel(challenge)
    (told,) = told_panel_lacks([Lack(what, names=("Rita",), count=1, wanted=3)], panel=panel)
    assert told.said
    assert "%(" not in told.said
    assert told.address.startswith(f"/console/panels/{panel.pk}/")


def test_criterion_and_refusal_are_told(challenge):
    panel = make_panel(challenge)
    lacks = [Lack("texts", count=2, criterion=panel.criteria.first()), Lack("shares", refusal=NobodyToAsk())]
    texts, shares = told_panel_lacks(lacks, panel=panel)
    assert (texts.step, shares.step) == ("criteria", "opening")
    assert texts.address.endswith(f"/criteria/{panel.criteria.first().pk}/")


def test_whatever_an_empty_panel_lacks_has_a_sentence(challenge):
    panel = make_panel(challenge, criteria=(), jury_weight=50)
    assert all(told.said for told in told_panel_lacks(lacks_of(panel, now=NOW), panel=panel))
