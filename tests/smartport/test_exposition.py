"""Numbers are written as Prometheus reads them, whatever their labels hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartport.exposition import Gauge, exposed, gauge
from tests.smartport.exposition_reader import read


def test_gauges_are_written_with_help_and_type():
    assert exposed([gauge("queue_length", "Waiting.", 3), Gauge("up", "Lives.", [({"machine": "quay-1"}, True)])]) == (
        "# HELP queue_length Waiting.\n# TYPE queue_length gauge\nqueue_length 3\n"
        '# HELP up Lives.\n# TYPE up gauge\nup{machine="quay-1"} 1\n'
    )


@given(st.text(st.characters(codec="utf-8")), st.floats())
def test_any_label_and_number_is_read_back(value, number):
    (family,) = read(exposed([Gauge("a", "b\n\\", [({"of": value, "x": "y"}, number)])])).values()
    ((labels, found),) = family.samples.items()
    assert dict(labels) == {"of": value, "x": "y"}
    assert found == number or (found != found and number != number)


@pytest.mark.parametrize("gauges", [[Gauge("a", "b", [])], []])
def test_nothing_is_nothing(gauges):
    assert exposed(gauges).strip() == ""


@pytest.mark.parametrize(
    "text",
    ["a 1\n", "# HELP a b\na 1\n", "# HELP a b\n# TYPE a gauge\na 1", "# HELP a b\n# TYPE a gauge\na one\n"],
)
def test_reader_is_strict(text):
    with pytest.raises((AssertionError, IndexError)):
        read(text)
