"""The case that is judged."""

import pytest

from tests.datasets.risk.cases import make_case


def test_release_of_other_rows_than_those_kept_is_no_case():
    with pytest.raises(ValueError, match="a row for each"):
        make_case({"a": [1, 2]}, {"a": [1, 2]}, kept=[True, False])


def test_known_columns_come_in_the_order_of_importance():
    case = make_case({"a": [1], "b": [1], "c": [1]}, known=("c", "a"), sensitive=("b",))

    assert (case.known, case.sensitive, case.published) == (["c", "a"], ["b"], ["a", "b", "c"])
