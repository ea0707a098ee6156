"""What bin/test runs, and what it reads in its output."""

from itertools import combinations
from pathlib import Path

import pytest
from _pytest.mark.expression import Expression

from smartport.bootstrap.checks import Check, environment_of_tests, suite_runs, summary_in
from smartport.bootstrap.place import Place


@pytest.mark.parametrize(
    ("output", "summary"),
    [
        ("...\n3 failed, 97 passed in 1.20s\n", "3 failed, 97 passed in 1.20s"),
        (
            "=== 5 passed, 1 skipped in 65.00s (0:01:05) ===\nafterwards: noise\n",
            "5 passed, 1 skipped in 65.00s (0:01:05)",
        ),
        ("1 passed in 0.10s\nno tests ran in 8.26s\n", "no tests ran in 8.26s"),
        ("2 errors in 0.10s\n", "2 errors in 0.10s"),
        ("Traceback: it failed before anything\n", ""),
    ],
)
def test_summary_is_pytests_own_last_word(output, summary):
    assert summary_in(output).strip() == summary


def test_tests_do_not_see_the_callers_settings():
    given = {
        "SMARTPORT_PORT": "9",
        "SMARTPORT_DATA": "/real",
        "REDIS_URL": "r",
        "DATABASE_URL": "d",
        "SPC_SHARED": "/s",
    }

    environment = environment_of_tests(Place.read(given), data=Path("/throwaway"), docker_host="unix:///e")

    ours = ("SMARTPORT_", "REDIS", "DATABASE", "DOCKER", "SPC_")
    assert {name: value for name, value in environment.items() if name.startswith(ours)} == {
        "SMARTPORT_DATA": "/throwaway",
        "DOCKER_HOST": "unix:///e",
        "SPC_SHARED": "/s",
    }


def test_every_test_is_in_exactly_one_run_on_sqlite():
    wanted = [Expression.compile(str(run.command[-1])) for run in suite_runs(Place(data=Path("/d"), given={}), {})]
    markers = ("attack", "engine", "broker", "browser", "database", "slow")

    for number in range(len(markers) + 1):
        for marked in combinations(markers, number):
            assert sum(expression.evaluate(marked.__contains__) for expression in wanted) == 1, marked


def test_log_is_named_for_its_check():
    assert Check("Tests with broker and browser", (), {}).log == "test-tests-with-broker-and-browser"
