"""Sentences of the results and of the check list."""

import pytest
from django.utils import translation

from challenges.jury.gathering import sitting
from challenges.jury.models import Recusal, Round
from challenges.panels.models import Relation
from smartport.jury.president import words
from smartport.jury.president.checks import BAD, GOOD, WARN, checks
from smartport.jury.president.results import agreement
from tests.factories import NOW
from tests.factories.hearing import GRADES, make_hearing

SPREAD = {"K7M2": (5, 5, 5, 5, 5), "B4XQ": (4, 5, 5, 4, 5), "T9HD": (4, 4, 4, 4, 4), "W3ZN": (4, 4, 4, 3, 3)}
CLOSE = {"K7M2": (5, 3, 5, 3, 4), "B4XQ": (3, 5, 3, 5, 4), "T9HD": (2, 2, 3, 2, 2)}


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.mark.parametrize(("share", "said"), [(0.0, "0%"), (0.001, "1%"), (0.5, "50%"), (0.999, "99%"), (1.0, "100%")])
def test_nothing_is_told_as_sure_that_is_not(share, said):
    assert words.percent(share) == said


@pytest.mark.parametrize(
    ("total", "fair", "word"),
    [
        (None, None, "undefined"),
        (0.8, 0.2, "well"),
        (0.4, 0.9, "moderately"),
        (0.1, 0.9, "fair"),
        (0.1, 0.5, "hardly"),
        (0.1, None, "hardly"),
    ],
)
def test_agreement_has_a_word(total, fair, word):
    assert words.agreement_word(total, fair) == word


def test_jury_with_one_severe_juror_agrees(challenge):
    grades = {code: (*given[:4], given[4] - 2) for code, given in SPREAD.items()}
    found = sitting(make_hearing(challenge, grades=grades).panel, Round.FINAL)
    given = agreement(found)
    assert given["total"] < words.MODERATELY < words.WELL < given["fair"]
    assert given["sentence"] == "The jury agrees well once severity is taken away, as the ranking does."


def test_harsh_juror_changes_nothing_and_has_a_line(challenge):
    grades = {code: (*given[:4], max(1, given[4] - 2)) for code, given in GRADES.items()}
    found = sitting(make_hearing(challenge, grades=grades).panel, Round.FINAL)
    line = next(check for check in checks(found) if check.part == "severity")
    assert "Joris" in line.sentence
    assert line.state == GOOD


def test_sensitive_ranking_says_why(challenge):
    found = sitting(make_hearing(challenge, grades=CLOSE).panel, Round.FINAL)
    assert words.sensitive_sentences(found.tally.judgement)
    assert words.without_sentences(found)
    assert {check.part for check in checks(found) if check.state == WARN} >= {"ranking", "ways"}


def test_tie_says_what_decides(challenge):
    equal = {"K7M2": (4, 4, 4, 4, 4), "B4XQ": (4, 4, 4, 4, 4), "T9HD": (2, 2, 2, 3, 2)}
    found = sitting(make_hearing(challenge, grades=equal).panel, Round.FINAL)
    assert "they share the place" in words.tie_sentences(found.tally.judgement)[0]


def test_parts_of_a_jury_are_told_with_names(challenge):
    halves = {"K7M2": (5, 4, 5, None, None), "B4XQ": (None, None, None, 3, 4)}
    found = sitting(make_hearing(challenge, grades=halves).panel, Round.FINAL)
    told = [words.problem_said(one, found, zone=challenge.edition.timezone) for one in found.tally.problems]
    assert any("Judith" in said.hint or "Petra" in said.hint for said in told)
    assert all(check.state == BAD for check in checks(found) if check.part == "content")


def test_patterns_name_the_person_and_the_project(challenge):
    hearing = make_hearing(challenge)
    hearing.jurors["jamal"].assignments.get(candidate=hearing.candidates["B4XQ"]).ballot.delete()
    for ballot in hearing.jurors["judith"].assignments.filter(candidate=hearing.candidates["K7M2"]):
        ballot.ballot.seconds = 20
        ballot.ballot.save()
    told = words.pattern_sentences(sitting(hearing.panel, Round.FINAL))
    assert any("Judith" in line and "K7M2" in line and "20" in line for line in told)


def test_recusals_are_counted_among_the_checks(challenge):
    hearing = make_hearing(challenge)
    given = {"juror": hearing.jurors["joris"], "candidate": hearing.candidates["W3ZN"]}
    Recusal.objects.create(**given, relation=Relation.FAMILY, at=NOW)
    assert "1 recusal." in [check.sentence for check in checks(sitting(hearing.panel, Round.FINAL))]
