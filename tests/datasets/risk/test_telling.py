"""The report as it is told, on a page."""

from copy import deepcopy
from datetime import UTC, date, datetime

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from datasets.risk.telling import tell
from tests.datasets.risk.cases import make_recipe

LANGUAGES = ("fr", "ar", "en")
SIGNED = {
    "question": "linkability",
    "is_accepted": False,
    "reason": "Trucks of <one> firm",
    "signer": "Dora Bennani",
    "role": "DPO",
    "at": datetime(2026, 11, 20, 9, tzinfo=UTC),
}


def told(report, *, language="en", decisions=(), recipe=None):
    with translation.override(language):
        return tell(report, recipe=recipe or make_recipe(["arrived"]), decisions=decisions)


def page(report, *, language="en", decisions=()):
    with translation.override(language):
        return render_to_string(
            "datasets/risk/_report.html", {"risk": told(report, language=language, decisions=decisions)}
        )


def changed(report, *path, to):
    report = deepcopy(report)
    part = report
    for key in path[:-1]:
        part = part[key]
    part[path[-1]] = to
    return report


def test_verdict_of_a_safe_release_is_one_good_sentence(safe_report):
    verdict = told(safe_report).verdict
    crowd = safe_report["after"]["k"]["min"]

    assert verdict.tone == "good"
    assert verdict.text == f"Nobody can be singled out: every row could be about at least {crowd} trucks."
    assert verdict.more == []


def test_verdict_of_an_unsafe_release_says_what_stands_against_it(unsafe_report):
    verdict = told(unsafe_report).verdict

    assert verdict.tone == "bad"
    assert verdict.text.startswith("Not safe: for 100% of the rows fewer than 5 trucks")
    assert len(verdict.more) == 3
    assert verdict.more[1].endswith("Their rows are joined by: name.")
    assert "“scanned” has 1 value only; the recipe promises 2." in verdict.more[2]


def test_verdict_warns_where_k_holds_but_something_else_does_not(safe_report):
    report = changed(safe_report, "questions", 2, "tests", 0, "holds", to=False)

    assert told(report).verdict.tone == "warn"
    assert len(told(report).verdict.more) == 1


def test_verdict_does_not_praise_what_was_not_tested(safe_report):
    nothing = changed(safe_report, "rows", "after", to=0)
    unknown = changed(safe_report, "promise", "known", to=[])

    assert (told(nothing).verdict.tone, told(unknown).verdict.tone) == ("bad", "warn")


def test_journalist_is_said_to_be_unknown(safe_report):
    journalist = told(safe_report).attackers[1]

    assert (journalist.gauge, journalist.after) == (None, "not known")
    assert "no counts of the population" in journalist.note


def test_decision_is_told_with_its_question(safe_report):
    answers = {answer.code: answer.signed for answer in told(safe_report, decisions=[SIGNED]).questions}

    assert answers["singling_out"] is answers["inference"] is None
    assert (answers["linkability"].decision, answers["linkability"].signer) == ("Not accepted", "Dora Bennani")
    assert answers["linkability"].day == "20 November 2026"
    assert (
        told(safe_report, decisions=[SIGNED | {"at": date(2026, 11, 20)}]).questions[1].signed.day == "20 November 2026"
    )


def test_dear_columns_are_told_only_where_they_cost(safe_report):
    costs = [{"column": "tonnes", "gain_percent": 8.0}, {"column": "goods", "gain_percent": -0.5}]

    shown = told(changed(safe_report, "baseline", "costs", to=costs)).baseline.costs

    assert [(cost.column, cost.gain, cost.bar) for cost in shown] == [("tonnes", "8.0%", 100)]


@pytest.mark.parametrize("why_not", ["too_few_rows", "one_value", "nothing_to_lose"])
def test_reason_is_told_where_no_model_could_be_compared(safe_report, why_not):
    baseline = told(changed(safe_report, "baseline", to={"why_not": why_not})).baseline

    assert baseline.has_scores is False
    assert baseline.sentence.endswith(".")


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_shows_the_numbers_in_every_language(safe_report, unsafe_report, language):
    html = page(safe_report, language=language)

    for shown in told(safe_report, language=language).facts:
        assert shown.value in html.replace("&nbsp;", "\u00a0")
    assert html.count("<circle") == 2 * 100 * len(
        safe_report["linkage"]["attacks"] + [safe_report["linkage"]["several"]]
    )
    assert "%(" not in html
    assert "style=" not in html
    assert page(unsafe_report, language=language) != html


def test_page_draws_with_decimal_points_whatever_the_language(safe_report):
    widths = [
        page(safe_report, language=language).partition("<svg")[2].partition("</svg>")[0] for language in LANGUAGES
    ]

    assert widths[0] == widths[1] == widths[2]


def test_page_shows_names_as_they_are_and_apart(safe_report):
    report = changed(safe_report, "columns", 0, "name", to="<b>وصول</b>")

    html = page(report, decisions=[SIGNED])

    assert "<bdi>&lt;b&gt;وصول&lt;/b&gt;</bdi>" in html
    assert "<bdi>Trucks of &lt;one&gt; firm</bdi>" in html


def test_page_without_linkage_or_tests_is_whole(safe_report):
    report = changed(safe_report, "linkage", to=None)
    report["questions"][1] = {"question": "linkability", "tests": [], "proposed": None}

    html = page(report)

    assert "<circle" not in html
    assert "No test could be done" in html
    assert "No limit is set: decide, and say why." in html
