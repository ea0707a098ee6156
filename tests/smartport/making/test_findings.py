"""Every sentence that a check says is known to the catalogues, with what stands in its places."""

import re
from pathlib import Path
from random import Random

import pytest
from django.utils import translation

from evaluator.checking.attacks import attacks_on
from evaluator.checking.tables import Table
from smartport.making import finding_words as words
from smartport.making.findings import Trouble, sections_of, step_said, translated, trouble_said
from tests.evaluator.checking.careless import CARELESS
from tests.evaluator.checking.conftest import Check, checked  # noqa: F401

BASE = Table(("id", "value"), (("a", "1"), ("b", "2"), ("c", "3")))


@pytest.mark.parametrize("carelessness", [None, *CARELESS])
def test_every_finding_is_known(carelessness, checked: Check):  # noqa: F811
    found = checked() if carelessness is None else checked(scorer=CARELESS[carelessness].scorer)
    for finding in found.findings:
        assert translated(finding.text, words.SENTENCES)[1], finding.text
        assert finding.about == "baselines" or finding.title in words.TITLES, finding.title


def test_every_attack_is_known():
    for attack in attacks_on(BASE, Random(1)):
        assert attack.title in words.TITLES
        assert attack.careless in words.CARELESS


def test_places_are_filled_and_names_stay():
    text = (
        "Scored mae 1.0 public, 2.5 private. A careless scorer crashes, or fills it with zeros. Refuse it: scorekit's "
        "read_predictions does."
    )
    with translation.override("en"):
        assert translated(text, words.SENTENCES) == (text, True)
    assert translated("100% sure %(x)s", words.SENTENCES) == ("100% sure %(x)s", False)


def test_what_a_scorer_said_may_be_anything():
    said = "The scorer failed: %s %(said)s <b> (.*) \\1"
    with translation.override("en"):
        assert translated(said, words.SENTENCES) == (said, True)


def test_what_is_to_be_repaired_comes_first():
    finding = {"about": "scorer", "title": "An empty cell", "text": "x"}
    report = {"findings": [{**finding, "level": level} for level in ("good", "repair", "look")]}
    (section,) = sections_of(report)
    assert [one.level for one in section.findings] == ["repair", "look", "good"]
    assert sections_of({}) == []


def test_steps_and_troubles_are_said():
    with translation.override("en"):
        assert step_said("Asking the scorer: An empty cell") == "Asking the scorer: An empty cell"
        assert step_said("") == ""
        assert trouble_said("bundle_broken: reference is missing").words == "reference is missing"
        assert trouble_said("zebra: x") == Trouble(words.TROUBLES["unexpected_error"], "x")
        assert trouble_said("") == Trouble()


def test_what_is_to_be_mended_in_a_bundle_is_said_in_french():
    with translation.override("fr"):
        trouble = trouble_said("bundle_broken: challenge.yaml: evaluation.scores must list at least one score")
    assert trouble.words == "challenge.yaml: evaluation.scores doit lister au moins un score"
    assert not trouble.is_english


def test_sentences_of_the_evaluator_are_all_here():
    """A title that is written there and not here would be shown in English to everybody."""
    folder = Path(__file__).parents[3] / "evaluator" / "checking"
    text = "".join((folder / name).read_text("utf-8") for name in ("giveaways.py", "measures.py", "verdicts.py"))
    titles = set(re.findall(r'title = "([^"]+)"', text))
    assert titles - words.TITLES == set()
