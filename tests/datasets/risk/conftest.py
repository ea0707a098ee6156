"""Reports to be told: of a release that holds what it promises, and of one that does not."""

import pytest

from datasets.risk.assess import assess
from tests.datasets.risk.cases import visits


@pytest.fixture(scope="session")
def safe_case():
    return visits()


@pytest.fixture(scope="session")
def safe_report(safe_case):
    return assess(safe_case)


@pytest.fixture(scope="session")
def unsafe_report():
    return assess(visits(is_coarse=False, is_named=True))
