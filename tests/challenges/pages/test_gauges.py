"""What was used beside what was allowed: empty, nearly full, full, and what an older report did not count."""

from dataclasses import asdict

import pytest
from django.utils import translation

from challenges.pages.gauges import Gauge, gauges
from evaluator.limits import Limits
from evaluator.report import Usage

LIMITS = asdict(Limits())


@pytest.mark.parametrize(
    ("used", "percent", "is_nearly_full", "is_full"),
    [
        (0, 0, False, False),
        (89.9, 89.9, False, False),
        (90, 90, True, False),
        (100, 100, False, True),
        (250, 100, False, True),
    ],
)
def test_gauge_says_how_full_it_is(used, percent, is_nearly_full, is_full):
    gauge = Gauge("Output", used, 100, "count")
    assert (gauge.percent, gauge.is_nearly_full, gauge.is_full) == (percent, is_nearly_full, is_full)


def test_every_use_that_is_limited_has_a_gauge():
    usage = Usage(1.5, 2.5, 1 << 20, 4096, 1, 12, processes=3)
    with translation.override("en"):
        told = {gauge.title: (gauge.used, gauge.limit) for gauge in gauges(asdict(usage), limits=LIMITS)}
    assert len(told) == len(asdict(usage))
    assert (told["Processes and threads"], told["Output"]) == ((3, 64), (4096, 32 << 20))


@pytest.mark.parametrize("processes", [{}, {"processes": 0}])
def test_older_report_counted_no_processes(processes):
    usage = {key: 1 for key in asdict(Usage(0, 0, 0, 0, 0, 0)) if key != "processes"}
    with translation.override("en"):
        titles = [gauge.title for gauge in gauges({**usage, **processes}, limits=LIMITS)]
    assert (len(titles), "Processes and threads" in titles) == (6, False)


def test_what_was_not_run_used_nothing():
    assert gauges(None, limits=LIMITS) == []
